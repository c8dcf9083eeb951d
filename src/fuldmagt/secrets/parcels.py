"""Opening what a supplier has sealed: keys by RFC 6030, chapter 6, which stands on XML Encryption.

AES in CBC mode with PKCS #7 padding, its authenticity by an HMAC over the ciphertext, the key agreed
beforehand or derived from a password by PBKDF2. SHA-1 stands here because suppliers use it so; nothing
of ours is sealed like this.
"""

import hmac
from hashlib import pbkdf2_hmac
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

BLOCK: Final = 16
KEY_LENGTHS: Final = (16, 24, 32)
MOST_ROUNDS: Final = 1_000_000  # of PBKDF2: a file must not keep a process busy


def opened(sealed: bytes, *, key: bytes) -> bytes | None:
    """What stands after the initialisation vector; None where the key cannot have closed it."""
    if len(sealed) < 2 * BLOCK or len(sealed) % BLOCK or len(key) not in KEY_LENGTHS:
        return None
    decryptor = Cipher(algorithms.AES(key), modes.CBC(sealed[:BLOCK])).decryptor()
    padded = decryptor.update(sealed[BLOCK:]) + decryptor.finalize()
    unpadder = PKCS7(BLOCK * 8).unpadder()
    try:
        return unpadder.update(padded) + unpadder.finalize()
    except ValueError:
        return None


def is_whole(sealed: bytes, mac: bytes, *, key: bytes, digest: str) -> bool:
    return hmac.compare_digest(hmac.new(key, sealed, digest).digest(), mac)


def key_of(password: str, *, salt: bytes, rounds: int, length: int, digest: str) -> bytes | None:
    """The key that a password stands for; None where the file asks for too much work or an odd length."""
    if not 0 < rounds <= MOST_ROUNDS or length not in KEY_LENGTHS or not salt:
        return None
    return pbkdf2_hmac(digest, password.encode(), salt, rounds, length)
