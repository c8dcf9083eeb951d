"""What is to be paid for what has happened: the entries of a year. Pure.

Nothing is added up as time goes by. The same orders, mandates and prices give the same entries, for
any year and whenever it is asked, so that a statement can be computed anew and checked.

Days are the organisation's own. A year of something that runs has at most one entry: its periods
follow one another without a gap or an overlap, and each begins in a year of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fuldmagt.costs.prices.rules import (
    Charged,
    Kind,
    Payer,
    Price,
    half_up,
    next_after,
    price_on,
    tax_on,
)

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Thing:
    """A means that was ordered and handed over. An order that was cancelled before is none."""

    ref: str
    kind: Kind
    ordered: date
    delivered: date


@dataclass(frozen=True, slots=True)
class Run:
    """Something that runs from a day to a day, both included, or without an end; and our side of it."""

    ref: str
    kind: Kind
    first: date
    last: date | None
    side: Payer


@dataclass(frozen=True, slots=True)
class Records:
    """What has happened in an organisation, as far as it costs."""

    things: tuple[Thing, ...] = ()
    runs: tuple[Run, ...] = ()

    @property
    def begins(self) -> date | None:
        days = [thing.delivered for thing in self.things] + [run.first for run in self.runs]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is for, which days, which price of which day, and the amount."""

    ref: str
    kind: Kind
    first: date  # the day on which it is charged
    last: date
    priced_on: date
    price: Price
    net: int
    of_days: int = 0  # the days of the year, where it is charged by day

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def tax(self) -> int:
        return tax_on(self.net, self.price.vat)

    @property
    def gross(self) -> int:
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class Total:
    net: int
    tax: int
    count: int

    @property
    def gross(self) -> int:
        return self.net + self.tax


def total(entries: Iterable[Entry]) -> Total:
    """The sum of lines that are rounded each, so that whoever adds them up finds the same."""
    found = list(entries)
    return Total(sum(each.net for each in found), sum(each.tax for each in found), len(found))


def entries(
    records: Records, prices: Sequence[Price], year: int, *, through: date | None = None
) -> tuple[Entry, ...]:
    """The entries of a year, or of a year up to a day."""
    last = date(year, 12, 31)
    through = min(through, last) if through else last
    found = [*_of_things(records.things, prices), *_of_runs(records.runs, prices, through)]
    return tuple(
        sorted(
            (each for each in found if each.first.year == year and each.first <= through),
            key=lambda each: (each.first, each.kind, each.ref),
        )
    )


def _of_things(things: Iterable[Thing], prices: Sequence[Price]) -> Iterator[Entry]:
    """A thing costs what it cost on the day of its order, on the day when it is handed over."""
    for thing in things:
        if price := price_on(prices, thing.kind, thing.ordered):
            day = thing.delivered
            yield Entry(thing.ref, thing.kind, day, day, thing.ordered, price, price.amount)


def _of_runs(runs: Iterable[Run], prices: Sequence[Price], through: date) -> Iterator[Entry]:
    for run in runs:
        last = min(run.last, through) if run.last else through
        for entry in _periods(run, prices, last):
            if entry.price.payer is run.side:
                yield entry


def _periods(run: Run, prices: Sequence[Price], last: date) -> Iterator[Entry]:
    """The periods of a run one after another, each at the price of its first day."""
    day = run.first
    while day <= last:
        price = price_on(prices, run.kind, day)
        if price is None:
            announced = next_after(prices, run.kind, day)
            if announced is None:
                return
            day = announced.since
            continue
        whole = price.charged is not Charged.BY_DAY
        until = _a_year_on(day) - DAY if whole else date(day.year, 12, 31)
        end = until if whole else min(until, last)
        yield _entry(run, day, end, price)
        day = until + DAY


def _entry(run: Run, first: date, last: date, price: Price) -> Entry:
    if price.charged is not Charged.BY_DAY:
        return Entry(run.ref, run.kind, first, last, first, price, price.amount)
    of_days = days_of(first.year)
    net = half_up(price.amount * ((last - first).days + 1), of_days)
    return Entry(run.ref, run.kind, first, last, first, price, net, of_days)


def days_of(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def _a_year_on(day: date) -> date:
    """The same day a year later; of the 29th of February the first of March."""
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if leap_day else day.replace(year=day.year + 1)
