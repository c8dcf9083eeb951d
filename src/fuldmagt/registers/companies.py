"""The company register: who an organisation is, and who may sign for it.

One Protocol, two adapters: a JSON service over HTTPS, and a stand-in that reads the same records from
a file. Both go through one reader, which trusts no type and no value of a record.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote, urlsplit

import httpx
from django.conf import settings

from fuldmagt.registers.company import Company, CompanyState, Signatory
from fuldmagt.registers.web import web
from fuldmagt.vocabulary import identifiers
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal

STAND_IN: Final = Path(__file__).parent / "stand_in" / "companies.json"
PATIENCE: Final = 5.0  # seconds


class CompanyRegister(Protocol):
    def find(self, ref: str) -> Company | Refusal:
        """The company of an identifier as written, `dk:cvr:20000015`."""


def register() -> CompanyRegister:
    """The register that FULDMAGT_COMPANY_REGISTER names: `stand-in` or the address of a service."""
    if settings.COMPANY_REGISTER == "stand-in":
        return StandIn(STAND_IN)
    return Service(settings.COMPANY_REGISTER)


class Service:
    """`GET ADDRESS/dk:cvr:20000015` answers a record, or 404. The address may hold a name and password."""

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        parts = urlsplit(address)
        self.address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl().rstrip("/")
        self.credentials = (parts.username, parts.password or "") if parts.username else None
        self.patience = patience

    def find(self, ref: str) -> Company | Refusal:
        url = f"{self.address}/{quote(ref, safe=':')}"
        try:
            with web(patience=self.patience) as client:
                answer = client.get(url, auth=self.credentials)
            if answer.status_code == httpx.codes.NOT_FOUND:
                return Refusal(Reason.ORGANISATION_NOT_IN_REGISTER, about=ref)
            answer.raise_for_status()
            return company_of(ref, answer.json())
        except (httpx.HTTPError, ValueError):
            return Refusal(Reason.REGISTER_UNAVAILABLE, about=ref)


class StandIn:
    """Invented companies from a file. A record that says `"fails"` behaves as a register on a bad day."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def find(self, ref: str) -> Company | Refusal:
        record = _records(self.file).get(ref)
        if record is None:
            return Refusal(Reason.ORGANISATION_NOT_IN_REGISTER, about=ref)
        if isinstance(record, dict) and "fails" in record:
            return Refusal(Reason.REGISTER_UNAVAILABLE, about=ref)
        return company_of(ref, record)


@lru_cache(maxsize=4)
def _records(file: Path) -> Mapping[str, object]:
    read: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return read


class _WrongRecordError(Exception):
    """The record is not what the register promises."""


def company_of(ref: str, record: object) -> Company | Refusal:
    """The company that a record tells of; a record of another shape is a register out of order."""
    try:
        return _read(ref, _mapping(record))
    except _WrongRecordError:
        return Refusal(Reason.REGISTER_UNAVAILABLE, about=ref)


def _read(ref: str, record: Mapping[str, object]) -> Company:
    signatories = record.get("signatories")
    needed = record.get("signatures_needed", 1)
    if not isinstance(signatories, list) or type(needed) is not int:
        raise _WrongRecordError
    if not 1 <= needed <= max(1, len(signatories)):
        raise _WrongRecordError
    hint = _text(record, "category", required=False)
    if hint and hint not in set(Category):
        raise _WrongRecordError
    state = _text(record, "state")
    if state not in set(CompanyState):
        raise _WrongRecordError
    return Company(
        ref=ref,
        name=_text(record, "name"),
        state=CompanyState(state),
        category=Category(hint) if hint else None,
        address=_text(record, "address", required=False),
        postcode=_text(record, "postcode", required=False),
        city=_text(record, "city", required=False),
        country=_text(record, "country"),
        signatories=tuple(_signatory(_mapping(each)) for each in signatories),
        signatures_needed=needed,
        numbers=_numbers(record.get("numbers", [])),
        email=_text(record, "email", required=False),
    )


def _numbers(listed: object) -> frozenset[str]:
    """What the register lists; a number that is none, as a faulty register may send, is passed over."""
    if not isinstance(listed, list):
        raise _WrongRecordError
    numbers = (identifiers.parse(each) for each in listed if isinstance(each, str) and len(each) <= 200)
    return frozenset(str(number) for number in numbers if number)


def _signatory(record: Mapping[str, object]) -> Signatory:
    born = _text(record, "birth_date", required=False)
    try:
        birth_date = date.fromisoformat(born) if born else None
    except ValueError as error:
        raise _WrongRecordError from error
    number = _text(record, "national_number", required=False)
    return Signatory(_text(record, "name"), birth_date, number)


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _WrongRecordError
    return value


def _text(record: Mapping[str, object], key: str, *, required: bool = True) -> str:
    value = record.get(key, "")
    if not isinstance(value, str) or (required and not value.strip()) or len(value) > 200:
        raise _WrongRecordError
    return value.strip()
