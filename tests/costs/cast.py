"""Nordby orders things and pays; De Korrel mandates Balans; and a price list that changes at New Year."""

from datetime import UTC, date, datetime

from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.catalogue.imports.places import Problem
from fuldmagt.costs.prices.actions import load
from fuldmagt.mandates.models import Mandate
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.means import Means

LIST = """
currency: DKK
prices:
  - {kind: code_display, from: 2025-01-01, amount: 140.00, vat: 25, charged: once}
  - {kind: code_display, from: 2026-01-01, amount: 149.00, vat: 25, charged: once}
  - {kind: code_display, from: 2099-01-01, amount: 155.00, vat: 25, charged: once}
  - {kind: chip, from: 2025-01-01, amount: 0.00, vat: 25, charged: once}
  - {kind: chain_mandate, from: 2025-01-01, amount: 365.00, vat: 21, charged: by_day}
"""


def a_list(text: str = LIST, *, today: date = date(2025, 1, 1)) -> None:
    done = load(text, today=today, by="the operator", at=datetime(2025, 1, 1, tzinfo=UTC))
    assert not (isinstance(done, list) and done and isinstance(done[0], Problem)), done


def an_order(
    user: BusinessUser,
    ordered: datetime,
    delivered: datetime | None,
    kind: Means = Means.CODE_DISPLAY,
    state: OrderState = OrderState.SENT,
) -> MeansOrder:
    return MeansOrder.objects.create(
        ref=dice.reference(),
        user=user,
        kind=kind,
        state=state,
        ordered_by="mette",
        ordered_at=ordered,
        changed_at=delivered or ordered,
        delivered_at=delivered,
    )


def a_mandate(
    giver: Organisation, receiver: Organisation, starts: datetime, ends: datetime | None = None
) -> Mandate:
    return Mandate.objects.create(
        ref=dice.reference(), giver=giver, receiver=receiver, accepted=True, starts_at=starts, ends_at=ends
    )


def at_noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)
