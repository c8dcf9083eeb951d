"""Encryption of single fields, and finding them again.

AES-256-GCM, bound to table, column and row, so that a ciphertext moved to another place does not
open. A value that must be found is stored beside its keyed blind index (HMAC-SHA-256): a plain hash
of a national number is undone in minutes.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fuldmagt.secrets import dice, keys

NONCE = 12


def seal(plain: bytes, *, key: bytes, place: str) -> bytes:
    nonce = dice.raw(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(sealed: bytes, *, key: bytes, place: str) -> bytes:
    """The plain bytes; raises InvalidTag when key or place is not the one they were sealed with."""
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())


def encrypt(text: str, *, place: str) -> str:
    """Text for a column, by the installation's own key: `place` is `table.column.row`."""
    ring = keys.all_of("fields")
    key_id, key = next(iter(ring.items()))
    return f"{key_id}.{urlsafe_b64encode(seal(text.encode(), key=key, place=place)).decode()}"


def decrypt(written: str, *, place: str) -> str:
    key_id, _, sealed = written.partition(".")
    return unseal(urlsafe_b64decode(sealed), key=keys.all_of("fields")[key_id], place=place).decode()


def encrypt_bytes(plain: bytes, *, place: str) -> bytes:
    """Bytes for a binary column, by the installation's own key."""
    key_id, key = next(iter(keys.all_of("fields").items()))
    return key_id.encode() + b"." + seal(plain, key=key, place=place)


def decrypt_bytes(written: bytes, *, place: str) -> bytes:
    key_id, _, sealed = written.partition(b".")
    return unseal(sealed, key=keys.all_of("fields")[key_id.decode()], place=place)


def blind_index(value: str, *, purpose: str) -> str:
    """The same text for the same value, and nothing to anyone without the key."""
    return hmac.new(keys.current(f"index {purpose}"), value.encode(), sha256).hexdigest()


def blind_indexes(value: str, *, purpose: str) -> list[str]:
    """What the value may stand under: one for each secret of the installation."""
    ring = keys.all_of(f"index {purpose}").values()
    return [hmac.new(key, value.encode(), sha256).hexdigest() for key in ring]
