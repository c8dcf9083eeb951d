"""What a client is handed: ID token, access token, refresh token."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from fuldmagt.clients.models import Client
from fuldmagt.clients.sessions import actions, rules
from fuldmagt.federation.oidc import jose, translate
from fuldmagt.federation.oidc.doors import issuer
from fuldmagt.federation.oidc.use import Granted
from fuldmagt.secrets import dice

ID_TOKEN: Final = timedelta(minutes=5)  # OpenID NLGov 1.0.1: at most


def access_token(client: Client, granted: Granted | None, scopes: Sequence[str], *, at: datetime) -> str:
    """A JWT of RFC 9068, kept by its hash: at our own doors only what we issued counts, byte for byte."""
    ref = dice.reference()
    claims: dict[str, Any] = {
        "iss": issuer(),
        "aud": [issuer()],
        "client_id": client.ref,
        "scope": " ".join(scopes),
        "jti": ref,
        **_times(at, rules.ACCESS),
    }
    if granted is None:
        claims["sub"] = client.ref
    else:
        claims["aud"] += granted.session.services
        claims |= translate.about_person(granted, scopes) | translate.about_login(granted)
    token = jose.sign(claims, algorithm=client.id_token_algorithm, typ="at+jwt", at=at)
    session = granted.session if granted else None
    actions.keep_access(token, ref=ref, client=client, session=session, scopes=scopes, at=at)
    return token


def id_token(
    client: Client, granted: Granted, scopes: Sequence[str], access: str, *, nonce: str, at: datetime
) -> str:
    """OpenID Connect Core 2, and what OpenID NLGov 1.0.1 asks for besides (jti, nbf)."""
    claims = {
        "iss": issuer(),
        "aud": client.ref,
        "jti": dice.reference(),
        **_times(at, ID_TOKEN),
        **translate.about_person(granted, scopes),
        **translate.about_login(granted),
        "at_hash": _half_hash(access),
    }
    if nonce:
        claims["nonce"] = nonce
    return jose.sign(claims, algorithm=client.id_token_algorithm, typ="JWT", at=at)


def _times(at: datetime, life: timedelta) -> dict[str, int]:
    now = int(at.timestamp())
    return {"iat": now, "nbf": now, "exp": now + int(life.total_seconds())}


def _half_hash(token: str) -> str:
    """OpenID Connect Core 3.1.3.6: the left half of the hash, of SHA-256 for both our algorithms."""
    return urlsafe_b64encode(sha256(token.encode()).digest()[:16]).decode().rstrip("=")
