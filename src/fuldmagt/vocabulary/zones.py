"""The time zones of organisations: a day begins and ends where the organisation is."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

# A country has one zone here as long as it has one on its mainland.
ZONES: Final[Mapping[str, str]] = {
    "DK": "Europe/Copenhagen",
    "NL": "Europe/Amsterdam",
    "DE": "Europe/Berlin",
    "SE": "Europe/Stockholm",
    "NO": "Europe/Oslo",
    "FI": "Europe/Helsinki",
    "PL": "Europe/Warsaw",
    "GB": "Europe/London",
    "IE": "Europe/Dublin",
}


def first_moment(day: date, zone: str) -> datetime:
    """The midnight with which a day begins in a zone."""
    return datetime.combine(day, time.min, ZoneInfo(zone))


def end_of(day: date, zone: str) -> datetime:
    """The midnight with which a day is over in a zone."""
    return first_moment(day + timedelta(days=1), zone)
