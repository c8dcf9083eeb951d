"""The life of a department. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.refusals import Reason, Refusal


class DepartmentState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class DepartmentStep(StrEnum):
    CHANGE = "change"
    CLOSE = "close"


STEPS: Final[Mapping[tuple[DepartmentState, DepartmentStep], DepartmentState]] = {
    (DepartmentState.OPEN, DepartmentStep.CHANGE): DepartmentState.OPEN,
    (DepartmentState.OPEN, DepartmentStep.CLOSE): DepartmentState.CLOSED,
}


def after(state: DepartmentState, step: DepartmentStep) -> DepartmentState | Refusal:
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about=state.value)
