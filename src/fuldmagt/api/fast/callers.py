"""Applications that have lately shown who they are, so that not every question asks the database again.

What is remembered is found by a keyed hash of the whole header, so that no comparison takes longer the
nearer a guess comes; a refusal is never remembered. What is older than half a second does not count.
"""

from datetime import datetime
from hashlib import blake2b
from time import monotonic
from typing import Final, NamedTuple

from fuldmagt.clients.credentials import Caller, authenticated
from fuldmagt.secrets import keys
from fuldmagt.vocabulary.refusals import Refusal

LIFE: Final = 0.5  # seconds
MOST: Final = 10_000


class Known(NamedTuple):
    caller: Caller
    since: float  # by the clock that never goes back


class Callers:
    """Whom a process has admitted of late."""

    def __init__(self) -> None:
        self._key = keys.current("tokens")
        self._known: dict[bytes, Known] = {}
        self._asked: dict[bytes, str] = {}  # of those who came since the last renewal: their headers

    def known(self, authorization: str) -> Caller | None:
        """The application, if it has shown itself within the last half second."""
        key = self._name(authorization)
        found = self._known.get(key)
        if found is None or monotonic() - found.since > LIFE:
            return None
        self._asked[key] = authorization
        return found.caller

    def admit(self, authorization: str, *, at: datetime) -> Caller | Refusal:
        """Ask the database who it is, and remember it."""
        since = monotonic()
        caller = authenticated(authorization, at=at)
        key = self._name(authorization)
        if isinstance(caller, Refusal):
            self._known.pop(key, None)
            return caller
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = Known(caller, since)
        return caller

    def renew(self, *, at: datetime) -> None:
        """Ask anew about those who came since the last time, so that none of them has to wait for it."""
        asked, self._asked = self._asked, {}
        for authorization in asked.values():
            self.admit(authorization, at=at)

    def _name(self, authorization: str) -> bytes:
        return blake2b(authorization.encode(), key=self._key, digest_size=32).digest()
