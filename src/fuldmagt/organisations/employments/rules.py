"""The life of an employment. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.refusals import Reason, Refusal


class EmploymentState(StrEnum):
    TO_COME = "to_come"
    RUNNING = "running"
    ENDED = "ended"


class EmploymentStep(StrEnum):
    CHANGE = "change"
    END = "end"


S, T = EmploymentState, EmploymentStep

STEPS: Final[Mapping[tuple[EmploymentState, EmploymentStep], EmploymentState]] = {
    (S.TO_COME, T.CHANGE): S.TO_COME,
    (S.RUNNING, T.CHANGE): S.RUNNING,
    (S.RUNNING, T.END): S.ENDED,
    (S.TO_COME, T.END): S.ENDED,
}


def state_of(start: date, end: date | None, *, on: date) -> EmploymentState:
    """An employment lasts to its last day, that day included."""
    if end is not None and end < on:
        return S.ENDED
    return S.TO_COME if on < start else S.RUNNING


def after(state: EmploymentState, step: EmploymentStep) -> EmploymentState | Refusal:
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=state.value)
