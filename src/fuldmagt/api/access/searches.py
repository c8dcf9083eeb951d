"""The door for searches: OpenID AuthZEN Authorization API 1.0, section 8.

A search gives what asking one by one would give, in the order of the ids; `ask` sees to it. A kind of subject
or resource that we do not know has nobody in it, as the specification's certification scenario wants it.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Annotated, Any, Final

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from fuldmagt.api.access import paging, parsing, trace
from fuldmagt.api.access.admission import ANOTHER_TIME, SIMULATE, beyond
from fuldmagt.api.access.answers import Mark, one_of
from fuldmagt.api.access.evaluations import NUL, has_nul
from fuldmagt.api.access.messages import Answered, Asked, encoded, problem
from fuldmagt.api.access.paging import Place
from fuldmagt.api.access.parsing import USUAL, Action, Circumstance, Circumstances, Name, Unreadable
from fuldmagt.clients.credentials import Caller
from fuldmagt.decisions import ask

MOST: Final = 1000  # results on a page, whatever is asked for
WRONG_PAGE: Final = "The page token is not one of this search, or it is too old: begin with the first page."
LOOKS: Final = {"organisation": ask.organisations, "branch": ask.branches}


class Kind(Struct, frozen=True):
    """What kind is looked for. An id that is named all the same is passed over (sections 8.4, 8.5)."""

    type: str


class Entity(Struct, frozen=True):
    type: str
    id: Name


class Page(Struct, frozen=True):
    token: str = ""
    limit: Annotated[int, Meta(ge=1)] | UnsetType = UNSET


class SubjectSearch(Struct, frozen=True):
    subject: Kind
    action: Action
    resource: Entity
    context: Circumstances = Circumstances()
    page: Page = Page()


class ResourceSearch(Struct, frozen=True):
    subject: Entity
    action: Action
    resource: Kind
    context: Circumstances = Circumstances()
    page: Page = Page()


class ActionSearch(Struct, frozen=True):
    subject: Entity
    resource: Entity
    context: Circumstances = Circumstances()
    page: Page = Page()


class Named(Struct, frozen=True):
    name: str


class Turned(Struct, frozen=True):
    """Which part of the results this is: `next_token` is empty where it is the last."""

    next_token: str
    count: int
    total: int


class Marks(Struct, frozen=True):
    precheck: Mark = UNSET
    simulation: Mark = UNSET


class Found(Struct, frozen=True):
    page: Turned
    results: list[Annotated[Any, one_of("Entity", "Named")]]
    context: Marks | UnsetType = UNSET


AnySearch = SubjectSearch | ResourceSearch | ActionSearch
Look = Callable[[Circumstance], Sequence[str]]
_subject = msgspec.json.Decoder(SubjectSearch)
_resource = msgspec.json.Decoder(ResourceSearch)
_action = msgspec.json.Decoder(ActionSearch)


def subject(asked: Asked, caller: Caller) -> Answered:
    """Which users may do the right for the organisation or branch?"""
    read = parsing.read(asked.body, _subject)
    if isinstance(read, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, read.words)
    organisation, branch = _where(read.resource)

    def look(how: Circumstance) -> Sequence[str]:
        if read.subject.type != "user" or not (organisation or branch):
            return ()
        right, context = read.action.name, how.context
        return ask.users(right, organisation, context, branch=branch)

    return _paged(asked, caller, read, look, lambda each: Entity("user", each))


def resource(asked: Asked, caller: Caller) -> Answered:
    """For which organisations, or branches, may the user do the right? Who is not known may nowhere."""
    read = parsing.read(asked.body, _resource)
    if isinstance(read, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, read.words)
    kind = read.resource.type

    def look(how: Circumstance) -> Sequence[str]:
        find = LOOKS.get(kind)
        if read.subject.type != "user" or find is None:
            return ()
        return find(read.subject.id, read.action.name, how.context)

    return _paged(asked, caller, read, look, lambda each: Entity(kind, each))


def action(asked: Asked, caller: Caller) -> Answered:
    """Which rights has the user there, of the services that the caller may ask about?"""
    read = parsing.read(asked.body, _action)
    if isinstance(read, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, read.words)
    organisation, branch = _where(read.resource)

    def look(how: Circumstance) -> Sequence[str]:
        if read.subject.type != "user" or not (organisation or branch):
            return ()
        user, context = read.subject.id, how.context
        held = ask.rights(user, organisation, context, branch=branch)
        return [each for each in held if caller.may_ask_about(each.partition(":")[0])]

    return _paged(asked, caller, read, look, Named)


def _where(resource: Entity) -> tuple[str | None, str | None]:
    """The organisation or the branch that is meant; neither, for a kind of resource that we do not know."""
    match resource.type:
        case "organisation":
            return resource.id, None
        case "branch":
            return None, resource.id
        case _:
            return None, None


def _paged(
    asked: Asked, caller: Caller, read: AnySearch, look: Look, result: Callable[[str], Entity | Named]
) -> Answered:
    if has_nul(*_names(read)):
        return problem(HTTPStatus.BAD_REQUEST, NUL)
    described = _described(read)
    place = _begun(asked, caller, read.page, described)
    if place is None:
        return problem(HTTPStatus.BAD_REQUEST, WRONG_PAGE)
    how = parsing.circumstance(read.context, now=place.since)
    if isinstance(how, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, how.words)
    if words := _beyond(caller, read, how):
        return problem(HTTPStatus.FORBIDDEN, words)
    every = look(how)
    first = bisect_right(every, place.after) if place.after else 0
    shown = every[first : first + min(place.limit, MOST)]
    onwards = ""
    if first + len(shown) < len(every):
        onwards = paging.token(
            Place(place.since, place.limit, shown[-1]), caller=caller.client, asked=described
        )
    marks = Marks(how.precheck or UNSET, how.simulation or UNSET)
    turned = Turned(onwards, len(shown), len(every))
    results = [result(each) for each in shown]
    return encoded(
        Found(turned, results, UNSET if marks == Marks() else marks),
        trace=trace.trace(read.context.traceparent, asked.traceparent),
        activity="" if isinstance(read, ActionSearch) else trace.activity(read.action.properties),
    )


def _names(read: AnySearch) -> list[str]:
    parts = (read.subject, read.resource)
    names = [each.id for each in parts if isinstance(each, Entity)]
    return names if isinstance(read, ActionSearch) else [*names, read.action.name]


def _beyond(caller: Caller, read: AnySearch, how: Circumstance) -> str:
    """A search for rights names none: of what it finds the caller is told its own services' alone."""
    if isinstance(read, ActionSearch):
        return ANOTHER_TIME if how.simulation and SIMULATE not in caller.scopes else ""
    return beyond(caller, read.action.name, simulation=how.simulation)


def _begun(asked: Asked, caller: Caller, page: Page, described: dict[str, Any]) -> Place | None:
    """The beginning, or where the token goes on; as many on each page as on the first (section 8.2.1)."""
    if not page.token:
        return Place(asked.at, USUAL if page.limit is UNSET else page.limit)
    place = paging.place(page.token, caller=caller.client, asked=described)
    if place is None or page.limit not in {UNSET, place.limit}:
        return None
    return place


def _described(read: AnySearch) -> dict[str, Any]:
    """The search itself: what stays the same from the first page to the last, as its trace need not."""
    told: dict[str, Any] = {"kind": type(read).__name__, "subject": read.subject, "resource": read.resource}
    if not isinstance(read, ActionSearch):
        told["action"] = read.action.name
    context = read.context
    return told | {"context": [context.assurance, context.means, context.time]}
