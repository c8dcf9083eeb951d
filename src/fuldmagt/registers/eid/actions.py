"""Logging in at the national eID: begun here, answered at `/eid/callback`.

The state is a secret of ours, kept hashed, bound to the browser that began and to what the login is
for. So an answer cannot be brought to another browser, used for another purpose, or used twice.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

import structlog
from django.conf import settings

from fuldmagt.registers.eid import provider
from fuldmagt.registers.eid.claims import SPELLINGS, Spelling, identity_of
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.registers.eid.models import EidLogin
from fuldmagt.secrets import dice, fields, hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal

log = structlog.get_logger()

PATIENCE: Final = timedelta(minutes=20)
CALLBACK: Final = "/eid/callback"

# What the provider's own error words mean to us (OAuth 2.0, OpenID Connect Core 3.1.2.6).
ERRORS: Final[Mapping[str, Reason]] = {
    "access_denied": Reason.LOGIN_CANCELLED,
    "login_required": Reason.LOGIN_CANCELLED,
    "interaction_required": Reason.LOGIN_CANCELLED,
    "temporarily_unavailable": Reason.EID_UNAVAILABLE,
    "server_error": Reason.EID_UNAVAILABLE,
    "unmet_authentication_requirements": Reason.EID_LEVEL_TOO_LOW,
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: for which purpose, about what, and who it is, or why nobody."""

    purpose: str
    about: str
    outcome: Identity | Refusal


def begin(purpose: str, about: str, *, browser: str, language: str, at: datetime) -> str | Refusal:
    """The address to send the browser to. `browser` is a secret that only that browser has."""
    try:
        told = provider.metadata(at=at)
    except (provider.UnavailableError, provider.UntrustedError) as error:
        return _trouble(error)
    ref, state, nonce, verifier = dice.reference(), dice.token(), dice.token(), dice.token()
    EidLogin.objects.create(
        ref=ref,
        state=hashes.of_token(state),
        browser=hashes.of_token(browser),
        nonce=nonce,
        verifier=fields.encrypt(verifier, place=_place(ref)),
        purpose=purpose,
        about=about,
        expires_at=at + PATIENCE,
    )
    asked = {
        "response_type": "code",
        "client_id": settings.EID_CLIENT_ID,
        "redirect_uri": redirect_uri(),
        "scope": _spelling().scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
        "prompt": "login",  # never whoever happens to be logged in at the eID
        "ui_locales": language,
        **_spelling().ask,
    }
    separator = "&" if "?" in told.authorization_endpoint else "?"
    return f"{told.authorization_endpoint}{separator}{urlencode(asked)}"


def finish(answer: Mapping[str, str], *, browser: str, at: datetime) -> Answered | Refusal:
    """Who logged in. A Refusal of its own when the answer belongs to no login of this browser."""
    login = _login(answer.get("state", ""), browser, at)
    if login is None:
        return Refusal(Reason.EID_FAILED)
    return Answered(login.purpose, login.about, _outcome(answer, login, at))


def redirect_uri() -> str:
    return f"{settings.BASE_URL}{CALLBACK}"


def _spelling() -> Spelling:
    return SPELLINGS[settings.EID_BROKER]


def _place(ref: str) -> str:
    return f"registers_eidlogin.verifier.{ref}"


def _challenge(verifier: str) -> str:
    """RFC 7636, 4.2: S256."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _login(state: str, browser: str, at: datetime) -> EidLogin | None:
    """The login that the state stands for, used up by being found."""
    waiting = EidLogin.objects.filter(
        state__in=hashes.of_token_any(state),
        browser__in=hashes.of_token_any(browser),
        used_at__isnull=True,
        expires_at__gt=at,
    )
    if not browser or waiting.update(used_at=at) != 1:
        return None
    return EidLogin.objects.get(state__in=hashes.of_token_any(state))


def _outcome(answer: Mapping[str, str], login: EidLogin, at: datetime) -> Identity | Refusal:
    try:
        told = provider.metadata(at=at)
        if not _from(told, answer):
            return Refusal(Reason.EID_FAILED)
        if error := answer.get("error"):
            return Refusal(ERRORS.get(error, Reason.EID_FAILED))
        verifier = fields.decrypt(login.verifier, place=_place(login.ref))
        claims = provider.claims(
            answer.get("code", ""), verifier, nonce=login.nonce, redirect_uri=redirect_uri(), at=at
        )
    except (provider.UnavailableError, provider.UntrustedError) as error:
        return _trouble(error)
    return identity_of(claims, issuer=told.issuer, spelling=_spelling())


def _trouble(error: Exception) -> Refusal:
    """The operator reads the cause in the server's log (no claims), the person that it failed."""
    log.warning("national eID", cause=str(error), kind=type(error).__name__)
    unavailable = isinstance(error, provider.UnavailableError)
    return Refusal(Reason.EID_UNAVAILABLE if unavailable else Reason.EID_FAILED)


def _from(told: provider.Metadata, answer: Mapping[str, str]) -> bool:
    """RFC 9207: an answer that names its issuer names ours; one that must name it, does."""
    said = answer.get("iss")
    return said == told.issuer if said is not None or told.says_iss else True
