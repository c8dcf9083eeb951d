"""The price list as everybody may read it: what holds, what is announced, what held."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from fuldmagt.costs.prices.queries import Listed
from fuldmagt.costs.prices.rules import Kind, Price, of_kind
from fuldmagt.web.costs.money import day
from fuldmagt.web.costs.offers import Offer, offer


@dataclass(frozen=True, slots=True)
class Row:
    offer: Offer
    since: str
    until: str  # the last day; empty while nothing else is announced
    begins: bool  # is announced and does not hold yet


def rows(listed: Listed, today: date) -> tuple[list[Row], list[Row]]:
    """Prices that hold or are announced, and those that are over, newest first."""
    current: list[Row] = []
    over: list[Row] = []
    for kind in Kind:
        prices = of_kind(listed.prices, kind)
        for price, following in zip_longest(prices, prices[1:]):
            ended = following is not None and following.since <= today
            (over if ended else current).append(_row(price, following, listed, today))
    return current, over[::-1]


def _row(price: Price, following: Price | None, listed: Listed, today: date) -> Row:
    last = following.since - timedelta(days=1) if following else None
    return Row(
        offer=offer(price, listed),
        since=day(price.since),
        until=day(last) if last else "",
        begins=price.since > today,
    )
