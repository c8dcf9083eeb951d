"""Which client calls: each shows it by the one method that it is registered with, and by no other."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from fuldmagt.clients import actions, queries
from fuldmagt.clients.credentials import is_secret_of, pair
from fuldmagt.clients.models import Client
from fuldmagt.clients.pushed.actions import use_assertion
from fuldmagt.federation.oidc import jose
from fuldmagt.federation.oidc.doors import issuer
from fuldmagt.federation.oidc.problems import Problem

JWT_BEARER: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST: Final = timedelta(minutes=5)  # that an assertion may be valid for
AHEAD: Final = timedelta(seconds=10)  # by which the client's clock may be fast (FAPI 2.0 5.3.2.1)
LONGEST_NAME: Final = 256

METHOD: Final = Client.Authentication
WRONG: Final = Problem("invalid_client", "the client is not known by what it shows")


def client_of(parameters: Mapping[str, str], authorization: str, *, at: datetime) -> Client | Problem:
    """The client that calls an endpoint; one and the same problem for whatever is wrong.

    What was shown in a known client's name and was wrong is in the journal.
    """
    shown = _shown(parameters, authorization)
    if shown is None:
        return WRONG
    method, ref, secret = shown
    client = queries.client(ref)
    if _is_shown(client, method, ref, secret, parameters, at):
        return client or WRONG
    if client is not None:
        actions.not_known(client, method=method, at=at)
    return WRONG


def _is_shown(
    client: Client | None, method: str, ref: str, secret: str, parameters: Mapping[str, str], at: datetime
) -> bool:
    named = parameters.get("client_id", ref)
    if method == METHOD.PRIVATE_KEY_JWT:
        good = client is not None and _is_signed_by(client, secret, at)
    else:
        good = is_secret_of(client, secret, at=at)
    return client is not None and good and client.authentication == method and named == ref


def _shown(parameters: Mapping[str, str], authorization: str) -> tuple[str, str, str] | None:
    """Method, client id and proof; None when there is none, or more than one (RFC 6749 section 2.3)."""
    found: list[tuple[str, str, str]] = []
    if authorization:
        scheme, _, value = authorization.partition(" ")
        basic = pair(value.strip()) if scheme.lower() == "basic" else None
        found.append((METHOD.SECRET_BASIC, *(basic or ("", ""))))
    if "client_secret" in parameters:
        found.append((METHOD.SECRET_POST, parameters.get("client_id", ""), parameters["client_secret"]))
    if "client_assertion" in parameters or "client_assertion_type" in parameters:
        assertion = parameters.get("client_assertion", "")
        typed = parameters.get("client_assertion_type") == JWT_BEARER
        ref = parameters.get("client_id") or _claimed(assertion)
        found.append((METHOD.PRIVATE_KEY_JWT, ref if typed else "", assertion))
    return found[0] if len(found) == 1 else None


def _claimed(assertion: str) -> str:
    """Who an assertion says it is from: only to find the keys that it must then be signed by."""
    return jose.unverified(assertion).get("sub", "")


def _is_signed_by(client: Client, assertion: str, at: datetime) -> bool:
    """RFC 7523 section 3, with the issuer alone as audience (FAPI 2.0 5.3.2.1), used once."""
    claims = jose.verified(assertion, client.jwks.get("keys", []))
    if claims is None or claims.get("iss") != client.ref or claims.get("sub") != client.ref:
        return False
    if claims.get("aud") not in (issuer(), [issuer()]):
        return False
    name, expires = claims.get("jti"), _instant(claims, "exp")
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or expires is None:
        return False
    if not at < expires <= at + LONGEST + AHEAD or not _has_begun(claims, at):
        return False
    return use_assertion(name, client=client, expires_at=expires)


def _has_begun(claims: Mapping[str, Any], at: datetime) -> bool:
    for name in ("iat", "nbf"):
        if name in claims:
            instant = _instant(claims, name)
            if instant is None or instant > at + AHEAD:
                return False
    return True


def _instant(claims: Mapping[str, Any], name: str) -> datetime | None:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError):
        return None
