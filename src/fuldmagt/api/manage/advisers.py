"""A provider's program recognises advisers, looks at them and ends them (F5, F7)."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final

from django.http import HttpResponse
from msgspec import Meta, Struct

from fuldmagt.api.access.views import Request, for_clients
from fuldmagt.api.manage.doors import answer, read, refused, speaker
from fuldmagt.clients.credentials import Caller
from fuldmagt.mandates.advisers import actions, queries
from fuldmagt.mandates.advisers.rules import Recognition
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.vocabulary.refusals import Refusal

PAGE: Final = 100
Text = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\x00]*\Z")]


class New(Struct, frozen=True, forbid_unknown_fields=True):
    organisation: Text
    licence: Text
    checked_by: Text
    to: Annotated[datetime, Meta(tz=True)] | None = None


@for_clients("advisers:manage", method="GET")
def _listed(request: Request, caller: Caller) -> HttpResponse:
    found = speaker(caller)
    if isinstance(found, HttpResponse):
        return found
    after = request.GET.get("after", "")[:64].replace("\x00", "")
    rows = list(queries.in_order(found.provider, after=after)[: PAGE + 1])
    told = [_told(each) for each in rows[:PAGE]]
    return answer({"advisers": told, "next": told[-1]["id"] if len(rows) > PAGE else None})


@for_clients("advisers:manage")
def _added(request: Request, caller: Caller) -> HttpResponse:
    found = speaker(caller)
    if isinstance(found, HttpResponse):
        return found
    new = read(request.body, New)
    if isinstance(new, HttpResponse):
        return new
    said = Recognition(new.licence, new.checked_by, new.to)
    done = actions.recognise(found.provider.ref, new.organisation, said, by=found.actor, at=request.at)
    return refused(done) if isinstance(done, Refusal) else answer(_told(done), HTTPStatus.CREATED)


def advisers(request: Request) -> HttpResponse:
    return _listed(request) if request.method == "GET" else _added(request)


@for_clients("advisers:manage", method="DELETE")
def adviser(request: Request, caller: Caller, ref: str) -> HttpResponse:
    """End a recognition: what was granted to the adviser carries nothing any more, at once."""
    found = speaker(caller)
    if isinstance(found, HttpResponse):
        return found
    done = actions.end(ref, by=found.actor, at=request.at)
    return refused(done) if isinstance(done, Refusal) else answer(_told(done))


def _told(adviser: Adviser) -> dict[str, str | None]:
    return {
        "id": adviser.ref,
        "organisation": adviser.organisation.ref,
        "name": adviser.organisation.name,
        "licence": adviser.licence,
        "checked_by": adviser.checked_by,
        "state": adviser.state,
        "from": adviser.starts_at.isoformat(),
        "to": adviser.ends_at.isoformat() if adviser.ends_at else None,
    }


advisers.permission = "other proof"  # type: ignore[attr-defined]  # each half checks the credentials
advisers.csrf_exempt = True  # type: ignore[attr-defined]  # likewise: no cookie is read here
