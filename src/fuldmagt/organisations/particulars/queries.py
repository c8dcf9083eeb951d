"""Questions about an organisation's particulars and settings."""

from datetime import datetime

from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.particulars.rules import wish_stands
from fuldmagt.organisations.queries import roles_of, user_of
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.registers.companies import register
from fuldmagt.vocabulary.refusals import Refusal


def may_declare_category(organisation: str) -> bool:
    """Whether the register knows the organisation and leaves open what it is. A silent register: no."""
    company = register().find(organisation)
    return not isinstance(company, Refusal) and company.category is None


def asks_to_turn_four_eyes_off(organisation: Organisation, *, at: datetime) -> BusinessUser | None:
    """Whose wish waits for a second person: it counts as long as they could turn it off themselves."""
    if not wish_stands(organisation.four_eyes_off_asked_at, at):
        return None
    asker = user_of(organisation.four_eyes_off_asked_by, organisation=organisation.ref)
    if asker is None or asker.state != UserState.ACTIVE:
        return None
    return asker if Role.ORGANISATION_ADMINISTRATOR in roles_of(asker) else None
