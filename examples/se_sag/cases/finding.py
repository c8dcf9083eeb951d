"""Finding cases: by words, by what is going on, in an order."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from examples.se_sag.cases.case import Status
from examples.se_sag.cases.shown import Shown

SOON: Final = timedelta(days=14)
OPEN: Final = frozenset({Status.REPORTED, Status.ENQUIRY, Status.RECOGNISED})
NEVER: Final = date.max


def is_soon(case: Shown, today: date) -> bool:
    return case.coming is not None and case.coming.on <= today + SOON


SELECTIONS: Final[dict[str, Callable[[Shown, date], bool]]] = {
    "all": lambda case, today: True,
    "soon": is_soon,
    "open": lambda case, today: case.status in OPEN,
    "closed": lambda case, today: case.status not in OPEN,
}
ORDERS: Final[dict[str, Callable[[Shown], Any]]] = {
    "number": lambda case: case.number,
    "name": lambda case: case.injured.name.casefold(),
    "happened": lambda case: case.injury.happened,
    "status": lambda case: list(Status).index(case.status),
    "next": lambda case: case.coming.on if case.coming else NEVER,
}


def matching(cases: list[Shown], wanted: str) -> list[Shown]:
    """The cases in which every wanted word stands: number, name, employer, injury or occupation."""
    words = wanted.casefold().split()
    return [case for case in cases if all(word in _text(case) for word in words)]


def ordered(cases: list[Shown], sort: str) -> list[Shown]:
    order = ORDERS.get(sort.removeprefix("-"), ORDERS["next"])
    return sorted(cases, key=order, reverse=sort.startswith("-"))


def _text(case: Shown) -> str:
    told = (
        case.number,
        case.injured.name,
        case.injured.employer,
        case.injured.occupation,
        case.injury.what,
        str(case.injury.kind),
        case.handler,
    )
    return " ".join(told).casefold()
