"""The life of a chain mandate, and what may stand in it (F4). Pure.

Source: decision-semantics, "Chain mandate": changing it keeps it and what hangs on it; so does
renewing, which is possible until 90 days after its end; ending it is for good.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.catalogue.rules import open_to
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal


class Stage(StrEnum):
    OFFERED = "offered"  # given, not accepted yet
    ACCEPTED = "accepted"
    WIDENED = "widened"  # accepted, and more was given that is not accepted yet
    OVER = "over"


class Step(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    CHANGE = "change"
    RENEW = "renew"
    LAPSE = "lapse"
    END = "end"


class Ending(StrEnum):
    """How a mandate came to be over."""

    DECLINED = "declined"
    LAPSED = "lapsed"
    BY_GIVER = "by_giver"
    BY_RECEIVER = "by_receiver"


G, T = Stage, Step

STEPS: Final[Mapping[tuple[Stage, Step], Stage]] = {
    (G.OFFERED, T.ACCEPT): G.ACCEPTED,
    (G.OFFERED, T.DECLINE): G.OVER,
    (G.OFFERED, T.CHANGE): G.OFFERED,
    (G.OFFERED, T.LAPSE): G.OVER,
    (G.OFFERED, T.END): G.OVER,
    (G.ACCEPTED, T.CHANGE): G.ACCEPTED,  # or WIDENED, where something is added
    (G.ACCEPTED, T.RENEW): G.ACCEPTED,
    (G.ACCEPTED, T.END): G.OVER,
    (G.WIDENED, T.ACCEPT): G.ACCEPTED,
    (G.WIDENED, T.DECLINE): G.ACCEPTED,
    (G.WIDENED, T.CHANGE): G.ACCEPTED,
    (G.WIDENED, T.RENEW): G.WIDENED,
    (G.WIDENED, T.END): G.OVER,
}

RENEWABLE: Final = timedelta(days=90)
"""For how long after its end a mandate can be renewed."""
PATIENCE: Final = timedelta(days=30)
"""How long a mandate waits to be accepted before it lapses."""
ASKED_AGAIN: Final = timedelta(days=14)
"""When the receiver is reminded that it waits."""


def stage_of(*, accepted: bool, over: bool, awaiting: bool) -> Stage:
    if over:
        return Stage.OVER
    if not accepted:
        return Stage.OFFERED
    return Stage.WIDENED if awaiting else Stage.ACCEPTED


def after(stage: Stage, step: Step) -> Stage | Refusal:
    """The stage a step leads to. What the table does not list cannot happen."""
    return STEPS.get((stage, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about="mandate")


def longest(at: datetime, years: int) -> datetime:
    """The latest end of a mandate that is given or renewed now, and a day, for the day itself counts."""
    day = at if (at.month, at.day) != (2, 29) else at - timedelta(days=1)
    return day.replace(year=day.year + years) + timedelta(days=1)


def end_refused(until: datetime, *, at: datetime, years: int) -> Refusal | None:
    """Why a mandate cannot end then: it has an end, which lies ahead and not too far."""
    if until <= at:
        return Refusal(Reason.INPUT_NOT_USABLE, about="mandate_end_past")
    if until > longest(at, years):
        return Refusal(Reason.INPUT_NOT_USABLE, about="mandate_end_far")
    return None


def right_refused(
    right: str, categories: Iterable[str], giver: Category, *, accepts_chains: bool
) -> Refusal | None:
    """Why an organisation of this category cannot let others use the right by a chain."""
    if not accepts_chains:
        return Refusal(Reason.CHAIN_NOT_SUPPORTED, about=right)
    if not open_to([Category(each) for each in categories], giver):
        return Refusal(Reason.NOT_ELIGIBLE, about=right)
    return None


def kind_of_change(accepted: bool, added: bool, fewer: bool) -> str:
    """What the receiver is told of a changed scope."""
    if not accepted:
        return "offer_changed"
    if added and fewer:
        return "changed_both"
    return "widened" if added else "narrowed"


def renewable(ends_at: datetime | None, at: datetime) -> bool:
    return ends_at is not None and at < ends_at + RENEWABLE


def reminder(ends_at: datetime, at: datetime, days: Iterable[int]) -> int | None:
    """The reminder that belongs to now: the closest of the days that lie as near before the end."""
    left = ends_at - at
    return min((each for each in days if left <= timedelta(days=each)), default=None)
