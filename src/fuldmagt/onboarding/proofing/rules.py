"""Whether the person of an eID is the one whom the administrator meant (B2, B12, B13). Pure."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fuldmagt.people.passport.names import same_person
from fuldmagt.people.rules import same_name
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal

LEAST = Level.SUBSTANTIAL  # B2; a lower one may have been issued over a counter


class Particular(StrEnum):
    """What an eID tells that the administrator has typed too."""

    NAME = "name"
    BIRTH_DATE = "birth_date"


REASONS = {Particular.NAME: Reason.EID_NAME_DIFFERS, Particular.BIRTH_DATE: Reason.EID_BIRTH_DATE_DIFFERS}


@dataclass(frozen=True, slots=True)
class Expected:
    """Whom the administrator typed in. `number_agrees` is None where one side has no number to compare."""

    name: str
    birth_date: date | None
    number_agrees: bool | None


@dataclass(frozen=True, slots=True)
class Told:
    """What an eID tells of its holder; the name is empty where the holder's is withheld."""

    name: str
    birth_date: date | None


NOTHING = Told("", None)
"""What is kept of an eID that is somebody else's: that it was shown."""


def told_by(identity: Identity) -> Told:
    return Told("" if identity.name_withheld else identity.name, identity.birth_date)


def too_low(identity: Identity) -> Refusal | None:
    """Why an eID does not say surely enough who somebody is. The word *counter* is in no claim: what tells
    is how surely the person was known at the issuing, which a scanned document makes substantial."""
    if identity.level >= LEAST:
        return None
    over_the_counter = identity.issued < LEAST and not identity.has_national_number
    return Refusal(Reason.EID_ISSUED_TOO_LOW if over_the_counter else Reason.EID_LEVEL_TOO_LOW)


def differing(told: Told, expected: Expected) -> frozenset[Particular]:
    """What does not agree. An equal national number settles who it is, whatever the name says."""
    differs = set()
    if not expected.number_agrees and not _named_alike(told.name, expected.name):
        differs.add(Particular.NAME)
    # Without a number, a birth date has to be there to be compared.
    settled = expected.birth_date is None and bool(expected.number_agrees)
    if not settled and (expected.birth_date is None or told.birth_date != expected.birth_date):
        differs.add(Particular.BIRTH_DATE)
    return frozenset(differs)


def judged(identity: Identity, expected: Expected) -> Refusal | None:
    """Why this eID does not confirm the user's identity, or None when it does.

    Where neither name nor birth date agrees, it is somebody else's eID rather than a slip of the
    administrator's.
    """
    if refusal := too_low(identity):
        return refusal
    if expected.number_agrees is False:
        return Refusal(Reason.EID_OTHER_PERSON)
    told = told_by(identity)
    differs = differing(told, expected)
    if len(differs) > 1:
        return Refusal(Reason.EID_OTHER_PERSON, about="both")
    if Particular.NAME in differs and not told.name:
        return Refusal(Reason.EID_NAME_DIFFERS, about="withheld")
    return next((Refusal(REASONS[particular]) for particular in differs), None)


def _named_alike(one: str, other: str) -> bool:
    """Every legal spelling, any order, middle names left out; else letter by letter, which alphabets that
    passports do not write need, and the bare letters that people type (Soren for Søren)."""
    return bool(one and other) and (
        same_person(one, other) or same_name(one, other) or _plain(one) == _plain(other)
    )


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
