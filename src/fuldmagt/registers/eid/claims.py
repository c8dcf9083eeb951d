"""Reading what a broker says of a person, thing by thing. Pure.

The same reading serves a login, which takes all of it or nothing, and the operator's test of the
connection, which shows what was wrong. All values are strings, numbers and truth values too.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from fuldmagt.registers.eid.identity import Identity
from fuldmagt.registers.eid.spelling import Spelling
from fuldmagt.vocabulary.refusals import Reason, Refusal

LONGEST: Final = 255
LONGEST_NAME: Final = 200
TRUTH: Final = {"true": True, "false": False}
NUMBER: Final = re.compile(r"[0-9A-Za-z]{6,20}")
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UNREADABLE: Final = {"Cc", "Cs"}  # control signs and halves of letters: no database keeps them


class What(StrEnum):
    """What we read of a person."""

    KIND = "kind"  # that it is the kind of eID that was asked for
    SUBJECT = "subject"
    UNIVERSAL = "universal"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    LEVEL = "level"
    ISSUED = "issued"
    HAS_NUMBER = "has_number"
    NUMBER = "number"


class Fault(StrEnum):
    """Why a claim cannot be read."""

    MISSING = "missing"
    NOT_TEXT = "not_text"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Reading:
    """One claim: its value as text (empty where there is none), and what is wrong with it."""

    what: What
    claim: str
    value: str = ""
    fault: Fault | None = None


def readings(claims: Mapping[str, object], spelling: Spelling) -> list[Reading]:
    """Everything that is read of a person, right or wrong, in the order of the table."""
    return list(_readings(claims, spelling))


def identity_of(claims: Mapping[str, object], *, issuer: str, spelling: Spelling) -> Identity | Refusal:
    """Who the claims speak of. Anything missing, contradictory or of a wrong type is a failed eID."""
    read = readings(claims, spelling)
    if any(reading.fault for reading in read):
        return Refusal(Reason.EID_FAILED)
    told = {reading.what: reading.value for reading in read if reading.what is not What.NAME}
    name = " ".join(reading.value for reading in read if reading.what is What.NAME and reading.value)
    number = told[What.NUMBER]
    issued = spelling.levels[told[What.ISSUED]]
    return Identity(
        issuer=issuer,
        subject=told[What.SUBJECT],
        name=name,
        birth_date=date.fromisoformat(told[What.BIRTH_DATE]) if told[What.BIRTH_DATE] else None,
        level=min(spelling.levels[told[What.LEVEL]], issued),
        issued=issued,
        has_national_number=TRUTH[told[What.HAS_NUMBER]] if spelling.has_national_number else bool(number),
        national_number=number,
        universal=f"{spelling.scheme}:{UUID(told[What.UNIVERSAL])}" if told.get(What.UNIVERSAL) else "",
        name_withheld=bool(spelling.name_withheld) and name == spelling.name_withheld,
    )


def _readings(claims: Mapping[str, object], spelling: Spelling) -> Iterator[Reading]:
    for claim, wanted in spelling.always.items():
        yield _one_of(_text(claims, What.KIND, claim), {wanted})
    yield _text(claims, What.SUBJECT, "sub")
    if spelling.universal:
        yield _judged(_text(claims, What.UNIVERSAL, spelling.universal, required=False), _is_uuid)
    yield from _names(claims, spelling)
    yield _judged(_text(claims, What.BIRTH_DATE, spelling.birth_date, required=False), _is_date)
    yield _one_of(_text(claims, What.LEVEL, spelling.level), spelling.levels)
    yield _one_of(_text(claims, What.ISSUED, spelling.issued), spelling.levels)
    has_number = ""
    if spelling.has_national_number:
        said = _one_of(_text(claims, What.HAS_NUMBER, spelling.has_national_number), TRUTH)
        has_number = said.value
        yield said
    number = _text(claims, What.NUMBER, spelling.national_number, required=False)
    if number.value and has_number == "false":
        yield Reading(number.what, number.claim, number.value, Fault.CONTRADICTS)
    else:
        yield _judged(number, lambda value: NUMBER.fullmatch(value) is not None)


def _names(claims: Mapping[str, object], spelling: Spelling) -> Iterator[Reading]:
    """The name in one claim or in several; a person may have but one of two."""
    parts = [_text(claims, What.NAME, claim, required=False) for claim in spelling.name]
    if not any(part.value or part.fault for part in parts):
        parts[0] = Reading(What.NAME, spelling.name[0], fault=Fault.MISSING)
    elif len(" ".join(part.value for part in parts)) > LONGEST_NAME:
        parts[0] = Reading(What.NAME, spelling.name[0], parts[0].value, Fault.TOO_LONG)
    yield from parts


def _text(claims: Mapping[str, object], what: What, claim: str, *, required: bool = True) -> Reading:
    value = claims.get(claim)
    if value is None or value == "":
        # A claim that is there and null was meant to say something: only one that is not there is optional.
        wrong = required or (claim in claims and value is None)
        return Reading(what, claim, fault=Fault.MISSING if wrong else None)
    if not isinstance(value, str):
        return Reading(what, claim, fault=Fault.NOT_TEXT)
    if len(value) > LONGEST:
        return Reading(what, claim, value[:LONGEST], Fault.TOO_LONG)
    if any(unicodedata.category(sign) in UNREADABLE for sign in value):
        return Reading(what, claim, fault=Fault.NOT_TEXT)
    plain = value.strip()
    return Reading(what, claim, plain, None if plain or not required else Fault.MISSING)


def _one_of(reading: Reading, known: Container[str]) -> Reading:
    return _judged(reading, lambda value: value in known)


def _judged(reading: Reading, is_right: Callable[[str], bool]) -> Reading:
    if reading.fault or not reading.value or is_right(reading.value):
        return reading
    return Reading(reading.what, reading.claim, reading.value, Fault.UNKNOWN)


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _is_date(value: str) -> bool:
    try:
        return DATE.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False
