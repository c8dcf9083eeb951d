"""Names in the machine-readable zone, and when two are one person's (ICAO Doc 9303, parts 3 to 7)."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fuldmagt.people.passport.formats import FILLER, NAME_WIDTHS
from fuldmagt.people.passport.letters import Spellings, recommended, spelled

DROPPED: Final = "'’ʼ`´‘."  # an apostrophe leaves no gap
LEAST_SHARED: Final = 2  # one name alone is shared by too many
MANY: Final = 10  # words of a name that are also tried as one

Word = tuple[Spellings, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A surname (the primary identifier) and given names, each in A to Z with spaces between words."""

    surname: str
    given_names: str
    truncated: bool = False

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname}".strip()


def words_of(text: str) -> list[str]:
    """The words of a name: hyphens, commas and spaces part them, other punctuation is dropped."""
    kept = []
    for sign in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(sign)
        if sign == FILLER or kind in ("Zs", "Pd", "Cc") or sign == ",":
            kept.append(" ")
        elif sign not in DROPPED and kind[0] != "P":
            kept.append(sign)
    return "".join(kept).split()


def transliterated(text: str) -> str | None:
    """A name as the zone spells it, words parted by spaces; None where a sign has no letter."""
    words = [recommended(word) for word in words_of(text)]
    return None if None in words else " ".join(word for word in words if word)


def field(surname: str, given_names: str, width: int) -> str | None:
    """The name field: surname, two fillers, given names; shortened only where it does not fit."""
    primary, secondary = transliterated(surname), transliterated(given_names)
    if primary is None or secondary is None or not (primary or secondary):
        return None
    if not primary:  # somebody with a single name has it where surnames stand
        primary, secondary = secondary, ""
    parts = shortened(primary.split(), secondary.split(), width)
    return (FILLER * 2).join(FILLER.join(words) for words in parts if words).ljust(width, FILLER)


def shortened(primary: list[str], secondary: list[str], width: int) -> tuple[list[str], list[str]]:
    """The longest word loses its last letter until all fits, so that the field ends in a letter.

    How to shorten is the issuer's choice (part 4, 4.2.3.2). Words beyond what fits with one letter
    each are left out from the end, given names first.
    """

    def length() -> int:
        return len(FILLER.join(primary)) + (len(FILLER.join(secondary)) + 2 if secondary else 0)

    primary, secondary = list(primary), list(secondary)
    while length() > width:
        longest = max((word for word in (*primary, *secondary)), key=len)
        if len(longest) == 1:
            (secondary if len(secondary) > 1 else primary).pop()
            continue
        place = primary if longest in primary else secondary
        place[place.index(longest)] = longest[:-1]
    return primary, secondary


def read(name_field: str) -> Name:
    """The name in a field. One that ends in a letter may have been shortened."""
    surname, _, given = name_field.partition(FILLER * 2)
    return Name(
        " ".join(surname.split(FILLER)).strip(),
        " ".join(given.split(FILLER)).strip(),
        truncated=not name_field.endswith(FILLER),
    )


def same_person(one: str, other: str) -> bool:
    """Whether two written names can be one person's.

    Every legal spelling of a letter counts, in any order of the names; middle names may be missing in
    one of them; a name as it stands in a full field of the machine-readable zone may be shortened.
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    full = _is_full_field(one) or _is_full_field(other)
    pairs = [(first, second), *((each, second) for each in _joined(first))]
    pairs += ((first, each) for each in _joined(second))
    return any(_shared(*pair, shortened_=full) for pair in pairs)


def _shared(one: Sequence[Word], other: Sequence[Word], *, shortened_: bool) -> bool:
    fewer, more = sorted((one, other), key=len)
    needed = LEAST_SHARED if len(more) > 1 else 1
    return len(fewer) >= needed and _each_has_its_own(fewer, more, shortened_)


def _is_full_field(written: str) -> bool:
    return FILLER in written and len(written) in NAME_WIDTHS and not written.endswith(FILLER)


def _words(written: str) -> list[Word]:
    found = [spelled(word) for word in words_of(written)]
    return [] if None in found else [word for word in found if word]


def _joined(words: Sequence[Word]) -> Iterable[list[Word]]:
    """The name with neighbouring words written as one: VAN DER BERG is also VANDERBERG."""
    for start in range(len(words[:MANY])):
        for end in range(start + 2, len(words[:MANY]) + 1):
            one = tuple(letter for word in words[start:end] for letter in word)
            yield [*words[:start], one, *words[end:]]


def _each_has_its_own(fewer: Sequence[Word], more: Sequence[Word], shortened_: bool) -> bool:
    """Whether each word of one name finds a word of its own in the other (augmenting paths)."""
    held: dict[int, int] = {}

    def place(word: int, seen: set[int]) -> bool:
        for other, candidate in enumerate(more):
            if other in seen or not _alike(fewer[word], candidate, prefix=shortened_):
                continue
            seen.add(other)
            if other not in held or place(held[other], seen):
                held[other] = word
                return True
        return False

    return all(place(word, set()) for word in range(len(fewer)))


def _alike(one: Word, other: Word, *, prefix: bool = False) -> bool:
    """Whether some spelling of both is the same, or with `prefix` the beginning of the other's.

    Walks both words at once: a state is how far each has come, and what one of them is ahead by.
    """
    waiting = [(0, 0, "", "")]
    seen = set(waiting)
    while waiting:
        here, there, ahead, behind = waiting.pop()
        if here == len(one) and there == len(other) and ahead == behind == "":
            return True
        if prefix and _is_spent(here, one, ahead) != _is_spent(there, other, behind):
            return True
        for state in _steps(one, other, here, there, ahead, behind):
            if state not in seen:
                seen.add(state)
                waiting.append(state)
    return False


def _is_spent(place: int, word: Word, left: str) -> bool:
    return place == len(word) and not left


def _steps(
    one: Word, other: Word, here: int, there: int, ahead: str, behind: str
) -> Iterable[tuple[int, int, str, str]]:
    """Read the next letter of the word that is not ahead; what both have read must agree."""
    if not ahead and here < len(one):
        nexts = [(here + 1, there, text, behind) for text in one[here]]
    elif not behind and there < len(other):
        nexts = [(here, there + 1, ahead, text) for text in other[there]]
    else:
        return
    for at, beyond, mine, theirs in nexts:
        common = min(len(mine), len(theirs))
        if mine[:common] == theirs[:common]:
            yield at, beyond, mine[common:], theirs[common:]
