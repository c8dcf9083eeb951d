"""Wishes as either side sees them. Each question takes the organisation that asks."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.mandates.wishes.rules import PATIENCE, WishState
from fuldmagt.organisations.models import Organisation


def numbers_of(organisation: Organisation) -> list[str]:
    """Every number by which an organisation can be asked."""
    further = organisation.identifiers.values_list("written", flat=True)
    return [organisation.ref, *further, *organisation.branches.values_list("ref", flat=True)]


def asked_by(organisation: str, words: str = "") -> QuerySet[Wish]:
    """What the organisation asks others for, what waits first."""
    found = Wish.objects.filter(asker__ref=organisation)
    for word in words.split():
        found = found.filter(Q(client__icontains=word) | Q(note__icontains=word))
    in_order = (F("answered_at").desc(nulls_first=True), "-asked_at", "pk")
    return found.select_related("asker", "mandate").prefetch_related("rights__service").order_by(*in_order)


def waiting_for(organisation: Organisation) -> QuerySet[Wish]:
    """What others ask the organisation for, the oldest first."""
    found = Wish.objects.filter(client__in=numbers_of(organisation), state=WishState.WAITING)
    found = found.exclude(asker=organisation).select_related("asker").prefetch_related("rights__service")
    return found.order_by("asked_at", "pk")


def sent_within_a_day(organisation: str, at: datetime) -> int:
    """How many wishes and reminders the organisation has sent in a day."""
    return Wish.objects.filter(asker__ref=organisation, last_sent_at__gt=at - timedelta(days=1)).count()


def to_tell() -> QuerySet[Wish]:
    found = Wish.objects.filter(to_tell=True, state=WishState.WAITING)
    return found.select_related("asker").order_by("pk")


def lapsing(at: datetime) -> QuerySet[Wish]:
    late = Wish.objects.filter(state=WishState.WAITING, last_sent_at__lte=at - PATIENCE)
    return late.select_related("asker").order_by("pk")


def rights_to_ask_for() -> list[Right]:
    """The rights that can be used by a chain, whoever gives them: what a client may give, it knows."""
    return list(catalogue.offered().filter(service__accepts_chains=True))
