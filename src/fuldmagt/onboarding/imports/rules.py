"""The life of an import, and how large a file may be. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.refusals import Reason, Refusal


class ImportState(StrEnum):
    READING = "reading"  # the worker reads it, chunk by chunk
    FAULTY = "faulty"  # read whole; some rows have to be mended first
    READY = "ready"  # read whole; waits for the one step that makes it count
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class ImportStep(StrEnum):
    FIND_FAULTS = "find_faults"
    FIND_NONE = "find_none"
    CONFIRM = "confirm"
    CANCEL = "cancel"


S, T = ImportState, ImportStep

STEPS: Final[Mapping[tuple[ImportState, ImportStep], ImportState]] = {
    (S.READING, T.FIND_FAULTS): S.FAULTY,
    (S.READING, T.FIND_NONE): S.READY,
    (S.READY, T.FIND_FAULTS): S.FAULTY,  # the organisation has changed since the file was read
    (S.READY, T.CONFIRM): S.CONFIRMED,
    (S.READING, T.CANCEL): S.CANCELLED,
    (S.FAULTY, T.CANCEL): S.CANCELLED,
    (S.READY, T.CANCEL): S.CANCELLED,
}
OPEN: Final = frozenset({S.READING, S.FAULTY, S.READY})


def after(state: ImportState, step: ImportStep) -> ImportState | Refusal:
    """The state a step leads to. What the table does not list cannot happen."""
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about="import")


MOST_BYTES: Final = 32 * 1024 * 1024
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 60
LONGEST_CELL: Final = 1000
MOST_OPEN: Final = 3  # imports of one organisation on their way at the same time

CHUNK: Final = 500  # rows in one transaction
TURN: Final = 5000  # rows before the worker looks at its other duties
PART: Final = 256 * 1024  # bytes of the file in one sealed part
LEASE: Final = timedelta(minutes=2)
"""How long a worker has an import to itself; when it dies, another goes on with the next row after this."""
KEPT: Final = timedelta(days=7)
"""How long a file waits to be confirmed before it is forgotten."""
