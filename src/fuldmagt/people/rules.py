"""When two spellings name the same person. Pure.

Case, accents, hyphens and the order of the names do not matter, nor whether a letter is written
out as a passport's machine-readable line does (Ø as OE) or merely loses its stroke (Ø as O).
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

WRITTEN_OUT: Final[Mapping[str, str]] = {
    "æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue",
    "ß": "ss", "þ": "th", "ð": "d", "ł": "l", "đ": "d", "ı": "i", "œ": "oe", "ĳ": "ij",
}  # fmt: skip
BARE: Final[Mapping[str, str]] = {**WRITTEN_OUT, "ø": "o", "å": "a", "ä": "a", "ö": "o", "ü": "u", "æ": "ae"}


def same_name(one: str, other: str) -> bool:
    """Whether both can be the full name of one person."""
    return bool(_spellings(one) & _spellings(other))


def _spellings(name: str) -> set[tuple[str, ...]]:
    return {spelt for letters in (WRITTEN_OUT, BARE) if (spelt := _spelt(name, letters))}


def _spelt(name: str, letters: Mapping[str, str]) -> tuple[str, ...]:
    """The names in alphabetical order, in plain letters only."""
    whole = unicodedata.normalize("NFC", name).casefold()
    replaced = "".join(letters.get(letter, letter) for letter in whole)
    plain = (part for part in unicodedata.normalize("NFKD", replaced) if not unicodedata.combining(part))
    words = "".join(part if part.isalnum() else " " if part not in "'’`." else "" for part in plain).split()
    return tuple(sorted(words))


SHORTENED: Final = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("ue", "u"))


def key_of(name: str) -> str:
    """What all spellings of a name share, to find the few that `same_name` then compares."""
    return " ".join(sorted(key for word in name.split() for key in _keys_of(word)))


@lru_cache(maxsize=10_000)  # the same names come again and again
def _keys_of(word: str) -> tuple[str, ...]:
    words = _spelt(word, WRITTEN_OUT)
    for written_out, bare in SHORTENED:
        words = tuple(each.replace(written_out, bare) for each in words)
    return words
