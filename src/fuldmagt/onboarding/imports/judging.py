"""One row of a file: what it says, and what is wrong with it, by column. Pure.

Nothing is mended here: a cell is taken as it stands, or its fault is named.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, NamedTuple

from phonenumbers import NumberParseException, is_possible_number, parse

from fuldmagt.onboarding.creation import rules as creation
from fuldmagt.onboarding.imports.columns import Column, Layout
from fuldmagt.onboarding.imports.rules import LONGEST_CELL
from fuldmagt.onboarding.invitations.rules import EMAIL, OLDEST, NewUser, unusable
from fuldmagt.people.passport.names import transliterated
from fuldmagt.vocabulary.means import Means

C = Column

YES: Final = frozenset({"ja", "yes", "y", "j", "x", "1", "true", "sand", "waar"})
NO: Final = frozenset({"nej", "nee", "no", "n", "0", "false", "falsk", "onwaar"})
LANGUAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("da", "dansk", "danish", "deens"), "da"),
    **dict.fromkeys(("nl", "nederlands", "hollandsk", "nederlandsk", "dutch"), "nl"),
    **dict.fromkeys(("en", "engelsk", "engels", "english"), "en"),
    **dict.fromkeys(("de", "tysk", "duits", "german", "deutsch"), "de"),
    **dict.fromkeys(("pl", "polsk", "pools", "polish", "polski"), "pl"),
    **dict.fromkeys(("ro", "rumænsk", "roemeens", "romanian", "română"), "ro"),
    **dict.fromkeys(("uk", "ukrainsk", "oekraïens", "ukrainian", "українська"), "uk"),
    **dict.fromkeys(("es", "spansk", "spaans", "spanish", "español"), "es"),
}
MEANS: Final[Mapping[str, Means]] = {
    "app": Means.APP,
    **dict.fromkeys(("passkey", "adgangsnøgle"), Means.PASSKEY),
    **dict.fromkeys(("code display", "kodeviser", "codelezer", "codegenerator"), Means.CODE_DISPLAY),
    **dict.fromkeys(("audio code reader", "code reader", "kodeoplæser", "code-voorlezer"), Means.CODE_READER),
    **dict.fromkeys(("chip",), Means.CHIP),
    **dict.fromkeys(("private eid", "privat eid", "privé-eid", "mitid"), Means.PRIVATE_EID),
}
LENGTHS: Final[Mapping[Column, int]] = {
    C.NAME: 200, C.GIVEN_NAMES: 200, C.SURNAME: 200, C.EMAIL: 254, C.PHONE: 40, C.ADDRESS: 300,
    C.EMPLOYEE_GROUP: 100,
}  # fmt: skip
NUMBER: Final = re.compile(r"[0-9]{6}-?[0-9]{4}|[0-9]{9}")
# Signs that cannot be seen, or that stand where a letter could not be read.
UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]")
DAY_FIRST: Final = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII)
YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?", re.ASCII)
SHORT_YEAR: Final = re.compile(r"\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2}", re.ASCII)
UNKNOWN_DAY: Final = re.compile(
    r"[0xX]{1,2}[-./ ]?[0-9xX]{1,2}[-./ ]?\d{4}|[xX?<-]+|\d{4}|\d{4}-00-\d\d|\d{4}-\d\d-00"
)
PLAIN_NAME: Final = re.compile(r"[A-Za-z][A-Za-z '.-]* [A-Za-z '.-]*[A-Za-z.]")


class Fault(NamedTuple):
    """What is wrong in a row: the column, a code, and what helps to mend it."""

    column: str
    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What the cells of a row are judged by: the organisation that they are for."""

    departments: Mapping[str, str]  # its open departments, by name without case: reference
    names: Mapping[str, str]  # the same, as they are written
    country: str
    language: str
    today: date


@dataclass(frozen=True, slots=True)
class Judged:
    """A row as read. `new` is there when nothing in the row itself is wrong."""

    number: int
    cells: Sequence[str]
    said: Mapping[Column, str]
    birth_date: date | None
    new: NewUser | None
    means: Means
    faults: tuple[Fault, ...]


