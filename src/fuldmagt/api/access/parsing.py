"""An AuthZEN request as questions to the law or as a search, or what is wrong with it.

Source: OpenID AuthZEN Authorization API 1.0, sections 6 to 8, and our interfaces. Parts that are not
ours (`properties`, further context) are other people's business and are passed over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from fuldmagt.decisions.question import Context
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.means import Means

USUAL: Final = 100  # results on a page, where the request does not say
MOST_EVALUATIONS: Final = 1000
INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,12})?)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
"""RFC 3339. The seconds may be left out, as AuthZEN leaves them out in each of its own examples."""

Name = Annotated[str, Meta(min_length=1, max_length=256)]
Semantic = Literal["execute_all", "deny_on_first_deny", "permit_on_first_permit"]
Shape = TypeVar("Shape")


class Subject(Struct, frozen=True, gc=False):
    type: Literal["user"]
    id: Name


class Action(Struct, frozen=True, gc=False):
    name: Name
    properties: Raw | UnsetType = UNSET


class Resource(Struct, frozen=True, gc=False):
    type: Literal["organisation", "branch"]
    id: Name


class Circumstances(Struct, frozen=True, gc=False):
    """`context`. A `traceparent` of any shape is taken: one that cannot be read counts as none."""

    assurance: Literal["low", "substantial", "high"] | None = None
    means: Means | None = None
    time: Annotated[str, Meta(extra_json_schema={"format": "date-time"})] | None = None
    at_least_revision: Annotated[str, Meta(max_length=256)] | None = None
    traceparent: Any = None


class Item(Struct, frozen=True):
    """One of several questions; what it leaves out is as for all of them, and whole (section 7.1.1)."""

    subject: Subject | UnsetType = UNSET
    action: Action | UnsetType = UNSET
    resource: Resource | UnsetType = UNSET
    context: Circumstances | UnsetType = UNSET


class Evaluation(Struct, frozen=True):
    subject: Subject
    action: Action
    resource: Resource
    context: Circumstances = Circumstances()


class Options(Struct, frozen=True):
    evaluations_semantic: Semantic = "execute_all"


class Evaluations(Item, frozen=True):
    evaluations: Sequence[Item] = ()
    options: Options = Options()


class _Unread(Item, frozen=True):
    evaluations: Sequence[Raw] = ()
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What is wrong with a request, and where in it."""

    words: str


class Many(Struct, frozen=True):
    """Several questions. One that cannot be read keeps its place: it gets the answer that it has earned."""

    defaults: Item
    items: Sequence[Item | Unreadable]
    semantic: Semantic


_item = msgspec.json.Decoder(Item)
_evaluations = msgspec.json.Decoder(Evaluations)
_unread = msgspec.json.Decoder(_Unread)
_evaluation = msgspec.json.Decoder(Evaluation)


def evaluation(body: bytes) -> Evaluation | Unreadable:
    return read(body, _evaluation)


def evaluations(body: bytes) -> Many | Evaluation | Unreadable:
    """Several questions; one, where no several are named (section 7.1)."""
    try:
        asked: Evaluations | _Unread | Unreadable = _evaluations.decode(body)
    except msgspec.ValidationError:
        asked = read(body, _unread)  # one of them may be at fault, which leaves the others good
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Unreadable(_words(error))
    if isinstance(asked, Unreadable):
        return asked
    if not asked.evaluations:
        return evaluation(body)
    if len(asked.evaluations) > MOST_EVALUATIONS:
        return Unreadable(f"At most {MOST_EVALUATIONS} evaluations are answered at once; send them in parts.")
    items = asked.evaluations if isinstance(asked, Evaluations) else _each(asked.evaluations)
    if isinstance(items, Unreadable):
        return items
    return Many(asked, items, asked.options.evaluations_semantic)


def _each(written: Sequence[Raw]) -> list[Item | Unreadable] | Unreadable:
    """Each item for itself. What is no JSON at all is wrong as a whole, wherever in it that shows."""
    items: list[Item | Unreadable] = []
    for each in written:
        try:
            items.append(_item.decode(each))
        except msgspec.ValidationError as error:
            items.append(Unreadable(str(error)))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            return Unreadable(_words(error))
    return items


class Circumstance(Struct, frozen=True, gc=False):
    """The context of a question, and what is told and judged of it many times."""

    context: Context
    precheck: bool
    simulation: bool
    at_least: str


def circumstance(written: Circumstances, *, now: datetime) -> Circumstance | Unreadable:
    at = now if written.time is None else instant(written.time)
    if at is None:
        return Unreadable("`$.context.time` is no instant with a zone (RFC 3339).")
    context = Context(
        at=at,
        now=now,
        assurance=BY_WORD[written.assurance] if written.assurance else None,
        means=written.means,
    )
    return Circumstance(context, context.precheck, context.simulation, written.at_least_revision or "")


def instant(written: str) -> datetime | None:
    if not INSTANT.fullmatch(written):
        return None
    try:
        return datetime.fromisoformat(written.upper())
    except ValueError:  # the thirtieth of February
        return None


def read(body: bytes, decoder: msgspec.json.Decoder[Shape]) -> Shape | Unreadable:
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Unreadable(_words(error))


def _words(error: Exception) -> str:
    return "The JSON is nested too deeply." if isinstance(error, RecursionError) else str(error)
