"""Talking to the national eID as an OpenID Connect relying party.

Discovery and keys are kept for an hour. ID tokens are accepted with three signature algorithms and
none other, whatever a token says of itself; keys come only from the provider's own key set.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlsplit

import httpx
from django.conf import settings
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from fuldmagt.registers.eid.causes import Cause, EidError, UnavailableError, UntrustedError
from fuldmagt.registers.web import web

ALGORITHMS: Final = ("ES256", "RS256", "PS256")
KEY_TYPES: Final = ("EC", "RSA")
KEPT: Final = timedelta(hours=1)
NEW_KEYS_AFTER: Final = timedelta(seconds=30)  # an unknown key may be a new one: looked up at most so often
SKEW: Final = 60
LARGEST: Final = 256 * 1024  # bytes of an answer; metadata, keys and claims are a few thousand
LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
BEARER: Final = re.compile(r"[A-Za-z0-9\-._~+/]+=*")  # RFC 6750, 2.1
NOT_OURS: Final = {"invalid_client", "unauthorized_client"}  # RFC 6749, 5.2


# What reading a token that was made to be unreadable may raise.
UNREADABLE: Final = (
    JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError,
)  # fmt: skip


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


def metadata(*, at: datetime, anew: bool = False) -> Metadata:
    """The provider's metadata; its issuer must be the very one that is configured. `anew`: ask again."""
    issuer = str(settings.EID_ISSUER)
    known = _kept.metadata.get(issuer)
    if anew or known is None or not known.fetched <= at < known.fetched + KEPT:
        told = _json("GET", f"{_safe(issuer.rstrip('/'))}/.well-known/openid-configuration")
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
    if not isinstance(access, str) or not BEARER.fullmatch(access):
        raise UntrustedError(Cause.USERINFO, "no access token")
    bearer = {"Authorization": f"Bearer {access}"}
    told = _json("GET", provider.userinfo_endpoint, headers=bearer)
    if told.get("sub") != signed["sub"]:  # OpenID Connect Core 5.3.2: tokens may have been swapped
        raise UntrustedError(Cause.USERINFO, "userinfo is about somebody else than the ID token")
    return {**told, **signed}


def keys(provider: Metadata, *, at: datetime) -> KeySet:
    """The provider's keys for signatures, asked for anew and kept."""
    told = _json("GET", provider.jwks_uri)
    offered = told.get("keys")
    if not isinstance(offered, list):
        raise UntrustedError(Cause.KEYS, "the key set has no list of keys")
    usable = [key for key in offered if isinstance(key, dict) and _for_signatures(key)]
    if not usable:
        raise UntrustedError(Cause.KEYS, "the key set has no key for signatures that we take")
    try:
        fresh = KeySet.import_key_set({"keys": usable})
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise UntrustedError(Cause.KEYS, f"the key set: {error}") from error
    _kept.keys[provider.jwks_uri] = (at, fresh)
    return fresh


def _metadata(told: Mapping[str, Any], issuer: str, at: datetime) -> Metadata:
    if told.get("issuer") != issuer:
        raise UntrustedError(Cause.OTHER_ISSUER, "the metadata is another issuer's")
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
    if not isinstance(url, str) or not url:
        raise UntrustedError(Cause.NO_ADDRESS, "an address is missing")
    if not url.isprintable() or " " in url:
        raise UntrustedError(Cause.NO_ADDRESS, "an address cannot be read")
    try:
        parts = urlsplit(url)
        here = parts.hostname in LOOPBACK and parts.port != 0  # asking for the port reads it
    except ValueError as error:
        raise UntrustedError(Cause.NO_ADDRESS, "an address cannot be read") from error
    if parts.scheme != "https" and not (parts.scheme == "http" and here):
        raise UntrustedError(Cause.NOT_HTTPS, "an address is not https")
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
        return _json("POST", provider.token_endpoint, data=form)
    # RFC 6749, 2.3.1: both are form-encoded before they become a Basic credential.
    credential = httpx.BasicAuth(quote(client, safe=""), quote(secret, safe=""))
    return _json("POST", provider.token_endpoint, data=form, auth=credential)


def _verified(provider: Metadata, token: object, *, nonce: str, at: datetime) -> dict[str, Any]:
    """The claims of an ID token that is signed by the provider, for us, now, and for this very login."""
    if not isinstance(token, str):
        raise UntrustedError(Cause.SIGNED, "no ID token")
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
    except UNREADABLE as error:
        raise UntrustedError(Cause.SIGNED, f"the ID token: {error}") from error
    several = isinstance(read.claims["aud"], list) and len(read.claims["aud"]) > 1
    party = read.claims.get("azp")
    if (several or party is not None) and party != settings.EID_CLIENT_ID:
        raise UntrustedError(Cause.SIGNED, "the ID token is for another party")
    return read.claims


def _keys_for(provider: Metadata, token: str, at: datetime) -> KeySet:
    """The provider's keys; fetched again, but not at every call, when the token names one we do not know."""
    fetched, known = _kept.keys.get(provider.jwks_uri, (None, None))
    if fetched and known and fetched <= at < fetched + KEPT:
        named = _kid(token)
        if named in {key.kid for key in known} or at < fetched + NEW_KEYS_AFTER:
            return known
    return keys(provider, at=at)


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
    except UNREADABLE as error:
        raise UntrustedError(Cause.SIGNED, "the ID token cannot be read") from error


def _json(method: str, url: str, **sent: Any) -> Mapping[str, Any]:
    """The JSON object of an answer; nothing is read of one that is longer than any of ours can be."""
    try:
        with web(patience=settings.EID_PATIENCE) as client, client.stream(method, url, **sent) as answer:
            status, path, body = answer.status_code, answer.url.path, _body(answer)
    except httpx.HTTPError as error:
        raise UnavailableError(Cause.NO_ANSWER, type(error).__name__) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise UntrustedError(Cause.NO_ADDRESS, "an address cannot be read") from error
    if status >= 500:
        raise UnavailableError(Cause.BROKEN, f"{path} answered {status}")
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UntrustedError(Cause.NOT_JSON, f"{path} answered {status}, no JSON") from error
    if status != httpx.codes.OK or not isinstance(told, dict):
        raise _refused(f"{path} answered {status}", told)
    return told


def _body(answer: httpx.Response) -> bytes:
    body = b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > LARGEST:
            raise UntrustedError(Cause.TOO_LONG, f"{answer.url.path} answered more than {LARGEST} bytes")
    return body


def _refused(said: str, told: object) -> EidError:
    """What an error answer means, by the word that RFC 6749, 5.2 has for it."""
    word = told.get("error") if isinstance(told, dict) else None
    known = isinstance(word, str) and word.isascii() and word.isprintable() and len(word) <= 60
    cause = Cause.CLIENT if known and word in NOT_OURS else Cause.REFUSED
    return UntrustedError(cause, f"{said}, {word}" if known else said)
