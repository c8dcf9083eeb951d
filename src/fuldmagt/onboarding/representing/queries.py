"""Questions about visits of those who sign for an organisation."""

from datetime import datetime

from fuldmagt.onboarding.joining.queries import refused
from fuldmagt.onboarding.models import Visit
from fuldmagt.onboarding.representing.rules import over
from fuldmagt.organisations.models import Organisation
from fuldmagt.registers.companies import register
from fuldmagt.registers.company import Company
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal


def visit_of(browser: str, *, at: datetime, proven: bool) -> Visit | Refusal:
    """The visit of this browser, while it lasts."""
    rows = Visit.objects.select_related("person").filter(browser__in=hashes.of_token_any(browser))
    found = rows.first() if browser else None
    if found is None or over(found.until, at) or (proven and found.person is None):
        return Refusal(Reason.LINK_EXPIRED, about="visit")
    return found


def company_of(ref: str) -> Company | Refusal:
    """The company as the register has it now, unless it has joined: then its own people decide."""
    return refused(ref) or register().find(ref)


def organisation_of(visit: Visit) -> Organisation:
    return Organisation.objects.get(ref=visit.organisation)
