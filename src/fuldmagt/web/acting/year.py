"""The year ahead as a line for each kind of thing that ends: where its marks stand and how big they are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Final

WIDE: Final = 900
LEFT: Final = 150
"""The names of the lines stand here."""
RIGHT: Final = 24
TOP: Final = 34
"""The names of the months stand here."""
HIGH: Final = 42
"""Of one line."""
LARGEST: Final = 15
SOON: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Mark:
    """All that ends on one day, on one line. `count` is of people or organisations."""

    x: int
    y: int
    radius: int
    count: int
    soon: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The first day of a month, where it stands."""

    first: date
    x: int


@dataclass(frozen=True, slots=True)
class Year:
    """A drawing of `width` x `height` units."""

    marks: tuple[Mark, ...]
    months: tuple[Month, ...]
    lines: Mapping[str, int]
    width: int
    height: int


def drawn(ending: Iterable[tuple[str, date, int]], lines: Iterable[str], today: date) -> Year:
    """Each thing that ends as its line, its last day and how many it concerns; days outside are left out."""
    heights = {line: TOP + HIGH * place + HIGH // 2 for place, line in enumerate(lines)}
    last = a_year_after(today)
    summed: Counter[tuple[str, date]] = Counter()
    for line, day, count in ending:
        if line in heights and today <= day <= last:
            summed[line, day] += count
    marks = [
        Mark(_x(day, today), heights[line], _radius(count), count, day - today <= SOON)
        for (line, day), count in sorted(summed.items())
    ]
    return Year(tuple(marks), tuple(_months(today)), heights, WIDE, TOP + HIGH * len(heights))


def a_year_after(day: date) -> date:
    """The same day of the next year; after a 29 February the last of that month."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _x(day: date, today: date) -> int:
    whole = (a_year_after(today) - today).days
    return LEFT + round((day - today).days * (WIDE - LEFT - RIGHT) / whole)


def _radius(count: int) -> int:
    """The area grows with the number, up to a bound."""
    return min(LARGEST, 4 + round(2 * sqrt(count)))


def _months(today: date) -> Iterable[Month]:
    """The months that begin in the year; the one that has hardly room before the edge is left out."""
    first = today.replace(day=1)
    for _ in range(12):
        first = (first + timedelta(days=31)).replace(day=1)
        if (x := _x(first, today)) <= WIDE - 2 * RIGHT:
            yield Month(first, x)
