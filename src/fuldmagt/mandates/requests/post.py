"""The mails about requests: to those who decide, and to those who asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.requests.rules import RequestState
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role

S = RequestState

ANSWERED: Final[Mapping[RequestState, str | Promise]] = {
    S.APPROVED: _("You have been given the right you asked for"),
    S.REFUSED: _("You have not been given the right you asked for"),
    S.TAKEN_BACK: _("Your request has been taken back"),
    S.EXPIRED: _("Nobody answered your request in time"),
    S.ENDED: _("Your request has ended"),
}


def ask_administrators(row: RightRequest, *, again: bool = False, at: datetime) -> None:
    """Tell those who can decide that somebody waits."""
    subject = _("{who} still waits for a right") if again else _("{who} asks for a right")
    for reader in deciders(row):
        _tell(reader, "request_asked", format_lazy(subject, who=row.user.name), row, {"again": again}, at=at)


def tell_askers(row: RightRequest, *, but: str = "", at: datetime) -> None:
    """Tell the user and whoever asked for them what became of it; not the one who did it."""
    readers = BusinessUser.objects.filter(
        ref__in={row.user.ref, row.asked_by} - {but}, organisation=row.organisation
    )
    for reader in readers.select_related("organisation"):
        more = {"state": row.state, "answer": row.answer, "themselves": reader.ref == row.user.ref}
        _tell(reader, "request_answered", ANSWERED[RequestState(row.state)], row, more, at=at)


def deciders(row: RightRequest) -> list[BusinessUser]:
    """Who may answer: the rights administrators, but for the asker where a second person is needed.

    Failing them, those who can appoint one.
    """
    own = {row.user.person_id} - {None} if row.organisation.four_eyes else set()
    for role in (Role.RIGHTS_ADMINISTRATOR, Role.ORGANISATION_ADMINISTRATOR):
        holders = holders_of(role, organisation=row.organisation.ref)
        if found := [each for each in holders if each.person_id not in own]:
            return found
    return []


def _tell(
    reader: BusinessUser,
    template: str,
    subject: str | Promise,
    row: RightRequest,
    more: Mapping[str, object],
    *,
    at: datetime,
) -> None:
    right = row.right
    context = {
        "first_name": reader.name.split()[0] if reader.name.split() else reader.name,
        "sender": row.organisation.name,
        "employee": row.user.name,
        "right": in_language(right.names, reader.language, otherwise=right.name),
        "service": right.service.name,
        "why": row.why,
        "expires_at": row.expires_at,
        "url": f"{settings.BASE_URL}/requests/{row.ref}/",
    }
    notices.mail(
        template,
        reader.email,
        subject,
        {**context, **more},
        about=reader.ref,
        organisation=row.organisation.ref,
        language=reader.language,
        at=at,
    )
