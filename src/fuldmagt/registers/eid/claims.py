"""What the brokers of a national eID call the things we need. Pure.

One table for each broker's spelling, and one reader that gives them all the same shape. Names and
values: Nets eID Broker (Signaturgruppen), Idura (Criipto) and Signicat, as their documentation and
recorded tokens have them (reference: Danish standards 4). All values are strings, numbers and truth
values too.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal

NSIS: Final = "https://data.gov.dk/concept/core/nsis/"


@dataclass(frozen=True, slots=True)
class Spelling:
    """A broker's way of asking and answering."""

    scope: str
    ask: Mapping[str, str]
    name: str
    birth_date: str
    level: str
    levels: Mapping[str, Level]
    national_number: str
    has_national_number: str = ""  # empty: there is one when it is given
    always: Mapping[str, str] = field(default_factory=dict)


UPPER: Final = {"LOW": Level.LOW, "SUBSTANTIAL": Level.SUBSTANTIAL, "HIGH": Level.HIGH}

SPELLINGS: Final[Mapping[str, Spelling]] = {
    "nets": Spelling(
        scope="openid mitid ssn",
        ask={"idp_values": "mitid", "idp_params": json.dumps({"mitid": {"loa_value": "substantial"}})},
        name="mitid.identity_name",
        birth_date="mitid.date_of_birth",
        level="loa",
        levels={NSIS + level.name.capitalize(): level for level in Level},
        national_number="dk.cpr",
        has_national_number="mitid.has_cpr",
        always={"idp": "mitid", "identity_type": "private"},
    ),
    "idura": Spelling(
        scope="openid ssn",
        ask={"acr_values": "urn:grn:authn:dk:mitid:substantial"},
        name="name",
        birth_date="birthdate",
        level="loA",
        levels=UPPER,
        national_number="cprNumberIdentifier",
        always={"identityscheme": "dkmitid"},
    ),
    "signicat": Spelling(
        scope="openid profile nin idp-id mitid-extra",
        ask={"acr_values": "idp:mitid"},
        name="name",
        birth_date="birthdate",
        level="mitid_loa",
        levels=UPPER,
        national_number="nin",
        has_national_number="mitid_has_cpr",
    ),
}

TRUTH: Final = {"true": True, "false": False}
NUMBER: Final = re.compile(r"[0-9A-Za-z]{6,20}")


class _UnreadableError(Exception):
    """A claim is missing, or not what the broker promises."""


def identity_of(claims: Mapping[str, object], *, issuer: str, spelling: Spelling) -> Identity | Refusal:
    """Who the claims speak of. Anything missing, contradictory or of a wrong type is a failed eID."""
    try:
        return _read(claims, issuer, spelling)
    except _UnreadableError:
        return Refusal(Reason.EID_FAILED)


def _read(claims: Mapping[str, object], issuer: str, spelling: Spelling) -> Identity:
    if any(claims.get(key) != value for key, value in spelling.always.items()):
        raise _UnreadableError
    level = spelling.levels.get(_text(claims, spelling.level))
    number = _text(claims, spelling.national_number, required=False)
    has_number = _has_number(claims, spelling, number)
    if level is None or (number and not (has_number and NUMBER.fullmatch(number))):
        raise _UnreadableError
    return Identity(
        issuer=issuer,
        subject=_text(claims, "sub"),
        name=_text(claims, spelling.name),
        birth_date=_date(_text(claims, spelling.birth_date, required=False)),
        level=level,
        has_national_number=has_number,
        national_number=number,
    )


def _has_number(claims: Mapping[str, object], spelling: Spelling, number: str) -> bool:
    if not spelling.has_national_number:
        return bool(number)
    truth = TRUTH.get(_text(claims, spelling.has_national_number))
    if truth is None:
        raise _UnreadableError
    return truth


def _text(claims: Mapping[str, object], key: str, *, required: bool = True) -> str:
    value = claims.get(key, "")
    if not isinstance(value, str) or (required and not value.strip()) or len(value) > 255:
        raise _UnreadableError
    return value.strip()


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise _UnreadableError from error
