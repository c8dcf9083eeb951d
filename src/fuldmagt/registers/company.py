"""An organisation as a company register knows it. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fuldmagt.vocabulary.categories import Category


class CompanyState(StrEnum):
    ACTIVE = "active"
    DISSOLVED = "dissolved"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who may sign; the number is there only where the register has it."""

    name: str
    birth_date: date | None = None
    national_number: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation as the register knows it."""

    ref: str
    name: str
    state: CompanyState
    category: Category | None
    address: str
    postcode: str
    city: str
    country: str
    signatories: tuple[Signatory, ...]
    signatures_needed: int  # 1: each alone; more: so many of them jointly
    numbers: frozenset[str] = frozenset()  # its further identifiers, and those of its branches, as written
    email: str = ""  # where it can be written to, if the register tells
