"""Talking to the national eID as an OpenID Connect relying party.

Discovery and keys are kept for an hour. ID tokens are accepted with three signature algorithms and
none other, whatever a token says of itself; keys come only from the provider's own key set.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlsplit

import httpx
from django.conf import settings
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from fuldmagt.registers.web import web

ALGORITHMS: Final = ("ES256", "RS256", "PS256")
KEY_TYPES: Final = ("EC", "RSA")
KEPT: Final = timedelta(hours=1)
NEW_KEYS_AFTER: Final = timedelta(seconds=30)  # an unknown key may be a new one: looked up at most so often
SKEW: Final = 60
LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}


class UnavailableError(Exception):
    """The provider does not answer."""


class UntrustedError(Exception):
    """The provider's answer is not what the standard, or our own request, allows."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the provider says of itself (OpenID Connect Discovery 1.0, section 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    says_iss: bool  # RFC 9207: its answers name the issuer
    posts_secret: bool
    fetched: datetime


@dataclass(slots=True)
class _Kept:
    metadata: dict[str, Metadata] = field(default_factory=dict)
    keys: dict[str, tuple[datetime, KeySet]] = field(default_factory=dict)


_kept = _Kept()


def metadata(*, at: datetime) -> Metadata:
    """The provider's metadata; its issuer must be the very one that is configured."""
    issuer = str(settings.EID_ISSUER)
    known = _kept.metadata.get(issuer)
    if known is None or not known.fetched <= at < known.fetched + KEPT:
        told = _json(lambda out: out.get(f"{_safe(issuer.rstrip('/'))}/.well-known/openid-configuration"))
        known = _metadata(told, issuer, at)
        _kept.metadata[issuer] = known
    return known


def claims(code: str, verifier: str, *, nonce: str, redirect_uri: str, at: datetime) -> Mapping[str, object]:
    """Exchange a code for what the provider says of the person: the ID token's claims, then userinfo's.

    Where both have a claim, the signed one counts.
    """
    provider = metadata(at=at)
    tokens = _tokens(provider, code, verifier, redirect_uri)
    signed = _verified(provider, tokens.get("id_token"), nonce=nonce, at=at)
    if not provider.userinfo_endpoint:
        return signed
    access = tokens.get("access_token")
    if not isinstance(access, str):
        raise UntrustedError("no access token")
    bearer = {"Authorization": f"Bearer {access}"}
    told = _json(lambda out: out.get(provider.userinfo_endpoint, headers=bearer))
    if told.get("sub") != signed["sub"]:  # OpenID Connect Core 5.3.2: tokens may have been swapped
        raise UntrustedError("userinfo is about somebody else than the ID token")
    return {**told, **signed}


def _metadata(told: Mapping[str, Any], issuer: str, at: datetime) -> Metadata:
    if told.get("issuer") != issuer:
        raise UntrustedError("the metadata is another issuer's")
    methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Metadata(
        issuer=issuer,
        authorization_endpoint=_safe(told.get("authorization_endpoint")),
        token_endpoint=_safe(told.get("token_endpoint")),
        userinfo_endpoint=_safe(told["userinfo_endpoint"]) if told.get("userinfo_endpoint") else "",
        jwks_uri=_safe(told.get("jwks_uri")),
        says_iss=told.get("authorization_response_iss_parameter_supported") is True,
        posts_secret=isinstance(methods, list) and "client_secret_basic" not in methods,
        fetched=at,
    )


def _safe(url: object) -> str:
    """An address that secrets may travel to: https, or this very machine."""
    if not isinstance(url, str):
        raise UntrustedError("the metadata lacks an address")
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise UntrustedError("an address is not https")
    return url


def _tokens(provider: Metadata, code: str, verifier: str, redirect_uri: str) -> Mapping[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
    }
    client, secret = str(settings.EID_CLIENT_ID), str(settings.EID_CLIENT_SECRET)
    if provider.posts_secret:
        form |= {"client_id": client, "client_secret": secret}
        return _json(lambda out: out.post(provider.token_endpoint, data=form))
    # RFC 6749, 2.3.1: both are form-encoded before they become a Basic credential.
    credential = httpx.BasicAuth(quote(client, safe=""), quote(secret, safe=""))
    return _json(lambda out: out.post(provider.token_endpoint, data=form, auth=credential))


def _verified(provider: Metadata, token: object, *, nonce: str, at: datetime) -> dict[str, Any]:
    """The claims of an ID token that is signed by the provider, for us, now, and for this very login."""
    if not isinstance(token, str):
        raise UntrustedError("no ID token")
    try:
        read = jwt.decode(token, _keys_for(provider, token, at), algorithms=list(ALGORITHMS))
        jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=SKEW,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": settings.EID_CLIENT_ID},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(read.claims)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UntrustedError(f"the ID token: {error}") from error
    several = isinstance(read.claims["aud"], list) and len(read.claims["aud"]) > 1
    party = read.claims.get("azp")
    if (several or party is not None) and party != settings.EID_CLIENT_ID:
        raise UntrustedError("the ID token is for another party")
    return read.claims


def _keys_for(provider: Metadata, token: str, at: datetime) -> KeySet:
    """The provider's keys; fetched again, but not at every call, when the token names one we do not know."""
    fetched, keys = _kept.keys.get(provider.jwks_uri, (None, None))
    if fetched and keys and fetched <= at < fetched + KEPT:
        named = _kid(token)
        if named in {key.kid for key in keys} or at < fetched + NEW_KEYS_AFTER:
            return keys
    told = _json(lambda out: out.get(provider.jwks_uri))
    offered = told.get("keys")
    if not isinstance(offered, list):
        raise UntrustedError("the key set has no list of keys")
    usable = [key for key in offered if isinstance(key, dict) and _for_signatures(key)]
    try:
        fresh = KeySet.import_key_set({"keys": usable})
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise UntrustedError(f"the key set: {error}") from error
    _kept.keys[provider.jwks_uri] = (at, fresh)
    return fresh


def _for_signatures(key: Mapping[str, Any]) -> bool:
    """Public keys only: a shared secret in a key set would let anybody sign."""
    return (
        key.get("kty") in KEY_TYPES
        and key.get("use", "sig") == "sig"
        and key.get("alg", ALGORITHMS[0]) in ALGORITHMS
    )


def _kid(token: str) -> object:
    """Which key the token names: believed for nothing but finding that key."""
    try:
        return jws.extract_compact(token.encode()).headers().get("kid")
    except (JoseError, ValueError) as error:
        raise UntrustedError("the ID token cannot be read") from error


def _json(ask: Callable[[httpx.Client], httpx.Response]) -> Mapping[str, Any]:
    """The JSON object of an answer."""
    try:
        with web(patience=settings.EID_PATIENCE) as client:
            answer = ask(client)
    except httpx.HTTPError as error:
        raise UnavailableError(type(error).__name__) from error
    if answer.status_code >= 500:
        raise UnavailableError(f"{answer.url.path} answered {answer.status_code}")
    try:
        told = answer.json()
    except ValueError as error:
        raise UntrustedError(f"{answer.url.path} answered no JSON") from error
    if answer.status_code != httpx.codes.OK or not isinstance(told, dict):
        raise UntrustedError(f"{answer.url.path} answered {answer.status_code}")
    return told
