"""Whom the end of a means at a service concerns, and who has to be told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime

from fuldmagt.authenticators.models import UserMeans
from fuldmagt.authenticators.queries import in_use
from fuldmagt.catalogue.ending import queries as catalogue
from fuldmagt.catalogue.ending.queries import Ending
from fuldmagt.catalogue.ending.rules import others
from fuldmagt.catalogue.models import Service
from fuldmagt.clients.models import Session
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.queries import not_ended
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.sign_in.endings.models import EndTold
from fuldmagt.sign_in.endings.rules import nearest
from fuldmagt.sign_in.queries import services_called
from fuldmagt.vocabulary.means import Means

AFTERWARDS: Final = timedelta(days=90)
"""How long the page of the login says that a means was accepted once."""


def stages() -> tuple[int, ...]:
    """How many days before an end people are told."""
    return tuple(int(days) for days in settings.MEANS_END_DAYS)


def another_way(service: Service, kind: Means, *, end: datetime) -> Exists:
    """Whether a user has another means that the service accepts then."""
    left = others(kind, accepted=service.means, ended=service.means_ended, at=end)
    mine = UserMeans.objects.filter(in_use(), user=OuterRef("pk"))
    return Exists(mine.filter(kind__in=[each.value for each in left]))


def concerned(service: Service, kind: Means, *, end: datetime, at: datetime) -> QuerySet[BusinessUser]:
    """Who has a right in the service and a means of this kind, and has logged in there by it or has none
    else that the service accepts then."""
    mine = UserMeans.objects.filter(in_use(), user=OuterRef("pk"), kind=kind.value)
    used = Session.objects.filter(user=OuterRef("pk"), means=kind.value, client__provider=service.provider_id)
    rights = Assignment.objects.filter(not_ended(at), user=OuterRef("pk"), right__service=service)
    found = BusinessUser.objects.filter(Exists(rights), Exists(mine), state=UserState.ACTIVE)
    return found.filter(Q(Exists(used)) | ~Q(another_way(service, kind, end=end)))


@dataclass(frozen=True, slots=True)
class Concern:
    """How many people the end of a means concerns: numbers, never names (0012)."""

    people: int
    alone: int
    organisations: int


def concern(service: Service, kind: Means, *, end: datetime, at: datetime) -> Concern:
    found = concerned(service, kind, end=end, at=at)
    return Concern(
        people=found.count(),
        alone=found.filter(~another_way(service, kind, end=end)).count(),
        organisations=found.order_by().values("organisation").distinct().count(),
    )


def told(service: Service, kind: Means) -> int:
    """How many people know of the end as it stands."""
    ending = catalogue.ending(service, kind)
    found = EndTold.objects.filter(service=service, kind=kind.value)
    return found.filter(end=ending.at).count() if ending else 0


def to_be_told(ending: Ending, *, at: datetime, most: int) -> list[BusinessUser]:
    """Some of those who do not know yet, whoever has no other means first."""
    now = nearest(ending.at, stages(), at=at)
    if now is None:
        return []
    known = EndTold.objects.filter(
        service=ending.service, kind=ending.kind.value, user=OuterRef("pk"), end=ending.at, days__lte=now
    )
    found = concerned(ending.service, ending.kind, end=ending.at, at=at).filter(~Exists(known))
    another = another_way(ending.service, ending.kind, end=ending.at)
    return list(found.select_related("organisation").order_by(another, "pk")[:most])


def told_otherwise(*, most: int) -> list[EndTold]:
    """Some of what people were told that is not so any more: the end was moved or taken away."""
    now = {
        (ending.service.pk, ending.kind.value): ending.at
        for ending in catalogue.endings(catalogue.with_endings())
    }
    pairs = EndTold.objects.filter(end__isnull=False).values_list("service", "kind").distinct()
    found: list[EndTold] = []
    for service, kind in pairs.order_by("service", "kind"):
        rows = EndTold.objects.filter(service=service, kind=kind, end__isnull=False)
        if end := now.get((service, kind)):
            rows = rows.exclude(end=end)
        rows = rows.exclude(user__state=UserState.CLOSED).select_related("user__organisation", "service")
        found += rows.order_by("pk")[: most - len(found)]
        if len(found) >= most:
            break
    return found


def is_alone(user: BusinessUser, service: Service, kind: Means, *, end: datetime) -> bool:
    """Whether the user could not log in to the service any more when the means has ended."""
    another = another_way(service, kind, end=end)
    return not BusinessUser.objects.filter(another, pk=user.pk).exists()


def last_day(end: datetime) -> str:
    """The last day before an end, as people of the active language write it."""
    return date_format(localtime(end - timedelta(microseconds=1)), "DATE_FORMAT")


def first_day(end: datetime) -> str:
    """The first day on which it is not accepted any more."""
    return date_format(localtime(end), "DATE_FORMAT")


def to_be_shown(services: Iterable[str], *, at: datetime) -> list[Ending]:
    """The ends that the page of a login speaks of: those that are near, and those that were not long ago."""
    ahead = timedelta(days=max(stages(), default=0))
    found = catalogue.endings(services_called(services))
    return [each for each in found if each.at - ahead <= at < each.at + AFTERWARDS]
