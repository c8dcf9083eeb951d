"""What became of the logins to a service: by day, as a picture and as a table, and by reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuldmagt import explanations
from fuldmagt.catalogue.models import Service
from fuldmagt.organisations.rules import Deed
from fuldmagt.sign_in.usage.queries import Usage, usage
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.spreadsheets import spreadsheet
from fuldmagt.web.frame.zone import midnight
from fuldmagt.web.look.parts import Crumb, Tab
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.places import of_service, own_service, tabs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

PERIODS: Final = (7, 30)  # days; sessions are not kept for longer
HIGH, WIDE = 120, 900  # of the picture


@dataclass(frozen=True, slots=True)
class Bar:
    """A day in the picture: two bars, one on the other."""

    day: date
    x: int
    width: int
    allowed: int
    refused: int
    allowed_y: int
    refused_y: int
    named: bool


@dataclass(frozen=True, slots=True)
class Why:
    """A reason with how often it was given, and where the provider can mend it."""

    sentence: str
    who: str
    count: int
    url: str


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    service = own_service(request, ref)
    if isinstance(service, Refusal):
        return refused(request, service)
    days = _days(request)
    found = _found(request, service, days)
    address = reverse("provider:usage", args=[ref])
    context = {
        "service": service,
        "tabs": tabs(service, "provider:usage"),
        "crumbs": of_service(service, Crumb(_("Usage"))),
        "days": days,
        "periods": [
            Tab(_("Last {days} days").format(days=each), f"{address}?days={each}", current=each == days)
            for each in PERIODS
        ],
        "usage": found,
        "bars": list(_bars(found)),
        "whys": [_why(service, reason, count) for reason, count in found.reasons],
    }
    return render(request, "provider/usage.html", context)


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def download(request: VisitorRequest, ref: str) -> HttpResponse:
    service = own_service(request, ref)
    if isinstance(service, Refusal):
        return refused(request, service)
    found = _found(request, service, _days(request))
    lines = [[_("Day"), _("Let in"), _("Refused")]]
    lines += [[day.day.isoformat(), str(day.allowed), str(day.refused)] for day in found.days]
    lines += [[], [_("Why"), _("Logins")]]
    lines += [[_why(service, reason, count).sentence, str(count)] for reason, count in found.reasons]
    return spreadsheet(f"{service.ref}.csv", lines)


def _days(request: VisitorRequest) -> int:
    asked = request.GET.get("days", "")
    return next((days for days in PERIODS if asked == str(days)), PERIODS[-1])


def _found(request: VisitorRequest, service: Service, days: int) -> Usage:
    since = midnight(localtime(request.at).date(), days=1 - days)
    assert since is not None
    return usage(service, since=since, at=request.at)


def _bars(found: Usage) -> Iterator[Bar]:
    most = max([1, *(day.allowed + day.refused for day in found.days)])
    step = WIDE // len(found.days)
    every = max(1, len(found.days) // 6)
    for place, day in enumerate(found.days):
        allowed, no = round(day.allowed * HIGH / most), round(day.refused * HIGH / most)
        yield Bar(
            day=day.day,
            x=place * step + 2,
            width=step - 4,
            allowed=allowed,
            refused=no,
            allowed_y=HIGH - allowed,
            refused_y=HIGH - allowed - no,
            named=place % every == 0 and place + every <= len(found.days) + 1,
        )


def _why(service: Service, reason: Reason, count: int) -> Why:
    told = explanations.explained(Refusal(reason))
    pages = {
        Reason.ORGANISATION_NOT_CUSTOMER: ("provider:customers", service.ref),
        Reason.ADVISER_NOT_RECOGNISED: ("provider:advisers", service.provider.ref),
    }
    page = pages.get(reason)
    return Why(told.sentence, told.who, count, reverse(page[0], args=[page[1]]) if page else "")
