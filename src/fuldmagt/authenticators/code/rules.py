"""Codes of a code display or reader and the PIN that goes with it. Pure.

The codes are those of RFC 6238, by the clock, or of RFC 4226, by a counter that each press of the
device's button moves on. The PIN follows NIST SP 800-63B-4, 3.2.10: at least six digits, none that
are guessed first.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from pyotp import HOTP

STEP: Final = 30
WINDOW: Final = 1  # steps before and after the present one, for clocks that differ
DIGITS: Final = 6
LOOK_AHEAD: Final = 10  # RFC 4226, 7.4: so many presses of the button may have been for nothing
# With two codes in a row a device is found again that has gone astray (RFC 4226, 7.4; RFC 6238, 6).
FAR_AHEAD: Final = 200  # presses
FAR_OFF: Final = 40  # steps of its clock, before or after
SHORTEST_PIN, LONGEST_PIN = 6, 12

# Often chosen and made of no sequence, repetition or keyboard line.
COMMON: Final = frozenset(
    {"159753", "147258", "258369", "147369", "112233", "332211", "101010", "131313", "696969", "520520",
     "147852", "159357", "789456", "456789", "741852", "963852", "852456", "123789", "102030", "246810"}
)  # fmt: skip


def digits_of(typed: str) -> str:
    """What was typed, as plain digits: spaces and hyphens left out, full-width digits made narrow."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", typed))


def serial_of(typed: str) -> str:
    """A serial number however it was written: letters large, without what people put between."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", typed).upper())


def user_id_of(typed: str) -> str:
    """A user id as it is stored: what was typed, in small letters."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


@dataclass(frozen=True, slots=True)
class Generator:
    """How a device makes its codes; by itself, as the apps on phones do."""

    secret: str  # base32
    by_event: bool = False
    algorithm: str = "SHA1"
    digits: int = DIGITS
    period: int = STEP
    drift: int = 0  # steps that its clock is ahead, as far as we have noticed

    def now(self, at: datetime) -> int:
        """The step at which the clock of the world is."""
        return int(at.timestamp()) // self.period

    def code(self, step: int) -> str:
        digest = getattr(hashlib, self.algorithm.lower())
        return HOTP(self.secret, digits=self.digits, digest=digest).generate_otp(step)


def accepted(generator: Generator, code: str, next_code: str = "", *, after: int, at: datetime) -> int | None:
    """The step, newer than `after`, whose code was typed; the later one where two in a row were typed.

    Two codes may stand far from where we think that the device is: together they cannot be guessed.
    """
    typed = [digits_of(each) for each in (code, next_code) if each]
    far = len(typed) == 2
    if generator.by_event:
        steps = range(after + 1, after + 1 + (FAR_AHEAD if far else LOOK_AHEAD))
    else:
        here, width = generator.now(at) + generator.drift, FAR_OFF if far else WINDOW
        steps = range(max(0, here - width), here + width + 1)
    found = None
    for step in steps:
        # Each is compared, so that the time tells nothing about which one it was.
        shown = [generator.code(step + place) for place in range(len(typed))]
        same = hmac.compare_digest("".join(shown).encode(), "".join(typed).encode()) and bool(typed)
        last = step + len(typed) - 1
        if same and last > after and found is None:
            found = last
    return found


def is_weak(pin: str, *, birth_date: date | None = None) -> bool:
    """Whether a PIN is too short, too long, not of digits, or among the first that a guesser tries."""
    if not re.fullmatch(rf"[0-9]{{{SHORTEST_PIN},{LONGEST_PIN}}}", pin):
        return True
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    in_line = steps in ({0}, {1}, {9})
    repeated = any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, len(pin) // 2 + 1))
    dated = birth_date is not None and any(written in pin for written in _dates(birth_date))
    return in_line or repeated or dated or pin in COMMON


def _dates(day: date) -> Iterator[str]:
    for shape in ("%d%m%y", "%d%m%Y", "%y%m%d", "%Y%m%d", "%m%d%y", "%m%d%Y"):
        yield day.strftime(shape)
