"""Letters as the machine-readable zone writes them: A to Z alone (ICAO Doc 9303-3, section 6)."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
DOUBLING: Final = "*2"  # the Arabic shadda
TEH_MARBUTA: Final = "ة"
AT_THE_END, WITHIN = "XAH", "XTA"

Spellings = tuple[str, ...]  # of one letter, the recommended one first


@cache
def table() -> Mapping[str, Spellings]:
    """Each letter with its spellings; an empty one is not written at all."""
    text = files(__package__).joinpath("letters.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {chr(int(row["code_point"][2:], 16)): tuple(row["spellings"].split("|")) for row in rows}


def spelled(word: str) -> tuple[Spellings, ...] | None:
    """The spellings of each letter of a word, in order; None when a sign of it is no letter of the tables.

    A letter with a mark that the tables do not know is written without it (part 3, section 6, leaves
    such letters to the issuer).
    """
    letters = unicodedata.normalize("NFC", word).upper()
    found: list[Spellings] = []
    for letter, is_last in _with_ends(unicodedata.normalize("NFC", letters)):
        spellings = _of(letter, is_last)
        if spellings is None:
            return None
        if spellings == (DOUBLING,):
            found += found[-1:]
        elif spellings != ("",):
            found.append(spellings)
    return tuple(found)


def _with_ends(letters: str) -> Iterator[tuple[str, bool]]:
    for place, letter in enumerate(letters):
        yield letter, not any(unicodedata.category(after)[0] == "L" for after in letters[place + 1 :])


def _of(letter: str, is_last: bool) -> Spellings | None:
    if letter in PLAIN:
        return (letter,)
    if letter == TEH_MARBUTA:
        return (AT_THE_END, WITHIN) if is_last else (WITHIN, AT_THE_END)
    if letter in table():
        return table()[letter]
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    if bare == letter:
        return None
    parts = [(part,) if part in PLAIN else table().get(part) for part in bare]
    return ("".join(part[0] for part in parts if part),) if all(parts) else None


def recommended(word: str) -> str | None:
    """The word in A to Z, each letter by its recommended spelling: Øster becomes OESTER."""
    letters = spelled(word)
    return None if letters is None else "".join(spellings[0] for spellings in letters)
