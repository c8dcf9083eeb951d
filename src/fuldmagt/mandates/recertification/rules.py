"""Confirming at intervals what people hold: who answers for whom, by when, and who is asked next. Pure.

Source: requirement C9. A list is answered for by one reviewer; nobody answers for their own rights, as
whichever of their users. Reminders and steps upwards are dates that follow from the deadline alone, so
that a worker that was down does each of them once, later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from fuldmagt.vocabulary.categories import DataClass
from fuldmagt.vocabulary.refusals import Reason, Refusal

LONGEST: Final = 366
"""So many days a review runs at most."""


MOST_REMINDERS: Final = 5
MOST_DAYS: Final = 60
LEAST_NOTICE: Final = 3
"""So many days lie at least between the last mail about a list and what is withdrawn from it."""
STEPS_UP: Final = 4
"""So many are asked after the reviewer, as a rule: two leaders and two administrators."""


class CampaignState(StrEnum):
    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class By(StrEnum):
    """How the lists are made, and who answers for them."""

    DEPARTMENT = "department"  # each leader for their own people
    SERVICE = "service"  # the rights administrators for everybody who holds rights of it


@dataclass(frozen=True, slots=True)
class Scope:
    """What is gone through: rights of these services, or of all if none is named; some departments apart."""

    by: By = By.DEPARTMENT
    services: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


class Answer(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    TO_BE_ENDED = "to_be_ended"  # comes through a source: a task for the rights administrators
    ENDED = "ended"  # before anything was said about it


class Step(StrEnum):
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    LAPSE = "lapse"  # nobody answered until the very end, and it was said what happens then
    END = "end"


A, S = Answer, Step

STEPS: Final[Mapping[tuple[Answer, Step], Answer]] = {
    (A.OPEN, S.CONFIRM): A.CONFIRMED,
    (A.OPEN, S.WITHDRAW): A.WITHDRAWN,
    (A.OPEN, S.LAPSE): A.WITHDRAWN,
    (A.CONFIRMED, S.WITHDRAW): A.WITHDRAWN,
    (A.CONFIRMED, S.REOPEN): A.OPEN,
    (A.TO_BE_ENDED, S.REOPEN): A.OPEN,
    (A.TO_BE_ENDED, S.CONFIRM): A.CONFIRMED,
    (A.OPEN, S.END): A.ENDED,
    (A.TO_BE_ENDED, S.END): A.WITHDRAWN,
}
"""What was confirmed stays so, also when the right ends later: it is what was said about it."""


def after(answer: Answer, step: Step, *, direct: bool, campaign: CampaignState) -> Answer | Refusal:
    """What a line is after the step. What comes through a source is not withdrawn from one person here."""
    if campaign is not CampaignState.RUNNING:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about=campaign.value)
    found = STEPS.get((answer, step))
    if found is None:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about=answer.value)
    return A.TO_BE_ENDED if found is A.WITHDRAWN and not direct else found


@dataclass(frozen=True, slots=True)
class Calendar:
    """When is reminded and when the next one up is asked: a setting of the organisation, in days."""

    before: tuple[int, ...] = (20, 10, 3)
    after: int = 5
    between_steps: int = 5
    withdraw_after: int | None = None  # days after the last step; None: what is open stays

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "Calendar":
        """As it was written down; what is not there is as it is unless somebody says otherwise."""
        usual = cls()
        return cls(
            before=tuple(written.get("before", usual.before)),
            after=written.get("after", usual.after),
            between_steps=written.get("between_steps", usual.between_steps),
            withdraw_after=written.get("withdraw_after"),
        )

    @property
    def is_usable(self) -> bool:
        """Whether there is time to answer between one and the next, and before anything is withdrawn."""
        days = (*self.before, self.after, self.between_steps)
        withdrawn = self.withdraw_after is None or LEAST_NOTICE <= self.withdraw_after <= MOST_DAYS
        return len(self.before) <= MOST_REMINDERS and all(1 <= day <= MOST_DAYS for day in days) and withdrawn

    def lasts(self, days: int) -> int:
        """How many days there are at most from the beginning of a review that runs so long to its end."""
        return days + self.after + STEPS_UP * self.between_steps + (self.withdraw_after or 0)


def stamp(lines: Iterable[str]) -> str:
    """What somebody saw who answers several lines at once: other lines, be it as many, have another."""
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


class Kind(StrEnum):
    REMINDER = "reminder"
    OVERDUE = "overdue"
    ESCALATION = "escalation"
    WITHDRAWAL = "withdrawal"
    CHANGE = "change"  # the reviewer could not any more, and another has the list


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """What is done on a day for a list that is not gone through. `step`: which in its kind, from 1."""

    day: date
    kind: Kind
    step: int


def plan(begun: date, deadline: date, calendar: Calendar, *, steps_up: int) -> list[Due]:
    """Everything that becomes due for one list, by day. A reminder from before the beginning is none.

    `steps_up`: how many others there are to be asked, one after the other, when nothing happens.
    """
    days = sorted({deadline - timedelta(days=each) for each in calendar.before})
    planned = [Due(day, Kind.REMINDER, n) for n, day in enumerate((d for d in days if d > begun), 1)]
    overdue = deadline + timedelta(days=calendar.after)
    planned.append(Due(overdue, Kind.OVERDUE, 1))
    last = overdue
    for step in range(1, steps_up + 1):
        last = overdue + timedelta(days=calendar.between_steps * step)
        planned.append(Due(last, Kind.ESCALATION, step))
    if calendar.withdraw_after is not None:
        planned.append(Due(last + timedelta(days=calendar.withdraw_after), Kind.WITHDRAWAL, 1))
    return planned


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A user who may answer for others, and whose user it is: one person may have several."""

    user: str
    person: str = ""

    def is_same(self, other: "Reviewer") -> bool:
        return self.user == other.user or (self.person != "" and self.person == other.person)

    def answers_for_any(self, holders: Iterable["Reviewer"]) -> bool:
        """Whether not all of these rights are the reviewer's own."""
        return any(not self.is_same(each) for each in holders)


