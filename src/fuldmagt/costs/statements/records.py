"""What has happened in an organisation as far as it costs, read from its orders and mandates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from django.db.models import Exists, OuterRef, Q

from fuldmagt.authenticators.models import Authenticator, MeansOrder, UserMeans
from fuldmagt.authenticators.orders.rules import IN_HAND, ORDERED, OrderState
from fuldmagt.authenticators.queries import serves_elsewhere
from fuldmagt.costs.prices.rules import Kind, Payer
from fuldmagt.costs.statements.rules import Records, Run, Thing
from fuldmagt.mandates.models import Assignment, Mandate
from fuldmagt.mandates.rules import RecordState

INSTANT: Final = timedelta(microseconds=1)
UNUSED: Final = timedelta(days=365)
"""After how long without use something is named among what could be done without."""
UNTOUCHED: Final = timedelta(days=90)
"""After how long something that was handed over and never taken into use is named."""


@dataclass(frozen=True, slots=True)
class Read:
    """The records, and the rows that they were read from, by reference: for the words of each line."""

    records: Records
    orders: dict[str, MeansOrder]
    mandates: dict[str, Mandate]


def read(organisation: str, *, zone: tzinfo) -> Read:
    """Everything of the organisation that can be charged, in its own days."""
    orders = _orders(organisation)
    mandates = _mandates(organisation)
    runs = [run for mandate in mandates for run in _runs(mandate, organisation, zone)]
    return Read(
        records=Records(tuple(_thing(order, zone) for order in orders), tuple(runs)),
        orders={order.ref: order for order in orders},
        mandates={mandate.ref: mandate for mandate in mandates},
    )


def _orders(organisation: str) -> list[MeansOrder]:
    rows = MeansOrder.objects.filter(user__organisation__ref=organisation, delivered_at__isnull=False)
    return list(rows.select_related("user__department").order_by("delivered_at", "pk"))


def _mandates(organisation: str) -> list[Mandate]:
    ours = Q(giver__ref=organisation) | Q(receiver__ref=organisation)
    rows = Mandate.objects.filter(ours, accepted=True).select_related("giver", "receiver")
    return list(rows.order_by("starts_at", "pk"))


def _thing(order: MeansOrder, zone: tzinfo) -> Thing:
    assert order.delivered_at is not None
    return Thing(order.ref, Kind(order.kind), _day(order.ordered_at, zone), _day(order.delivered_at, zone))


def _runs(mandate: Mandate, organisation: str, zone: tzinfo) -> Iterable[Run]:
    """The mandate from our side, or from both of ours where an organisation mandates itself."""
    begins = max(mandate.starts_at, mandate.accepted_at or mandate.starts_at)
    ends = min((end for end in (mandate.ends_at, mandate.revoked_at) if end), default=None)
    if ends is not None and ends <= begins:
        return
    last = _day(ends - INSTANT, zone) if ends else None
    for side, theirs in ((Payer.GIVER, mandate.giver), (Payer.RECEIVER, mandate.receiver)):
        if theirs.ref == organisation:
            yield Run(mandate.ref, Kind.CHAIN_MANDATE, _day(begins, zone), last, side)


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()


def untouched(organisation: str, *, at: datetime) -> list[MeansOrder]:
    """What was handed over long ago and never taken into use: back in the stock it serves somebody else."""
    rows = MeansOrder.objects.filter(user__organisation__ref=organisation, state=OrderState.SENT)
    rows = rows.filter(changed_at__lt=at - UNTOUCHED, kind__in=ORDERED)
    return list(rows.select_related("user__department").order_by("changed_at", "pk"))


def unused(organisation: str, *, at: datetime) -> list[MeansOrder]:
    """Things in hand that nobody has logged in by for a year.

    One that serves its person in another organisation too is left out: when it was used is not ours to know.
    """
    shared = UserMeans.objects.filter(serves_elsewhere(), authenticator=OuterRef("authenticator"))
    long_ago = at - UNUSED
    idle = Q(authenticator__used_at__lt=long_ago) | Q(
        authenticator__used_at__isnull=True, authenticator__created_at__lt=long_ago
    )
    rows = MeansOrder.objects.filter(idle, user__organisation__ref=organisation, state__in=IN_HAND)
    rows = rows.exclude(authenticator__state=Authenticator.State.REMOVED).exclude(Exists(shared))
    return list(rows.select_related("user__department", "authenticator").order_by("pk"))


def idle_mandates(organisation: str, *, at: datetime) -> list[Mandate]:
    """Mandates that we have given, and by which nobody at the receiver may act."""
    holding = Assignment.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), mandate=OuterRef("pk"))
    running = Mandate.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at),
        giver__ref=organisation,
        accepted=True,
        state=RecordState.ACTIVE,
        starts_at__lte=at,
    )
    idle = running.exclude(Exists(holding.filter(state=RecordState.ACTIVE)))
    return list(idle.select_related("receiver").order_by("starts_at", "pk"))
