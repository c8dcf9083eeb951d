"""A request to approve a login in the app: how long it waits, how often one may ask, what is signed. Pure."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.authenticators.app.rules import written

PATIENCE: Final = timedelta(minutes=4)
NUMBER_TRIES: Final = 3  # wrong numbers from the screen, before the request ends
WINDOW: Final = timedelta(minutes=15)
MOST: Final = 5  # requests for one user within the window that came to nothing (OWASP ASVS V6.6.4)
KEPT: Final = timedelta(days=1)
TOLD_AGAIN: Final = timedelta(hours=12)  # how long administrators are not told of the same user again
OWN_PAGES: Final = "own"


class State(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    TAKEN = "taken"  # the login went on with it
    DENIED = "denied"
    ENDED = "ended"  # replaced by its own browser, out of time, or too many wrong numbers


def services_of(refs: Iterable[str]) -> str:
    """The services wanted, as the message names them."""
    return " ".join(refs) or OWN_PAGES


def approval_message(
    *, origin: str, ref: str, challenge: str, user: str, services: str, organisation: str, number: str
) -> bytes:
    """What is approved, all of it: signed by the app as it showed it, checked as it was asked."""
    return written("fuldmagt approval 1", origin, ref, challenge, user, services, organisation, number)


BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def made_by(user_agent: str, known: Iterable[tuple[str, str]]) -> str:
    """The browser or system that a User-Agent header names; empty for one we do not know."""
    return next((name for mark, name in known if mark in user_agent), "")