def judged(number: int, cells: Sequence[str], layout: Layout, place: Place) -> Judged:
    """What a row says of a new user, with everything that is wrong in it."""
    said = {
        column: " ".join(cells[at].split()) if at < len(cells) else "" for column, at in layout.places.items()
    }
    if C.NAME not in said:
        said[C.NAME] = f"{said.get(C.GIVEN_NAMES, '')} {said.get(C.SURNAME, '')}".strip()
    faults = [*_of_shape(cells, said, layout)]
    misshapen = {fault.column for fault in faults}
    birth_date, wrong = _day(said.get(C.BIRTH_DATE, ""), place.today)
    faults += [wrong] if wrong and wrong.column not in misshapen else []
    faults += [fault for fault in _of_sense(said, place) if fault.column not in misshapen]
    means = MEANS.get(said.get(C.MEANS, "").casefold(), creation.WITHOUT_NUMBER[0])
    new = None if faults else _new(said, birth_date, place)
    if new is not None:
        faults += _unfit(new, means, place)
    return Judged(number, cells, said, birth_date, None if faults else new, means, tuple(faults))


def _of_shape(cells: Sequence[str], said: Mapping[Column, str], layout: Layout) -> list[Fault]:
    """Too many cells, cells too long, signs that nobody can see."""
    faults = []
    if len(cells) > layout.width and any(map(str.strip, cells[layout.width :])):
        faults.append(Fault("", "too_many_cells", str(len(cells))))
    for column, text in said.items():
        if len(text) > LENGTHS.get(column, LONGEST_CELL):
            faults.append(Fault(column.value, "too_long", str(LENGTHS.get(column, LONGEST_CELL))))
        elif not (text.isascii() and text.isprintable()) and (found := UNSEEN.search(text)):
            faults.append(Fault(column.value, "unseen_sign", f"U+{ord(found[0]):04X}"))
    return faults


def _of_sense(said: Mapping[Column, str], place: Place) -> list[Fault]:
    """Cells that stand for nothing we know."""
    faults = [*_of_the_name(said[C.NAME]), *_of_the_email(said[C.EMAIL])]
    if (phone := said.get(C.PHONE, "")) and not _can_be_called(phone, place.country):
        faults.append(Fault(C.PHONE, "no_phone"))
    if (written := said.get(C.DEPARTMENT, "")) and written.casefold() not in place.departments:
        near = get_close_matches(written.casefold(), place.departments, n=1)
        faults.append(Fault(C.DEPARTMENT, "no_department", place.names[near[0]] if near else ""))
    if said.get(C.LANGUAGE, "").casefold() not in {"", *LANGUAGES}:
        faults.append(Fault(C.LANGUAGE, "no_language"))
    if said.get(C.MEANS, "").casefold() not in {"", *MEANS}:
        faults.append(Fault(C.MEANS, "no_means"))
    return faults + _of_the_number(said)


def _of_the_name(name: str) -> list[Fault]:
    if not name:
        return [Fault(C.NAME, "name_missing")]
    if PLAIN_NAME.fullmatch(name):
        return []
    if len(name) < 2 or not any(map(str.isalpha, name)):
        return [Fault(C.NAME, "no_name")]
    return [Fault(C.NAME, "no_passport_spelling")] if not passport_spelling(name) else []


def passport_spelling(name: str) -> str:
    """The name as a passport's machine-readable line has it; empty where no passport can spell it."""
    words = [_spelled(word) for word in name.split()]
    return "" if None in words else " ".join(word for word in words if word)


@lru_cache(maxsize=10_000)  # the same names come again and again
def _spelled(word: str) -> str | None:
    return transliterated(word)


