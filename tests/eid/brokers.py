"""What each broker says of one citizen, in the shape of its recorded answers: every value a string."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from tests.enrolment.provider import LOGIN_CLAIMS, NSIS, Citizen, Claims

SESSION = "2b14b404-88f4-48c7-9948-4afd773393e5"


@dataclass(frozen=True)
class Broker:
    """A broker: how it spells, what of it stands in the ID token, and its words for `level`."""

    name: str
    spelled: Callable[[Citizen], Claims]
    login_claims: tuple[str, ...]
    level: str
    issued: str
    number: str
    cancelled: dict[str, str]


def identity(citizen: Citizen) -> UUID:
    """The same at every broker."""
    return uuid5(NAMESPACE_OID, f"{citizen.name} {citizen.born} {citizen.subject}")


def nets(citizen: Citizen) -> Claims:
    return citizen.claims() | {
        "idp_identity_id": str(identity(citizen)),
        "aal": NSIS + citizen.level,
        "acr": NSIS + citizen.level,
        "amr": ["code_app"],
        "neb_sid": SESSION,
        "mitid.uuid": str(identity(citizen)),
        "mitid.age": "41",
        "mitid.ial_identity_assurance_level": "MEDIUM",
        "mitid.transaction_id": SESSION,
    }


def idura(citizen: Citizen) -> Claims:
    level, issued = citizen.level.upper(), (citizen.issued or citizen.level).upper()
    told = {
        "sub": f"{{{uuid5(identity(citizen), 'idura')}}}",
        "identityscheme": "dkmitid",
        "authenticationtype": "urn:grn:authn:dk:mitid:substantial",
        "authenticationmethod": f"app:1692621888956:{level}:{issued}:HIGH:HIGH",
        "authenticationinstant": "2026-03-02T08:50:09.107Z",
        "nameidentifier": SESSION.replace("-", ""),
        "sessionindex": SESSION,
        "loA": level,
        "ial": issued,
        "aal": level,
        "fal": "HIGH",
        "uuid": str(identity(citizen)),
        "birthdate": citizen.born,
        "dateofbirth": citizen.born,
        "age": "41",
        "name": citizen.name,
        "country": "DK",
    }
    return told | ({"cprNumberIdentifier": citizen.number} if citizen.number else {})


def signicat(citizen: Citizen) -> Claims:
    given, _, family = citizen.name.rpartition(" ")
    told: dict[str, Any] = {
        "sub": "raa2gRXppmWAK01yx6TDB4OExDK0oBQRjL-" + uuid5(identity(citizen), "signicat").hex[:8],
        "idp_issuer": "MitID",
        "name": citizen.name,
        "family_name": family,
        "given_name": given,
        "birthdate": citizen.born,
        "mitid_has_cpr": "true" if citizen.number else "false",
        "mitid_transaction_id": SESSION,
        "mitid_reference_text_body": " ",
        "mitid_cpr_source": "user",
        "mitid_ial": (citizen.issued or citizen.level).upper(),
        "mitid_loa": citizen.level.upper(),
        "mitid_aal": citizen.level.upper(),
        "mitid_fal": "HIGH",
        "mitid_uuid": str(identity(citizen)),
    }
    numbered = {"nin": citizen.number, "nin_type": "PERSON", "nin_issuing_country": "DK"}
    return told | (numbered if citizen.number else {})


STOPPED = {"error": "access_denied"}
BROKERS = {
    "nets": Broker(
        "nets", nets, LOGIN_CLAIMS, "loa", "ial", "dk.cpr",
        STOPPED | {"error_description": "mitid_user_aborted"},
    ),
    "stand-in": Broker("stand-in", nets, LOGIN_CLAIMS, "loa", "ial", "dk.cpr", STOPPED),
    "idura": Broker(
        "idura", idura, tuple(idura(Citizen("A B"))), "loA", "ial", "cprNumberIdentifier",
        STOPPED | {"error_description": "User cancelled"},
    ),
    "signicat": Broker(
        "signicat", signicat, ("sub",), "mitid_loa", "mitid_ial", "nin",
        STOPPED | {"error_description": "The user stopped"},
    ),
}  # fmt: skip
