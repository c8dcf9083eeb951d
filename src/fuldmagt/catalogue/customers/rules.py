"""What becomes of a number that a provider writes into the list of its customers. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fuldmagt.vocabulary.identifiers import is_organisation

MOST: Final = 200
"""How many numbers are taken at once: the company register may be asked about each."""

CELLS: Final = re.compile(r"[;,\t]")
DIGITS: Final = re.compile(r"[0-9]{8}")


class Verdict(StrEnum):
    NEW = "new"
    ALREADY = "already"
    TWICE = "twice"
    NO_NUMBER = "no_number"
    NOT_IN_REGISTER = "not_in_register"
    DISSOLVED = "dissolved"
    CLOSED = "closed"
    REGISTER_SILENT = "register_silent"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of what was written: the number as the platform writes it, and where it stood."""

    place: int
    written: str
    number: str  # empty: it is none


@dataclass(frozen=True, slots=True)
class Looked:
    """A line after the look-up, with the name that the register or the platform has."""

    line: Line
    verdict: Verdict
    ref: str = ""
    name: str = ""


def number_of(written: str) -> str:
    """The number as the platform writes it; eight digits alone are a CVR number. Empty: it is none."""
    plain = "".join(written.split()).strip("\"'").lower()
    if DIGITS.fullmatch(plain):
        plain = f"dk:cvr:{plain}"
    return plain if len(plain) <= 128 and is_organisation(plain) else ""


def lines(text: str) -> list[Line]:
    """The numbers in the first cell of each line. A first line that holds no digit is a heading."""
    found: list[Line] = []
    for place, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        cell = CELLS.split(line, maxsplit=1)[0].strip()
        heading = not found and not any(sign.isdigit() for sign in cell)
        if cell and not heading:
            found.append(Line(place, cell[:60], number_of(cell)))
    return found
