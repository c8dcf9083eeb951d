"""Logging off, and where a service may send people afterwards."""

from datetime import datetime, timedelta
from typing import Final

from django.core import signing

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.clients.sessions.actions import end_all

PATIENCE: Final = timedelta(minutes=15)
SALT: Final = "address after logging off"


def leave(user: str, *, organisation: str, browser: str, at: datetime) -> int:
    """End what the clients were given by this browser's login; how many sessions that ended."""
    with deed(Event.SIGNED_OUT, by=user, at=at, organisation=organisation) as entry:
        entry.about(user)
        ended = end_all(browser, because="logged off", at=at)
        entry.facts(sessions=ended)
    return ended


def sealed(address: str) -> str:
    """An address that has been checked, to be carried through a page of ours."""
    return signing.dumps(address, salt=SALT)


def opened(written: str) -> str:
    """The address that was sealed; empty for anything else, and when it is too old."""
    try:
        return str(signing.loads(written, salt=SALT, max_age=PATIENCE))
    except signing.BadSignature:
        return ""
