"""The door for searches: OpenID AuthZEN Authorization API 1.0, section 8.

A search gives what asking one by one would give, in the order of the ids; `ask` sees to it.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.http import HttpResponse

from fuldmagt.api.access import paging, parsing
from fuldmagt.api.access.paging import Place
from fuldmagt.api.access.parsing import ResourceSearch
from fuldmagt.api.access.views import Request, beyond, for_clients
from fuldmagt.api.problems import problem
from fuldmagt.clients.credentials import Caller
from fuldmagt.decisions import ask, search
from fuldmagt.decisions.question import Context

MOST: Final = 1000  # results on a page, whatever is asked for
WRONG_PAGE: Final = "The page token is not one of this search, or it is too old: begin with the first page."


@for_clients("access:search")
def resource(request: Request, caller: Caller) -> HttpResponse:
    """For which organisations, or branches, may the user do the right? Who is not known may nowhere."""
    asked = parsing.resource_search(request.body)
    if isinstance(asked, parsing.Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, asked.words)
    described = _described(asked)
    place = paging.place(asked.page.token, caller=caller.client, asked=described, now=request.at)
    if place is None:
        return problem(HTTPStatus.BAD_REQUEST, WRONG_PAGE)
    context = parsing.context(asked.context, now=place.since)
    if refused := beyond(caller, asked.action.name, context):
        return refused
    size = min(asked.page.limit, MOST)
    found = search.page(_found(asked, context), size=size + 1, after=place.after)
    onwards = ""
    if len(found) > size:
        found = found[:size]
        onwards = paging.token(Place(place.since, found[-1]), caller=caller.client, asked=described)
    return _answered(asked.resource.type, found, onwards, context)


def _found(asked: ResourceSearch, context: Context) -> Sequence[str]:
    look = ask.branches if asked.resource.type == "branch" else ask.organisations
    return look(asked.subject.id, asked.action.name, context)


def _described(asked: ResourceSearch) -> dict[str, Any]:
    """The search itself, without the page: it stays the same from the first to the last."""
    told: dict[str, Any] = msgspec.to_builtins(asked)
    return {name: part for name, part in told.items() if name != "page"}


def _answered(kind: str, found: Sequence[str], onwards: str, context: Context) -> HttpResponse:
    body: dict[str, Any] = {
        "results": [{"type": kind, "id": each} for each in found],
        "page": {"next_token": onwards, "count": len(found)},
    }
    marks = {"precheck": context.precheck, "simulation": context.simulation}
    if told := {name: True for name, is_so in marks.items() if is_so}:
        body["context"] = told
    return HttpResponse(msgspec.json.encode(body), content_type="application/json")
