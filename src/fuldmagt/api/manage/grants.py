"""Grants at the management door: the portal's way to the page, and what stands at its own services (F5)."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from msgspec import Meta, Struct

from fuldmagt.api.access.views import Request, for_clients
from fuldmagt.api.manage.doors import answer, read, refused, speaker
from fuldmagt.api.problems import problem
from fuldmagt.clients.credentials import Caller
from fuldmagt.mandates.grants import beginnings, queries
from fuldmagt.mandates.grants.beginnings import Asked
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.mandates.rules import RecordState
from fuldmagt.vocabulary.refusals import Reason, Refusal

PAGE: Final = 100
Word = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[^\x00]*\Z")]
State = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*\Z")]


class Begin(Struct, frozen=True, forbid_unknown_fields=True):
    service: Word
    organisation: Word
    return_to: Annotated[str, Meta(min_length=1, max_length=500)]
    state: State = ""


@for_clients("grants:manage")
def begin(request: Request, caller: Caller) -> HttpResponse:
    """Where the portal sends its employer, whom it names by number. The page asks for a login of its own."""
    asked = read(request.body, Begin)
    if isinstance(asked, HttpResponse):
        return asked
    wanted = Asked(asked.service, asked.organisation, asked.return_to, asked.state)
    token = beginnings.begin(wanted, client=caller.client, at=request.at)
    if isinstance(token, Refusal):
        return refused(token)
    expires = (request.at + beginnings.LIFE).isoformat()
    body = {"url": f"{settings.BASE_URL}/grants/new/?ask={token}", "expires_at": expires}
    return answer(body, HTTPStatus.CREATED)


@for_clients("grants:manage", method="GET")
def listing(request: Request, caller: Caller) -> HttpResponse:
    """The grants at the caller's own services, in the order of their references."""
    found = speaker(caller)
    if isinstance(found, HttpResponse):
        return found
    asked = {
        name: request.GET.get(name, "")[:128] for name in ("service", "organisation", "adviser", "after")
    }
    if any("\x00" in each for each in asked.values()):
        return problem(HTTPStatus.BAD_REQUEST, "A parameter cannot be read.")
    rows = list(queries.at_services(found.provider, caller.services, **asked)[: PAGE + 1])
    told = [_told(each, request.at) for each in rows[:PAGE]]
    return answer({"grants": told, "next": told[-1]["id"] if len(rows) > PAGE else None})


@for_clients("grants:manage", method="GET")
def one(request: Request, caller: Caller, ref: str) -> HttpResponse:
    """How a grant at the caller's own services stands, such as one that it has led an employer to give."""
    found = speaker(caller)
    if isinstance(found, HttpResponse):
        return found
    grant = queries.at_services(found.provider, caller.services).filter(ref=ref).first()
    return answer(_told(grant, request.at)) if grant else refused(Refusal(Reason.NOT_FOUND, about="grant"))


def _told(grant: Grant, at: datetime) -> dict[str, str | None]:
    return {
        "id": grant.ref,
        "service": grant.right.service.ref,
        "right": grant.right.ref,
        "organisation": grant.giver.ref,
        "adviser": grant.receiver.ref,
        "state": _state(grant, at),
        "from": grant.starts_at.isoformat(),
        "to": grant.ends_at.isoformat() if grant.ends_at else None,
        "awaiting": grant.awaiting.ref if grant.awaiting else None,
        # where its giver changes and ends it, after a login of its own
        "page": f"{settings.BASE_URL}{reverse('grants:show', args=[grant.ref])}",
    }


def _state(grant: Grant, at: datetime) -> str:
    if grant.state == RecordState.REVOKED:
        return "revoked"
    if grant.ends_at is not None and grant.ends_at <= at:
        return "expired"
    if not grant.confirmed:
        return "not_confirmed"
    return "not_yet_valid" if grant.starts_at > at else "active"
