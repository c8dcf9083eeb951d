"""Is this ID token the answer to our question? OpenID Connect Core 3.1.3.7, with few algorithms."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from examples.kit.login.failed import Failed, Reason

ALGORITHMS: Final = ["ES256", "RS256", "PS256"]
SKEW: Final = timedelta(minutes=2)
OLDEST: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Expected:
    issuer: str
    client: str
    nonce: str
    access_token: str


def key_name(token: str) -> str | None:
    """The name of the key that the token says it is signed with; unchecked."""
    try:
        kid = jws.extract_compact(token.encode()).headers().get("kid")
    except JoseError:
        return None
    return kid if isinstance(kid, str) else None


def checked(token: str, keys: KeySet, expected: Expected, *, at: datetime) -> dict[str, Any] | Failed:
    """The claims of a token that is signed, ours, fresh and the answer to this very login."""
    try:
        read = jwt.decode(token, keys, algorithms=ALGORITHMS)
    except (JoseError, ValueError) as wrong:
        return Failed(Reason.TOKEN_WRONG, f"signature: {wrong}")
    claims = read.claims
    if objection := _objection(claims, expected, at):
        return Failed(Reason.TOKEN_WRONG, objection)
    if "at_hash" in claims and claims["at_hash"] != half_hash(expected.access_token):
        return Failed(Reason.TOKEN_WRONG, "at_hash is that of another access token")
    return claims


def _objection(claims: Mapping[str, Any], expected: Expected, at: datetime) -> str:
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if claims.get("iss") != expected.issuer:
        return "iss is another issuer"
    if expected.client not in audiences:
        return "aud is another client"
    if (len(audiences) > 1 or "azp" in claims) and claims.get("azp") != expected.client:
        return "azp is another client"
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        return "sub is missing"
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), expected.nonce.encode()):
        return "nonce is that of another login"
    return _not_now(claims, at)


def _not_now(claims: Mapping[str, Any], at: datetime) -> str:
    ends, began = claims.get("exp"), claims.get("iat")
    if not isinstance(ends, int | float) or not isinstance(began, int | float):
        return "exp or iat is missing"
    if at.timestamp() > ends + SKEW.total_seconds():
        return "exp is past"
    if began > (at + SKEW).timestamp() or began < (at - OLDEST).timestamp():
        return "iat is not now"
    return ""


def half_hash(value: str) -> str:
    """at_hash: the left half of SHA-256, for every algorithm on our list (Core 3.1.3.6)."""
    return base64.urlsafe_b64encode(hashlib.sha256(value.encode()).digest()[:16]).rstrip(b"=").decode()