def unheard(holders: Iterable[Reviewer], asked: Iterable[Reviewer]) -> list[Reviewer]:
    """Those for whose rights nobody was asked but themselves."""
    everybody = list(asked)
    return [each for each in holders if all(one.is_same(each) for one in everybody)]


def line_up(whom: Reviewer, ways_up: Iterable[Reviewer]) -> tuple[Reviewer, ...]:
    """Who answers for a user, first to last step, each person once and never the user's own.

    `ways_up` is the department's leader, the leader of that leader's own department and so on, then the
    rights administrators, then the organisation administrators.
    """
    found: list[Reviewer] = []
    for each in ways_up:
        if not each.is_same(whom) and not any(each.is_same(earlier) for earlier in found):
            found.append(each)
    return tuple(found)


def successor(line: Iterable[Reviewer], holders: Iterable[Reviewer]) -> Reviewer | None:
    """Who gets a list whose reviewer cannot any more: the first for whom not all of it is their own."""
    whose = list(holders)
    return next((each for each in line if each.answers_for_any(whose)), None)


def earliest_withdrawal(told: datetime, calendar: Calendar) -> datetime:
    """Before this nothing is withdrawn: a mail that went out late moves it on."""
    return told + timedelta(days=calendar.withdraw_after or 0)


def steps_up(
    first: Reviewer, leaders: Iterable[Reviewer], rights: Iterable[Reviewer], organisation: Iterable[Reviewer]
) -> tuple[Reviewer, ...]:
    """Who is asked after the first, one after the other: the leaders above, then one rights administrator
    and one organisation administrator, each person once."""
    line = line_up(first, leaders)
    for administrators in (rights, organisation):
        others = line_up(first, [*line, *administrators])[len(line) :]
        line = (*line, *others[:1])
    return line


@dataclass(frozen=True, slots=True)
class Led:
    """A department as the way up sees it: its leader, and the department in which the leader is employed."""

    leader: Reviewer
    next: str = ""


def upwards(department: str, led: Mapping[str, Led]) -> list[Reviewer]:
    """The leader of a department, the leader of the leader's own, and so on; departments have no tree.

    A department that comes again ends the way: its leader works in it.
    """
    found: list[Reviewer] = []
    passed: set[str] = set()
    while department in led and department not in passed:
        passed.add(department)
        found.append(led[department].leader)
        department = led[department].next
    return found


class Way(StrEnum):
    """Why somebody holds what they hold."""

    DIRECT = "direct"
    GROUP = "group"
    DEPARTMENT = "department"
    PACKAGE = "package"
    CLIENT = "client"  # by a chain mandate


def next_in(months: int, data_class: DataClass) -> int:
    """After how many months a service is gone through again: sensitive data twice as often."""
    return max(1, months // 2) if data_class is DataClass.SENSITIVE else months
