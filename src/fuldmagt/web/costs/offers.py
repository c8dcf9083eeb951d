"""What something would cost, told before it is ordered or given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import localtime

from fuldmagt.authenticators.orders.rules import ORDERED
from fuldmagt.costs.prices.queries import Listed, the_list
from fuldmagt.costs.prices.rules import Kind, Price
from fuldmagt.web.costs.money import day, money, percent
from fuldmagt.web.costs.words import CHARGED, KINDS, payer


@dataclass(frozen=True, slots=True)
class Offer:
    """A price in words; `change` and `change_day` are of the next one, where one is announced."""

    kind: str
    what: str | Promise
    net: str
    vat: str
    gross: str
    free: bool
    charged: str | Promise
    payer: str
    change: str = ""
    change_day: str = ""


def before_ordering(at: datetime) -> list[Offer]:
    """For the page where things are ordered."""
    return offers([Kind(kind.value) for kind in ORDERED], at)


def before_giving_a_mandate(at: datetime) -> list[Offer]:
    """For the page where a chain mandate is given."""
    return offers([Kind.CHAIN_MANDATE], at)


def offers(kinds: Iterable[Kind], at: datetime) -> list[Offer]:
    """What the kinds cost today where the reader is; nothing about a kind that has no price."""
    listed, today = the_list(), localtime(at).date()
    priced = ((listed.on(kind, today), listed.next_after(kind, today)) for kind in kinds)
    return [offer(price, listed, change) for price, change in priced if price]


def offer(price: Price, listed: Listed, change: Price | None = None) -> Offer:
    return Offer(
        kind=price.kind.value,
        what=KINDS[price.kind],
        net=money(price.amount, listed.currency),
        vat=percent(price.vat),
        gross=money(price.gross, listed.currency),
        free=price.amount == 0,
        charged=CHARGED[price.charged],
        payer=payer(price),
        change=money(change.gross, listed.currency) if change else "",
        change_day=day(change.since) if change else "",
    )
