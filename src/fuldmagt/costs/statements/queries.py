"""The statement of an organisation for a year, computed anew each time."""

from dataclasses import dataclass
from datetime import date, tzinfo

from fuldmagt.costs.prices.queries import Listed, the_list
from fuldmagt.costs.statements.comparing import Difference, differences
from fuldmagt.costs.statements.records import Read, read
from fuldmagt.costs.statements.rules import Entry, Total, entries, total


@dataclass(frozen=True, slots=True)
class Statement:
    """A year. `so_far` are the entries up to today; `whole` also what is foreseen until its end."""

    year: int
    today: date
    years: tuple[int, ...]  # of which there are statements, newest first
    so_far: tuple[Entry, ...]
    whole: tuple[Entry, ...]
    before: tuple[Entry, ...]
    next_year: tuple[Entry, ...]
    listed: Listed
    read: Read

    @property
    def is_over(self) -> bool:
        return self.year < self.today.year

    @property
    def differences(self) -> list[Difference]:
        return differences(self.whole, self.before)

    @property
    def totals(self) -> tuple[Total, Total, Total, Total]:
        """So far, the whole year, the year before, and the next if nothing changes."""
        return total(self.so_far), total(self.whole), total(self.before), total(self.next_year)


def statement(organisation: str, year: int | None, *, today: date, zone: tzinfo) -> Statement | None:
    """The statement for a year, or for the present one; None for a year of which there is none."""
    listed = the_list()
    if not listed:
        return None
    held = read(organisation, zone=zone)
    begins = min(filter(None, [held.records.begins, today])).year
    years = tuple(range(today.year, begins - 1, -1))
    year = today.year if year is None else year
    if year not in years:
        return None

    def of(wanted: int, through: date | None = None) -> tuple[Entry, ...]:
        return entries(held.records, listed.prices, wanted, through=through)

    return Statement(
        year=year,
        today=today,
        years=years,
        so_far=of(year, today),
        whole=of(year),
        before=of(year - 1),
        next_year=of(today.year + 1),
        listed=listed,
        read=held,
    )
