"""Learning what has changed while questions are answered: a look at the database five times a second, and at
once where PostgreSQL tells that a revision has been raised.
"""

from collections.abc import Callable
from threading import Event, Thread
from typing import Final

import psycopg
import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from fuldmagt.organisations.revisions.queries import CHANNEL

PAUSE: Final = 0.2  # seconds
log = structlog.get_logger()


class Watch:
    """Looks (`look`) in a thread of its own until it is ended; a database that is away is asked again."""

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look
        self._over = Event()
        self.away = False  # the database could not be reached at the last look
        self._listening: psycopg.Connection | None = None
        self._thread = Thread(target=self._run, name="watch", daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join(timeout=2 * PAUSE)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                close_old_connections()
                self._look()
                self._is_back()
                self._wait()
            except (DatabaseError, InterfaceError, psycopg.Error) as error:
                if not self.away:
                    log.error("the database cannot be reached", error=str(error).strip())
                self.away = True
                self._let_go()
                self._over.wait(PAUSE)
        self._let_go()

    def _is_back(self) -> None:
        if self.away:
            log.info("the database is back")
        self.away = False

    def _wait(self) -> None:
        """Until something is told, or the pause is over."""
        if connection.vendor != "postgresql":
            self._over.wait(PAUSE)
            return
        if self._listening is None:
            self._listening = psycopg.connect(**(connection.get_connection_params() | {"autocommit": True}))
            self._listening.execute(f"LISTEN {CHANNEL}")
            return  # what was told before is seen by another look
        for _ in self._listening.notifies(timeout=PAUSE, stop_after=1):
            break

    def _let_go(self) -> None:
        if self._listening is not None:
            self._listening.close()
        self._listening = None
        connection.close()
