"""The fast door: the same answers as on the web port, from what the process holds, without Django in between.

A question is answered at once where everything is at hand and no older than it may be. Otherwise a thread
looks at what has changed, fetches what is wanting, and asks again. While the database cannot be reached
for longer than answers may be old, the door says so (503): never a yes from what may have been taken
back.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from fuldmagt.api.access import account, door, paths
from fuldmagt.api.access.messages import Answered, Asked, problem
from fuldmagt.api.fast import operation
from fuldmagt.api.fast.callers import Callers
from fuldmagt.api.fast.watching import Watch
from fuldmagt.clients.credentials import Caller
from fuldmagt.decisions import ask, reading
from fuldmagt.decisions.stock import Absent
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Refusal

MOST_WAITING: Final = 256  # requests of a process that wait for the database
PATIENCE: Final = 5.0  # seconds that such a request waits
THREADS: Final = 4
WARMED_TOGETHER: Final = 100  # organisations
LATELY: Final = timedelta(days=7)
JUDGED: Final = frozenset({paths.EVALUATION, paths.EVALUATIONS})
BASE: Final[str] = settings.DECISION_URL
RETRY: Final = (("Retry-After", "1"),)
TOO_LARGE: Final = b"\0" * (door.LONGEST_BODY + 1)
"""What stands for a body that nobody reads: the door refuses it by its size."""
BUSY: Final = problem(
    HTTPStatus.SERVICE_UNAVAILABLE, "Too much is asked at the moment; ask again shortly.", RETRY
)


class FastDoor:
    """An RSGI application: one process of the decision port."""

    def __init__(self) -> None:
        self.callers = Callers()
        self.watch = Watch(self._look)
        self.log = account.writer()
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="fetch")
        self.waiting = 0
        self.age = settings.DECISION_AGE / 1000

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.log.begin()
        self.watch.begin()
        self.threads.submit(self._warm)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.watch.end()
        self.threads.shutdown()
        self.log.end()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.proto != "http":
            return
        asked = await _read(scope, protocol)
        began = monotonic()
        if asked.path in operation.PAGES:
            answered = operation.PAGES[asked.path](asked, self.is_ready)
        else:
            answered = self._at_once(asked) or await self._later(asked)
            account.note(asked, answered)
            operation.count(asked.path, answered.status, monotonic() - began)
        protocol.response_bytes(answered.status, list(answered.headers), answered.body)

    @property
    def is_ready(self) -> bool:
        """Whether what is held is young enough to answer from."""
        return monotonic() - ask.engine().looked_at <= self.age

    def _at_once(self, asked: Asked) -> Answered | None:
        """The answer, where nothing has to be fetched for it."""
        if self.log.is_full:
            return account.NONE_KEPT
        if asked.path not in JUDGED or not self.is_ready:
            return None
        caller = self.callers.known(asked.authorization)
        if caller is None:
            return None
        try:
            return ask.at_hand(lambda: door.answer(asked, caller))
        except Absent:
            return None

    async def _later(self, asked: Asked) -> Answered:
        """The answer after a thread has done what is wanting."""
        if self.watch.away and not self.is_ready:
            return door.NO_RECORDS
        if self.waiting >= MOST_WAITING:
            return BUSY
        self.waiting += 1
        try:
            running = asyncio.get_running_loop().run_in_executor(self.threads, self._fetched, asked)
            return await asyncio.wait_for(running, PATIENCE)
        except TimeoutError:
            return door.NO_RECORDS
        finally:
            self.waiting -= 1

    def _fetched(self, asked: Asked) -> Answered:
        close_old_connections()
        try:
            if not self.is_ready:
                ask.engine().catch_up()
            caller = self._caller(asked)
            if asked.path not in JUDGED:
                return door.answer(asked, caller)
            return ask.engine().complete(
                lambda missing: ask.at_hand(lambda: door.answer(asked, caller), missing)
            )
        except (OperationalError, InterfaceError):
            connection.close()
            return door.NO_RECORDS

    def _caller(self, asked: Asked) -> Caller | Refusal:
        return self.callers.known(asked.authorization) or self.callers.admit(asked.authorization, at=asked.at)

    def _warm(self) -> None:
        """Fetch whom most is asked about before it is; what is still wanting comes with the questions."""
        try:
            most = settings.DECISION_RECORDS // 2
            busiest = reading.busiest(most, since=clock.now() - LATELY)
            ask.engine().warm(busiest, together=WARMED_TOGETHER)
        except (OperationalError, InterfaceError):
            connection.close()  # whatever is asked is fetched then

    def _look(self) -> None:
        ask.engine().catch_up()
        self.callers.renew(at=clock.now())


async def _read(scope: Any, protocol: Any) -> Asked:
    """The request; of a body that is too large no more than shows it."""
    header = scope.headers.get
    length = header("content-length") or ""
    if length.isdecimal() and int(length) > door.LONGEST_BODY:
        body = TOO_LARGE
    elif length:
        body = await protocol()
    else:
        body = await _in_parts(protocol)
    return Asked(
        method=scope.method,
        path=scope.path,
        at=clock.now(),
        authorization=header("authorization") or "",
        content_type=header("content-type") or "",
        accept_language=header("accept-language") or "",
        request_id=header("x-request-id") or "",
        traceparent=header("traceparent") or "",
        body=body,
        base=BASE,
    )


async def _in_parts(protocol: Any) -> bytes:
    """A body whose size nobody told beforehand."""
    parts: list[bytes] = []
    size = 0
    async for part in protocol:
        size += len(part)
        if size > door.LONGEST_BODY:
            return TOO_LARGE
        parts.append(part)
    return b"".join(parts)
