"""Codes of a code display and the PIN that goes with it. Pure.

The codes are those of RFC 6238: SHA-1, six digits, steps of 30 seconds. The PIN follows NIST SP
800-63B-4, 3.2.10: at least six digits, none that are guessed first.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from pyotp import TOTP

STEP: Final = 30
WINDOW: Final = 1  # steps before and after the present one, for clocks that differ
DIGITS: Final = 6
SHORTEST_PIN, LONGEST_PIN = 6, 12

# Often chosen and made of no sequence, repetition or keyboard line.
COMMON: Final = frozenset(
    {"159753", "147258", "258369", "147369", "112233", "332211", "101010", "131313", "696969", "520520",
     "147852", "159357", "789456", "456789", "741852", "963852", "852456", "123789", "102030", "246810"}
)  # fmt: skip


def digits_of(typed: str) -> str:
    """What was typed, as plain digits: spaces and hyphens left out, full-width digits made narrow."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", typed))


def user_id_of(typed: str) -> str:
    """A user id as it is stored: what was typed, in small letters."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def accepted_step(secret: str, code: str, *, after: int, at: datetime) -> int | None:
    """The step, newer than `after` and near enough to `at`, whose code was typed."""
    typed = digits_of(code)
    now = int(at.timestamp()) // STEP
    generator = TOTP(secret, digits=DIGITS, interval=STEP)
    found = None
    for step in range(now - WINDOW, now + WINDOW + 1):
        # Each is compared, so that the time tells nothing about which one it was.
        if hmac.compare_digest(generator.generate_otp(step).encode(), typed.encode()) and step > after:
            found = step
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
