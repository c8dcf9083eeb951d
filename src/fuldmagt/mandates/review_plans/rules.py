"""When a review that repeats begins again, and whether there is time enough for it. Pure (C9)."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from fuldmagt.mandates.recertification.rules import Calendar, Scope, next_in
from fuldmagt.vocabulary.categories import DataClass

MONTHS: Final = (4, 6, 12, 24)
LEAST_DAYS, MOST_DAYS = 7, 45
LONGEST_AHEAD: Final = 3 * 366
SHORTEST_MONTH: Final = 28


class PlanState(StrEnum):
    RUNNING = "running"
    STOPPED = "stopped"


def months_after(day: date, months: int) -> date:
    """So many months later; the last day of a month that is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When the turns of a plan are: each so many months, what is sensitive twice as often."""

    first_day: date
    months: int
    sensitive_oftener: bool

    @property
    def step(self) -> int:
        return next_in(self.months, DataClass.SENSITIVE) if self.sensitive_oftener else self.months

    def day(self, turn: int) -> date:
        return months_after(self.first_day, turn * self.step)

    def is_whole(self, turn: int) -> bool:
        """Whether everything is gone through in this turn, or what is sensitive alone."""
        return turn * self.step % self.months == 0

    def after(self, turn: int, today: date) -> int:
        """The next turn that is not there yet: what was missed is not made up for one by one."""
        turn += 1
        while self.day(turn) <= today:
            turn += 1
        return turn

    def has_time_for(self, days: int, calendar: Calendar) -> bool:
        """Whether a turn is at its very end before the next one begins."""
        return calendar.lasts(days) <= self.step * SHORTEST_MONTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Intended:
    """What a plan is to be."""

    name: str
    rhythm: Rhythm
    days: int
    scope: Scope = field(default_factory=Scope)
    calendar: Calendar = field(default_factory=Calendar)

    def fault(self, today: date) -> str:
        """What about it cannot be; empty if nothing."""
        first = self.rhythm.first_day
        if not self.name:
            return "name"
        if first < today or (first - today).days > LONGEST_AHEAD:
            return "first_day"
        if self.rhythm.months not in MONTHS or not LEAST_DAYS <= self.days <= MOST_DAYS:
            return "months"
        if not self.calendar.is_usable:
            return "calendar"
        return "" if self.rhythm.has_time_for(self.days, self.calendar) else "plan_too_close"


def in_turn(scope: Scope, sensitive: Iterable[str], *, whole: bool) -> Scope | None:
    """What is gone through in a turn; None where there is nothing sensitive to go through."""
    if whole:
        return scope
    services = frozenset(sensitive) & scope.services if scope.services else frozenset(sensitive)
    return Scope(scope.by, services, scope.left_out) if services else None
