"""Is this client the one it says it is? Judged by the way it is registered with, and by no other."""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import unquote_plus

import httpx
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from examples.kit.shelf import Shelf
from examples.national_eid.clients import Client

ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS: Final = ["ES256", "RS256", "PS256"]
LONGEST: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Caller:
    """What a request to the token endpoint brought along."""

    header: str
    form: Mapping[str, str]


def client_of(
    caller: Caller, clients: Mapping[str, Client], audience: frozenset[str], shelf: Shelf, *, at: datetime
) -> Client | None:
    """The authenticated client, or None. Two ways at once are none (RFC 6749, 2.3)."""
    ways = [
        bool(caller.header),
        "client_secret" in caller.form,
        "client_assertion" in caller.form,
    ]
    if ways.count(True) != 1:
        return None
    if ways[0]:
        return _by_secret(*_pair(caller.header), "client_secret_basic", clients)
    if ways[1]:
        form = caller.form
        return _by_secret(form.get("client_id", ""), form["client_secret"], "client_secret_post", clients)
    return _by_assertion(caller.form, clients, audience, shelf, at)


def _pair(header: str) -> tuple[str, str]:
    kind, _, written = header.partition(" ")
    if kind.casefold() != "basic":
        return "", ""
    try:
        id, _, secret = base64.b64decode(written, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(id), unquote_plus(secret)


def _by_secret(id: str, secret: str, method: str, clients: Mapping[str, Client]) -> Client | None:
    client = clients.get(id)
    if client is None or method not in client.methods:
        return None
    return client if secrets.compare_digest(secret.encode(), client.secret.encode()) else None


def _by_assertion(
    form: Mapping[str, str],
    clients: Mapping[str, Client],
    audience: frozenset[str],
    shelf: Shelf,
    at: datetime,
) -> Client | None:
    """RFC 7523, 3: signed by the client's key, for us, short-lived, and never seen before."""
    written = form["client_assertion"]
    client = clients.get(form.get("client_id") or _claimed(written))
    if (
        form.get("client_assertion_type") != ASSERTION
        or client is None
        or "private_key_jwt" not in client.methods
    ):
        return None
    try:
        claims = jwt.decode(written, _keys(client), algorithms=ALGORITHMS).claims
    except (JoseError, ValueError, httpx.HTTPError):
        return None
    aud: Any = claims.get("aud")
    for_us = aud if isinstance(aud, list) else [aud]
    ends, jti = claims.get("exp"), claims.get("jti")
    if claims.get("iss") != client.id or claims.get("sub") != client.id or not audience & set(for_us):
        return None
    if not isinstance(ends, int | float) or not isinstance(jti, str):
        return None
    if not at.timestamp() < ends < (at + LONGEST).timestamp():
        return None
    fresh = shelf.claim("assertion", f"{client.id} {jti}", {}, at=at, keep=LONGEST)
    return client if fresh else None


def _claimed(written: str) -> str:
    """Who the assertion says it is from; believed for nothing but finding the key."""
    try:
        claims: Any = json.loads(jws.extract_compact(written.encode()).payload)
        return str(claims.get("sub", ""))
    except (JoseError, ValueError, AttributeError):
        return ""


def _keys(client: Client) -> KeySet:
    told = dict(client.jwks) or httpx.get(client.jwks_uri, timeout=5).raise_for_status().json()
    return KeySet.import_key_set({"keys": list(told["keys"])})
