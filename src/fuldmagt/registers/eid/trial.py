"""Trying the connection to the broker, for the operator: asked step by step, and nothing kept.

The first steps need nobody; the last is a login of the operator's own, of which every claim is shown
with what it would mean, and no person is recognised by it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.conf import settings

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.registers.eid import actions, provider
from fuldmagt.registers.eid.actions import TRIAL, Told
from fuldmagt.registers.eid.admission.actions import note_trial
from fuldmagt.registers.eid.broker import spelling
from fuldmagt.registers.eid.causes import Cause, EidError, UntrustedError
from fuldmagt.registers.eid.claims import Reading, identity_of, readings
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.refusals import Reason, Refusal

PROTOCOL: Final = {"iss", "aud", "azp", "exp", "iat", "nbf", "nonce", "at_hash", "auth_time", "sid", "jti"}
"""Claims that are about the token, not about the person."""


class Part(StrEnum):
    """What is tried, in this order; each rests on the one before."""

    SETTINGS = "settings"
    DISCOVERY = "discovery"
    KEYS = "keys"
    LOGIN = "login"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a part works; `said` is the broker's or our own detail, none of it about a person."""

    part: Part
    cause: Cause | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a login brought, as it was read. `unused` names claims that the table has no place for."""

    findings: list[Finding]
    readings: list[Reading]
    identity: Identity | None
    unused: list[str]


def look(*, by: str, organisation: str, at: datetime) -> list[Finding]:
    """Settings, discovery and keys, asked for anew; what rests on a part that fails is not tried."""
    found = _look(at)  # before the deed: nobody's transaction waits for a broker
    with journal.deed(Event.EID_TRIED, by=by, at=at, organisation=organisation) as draft:
        draft.about(organisation)
        draft.facts(broker=settings.EID_BROKER, parts=_outcomes(found))
        if found[-1].cause:
            draft.refused(Refusal(Reason.EID_FAILED))
        return found


def begin(*, by: str, browser: str, language: str, at: datetime) -> str | Refusal:
    """The address at which the operator logs in for the trial."""
    return actions.begin(TRIAL, by, browser=browser, language=language, at=at)


def shown(told: Told, *, by: str, organisation: str, at: datetime) -> Shown:
    """What the operator's own login brought; the log says that it was tried, and nothing of the person."""
    result = _shown(told)
    with journal.deed(Event.EID_TRIED, by=by, at=at, organisation=organisation) as draft:
        draft.about(organisation)
        draft.facts(broker=settings.EID_BROKER, parts=_outcomes(result.findings))
        if result.identity is None:
            draft.refused(told.refusal or Refusal(Reason.EID_FAILED))
        else:
            note_trial(by=by, at=at)
        return result


def _look(at: datetime) -> list[Finding]:
    found: list[Finding] = []
    tried: list[tuple[Part, Callable[[], object]]] = [
        (Part.SETTINGS, _settings),
        (Part.DISCOVERY, lambda: provider.metadata(at=at, anew=True)),
        (Part.KEYS, lambda: provider.keys(provider.metadata(at=at), at=at)),
    ]
    for part, work in tried:
        try:
            work()
        except EidError as error:
            return [*found, Finding(part, error.cause, str(error))]
        found.append(Finding(part))
    return found


def _settings() -> None:
    spelling()
    if not settings.EID_CLIENT_ID or not settings.EID_CLIENT_SECRET:
        raise UntrustedError(Cause.CLIENT, "FULDMAGT_EID_CLIENT_ID, FULDMAGT_EID_CLIENT_SECRET")


def _shown(told: Told) -> Shown:
    if told.trouble is not None:
        return Shown([Finding(Part.LOGIN, told.trouble.cause, str(told.trouble))], [], None, [])
    words = spelling()
    read = readings(told.claims, words)
    known = {reading.claim for reading in read}
    found = identity_of(told.claims, issuer=told.issuer, spelling=words)
    identity = None if isinstance(found, Refusal) else found
    claims = Finding(Part.CLAIMS, None if identity else Cause.CLAIMS)
    return Shown([Finding(Part.LOGIN), claims], read, identity, sorted(set(told.claims) - known - PROTOCOL))


def _outcomes(findings: list[Finding]) -> dict[str, str]:
    return {each.part.value: each.cause.value if each.cause else journal.DONE for each in findings}
