"""Who calls a door that is for applications: HTTP Basic, or a bearer token of client credentials.

Secrets and tokens are looked up by their keyed hash, so that no comparison takes longer the nearer
a guess comes; a token counts only when it is, byte for byte, one that we issued.
"""

import binascii
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote_plus

from fuldmagt.clients import queries
from fuldmagt.clients.models import Client
from fuldmagt.clients.sessions import queries as sessions
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal

LONGEST = 8192  # of a header that is read at all


@dataclass(frozen=True, slots=True)
class Caller:
    """An application that has shown who it is, and what it may ask.

    Without a provider it is the platform's own, and may ask about every service.
    """

    client: str
    provider: str | None
    services: frozenset[str]
    scopes: frozenset[str]

    def may_ask_about(self, service: str) -> bool:
        return self.provider is None or service in self.services


def authenticated(authorization: str, *, at: datetime) -> Caller | Refusal:
    """Whom the header `Authorization` shows: LOGIN_NEEDED without one, LOGIN_FAILED for a wrong one."""
    scheme, _, value = authorization.partition(" ")
    if not value:
        return Refusal(Reason.LOGIN_NEEDED)
    if len(authorization) > LONGEST:
        return Refusal(Reason.LOGIN_FAILED)
    if scheme.lower() == "basic":
        return _by_secret(value, at)
    if scheme.lower() == "bearer":
        return _by_token(value.strip(), at)
    return Refusal(Reason.LOGIN_FAILED)


def pair(basic: str) -> tuple[str, str] | None:
    """Client id and secret of HTTP Basic, each form-encoded before (RFC 6749 section 2.3.1)."""
    try:
        ref, separator, secret = b64decode(basic, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (unquote_plus(ref), unquote_plus(secret)) if separator else None


def is_secret_of(client: Client | None, secret: str, *, at: datetime) -> bool:
    """Whether the secret is the client's, or was until lately and still counts. Takes as long for a client
    that is not there."""
    candidates = hashes.of_token_any(secret)
    found = [hashes.same(each, stored or "nobody's") for each in candidates for stored in _stored(client, at)]
    return any(found) and client is not None


def _stored(client: Client | None, at: datetime) -> tuple[str, str]:
    """What the client's secrets hash to: the new one's, and the old one's while it counts."""
    if client is None:
        return "", ""
    overlaps = client.old_secret_until is not None and at < client.old_secret_until
    return client.secret_hash, client.old_secret_hash if overlaps else ""


def _by_secret(basic: str, at: datetime) -> Caller | Refusal:
    given = pair(basic)
    if given is None:
        return Refusal(Reason.LOGIN_FAILED)
    client = queries.client(given[0])
    if not is_secret_of(client, given[1], at=at) or client is None:
        return Refusal(Reason.LOGIN_FAILED)
    return _caller(client, frozenset(client.scopes))


def _by_token(token: str, at: datetime) -> Caller | Refusal:
    found = sessions.access_token(token, at=at)
    if found is None or found.session is not None or found.client.state != Client.State.ACTIVE:
        return Refusal(Reason.LOGIN_FAILED)
    return _caller(found.client, frozenset(found.scopes) & frozenset(found.client.scopes))


def _caller(client: Client, scopes: frozenset[str]) -> Caller:
    provider = client.provider
    services = frozenset(client.services.values_list("ref", flat=True))
    if provider is not None and not services:
        services = frozenset(provider.services.values_list("ref", flat=True))
    return Caller(client.ref, provider.ref if provider else None, services, scopes)
