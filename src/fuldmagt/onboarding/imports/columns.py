"""The columns of a file of users, and the headings by which they are known. Pure.

A heading is compared without case, spaces, hyphens and dots. `docs/imports.md` lists them for people.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Column(StrEnum):
    NAME = "name"
    GIVEN_NAMES = "given_names"
    SURNAME = "surname"
    BIRTH_DATE = "birth_date"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    DEPARTMENT = "department"
    EMPLOYEE_GROUP = "employee_group"
    LANGUAGE = "language"
    HAS_NATIONAL_NUMBER = "has_national_number"
    NATIONAL_NUMBER = "national_number"
    MEANS = "means"


C = Column

TEMPLATES: Final[Mapping[str, Mapping[Column, str]]] = {
    "da": {
        C.NAME: "Fulde navn", C.BIRTH_DATE: "Fødselsdato", C.EMAIL: "E-mail", C.PHONE: "Telefon",
        C.ADDRESS: "Adresse", C.DEPARTMENT: "Afdeling", C.EMPLOYEE_GROUP: "Personalekategori",
        C.LANGUAGE: "Sprog", C.HAS_NATIONAL_NUMBER: "Har CPR-nummer", C.NATIONAL_NUMBER: "CPR-nummer",
        C.MEANS: "Loginmiddel",
    },
    "nl": {
        C.NAME: "Volledige naam", C.BIRTH_DATE: "Geboortedatum", C.EMAIL: "E-mail", C.PHONE: "Telefoon",
        C.ADDRESS: "Adres", C.DEPARTMENT: "Afdeling", C.EMPLOYEE_GROUP: "Personeelscategorie",
        C.LANGUAGE: "Taal", C.HAS_NATIONAL_NUMBER: "Heeft BSN", C.NATIONAL_NUMBER: "BSN",
        C.MEANS: "Inlogmiddel",
    },
    "en": {
        C.NAME: "Full name", C.BIRTH_DATE: "Birth date", C.EMAIL: "E-mail", C.PHONE: "Phone",
        C.ADDRESS: "Address", C.DEPARTMENT: "Department", C.EMPLOYEE_GROUP: "Staff category",
        C.LANGUAGE: "Language", C.HAS_NATIONAL_NUMBER: "Has national number",
        C.NATIONAL_NUMBER: "National number", C.MEANS: "Means of login",
    },
}  # fmt: skip
"""The headings of the file that can be downloaded to be filled in, by language."""

ALSO: Final[Mapping[Column, Sequence[str]]] = {
    C.NAME: ("Navn", "Naam", "Name"),
    C.GIVEN_NAMES: (
        "Fornavn",
        "Fornavne",
        "Voornaam",
        "Voornamen",
        "First name",
        "Given name",
        "Given names",
    ),
    C.SURNAME: ("Efternavn", "Achternaam", "Surname", "Last name", "Family name"),
    C.BIRTH_DATE: ("Fødselsdag", "Født", "Geboren", "Date of birth", "Born", "Birthday"),
    C.EMAIL: ("E-mailadresse", "Mail", "Mailadresse", "E-mail address", "E-post"),
    C.PHONE: ("Tlf", "Telefonnummer", "Mobil", "Mobiel", "Telephone", "Phone number", "Mobile"),
    C.ADDRESS: ("Bopæl", "Woonadres", "Home address"),
    C.DEPARTMENT: ("Enhed", "Team", "Unit"),
    C.EMPLOYEE_GROUP: (
        "Medarbejdergruppe",
        "Medewerkersgroep",
        "Employee group",
        "Gruppe",
        "Groep",
        "Group",
    ),
    C.LANGUAGE: (),
    C.HAS_NATIONAL_NUMBER: (),
    C.NATIONAL_NUMBER: ("CPR", "CPR-nr", "Personnummer", "Burgerservicenummer", "CPR number"),
    C.MEANS: ("Middel", "Login", "Means"),
}


def plain(heading: str) -> str:
    """A heading as it is compared."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(sign for sign in text if sign.isalnum())


KNOWN: Final[Mapping[str, Column]] = {
    **{plain(written): column for column, others in ALSO.items() for written in others},
    **{plain(written): column for each in TEMPLATES.values() for column, written in each.items()},
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which cell of a row belongs to which column, and the headings that nobody reads."""

    places: Mapping[Column, int]
    width: int
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a file cannot be read at all: a code, the row where it shows, and what stands there."""

    code: str
    row: int = 0
    about: str = ""


def laid_out(headings: Sequence[str], *, most: int) -> Layout | Misfit:
    """What the first row of a file says about the others."""
    places: dict[Column, int] = {}
    unread = []
    if len(headings) > most:
        return Misfit("too_many_columns", 1, str(len(headings)))
    for place, heading in enumerate(headings):
        column = KNOWN.get(plain(heading))
        if column is None:
            unread += [heading.strip()] if heading.strip() else []
        elif column in places:
            return Misfit("heading_twice", 1, heading.strip())
        else:
            places[column] = place
    lacking = _lacking(places)
    if lacking:
        return Misfit("heading_missing", 1, lacking.value)
    return Layout(places, len(headings), tuple(unread))


def _lacking(places: Mapping[Column, int]) -> Column | None:
    if C.NAME not in places and not {C.GIVEN_NAMES, C.SURNAME} <= places.keys():
        return C.NAME
    if C.EMAIL not in places:
        return C.EMAIL
    return C.BIRTH_DATE if not {C.BIRTH_DATE, C.NATIONAL_NUMBER} & places.keys() else None


def template(language: str) -> list[str]:
    """The headings of a file to fill in."""
    return list(TEMPLATES[language].values())
