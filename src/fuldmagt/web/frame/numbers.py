"""Numbers of organisations in the words and groups in which people read them (A3)."""

from dataclasses import dataclass

from fuldmagt.vocabulary import identifiers
from fuldmagt.web.frame.words import SCHEMES


@dataclass(frozen=True, slots=True)
class Number:
    written: str
    word: str
    number: str
    name: str = ""
    main: bool = False
    removable: bool = False

    def __str__(self) -> str:
        return f"{self.word} {self.number}".strip()

    @classmethod
    def of(cls, written: str, *, name: str = "", main: bool = False, removable: bool = False) -> "Number":
        """A number in the groups in which people read it; one of an unknown scheme as it is written."""
        found = identifiers.parse(written)
        if found is None:
            return cls(written, "", written, name, main, removable)
        return cls(written, str(SCHEMES[found.scheme]), grouped(found.number), name, main, removable)


def grouped(number: str) -> str:
    """`20000015` as 20 00 00 15; other numbers as they are."""
    if len(number) == 8 and number.isdecimal():
        return " ".join(number[at : at + 2] for at in range(0, 8, 2))
    return number
