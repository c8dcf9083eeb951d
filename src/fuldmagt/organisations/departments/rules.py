"""The life of a department, and what a department can be besides what its organisation is. Pure.

Sources: requirements A4 and C3; decision 0013. A category of its own opens rights to the department's
people, so a department is no authority, and no insurer, by saying so.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal

C = Category

OTHER_KINDS: Final[Mapping[Category, frozenset[Category]]] = {
    C.MUNICIPALITY: frozenset({C.INSURANCE_DEPARTMENT}),
    C.REGION: frozenset({C.INSURANCE_DEPARTMENT}),
    C.STATE_AUTHORITY: frozenset({C.INSURANCE_DEPARTMENT}),
    C.INSURER: frozenset({C.PENSION_PROVIDER}),
}
"""What one number may hold besides what it is: a self-insured authority its insurance department, an insurer
the pensions that it runs. What is not listed has a number of its own where it exists at all."""


def possible(organisation: Category) -> tuple[Category, ...]:
    """The categories that a department of such an organisation can have of its own."""
    here = OTHER_KINDS.get(organisation, frozenset()) | {organisation}
    return tuple(each for each in Category if each in here)


def not_possible(category: Category | None, *, within: Category) -> Refusal | None:
    if category is None or category in possible(within):
        return None
    return Refusal(Reason.INPUT_NOT_USABLE, about="department_category")


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
