"""The life of a mandate that an adviser asks a client for (F4). Pure."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.refusals import Reason, Refusal


class WishState(StrEnum):
    WAITING = "waiting"
    GIVEN = "given"  # the client has given a mandate since, be it another than was asked for
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class WishStep(StrEnum):
    GIVE = "give"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    REMIND = "remind"


S, T = WishState, WishStep

STEPS: Final[Mapping[tuple[WishState, WishStep], WishState]] = {
    (S.WAITING, T.GIVE): S.GIVEN,
    (S.WAITING, T.DECLINE): S.DECLINED,
    (S.WAITING, T.WITHDRAW): S.WITHDRAWN,
    (S.WAITING, T.LAPSE): S.LAPSED,
    (S.WAITING, T.REMIND): S.WAITING,
}

PATIENCE: Final = timedelta(days=30)
"""How long a wish waits for its answer."""
BETWEEN_REMINDERS: Final = timedelta(days=7)
"""How long whoever asked, or reminded, waits before reminding."""
MOST_IN_A_DAY: Final = 50
"""How many wishes and reminders one organisation may send in a day."""


def after(state: WishState, step: WishStep) -> WishState | Refusal:
    """The state a step leads to. What the table does not list cannot happen."""
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about="wish")
