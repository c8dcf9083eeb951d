"""The five layouts of the machine-readable zone (ICAO Doc 9303, parts 4 to 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

FILLER: Final = "<"
WEIGHTS: Final = (7, 3, 1)
DIGITS: Final[Mapping[str, int]] = {
    FILLER: 0,
    **{str(digit): digit for digit in range(10)},
    **{chr(ord("A") + place): 10 + place for place in range(26)},
}


class Format(StrEnum):
    TD1 = "TD1"  # cards: three lines of 30
    TD2 = "TD2"  # larger cards: two lines of 36
    TD3 = "TD3"  # passports: two lines of 44
    MRVA = "MRVA"  # visas: two lines of 44
    MRVB = "MRVB"  # visas: two lines of 36


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the line, its first column and the column after its last, all from 0."""

    line: int
    start: int
    end: int

    def of(self, lines: Sequence[str]) -> str:
        return lines[self.line][self.start : self.end]

    @property
    def width(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of a format, each check digit in the column after its field."""

    lines: int
    width: int
    code: str  # the document code that we compose with
    name: Place
    number: Place
    nationality: Place
    birth: Place
    sex: Place
    expiry: Place
    optional: Place
    optional_is_checked: bool = False  # the personal number of a passport
    more: Place | None = None  # the second optional field of a card
    composite: tuple[Place, ...] = ()  # what the last digit of all checks; visas have none
    long_number: bool = False  # whether a number of more than nine signs goes on in the optional field

    @property
    def issuer(self) -> Place:
        return Place(0, 2, 5)


def _two_lines(width: int, code: str, end: int) -> Layout:
    """Passports, the larger cards and visas differ in what follows column 28 of the second line."""
    return Layout(
        2, width, code, Place(0, 5, width), Place(1, 0, 9), Place(1, 10, 13), Place(1, 13, 19),
        Place(1, 20, 21), Place(1, 21, 27), Place(1, 28, end),
    )  # fmt: skip


LAYOUTS: Final[Mapping[Format, Layout]] = {
    Format.TD1: Layout(
        3, 30, "I<", Place(2, 0, 30), Place(0, 5, 14), Place(1, 15, 18), Place(1, 0, 6), Place(1, 7, 8),
        Place(1, 8, 14), Place(0, 15, 30), more=Place(1, 18, 29), long_number=True,
        composite=(Place(0, 5, 30), Place(1, 0, 7), Place(1, 8, 15), Place(1, 18, 29)),
    ),
    Format.TD2: replace(
        _two_lines(36, "I<", 35), long_number=True,
        composite=(Place(1, 0, 10), Place(1, 13, 20), Place(1, 21, 35)),
    ),
    Format.TD3: replace(
        _two_lines(44, "P<", 42), optional_is_checked=True,
        composite=(Place(1, 0, 10), Place(1, 13, 20), Place(1, 21, 43)),
    ),
    Format.MRVA: _two_lines(44, "V<", 44),
    Format.MRVB: _two_lines(36, "V<", 36),
}  # fmt: skip

NAME_WIDTHS: Final = frozenset(layout.name.width for layout in LAYOUTS.values())


def format_of(lines: Sequence[str]) -> Format | None:
    """Visas begin with V; the rest is told by the number of lines and their width."""
    for form, layout in LAYOUTS.items():
        fits = len(lines) == layout.lines and all(len(line) == layout.width for line in lines)
        if fits and lines[0].startswith("V") == (form in (Format.MRVA, Format.MRVB)):
            return form
    return None


def check_digit(text: str) -> str:
    """Doc 9303-3, 4.9: weights 7, 3, 1 from the left, modulo 10."""
    return str(sum(DIGITS[sign] * WEIGHTS[place % 3] for place, sign in enumerate(text)) % 10)
