"""The time zone of the organisation that the visitor acts for: every page shows times in it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fuldmagt.vocabulary.zones import ZONES


def of_the_organisation(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        visitor = request.visitor  # type: ignore[attr-defined]  # web.visitor.Request declares it
        country = visitor.user.organisation.country if visitor else ""
        with timezone.override(ZONES.get(country, settings.TIME_ZONE)):
            return get_response(request)

    return middleware


def midnight(day: date | None, *, days: int = 0) -> datetime | None:
    """The beginning of a day where the organisation is, or of a day some days later."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=days), time.min, timezone.get_current_timezone())
