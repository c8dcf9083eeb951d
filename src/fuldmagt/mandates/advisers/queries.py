"""Whom a provider recognises as adviser. Each takes the organisation whose provider it is."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from fuldmagt.catalogue.describing import rules
from fuldmagt.catalogue.models import Provider
from fuldmagt.mandates.advisers.rules import NOTICE
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.mandates.queries import not_ended
from fuldmagt.mandates.rules import RecordState


def of_provider(provider: Provider, words: str = "") -> QuerySet[Adviser]:
    """Those who are recognised or were, the former first; found by name, number or licence."""
    found = Adviser.objects.filter(provider=provider).select_related("organisation")
    for word in words.split():
        by_name = Q(organisation__name__icontains=word) | Q(organisation__ref__icontains=word)
        found = found.filter(by_name | Q(licence__icontains=word))
    return found.order_by("state", "organisation__name", "-starts_at", "ref")


def in_order(provider: Provider, *, after: str) -> QuerySet[Adviser]:
    """The recognitions of a provider in the order of their references, those after one."""
    found = Adviser.objects.filter(provider=provider, ref__gt=after)
    return found.select_related("organisation").order_by("ref")


def adviser_of(ref: str, *, organisation: str) -> Adviser | None:
    """A recognition by a provider that the organisation is; None for another's."""
    found = Adviser.objects.select_related("provider", "organisation")
    return found.filter(ref=ref, provider__organisation__ref=organisation).first()


def standing(provider: Provider, adviser: str, *, at: datetime) -> Adviser | None:
    """The recognition that holds now or will."""
    found = Adviser.objects.filter(not_ended(at), provider=provider, organisation__ref=adviser)
    return found.order_by("pk").first()


def clients_of(adviser: Adviser, *, at: datetime) -> int:
    """How many organisations have given it access at the provider: a number, never names (0012)."""
    found = Grant.objects.filter(
        not_ended(at), receiver=adviser.organisation, right__service__provider=adviser.provider
    )
    return found.values("giver").distinct().count()


def stamp(adviser: Adviser) -> str:
    """What somebody saw of a recognition before changing it."""
    end = adviser.ends_at.isoformat() if adviser.ends_at else ""
    said = {"licence": adviser.licence, "by": adviser.checked_by, "end": end, "state": adviser.state}
    return rules.stamp(said)


def to_be_reminded_of(*, at: datetime, most: int) -> list[Adviser]:
    """Recognitions that end soon, and whose provider does not know it yet."""
    near = Q(state=RecordState.ACTIVE, ends_at__gt=at, ends_at__lte=at + NOTICE)
    unknown = Q(reminded_of__isnull=True) | ~Q(reminded_of=F("ends_at"))
    found = Adviser.objects.filter(near, unknown, provider__organisation__isnull=False)
    return list(found.select_related("provider__organisation", "organisation").order_by("pk")[:most])