def _of_the_email(email: str) -> list[Fault]:
    if not email:
        return [Fault(C.EMAIL, "email_missing")]
    if EMAIL.fullmatch(email):
        return []
    mended = email.replace("(a)", "@").replace("[at]", "@").replace(",", ".").replace(" ", "")
    return [Fault(C.EMAIL, "no_email", mended if EMAIL.fullmatch(mended) else "")]


def _can_be_called(phone: str, country: str) -> bool:
    try:
        return is_possible_number(parse(phone, country))
    except NumberParseException:
        return False


def _of_the_number(said: Mapping[Column, str]) -> list[Fault]:
    written = said.get(C.NATIONAL_NUMBER, "").replace(" ", "")
    answer = said.get(C.HAS_NATIONAL_NUMBER, "").casefold()
    faults = []
    if written and not NUMBER.fullmatch(written):
        faults.append(Fault(C.NATIONAL_NUMBER, "no_number"))
    if answer not in {"", *YES, *NO}:
        faults.append(Fault(C.HAS_NATIONAL_NUMBER, "yes_or_no"))
    elif written and answer in NO:
        faults.append(Fault(C.HAS_NATIONAL_NUMBER, "has_a_number"))
    elif not written and not said.get(C.BIRTH_DATE):
        faults.append(Fault(C.BIRTH_DATE, "birth_date_missing"))
    return faults


def _day(written: str, today: date) -> tuple[date | None, Fault | None]:
    """A birth date as people and spreadsheets write it, day first or as ISO 8601."""
    if not written:
        return None, None
    column = C.BIRTH_DATE.value
    if found := DAY_FIRST.fullmatch(written):
        day, month, year = (int(part) for part in found.groups() if part)
    elif found := YEAR_FIRST.fullmatch(written):
        year, month, day = (int(part) for part in found.groups())
    else:
        code = "unknown_day" if UNKNOWN_DAY.fullmatch(written) else "no_date"
        return None, Fault(column, "short_year" if SHORT_YEAR.fullmatch(written) else code)
    if not day or not month:
        return None, Fault(column, "unknown_day")
    try:
        born = date(year, month, day)
    except ValueError:
        return None, Fault(column, "no_such_day")
    if not OLDEST <= born < today:
        return None, Fault(column, "not_born_then")
    return born, None


def _new(said: Mapping[Column, str], birth_date: date | None, place: Place) -> NewUser:
    number = said.get(C.NATIONAL_NUMBER, "").replace(" ", "").replace("-", "")
    department = said.get(C.DEPARTMENT, "")
    language = said.get(C.LANGUAGE, "")
    return NewUser(
        name=unicodedata.normalize("NFC", said[C.NAME]),
        email=unicodedata.normalize("NFC", said[C.EMAIL]),
        birth_date=birth_date,
        has_national_number=bool(number) or said.get(C.HAS_NATIONAL_NUMBER, "").casefold() in YES,
        national_number=number,
        department=place.departments[department.casefold()] if department else "",
        employee_group=said.get(C.EMPLOYEE_GROUP, ""),
        phone=said.get(C.PHONE, ""),
        address=said.get(C.ADDRESS, ""),
        language=LANGUAGES[language.casefold()] if language else place.language,
    )


def _unfit(new: NewUser, means: Means, place: Place) -> list[Fault]:
    """What the creation of one user would refuse as well."""
    refusal = unusable(new, today=place.today)
    if refusal is not None:
        return [Fault(refusal.about, "not_usable")]
    if creation.unusable(means, has_national_number=new.has_national_number):
        code = "private_eid" if means is Means.PRIVATE_EID else "means_needs_a_number"
        return [Fault(C.MEANS, code)]
    return []


def notes(name: str) -> list[Fault]:
    """What is right and may still surprise: a passport's spelling that differs, a single name."""
    if PLAIN_NAME.fullmatch(name):
        return []
    found = [] if " " in name else [Fault(C.NAME, "single_name")]
    spelling = "" if name.isascii() else passport_spelling(name)
    return [*found, Fault(C.NAME, "passport_spelling", spelling)] if spelling else found
