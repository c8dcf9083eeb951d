"""What the approval app and the platform say to one another when a key is taken into use. Pure.

The app holds a signing seed under a PIN; the platform holds the public key and counts wrong
signatures (NIST SP 800-63B-4, 3.2.10). Decision 0022 says what that is worth, and against whom.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fuldmagt.organisations.rules import UserState

CODE_DIGITS: Final = 8
CODE_LASTS: Final = timedelta(hours=1)
OWN_CODE_LASTS: Final = timedelta(minutes=15)  # for somebody who is logged in
MAY_TAKE: Final = frozenset({UserState.IDENTITY_CONFIRMED, UserState.ACTIVE})
"""Who may take an app into use: on the way to the login, or with a login."""
CODE_TRIES: Final = 5
PIN_DIGITS: Final = 6
PATIENCE: Final = timedelta(minutes=15)  # from the activation code to the PIN
KEPT: Final = timedelta(days=1)
KEY_BYTES, SIGNATURE_BYTES = 32, 64


def bytes_of(written: str, *, length: int) -> bytes | None:
    """The bytes that base64url without padding stands for, in its one right spelling; else None."""
    try:
        read = base64.urlsafe_b64decode(f"{written}{'=' * (-len(written) % 4)}".encode("ascii"))
    except (binascii.Error, ValueError):
        return None
    return read if len(read) == length and text_of(read) == written else None


def text_of(read: bytes) -> str:
    return base64.urlsafe_b64encode(read).decode().rstrip("=")


def is_signed(message: bytes, signature: str, *, public_key: str) -> bool:
    """Whether the holder of the key signed the message (Ed25519, RFC 8032)."""
    key = bytes_of(public_key, length=KEY_BYTES)
    signed = bytes_of(signature, length=SIGNATURE_BYTES)
    if key is None or signed is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signed, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def written(*parts: str) -> bytes:
    """Parts as one message: each with its length before it, so that no two lists look alike."""
    return b"".join(b"%d:%s\n" % (len(part.encode()), part.encode()) for part in parts)


def key_message(*, origin: str, challenge: str, public_key: str) -> bytes:
    """What a new key signs: that it is there, for this activation at this platform."""
    return written("fuldmagt key 1", origin, challenge, public_key)


def avoided(birth_date: date | None) -> Iterator[str]:
    """The birth date as six digits, in the orders in which people write it: no PIN."""
    if birth_date is not None:
        for shape in ("%d%m%y", "%y%m%d", "%m%d%y"):
            yield birth_date.strftime(shape)
