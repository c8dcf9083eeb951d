"""How many logins a service let in and refused, by day and by reason: numbers, never names (0012)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.timezone import localtime

from fuldmagt.catalogue.models import Service
from fuldmagt.clients.models import Client, Session
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary.refusals import Reason


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    allowed: int
    refused: int


@dataclass(frozen=True, slots=True)
class Usage:
    """A day without logins is there too. A login that was refused for two reasons counts at both."""

    days: tuple[Day, ...]
    reasons: tuple[tuple[Reason, int], ...]

    @property
    def allowed(self) -> int:
        return sum(day.allowed for day in self.days)

    @property
    def refused(self) -> int:
        return sum(day.refused for day in self.days)


def usage(service: Service, *, since: datetime, at: datetime) -> Usage:
    """What became of the logins to a service since then, by the days of the active time zone."""
    allowed, (refused, reasons) = _allowed(service, since), _refused(service, since)
    first, last = localtime(since).date(), localtime(at).date()
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    return Usage(
        days=tuple(Day(day, allowed[day], refused[day]) for day in days),
        reasons=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0].value))),
    )


def _allowed(service: Service, since: datetime) -> Counter[date]:
    given = Session.objects.filter(client__provider=service.provider_id, begun_at__gte=since)
    counted = given.annotate(day=TruncDate("begun_at")).values_list("day", "services")
    found: Counter[date] = Counter()
    for day, services, count in counted.annotate(count=Count("pk")).order_by():
        if service.ref in services:
            found[day] += count
    return found


def _refused(service: Service, since: datetime) -> tuple[Counter[date], Counter[Reason]]:
    clients = list(Client.objects.filter(provider=service.provider_id).values_list("ref", flat=True))
    rows = SignIn.objects.filter(refused_at__gte=since, wanted__client__in=clients)
    days: Counter[date] = Counter()
    reasons: Counter[Reason] = Counter()
    for refused_at, wanted, said in rows.values_list("refused_at", "wanted", "reasons").iterator():
        if service.ref in wanted["services"] and refused_at is not None:
            days[localtime(refused_at).date()] += 1
            reasons.update({Reason(each["reason"]) for each in said})
    return days, reasons
