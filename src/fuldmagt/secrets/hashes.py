"""Hashing of codes, PINs and client secrets.

Short codes (8 digits are 27 bits) are hashed slowly with Argon2id and a pepper that is not in the
database; tokens and client secrets hold 256 bits, for which SHA-256 under a key is enough. Slow
hashing never happens inside a transaction, and only so many are made at once: each takes 19 MiB and a
core for a while, so that a flood of guesses would otherwise keep everybody waiting.
"""

import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from django.conf import settings

from fuldmagt.secrets import keys

# 19 MiB, two passes, one lane: the smallest cost that OWASP lists for Argon2id.
_SLOW = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_TEST = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


AT_ONCE: Final = 2  # slow hashes in one process
QUEUE: Final = 8  # who wait for them: fewer than a process has threads, so that others are still served
_turns = threading.BoundedSemaphore(AT_ONCE + QUEUE)
_working = threading.BoundedSemaphore(AT_ONCE)
_mine = threading.local()


class BusyError(Exception):
    """So many wait for a slow hash that one more would wait too long. Nothing has been done or counted."""


@contextmanager
def turn() -> Iterator[None]:
    """A place in the queue for slow hashes, or BusyError at once.

    Taken before a try is spent, so that whoever is turned away has lost none. Hashing within it takes no
    further place; hashing without it takes one for itself.
    """
    if getattr(_mine, "turn", False):
        yield
        return
    if not _turns.acquire(blocking=False):
        raise BusyError
    _mine.turn = True
    try:
        yield
    finally:
        _mine.turn = False
        _turns.release()


def _hasher() -> PasswordHasher:
    return _TEST if settings.TESTING else _SLOW


def _peppered(code: str, key: bytes) -> str:
    return hmac.new(key, code.encode(), sha256).hexdigest()


def of_code(code: str) -> str:
    with turn(), _working:
        return _hasher().hash(_peppered(code, keys.current("pepper")))


def is_code(code: str, hashed: str) -> bool:
    """Whether the code is the hashed one. Takes as long for a hash that is empty."""
    with turn(), _working:
        against = hashed or _nobodys()
        for key in keys.all_of("pepper").values():
            try:
                if _hasher().verify(against, _peppered(code, key)):
                    return bool(hashed)
            except (VerificationError, InvalidHashError):
                continue
        return False


_dummy: dict[str, str] = {}


def _nobodys() -> str:
    """A hash that no code has, made once, so that unknown users take as long as known ones."""
    if "hash" not in _dummy:
        _dummy["hash"] = _hasher().hash("nobody")
    return _dummy["hash"]


def of_token(token: str) -> str:
    return hmac.new(keys.current("tokens"), token.encode(), sha256).hexdigest()


def of_token_any(token: str) -> list[str]:
    """What the token may be stored as: one hash for each secret of the installation."""
    return [hmac.new(key, token.encode(), sha256).hexdigest() for key in keys.all_of("tokens").values()]


def same(one: str, other: str) -> bool:
    """Equal, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())
