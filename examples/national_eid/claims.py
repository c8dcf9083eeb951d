"""What the stand-in says of a person: the claims of a MitID broker, in its spelling (Nets eID Broker).

All values are strings, numbers and truth values too; only `amr` is a list, as OpenID Connect has it.
`mitid.ial_identity_assurance_level` uses the older words of the broker's documentation (LOW, MEDIUM,
HIGH); `loa`, `ial`, `aal` and `acr` use the NSIS addresses. The national number comes only with the
scope `ssn`. Nationality, document number and a split into given and family name are not available.
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from examples.national_eid.people import Person, subject

NSIS: Final = "https://data.gov.dk/concept/core/nsis/"
OLDER: Final = {"low": "LOW", "substantial": "MEDIUM", "high": "HIGH"}
PROTECTED: Final = "NAVNE & ADRESSEBESKYTTET"
SCOPES: Final = ("openid", "mitid", "ssn", "profile")

Claims = dict[str, Any]


def address(level: str) -> str:
    return f"{NSIS}{level.capitalize()}"


def level_of(word: str) -> str:
    """The level that an acr value or a word names, in any of the spellings of brokers; empty if none."""
    last = word.rpartition("/")[2].rpartition(":")[2].casefold()
    return last if last in OLDER else ""


def of_login(person: Person, client: str) -> Claims:
    """The claims about this login: in the ID token."""
    return {
        "sub": subject(person, client),
        "idp": "mitid",
        "idp_identity_id": person.uuid,
        "identity_type": "private",
        "acr": address(person.level),
        "loa": address(person.level),
        "ial": address(person.ial),
        "aal": address(person.aal),
        "amr": ["code_app" if person.aal != "low" else "code_display"],
    }


def of_person(
    person: Person, client: str, scopes: frozenset[str], *, transaction: str, today: date
) -> Claims:
    """What userinfo tells, by the scopes that the login was asked for."""
    told: Claims = of_login(person, client)
    if scopes & {"mitid", "profile"}:
        told |= {
            "mitid.uuid": person.uuid,
            "mitid.identity_name": PROTECTED if person.protected else person.name,
            "mitid.date_of_birth": person.birth_date.isoformat(),
            "mitid.age": str(age(person.birth_date, today)),
            "mitid.has_cpr": "true" if person.national_number else "false",
            "mitid.ial_identity_assurance_level": OLDER[person.ial],
            "mitid.transaction_id": str(uuid.uuid5(uuid.NAMESPACE_OID, transaction)),
        }
    if "ssn" in scopes and person.national_number:
        told["dk.cpr"] = person.national_number
    return told


def age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _wrong_types(told: Claims) -> Claims:
    return told | {
        "amr": "code_app",
        **({"mitid.has_cpr": told["mitid.has_cpr"] == "true"} if "mitid.has_cpr" in told else {}),
        **({"mitid.age": int(told["mitid.age"])} if "mitid.age" in told else {}),
        **({"mitid.date_of_birth": 19900517} if "mitid.date_of_birth" in told else {}),
    }


def _without(*names: str) -> Callable[[Claims], Claims]:
    return lambda told: {name: value for name, value in told.items() if name not in names}


def _with(**other: Any) -> Callable[[Claims], Claims]:
    return lambda told: told | other


# How a login may go wrong on purpose: a client's registration or a person names one of these.
MODES: Final[Mapping[str, Callable[[Claims], Claims]]] = {
    "": lambda told: told,
    "wrong_types": _wrong_types,
    "no_level": _without("loa", "acr", "ial", "aal"),
    "odd_level": _with(loa="https://data.gov.dk/concept/core/nsis/Moderate", acr="moderate"),
    "no_name": _without("mitid.identity_name", "mitid.date_of_birth"),
    "other_issuer": _with(iss="https://another.example"),
    "other_audience": _with(aud="another-client", azp="another-client"),
    "other_nonce": _with(nonce="the nonce of another login"),
    "other_person": lambda told: told if "nonce" in told else told | {"sub": str(uuid.UUID(int=7))},
    "expired": lambda told: told | ({"exp": told["iat"] - 3600} if "exp" in told else {}),
    "forged": lambda told: told,  # signed with a key that is not in the key set: see tokens.py
    "silent": lambda told: told,  # the token endpoint answers 503: see views/protocol.py
}
