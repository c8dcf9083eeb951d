"""Signing and checking signatures, behind a list of our own of what may be in a header.

joserfc does the cryptography. What it is given has passed the list first: three parts, a header with
known members alone, an algorithm that the key in question is for. So whatever a library once
believed of a header (no algorithm, the public key as a secret, a key brought along, extensions that
it does not know), it is never asked.
"""

import json
import re
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from fuldmagt.clients.keys import actions, queries

Jwk = Mapping[str, Any]

ALLOWED: Final[Mapping[str, str]] = {"ES256": "EC", "RS256": "RSA", "PS256": "RSA"}
"""The algorithms that count, and the kind of key that each is for."""

MEMBERS: Final = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})
COMPACT: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
LONGEST: Final = 16_384


def sign(claims: Mapping[str, Any], *, algorithm: str, typ: str, at: datetime) -> str:
    """A JWT of ours, by the key that is in use at this moment."""
    key = queries.in_use(algorithm, at=at)
    if key is None:
        actions.ensure(at=at)
        key = queries.in_use(algorithm, at=at)
        assert key is not None
    header = {"alg": algorithm, "kid": key.kid, "typ": typ}
    return jwt.encode(header, dict(claims), _private(key.kid, json.dumps(queries.private(key))), [algorithm])


@lru_cache(maxsize=16)
def _private(kid: str, jwk: str) -> ECKey | RSAKey:
    read = json.loads(jwk)
    return ECKey.import_key(read) if read["kty"] == "EC" else RSAKey.import_key(read)


def verified(token: str, keys: Iterable[Jwk]) -> dict[str, Any] | None:
    """The claims of a JWT that one of the keys has signed; None for anything else, whatever it is."""
    header = header_of(token)
    if header is None:
        return None
    for jwk in keys:
        if not _is_for(jwk, header):
            continue
        key = ECKey.import_key(dict(jwk)) if jwk["kty"] == "EC" else RSAKey.import_key(dict(jwk))
        try:
            return dict(jwt.decode(token, key, [header["alg"]]).claims)
        except (JoseError, ValueError):
            continue
    return None


def header_of(token: str) -> dict[str, Any] | None:
    """The header of a JWT, when everything in it is something that we know and allow."""
    if len(token) > LONGEST or not COMPACT.fullmatch(token):
        return None
    first = token.partition(".")[0]
    try:
        header = json.loads(urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (NotBase64, ValueError, RecursionError):
        return None
    if not isinstance(header, dict) or not header.keys() <= MEMBERS:
        return None
    words = all(isinstance(value, str) for value in header.values())
    return header if words and header.get("alg") in ALLOWED else None


def _is_for(jwk: Jwk, header: Mapping[str, Any]) -> bool:
    """Whether the key may have made a signature with this header."""
    named = "kid" not in header or "kid" not in jwk or jwk["kid"] == header["kid"]
    meant = jwk.get("alg", header["alg"]) == header["alg"]
    return bool(named and meant and jwk["kty"] == ALLOWED[header["alg"]])


def unverified(token: str) -> dict[str, str]:
    """What a JWT claims, in plain words, before anybody has checked it: enough to know whom to ask."""
    if header_of(token) is None:
        return {}
    body = token.split(".")[1]
    try:
        claims = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (NotBase64, ValueError, RecursionError):
        return {}
    plain = claims if isinstance(claims, dict) else {}
    return {name: value for name, value in plain.items() if isinstance(value, str)}
