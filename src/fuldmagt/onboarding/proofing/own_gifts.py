"""The mails about rights that somebody had given themselves, and that ended when that came out (A5)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.onboarding.invitations.post import tell
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role


def tell_of_own_gifts(user: BusinessUser, ended: Iterable[Assignment], *, at: datetime) -> None:
    """Tell the person what has ended, and those who can give it again, each in their own language."""
    ended = list(ended)
    for reader in [user, *others(user)]:
        more = {
            "employee": user.name,
            "themselves": reader == user,
            "rights": [called(each, reader.language) for each in ended],
            "url": f"{settings.BASE_URL}/users/{user.ref}/rights/",
        }
        tell(reader, "own_gifts", _("A second person has to give these rights"), more, at=at)


def others(user: BusinessUser) -> list[BusinessUser]:
    """The other persons who give rights here; failing them, those who can appoint one."""
    for role in (Role.RIGHTS_ADMINISTRATOR, Role.ORGANISATION_ADMINISTRATOR):
        holders = holders_of(role, organisation=user.organisation.ref)
        if found := [each for each in holders if each.person_id != user.person_id]:
            return found
    return []


def called(row: Assignment, language: str) -> str:
    return f"{row.right.service.name}: {in_language(row.right.names, language, otherwise=row.right.name)}"
