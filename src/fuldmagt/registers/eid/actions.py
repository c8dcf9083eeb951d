"""Logging in at the national eID: begun here, answered at `/eid/callback`.

The state is a secret of ours, kept hashed, bound to the browser that began and to what the login is
for. So an answer cannot be brought to another browser, used for another purpose, or used twice.
"""

from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

import structlog
from django.conf import settings

from fuldmagt.registers.eid import provider
from fuldmagt.registers.eid.admission.actions import not_trusted
from fuldmagt.registers.eid.broker import redirect_uri, spelling
from fuldmagt.registers.eid.causes import Cause, EidError, UnavailableError, UntrustedError
from fuldmagt.registers.eid.claims import identity_of, readings
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.registers.eid.models import EidLogin
from fuldmagt.secrets import dice, fields, hashes
from fuldmagt.vocabulary.refusals import Reason, Refusal

log = structlog.get_logger()

PATIENCE: Final = timedelta(minutes=20)
TRIAL: Final = "trial"  # the operator's test of the connection: nobody is recognised, nothing is kept
LONGEST_WORD: Final = 120  # of what a broker says of an error

# What the provider's own error words mean to us (OAuth 2.0, OpenID Connect Core 3.1.2.6).
ERRORS: Final[Mapping[str, Reason]] = {
    "login_required": Reason.LOGIN_CANCELLED,
    "interaction_required": Reason.LOGIN_CANCELLED,
    "temporarily_unavailable": Reason.EID_UNAVAILABLE,
    "server_error": Reason.EID_UNAVAILABLE,
    "unmet_authentication_requirements": Reason.EID_LEVEL_TOO_LOW,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a broker said of somebody: its own claims, or why there are none."""

    issuer: str = ""
    claims: Mapping[str, object] = field(default_factory=dict)
    trouble: EidError | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: for which purpose, about what, and who it is, or why nobody.

    What the broker said in its own words is there for a trial alone.
    """

    purpose: str
    about: str
    outcome: Identity | Refusal
    told: Told | None = None


def begin(purpose: str, about: str, *, browser: str, language: str, at: datetime) -> str | Refusal:
    """The address to send the browser to. `browser` is a secret that only that browser has."""
    try:
        told, words = provider.metadata(at=at), spelling()
    except EidError as error:
        return _trouble(error)
    if purpose != TRIAL and (refusal := not_trusted(at=at)):
        return refusal
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
        "scope": words.scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
        "prompt": "login",  # never whoever happens to be logged in at the eID
        "ui_locales": language,
        **words.ask,
    }
    separator = "&" if "?" in told.authorization_endpoint else "?"
    return f"{told.authorization_endpoint}{separator}{urlencode(asked)}"


def finish(answer: Mapping[str, str], *, browser: str, at: datetime) -> Answered | Refusal:
    """Who logged in. A Refusal of its own when the answer belongs to no login of this browser."""
    login = _login(answer.get("state", ""), browser, at)
    if login is None:
        return Refusal(Reason.EID_FAILED)
    if login.purpose != TRIAL and (refusal := not_trusted(at=at)):
        return Answered(login.purpose, login.about, refusal)
    told = _told(answer, login, at)
    if login.purpose == TRIAL:
        return Answered(login.purpose, login.about, Refusal(Reason.STEP_NOT_POSSIBLE), told)
    return Answered(login.purpose, login.about, told.refusal or _identity(told))


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


def _told(answer: Mapping[str, str], login: EidLogin, at: datetime) -> Told:
    try:
        metadata, words = provider.metadata(at=at), spelling()
        if not _from(metadata, answer):
            raise UntrustedError(Cause.OTHER_ISSUER, "the answer is another issuer's")
        if error := answer.get("error"):
            return _said_no(error, answer.get("error_description", ""), words.cancelled)
        verifier = fields.decrypt(login.verifier, place=_place(login.ref))
        claims = provider.claims(
            answer.get("code", ""), verifier, nonce=login.nonce, redirect_uri=redirect_uri(), at=at
        )
    except EidError as error:
        return Told(trouble=error, refusal=_trouble(error))
    return Told(metadata.issuer, claims)


def _identity(told: Told) -> Identity | Refusal:
    words = spelling()
    found = identity_of(told.claims, issuer=told.issuer, spelling=words)
    if isinstance(found, Refusal):
        wrong = [f"{each.claim}: {each.fault}" for each in readings(told.claims, words) if each.fault]
        _trouble(UntrustedError(Cause.CLAIMS, ", ".join(wrong)))
    return found


def _said_no(error: str, description: str, cancelled: Collection[str]) -> Told:
    """The broker's own words for why not (OAuth 2.0, 4.1.2.1); brokers that tell which say it in the
    description, and have `access_denied` for more than that the person stopped."""
    stopped = error == "access_denied" and (
        not (cancelled and description) or description.casefold() in cancelled
    )
    reason = Reason.LOGIN_CANCELLED if stopped else ERRORS.get(error, Reason.EID_FAILED)
    trouble = UntrustedError(Cause.SAID_NO, f"{_plain(error)}: {_plain(description)}")
    log.warning("national eID", cause=str(trouble), kind=Cause.SAID_NO.value)
    return Told(trouble=trouble, refusal=Refusal(reason))


def _plain(said: str) -> str:
    """Somebody else's words as a log may hold them."""
    return "".join(sign if sign.isprintable() else " " for sign in said[:LONGEST_WORD])


def _trouble(error: EidError) -> Refusal:
    """The operator reads the cause in the server's log (no claims), the person that it failed."""
    log.warning("national eID", cause=str(error), kind=error.cause.value)
    unavailable = isinstance(error, UnavailableError)
    return Refusal(Reason.EID_UNAVAILABLE if unavailable else Reason.EID_FAILED)


def _from(told: provider.Metadata, answer: Mapping[str, str]) -> bool:
    """RFC 9207: an answer that names its issuer names ours; one that must name it, does."""
    said = answer.get("iss")
    return said == told.issuer if said is not None or told.says_iss else True
