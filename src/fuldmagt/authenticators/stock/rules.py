"""A supplier's devices: what can be wrong with a file of them, what becomes of one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

LARGEST: Final = 2 * 1024 * 1024  # bytes of a file
MOST: Final = 2000  # devices in a file
LONGEST_SERIAL: Final = 40
SHORTEST_SECRET, LONGEST_SECRET = 16, 128  # bytes; RFC 4226, R6, asks for at least 128 bits
MOST_OPEN: Final = 5  # files of an organisation that wait for an answer

KINDS: Final = (Means.CODE_READER, Means.CODE_DISPLAY)
"""What shows or speaks codes. A chip brings no secret of ours and is no device of the stock."""


class DeviceState(StrEnum):
    IN_STOCK = "in_stock"
    OUT = "out"  # with somebody, or on its way there
    SPENT = "spent"  # its secret is destroyed


class FileState(StrEnum):
    READY = "ready"
    FAULTY = "faulty"
    IMPORTED = "imported"
    DISCARDED = "discarded"


class FileStep(StrEnum):
    IMPORT = "import"
    DISCARD = "discard"


STEPS: Final[Mapping[tuple[FileState, FileStep], FileState]] = {
    (FileState.READY, FileStep.IMPORT): FileState.IMPORTED,
    (FileState.READY, FileStep.DISCARD): FileState.DISCARDED,
    (FileState.FAULTY, FileStep.DISCARD): FileState.DISCARDED,
}
OPEN: Final = (FileState.READY, FileState.FAULTY)


def after(state: FileState, step: FileStep) -> FileState | Refusal:
    return STEPS.get((state, step)) or Refusal(Reason.STEP_NOT_POSSIBLE, about="stock")


class Misfit(StrEnum):
    """Why a file is refused as a whole, before anything of it is kept."""

    TOO_LARGE = "too_large"
    NOT_XML = "not_xml"
    NOT_PSKC = "not_pskc"
    EMPTY = "empty"
    TOO_MANY = "too_many"
    KEY_NEEDED = "key_needed"
    KEY_WRONG = "key_wrong"
    NOT_SUPPORTED = "not_supported"


class Flaw(StrEnum):
    """What is wrong with one device of a file."""

    NO_SERIAL = "no_serial"
    TWICE = "twice"
    KNOWN = "known"
    NO_SECRET = "no_secret"  # noqa: S105 - the name of a flaw, not a password
    SHORT_SECRET = "short_secret"  # noqa: S105 - the name of a flaw, not a password
    WITHOUT_MAC = "without_mac"
    CHANGED = "changed"
    ALGORITHM = "algorithm"
    DIGITS = "digits"
    NUMBERS = "numbers"
    EXPIRED = "expired"
    USAGE = "usage"


@dataclass(frozen=True, slots=True)
class Found:
    """A device as the file describes it."""

    serial: str
    maker: str
    secret: str  # base32
    by_event: bool
    algorithm: str
    digits: int
    period: int
    drift: int
    last_step: int  # -1: none has been used


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds; `faults` names the device by its serial number, or by its place in the file."""

    found: tuple[Found, ...]
    faults: tuple[tuple[str, Flaw], ...]


def is_kept(before: OrderState, *, taken_into_use: bool) -> bool:
    """Whether a device that comes back may go to another: only one that nobody has had in use.

    A means is one person's and never another's (F1), and codes of a counting device can be noted down
    ahead. Where it was replaced, somebody had stopped trusting it.
    """
    return not taken_into_use and before in {OrderState.ASSIGNED, OrderState.SENT, OrderState.CANCELLED}
