"""The keys of the installation, one for each purpose, all derived from FULDMAGT_SECRET_KEYS.

The first secret is in use; the others still open what they once closed, so that a secret is
rotated by putting a new one in front.
"""

from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@lru_cache(maxsize=256)
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=b"fuldmagt", info=purpose.encode()).derive(secret.encode())


def current(purpose: str) -> bytes:
    """The 32-byte key in use for a purpose."""
    return _derived(settings.SECRET_KEYS[0], purpose)


def all_of(purpose: str) -> dict[str, bytes]:
    """Every key of a purpose by its id; the one in use comes first."""
    return {key_id(secret): _derived(secret, purpose) for secret in settings.SECRET_KEYS}


@lru_cache(maxsize=64)
def key_id(secret: str) -> str:
    """A short public name of a secret, which tells nothing about it."""
    return sha256(_derived(secret, "key id")).hexdigest()[:8]
