"""What a price is, which one holds on a day, and what a new list may change. Pure.

Money is whole cents, without VAT; VAT is hundredths of a percent. A price holds from its day until
the next price of its kind begins. One that has begun is never touched again: statements are computed
from the list, and a list that changes backwards would change what people have been told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.means import Means


class Kind(StrEnum):
    """What has a price."""

    CODE_DISPLAY = Means.CODE_DISPLAY.value
    CODE_READER = Means.CODE_READER.value
    CHIP = Means.CHIP.value
    CHAIN_MANDATE = "chain_mandate"


class Charged(StrEnum):
    ONCE = "once"  # when it is handed over
    YEAR_BEGUN = "year_begun"  # whole, for each year begun, from its own first day
    BY_DAY = "by_day"  # each calendar year, for the days on which it ran


class Payer(StrEnum):
    GIVER = "giver"
    RECEIVER = "receiver"


WAYS: Final[Mapping[Kind, tuple[Charged, ...]]] = {
    Kind.CODE_DISPLAY: (Charged.ONCE,),
    Kind.CODE_READER: (Charged.ONCE,),
    Kind.CHIP: (Charged.ONCE,),
    Kind.CHAIN_MANDATE: (Charged.YEAR_BEGUN, Charged.BY_DAY),
}
WHOLE: Final = 10_000  # hundredths of a percent in one


@dataclass(frozen=True, slots=True, order=True)
class Price:
    """A price of a kind, from a day on. `payer` says which side of a mandate pays."""

    kind: Kind
    since: date
    amount: int
    vat: int
    charged: Charged
    payer: Payer = Payer.GIVER

    @property
    def tax(self) -> int:
        return tax_on(self.amount, self.vat)

    @property
    def gross(self) -> int:
        return self.amount + self.tax


def half_up(part: int, whole: int) -> int:
    """The nearest whole number to a fraction, a half upwards; neither is negative."""
    return (2 * part + whole) // (2 * whole)


def tax_on(net: int, vat: int) -> int:
    return half_up(net * vat, WHOLE)


def of_kind(prices: Iterable[Price], kind: Kind) -> list[Price]:
    """The prices of a kind, as they follow one another."""
    return sorted((price for price in prices if price.kind is kind), key=lambda price: price.since)


def price_on(prices: Iterable[Price], kind: Kind, day: date) -> Price | None:
    """The price of a kind that holds on a day; None where it has none yet."""
    begun = [price for price in of_kind(prices, kind) if price.since <= day]
    return begun[-1] if begun else None


def next_after(prices: Iterable[Price], kind: Kind, day: date) -> Price | None:
    """The price of a kind that is announced for after a day."""
    return next((price for price in of_kind(prices, kind) if price.since > day), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list changes: prices that come, and announced ones that are not to come after all."""

    new: tuple[Price, ...]
    withdrawn: tuple[Price, ...]

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a list cannot be taken over: about one of its prices, or about the list (None)."""

    price: Price | None
    says: str


def plan(present: Sequence[Price], said: Sequence[Price]) -> Plan:
    return Plan(
        new=tuple(sorted(set(said) - set(present))),
        withdrawn=tuple(sorted(set(present) - set(said))),
    )


def objections(present: Sequence[Price], said: Sequence[Price], *, today: date) -> list[Objection]:
    """What a list says about days that have begun otherwise than the present one.

    The first list of an installation may begin earlier: it brings in what held before.
    """
    if not present:
        return []
    changes = plan(present, said)
    found = [
        Objection(price, f"a new price begins after today ({today}): what has begun is not changed")
        for price in changes.new
        if price.since <= today
    ]
    said_days = {(price.kind, price.since) for price in said}
    for price in changes.withdrawn:
        if price.since <= today and (price.kind, price.since) not in said_days:
            says = f"the price of {price.kind} from {price.since} has begun: it stays in the file"
            found.append(Objection(None, says))
    return found
