"""How an entry becomes bytes and how entries hang together. Pure, so that a verifier can use it."""

import json
from collections.abc import Mapping
from hashlib import sha256

FIRST = "0" * 64
"""What stands before the first entry."""


def canonical(entry: Mapping[str, object]) -> bytes:
    """One way only to write an entry: sorted keys, no spaces, UTF-8."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(previous: str, entry: Mapping[str, object]) -> str:
    """The digest of an entry that follows the one with the digest `previous` (hexadecimal)."""
    return sha256(bytes.fromhex(previous) + canonical(entry)).hexdigest()
