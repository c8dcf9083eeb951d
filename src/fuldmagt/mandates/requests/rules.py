"""The life of a request for a right, how many one may have, and what stands in its way. Pure.

Sources: requirements C7 and A5. A request gives nothing: it waits until somebody gives the right, by the
rules of every gift, or until its ground is gone.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.catalogue.rules import Rights
from fuldmagt.mandates.assignments.rules import Holding, Wish, refused
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal


class RequestState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"  # nobody answered in time
    ENDED = "ended"  # its user or its right is no longer there


class RequestStep(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"
    EXPIRE = "expire"
    END = "end"


S, T = RequestState, RequestStep

STEPS: Final[Mapping[tuple[RequestState, RequestStep], RequestState]] = {
    (S.WAITING, T.APPROVE): S.APPROVED,
    (S.WAITING, T.REFUSE): S.REFUSED,
    (S.WAITING, T.TAKE_BACK): S.TAKEN_BACK,
    (S.WAITING, T.EXPIRE): S.EXPIRED,
    (S.WAITING, T.END): S.ENDED,
}

MOST_WAITING: Final = 10
"""So many requests of one person wait at once."""

MOST_A_DAY: Final = 20
"""So many a person may make in a day and night, those taken back included: each is a mail to somebody."""

MOST_WAITING_THROUGH, MOST_A_DAY_THROUGH = 50, 100
"""The same for all that one client asks for at one organisation: no service fills its mailboxes."""

DAY: Final = timedelta(days=1)

GONE: Final = frozenset({UserState.SUSPENDED, UserState.CLOSED})
"""Users in these states ask for nothing: their requests end."""


def after(state: RequestState, step: RequestStep) -> RequestState | Refusal:
    """The state a step leads to. An answered request is not answered again."""
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about="request")


def too_many(*, waiting: int, lately: int) -> Refusal | None:
    """Whether a person has asked enough for now."""
    if waiting >= MOST_WAITING or lately >= MOST_A_DAY:
        return Refusal(Reason.TOO_MANY_TRIES, about="requests")
    return None


def too_many_through(*, waiting: int, lately: int) -> Refusal | None:
    """Whether a client has asked enough at an organisation for now."""
    if waiting >= MOST_WAITING_THROUGH or lately >= MOST_A_DAY_THROUGH:
        return Refusal(Reason.TOO_MANY_TRIES, about="requests")
    return None


def replaced(wish: Wish, user: str, held: Iterable[Holding]) -> Holding | None:
    """What the user was given of this very right, directly: giving the wish replaces it."""
    own = (each for each in held if each.user == user and each.right == wish.right and not each.source)
    return next(own, None)


def widened(wish: Wish, before: Holding | None) -> Wish:
    """The wish with what is replaced by it: branches that are held stay held."""
    if before is None or not before.branches or not wish.branches:
        return wish
    return Wish(wish.right, wish.period, wish.branches | before.branches)


def hindrance(
    wish: Wish, user: str, categories: Iterable[str], category: Category, held: Iterable[Holding], law: Rights
) -> Refusal | None:
    """Why the right could not be given as things are, or need not be; None when it could."""
    held = list(held)
    before = replaced(wish, user, held)
    others = [each for each in held if each is not before]
    if refusal := refused(wish, categories, category, others, law):
        return refusal
    if any(suffices(each, wish, law) for each in held if each.user == user):
        return Refusal(Reason.ALREADY_EXISTS, about="right_held")
    if before is not None and shortened(before, wish):
        return Refusal(Reason.ALREADY_EXISTS, about="right_otherwise")
    return None


def suffices(held: Holding, wish: Wish, law: Rights) -> bool:
    """Whether what is held does all that the wish would: the right or a stronger one, as long, as wide."""
    wide = not held.branches or (bool(wish.branches) and wish.branches <= held.branches)
    long = held.period.end is None or (wish.period.end is not None and wish.period.end <= held.period.end)
    return law.covers(held.right, wish.right) and wide and long and held.period.start <= wish.period.start


def shortened(before: Holding, wish: Wish) -> bool:
    """Whether replacing would take something away: an earlier end, or another one for other branches."""
    earlier = wish.period.end is not None and (
        before.period.end is None or wish.period.end < before.period.end
    )
    elsewhere = bool(wish.branches) and not before.branches
    mixed = bool(wish.branches - before.branches) and wish.period.end != before.period.end
    return earlier or elsewhere or (bool(wish.branches) and mixed)
