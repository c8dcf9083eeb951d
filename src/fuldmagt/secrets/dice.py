"""Randomness: every reference, code, token and nonce is drawn here and nowhere else."""

import secrets
from typing import Final

# Without letters and digits that look or sound alike when read aloud.
READABLE = "23456789abcdefghjkmnpqrstvwxyz"


_LENGTH: Final = 20


def reference() -> str:
    """An opaque name for a record, 20 characters (98 bits): it tells neither an order nor a number.

    One draw for all characters: twenty draws would be most of the work of a row in an import.
    """
    drawn = secrets.randbelow(len(READABLE) ** _LENGTH)
    letters = []
    for _ in range(_LENGTH):
        drawn, place = divmod(drawn, len(READABLE))
        letters.append(READABLE[place])
    return "".join(letters)


def short_reference() -> str:
    """A name that a person reads over the telephone, `7k2m-44qx` (39 bits); look-ups of it are scoped."""
    drawn = "".join(secrets.choice(READABLE) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def digits(count: int) -> str:
    """A code of digits to type in."""
    return "".join(secrets.choice("0123456789") for _ in range(count))


def two_digits() -> str:
    """A number to compare on two screens: 10 to 99, so that nobody leaves out a leading nought."""
    return str(10 + secrets.randbelow(90))


def token() -> str:
    """A bearer secret of 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def raw(count: int) -> bytes:
    return secrets.token_bytes(count)


def hexadecimal(octets: int) -> str:
    """A name of so many octets, for where a standard wants it written so."""
    return secrets.token_hex(octets)


def chance(share: float) -> bool:
    """True as often as the share says: 0 never, 1 always."""
    return secrets.randbelow(1 << 30) < share * (1 << 30)
