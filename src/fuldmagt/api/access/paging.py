"""Where a search goes on: a token that only its own caller can use, and for the same search alone.

It fixes the time that is asked about, so that what stays allowed throughout is neither missed nor
doubled, and says behind which id to go on. Nothing is kept here between two pages.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from django.core import signing

LIFE: Final = timedelta(hours=1)
SALT: Final = "page of a search"


@dataclass(frozen=True, slots=True)
class Place:
    """When the first page was asked for, how many it wanted, and the last id that has been told."""

    since: datetime
    limit: int
    after: str = ""


def token(place: Place, *, caller: str, asked: Mapping[str, Any]) -> str:
    told = [place.since.isoformat(), place.limit, place.after, _mark(caller, asked)]
    return signing.dumps(told, salt=SALT, compress=True)


def place(written: str, *, caller: str, asked: Mapping[str, Any]) -> Place | None:
    """Where to go on; None for a token of another search or caller, one that is too old, or none of ours."""
    try:
        since, limit, after, mark = signing.loads(written, salt=SALT, max_age=LIFE)
    except (signing.BadSignature, ValueError):
        return None
    return Place(datetime.fromisoformat(since), limit, after) if mark == _mark(caller, asked) else None


def _mark(caller: str, asked: Mapping[str, Any]) -> str:
    """What must be the same on every page: who asks, and everything but the page itself."""
    return hashlib.sha256(msgspec.json.encode([caller, asked], order="sorted")).hexdigest()
