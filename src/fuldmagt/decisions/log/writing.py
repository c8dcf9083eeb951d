"""Writing the decision log: many records at once, into a file for each process and day, one line each.

A decision is answered when its record is in the hands of this writer; what it holds is written every
tenth of a second, and all of it when the process ends as it should. When records cannot be written, the
door stops answering (`is_full`) instead of deciding without an account.
"""

import os
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final

import structlog

from fuldmagt.decisions.log.records import Redaction, Told, line
from fuldmagt.secrets import dice

PAUSE: Final = 0.1  # seconds between two writings
MOST: Final = 50_000  # records that may wait
log = structlog.get_logger()


class Writer:
    """The decision log of one process. `share` of all questions are kept, from 0 (none) to 1 (each)."""

    def __init__(self, folder: Path | None, *, share: float, redaction: Redaction) -> None:
        self.folder, self.share, self.redaction = folder, share, redaction
        self._waiting: deque[Told] = deque()
        self._writing, self._over = Lock(), Event()
        self._thread: Thread | None = None

    @property
    def is_full(self) -> bool:
        """Whether so much waits that no question is to be answered."""
        return len(self._waiting) >= MOST

    def add(self, told: Told) -> None:
        if self.folder is not None and (self.share >= 1 or dice.chance(self.share)):
            self._waiting.append(told)

    def begin(self) -> None:
        """Write from time to time, beside everything else."""
        self._thread = Thread(target=self._run, name="decision log", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Write what waits; nothing is lost."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        self.write()

    def write(self) -> None:
        """Write what waits now. What cannot be written goes on waiting."""
        with self._writing:
            if self.folder is None or not self._waiting:
                return
            taken = [self._waiting.popleft() for _ in range(len(self._waiting))]
            try:
                lines = b"".join(line(each, self.redaction) + b"\n" for each in taken)
                self._append(lines, datetime.fromtimestamp(taken[0].at / 1000, UTC))
            except OSError as error:
                self._waiting.extendleft(reversed(taken))
                log.error(
                    "the decision log cannot be written", error=error.strerror, waiting=len(self._waiting)
                )

    def _append(self, lines: bytes, at: datetime) -> None:
        assert self.folder is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{at:%Y-%m-%d}-{os.getpid()}.jsonl"
        with path.open("ab", buffering=0) as file:
            before, done = file.tell(), 0
            try:
                while done < len(lines):
                    done += file.write(lines[done:])
            except OSError:
                file.truncate(before)  # or a part would be there twice
                raise

    def _run(self) -> None:
        while not self._over.wait(PAUSE):
            self.write()
