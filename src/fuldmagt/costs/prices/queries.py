"""Questions about the price list."""

from dataclasses import dataclass
from datetime import date

from fuldmagt.costs.models import ListedPrice, PriceList
from fuldmagt.costs.prices.rules import Charged, Kind, Payer, Price, next_after, price_on


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of this installation. `currency` is empty where it has none: then nothing is said of money."""

    currency: str
    prices: tuple[Price, ...]

    def __bool__(self) -> bool:
        return bool(self.prices)

    def on(self, kind: Kind, day: date) -> Price | None:
        return price_on(self.prices, kind, day)

    def next_after(self, kind: Kind, day: date) -> Price | None:
        return next_after(self.prices, kind, day)


def the_list() -> Listed:
    rows = ListedPrice.objects.filter(withdrawn_at__isnull=True).order_by("kind", "since")
    prices = tuple(
        Price(Kind(row.kind), row.since, row.amount, row.vat, Charged(row.charged), Payer(row.payer))
        for row in rows
    )
    currency = PriceList.objects.values_list("currency", flat=True).first() or ""
    return Listed(currency if prices else "", prices)


def has_prices() -> bool:
    return ListedPrice.objects.filter(withdrawn_at__isnull=True).exists()


def price_of(kind: Kind, day: date) -> Price | None:
    """What something of this kind costs that is ordered on this day."""
    return the_list().on(kind, day)
