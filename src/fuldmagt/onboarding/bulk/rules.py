"""Activating many users: the life of it, and its pace. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.refusals import Reason, Refusal


class BulkState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class BulkStep(StrEnum):
    FINISH = "finish"
    STOP = "stop"


STEPS: Final[Mapping[tuple[BulkState, BulkStep], BulkState]] = {
    (BulkState.RUNNING, BulkStep.FINISH): BulkState.DONE,
    (BulkState.RUNNING, BulkStep.STOP): BulkState.STOPPED,
}


def after(state: BulkState, step: BulkStep) -> BulkState | Refusal:
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about="bulk")


MOST_CHOSEN: Final = 1000  # by ticking them; beyond that it is everyone
TURN: Final = 20  # users before the worker looks at its other duties: each costs a slow hash
MINUTE: Final = timedelta(minutes=1)
LEASE: Final = timedelta(minutes=2)
LETTERS: Final = 50  # on one page to print
LETTERS_IN_ONE_FILE: Final = 500


def room(*, sent: int, rate: int) -> int:
    """How many more activation mails may go out now, of so many a minute."""
    return max(0, min(TURN, rate - sent))
