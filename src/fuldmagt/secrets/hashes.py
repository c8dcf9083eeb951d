"""Hashing of codes, PINs and client secrets.

Short codes (8 digits are 27 bits) are hashed slowly with Argon2id and a pepper that is not in the
database; tokens and client secrets hold 256 bits, for which SHA-256 under a key is enough. Slow
hashing never happens inside a transaction.
"""

import hmac
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from django.conf import settings

from fuldmagt.secrets import keys

# 19 MiB, two passes, one lane: the smallest cost that OWASP lists for Argon2id.
_SLOW = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_TEST = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def _hasher() -> PasswordHasher:
    return _TEST if settings.TESTING else _SLOW


def _peppered(code: str, key: bytes) -> str:
    return hmac.new(key, code.encode(), sha256).hexdigest()


def of_code(code: str) -> str:
    return _hasher().hash(_peppered(code, keys.current("pepper")))


def is_code(code: str, hashed: str) -> bool:
    """Whether the code is the hashed one. Takes as long for a hash that is empty."""
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
