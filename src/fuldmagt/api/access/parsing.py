"""An AuthZEN request as a question to the law or as a search, or what is wrong with it.

Source: OpenID AuthZEN Authorization API 1.0, sections 6.1 and 8, and our interfaces. Parts that are not
ours (`properties`, further context) are other people's business and are passed over.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from fuldmagt.decisions.question import Context, Question
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.means import Means

USUAL: Final = 100  # results on a page, where the request does not say
Name = Annotated[str, Meta(min_length=1, max_length=256, pattern=r"^[^\x00]*\Z")]


Asked = TypeVar("Asked")


class Subject(Struct, frozen=True):
    type: Literal["user"]
    id: Name


class Action(Struct, frozen=True):
    name: Name


class Resource(Struct, frozen=True):
    type: Literal["organisation", "branch"]
    id: Name


class Circumstances(Struct, frozen=True):
    """`at_least_revision` is met by whoever reads the one database, as this door does."""

    assurance: Literal["low", "substantial", "high"] | None = None
    means: Means | None = None
    time: Annotated[datetime, Meta(tz=True)] | None = None
    at_least_revision: str | None = None
    traceparent: str | None = None


class Evaluation(Struct, frozen=True):
    subject: Subject
    action: Action
    resource: Resource
    context: Circumstances = Circumstances()


class Sought(Struct, frozen=True):
    """What kind of resource is looked for. One that is named all the same is passed over (section 8.5)."""

    type: Literal["organisation", "branch"]


class Page(Struct, frozen=True):
    token: str = ""
    limit: Annotated[int, Meta(ge=1)] = USUAL


class ResourceSearch(Struct, frozen=True):
    subject: Subject
    action: Action
    resource: Sought
    context: Circumstances = Circumstances()
    page: Page = Page()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What is wrong with a request, and where in it."""

    words: str


def evaluation(body: bytes, *, now: datetime) -> Question | Unreadable:
    """The question that the body asks, now or at the time it names."""
    asked = _read(body, Evaluation)
    if isinstance(asked, Unreadable):
        return asked
    is_branch = asked.resource.type == "branch"
    return Question(
        user=asked.subject.id,
        right=asked.action.name,
        organisation=None if is_branch else asked.resource.id,
        branch=asked.resource.id if is_branch else None,
        context=context(asked.context, now=now),
    )


def resource_search(body: bytes) -> ResourceSearch | Unreadable:
    return _read(body, ResourceSearch)


def context(circumstances: Circumstances, *, now: datetime) -> Context:
    return Context(
        at=circumstances.time or now,
        now=now,
        assurance=BY_WORD[circumstances.assurance] if circumstances.assurance else None,
        means=circumstances.means,
    )


def _read(body: bytes, kind: type[Asked]) -> Asked | Unreadable:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Unreadable(str(error))
