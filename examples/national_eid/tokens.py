"""Codes, ID tokens and access tokens of the stand-in."""

import base64
import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import ECKey

from examples.kit.keys import Key, algorithm_of
from examples.kit.shelf import Shelf
from examples.national_eid import claims
from examples.national_eid.authorization import Demand
from examples.national_eid.clients import Client
from examples.national_eid.people import Person

CODE_LIVES: Final = timedelta(seconds=60)
TOKEN_LIVES: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Approved:
    """What a code stands for: who approved which demand, and when."""

    person: str
    client: str
    redirect_uri: str
    nonce: str
    challenge: str
    scopes: list[str]
    at: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a client brings to have a code redeemed."""

    code: str
    verifier: str
    redirect_uri: str


def code_for(demand: Demand, person: Person, shelf: Shelf, *, at: datetime) -> str:
    approved = Approved(
        person=person.id,
        client=demand.client,
        redirect_uri=demand.redirect_uri,
        nonce=demand.nonce,
        challenge=demand.challenge,
        scopes=list(demand.scopes),
        at=int(at.timestamp()),
    )
    return shelf.put("code", asdict(approved), at=at, keep=CODE_LIVES)


def redeemed(shown: Shown, client: Client, shelf: Shelf, *, at: datetime) -> Approved | None:
    """What the code stands for. A code is spent by being shown, whether all the rest fits or not."""
    kept = shelf.take("code", shown.code, at=at)
    if kept is None:
        return None
    approved = Approved(**kept)
    given = base64.urlsafe_b64encode(hashlib.sha256(shown.verifier.encode()).digest()).rstrip(b"=").decode()
    fits = (
        approved.client == client.id
        and approved.redirect_uri == shown.redirect_uri
        and secrets.compare_digest(given, approved.challenge)
    )
    return approved if fits else None


def access_token(approved: Approved, shelf: Shelf, *, at: datetime) -> str:
    return shelf.put("access", asdict(approved), at=at, keep=TOKEN_LIVES)


def id_token(
    approved: Approved, person: Person, client: Client, key: Key, issuer: str, *, access: str, at: datetime
) -> str:
    began = int(at.timestamp())
    told: dict[str, Any] = claims.of_login(person, client.id) | {
        "iss": issuer,
        "aud": client.id,
        "iat": began,
        "exp": began + int(TOKEN_LIVES.total_seconds()),
        "auth_time": approved.at,
        "at_hash": _half_hash(access),
    }
    if approved.nonce:
        told["nonce"] = approved.nonce
    mode = client.mode or person.mode
    signing = ECKey.generate_key("P-256", parameters={"kid": key.kid or ""}) if mode == "forged" else key
    header = {"alg": algorithm_of(signing), "kid": key.kid}
    return jwt.encode(header, claims.MODES[mode](told), signing)


def userinfo(approved: Approved, person: Person, client: Client, *, at: datetime) -> dict[str, Any]:
    told = claims.of_person(
        person,
        client.id,
        frozenset(approved.scopes),
        transaction=f"{approved.challenge}{approved.at}",
        today=at.date(),
    )
    return claims.MODES[client.mode or person.mode](told)


def _half_hash(value: str) -> str:
    """at_hash (OpenID Connect Core 3.1.3.6); SHA-256 goes with RS256 and ES256."""
    return base64.urlsafe_b64encode(hashlib.sha256(value.encode()).digest()[:16]).rstrip(b"=").decode()
