"""Folding what is too much to draw into groups that open on demand. Pure.

A first look at an organisation of any size has at most `MOST` knots: the sum of what each column may hold.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

MOST: Final = 60
COLUMN: Final = {"people": 14, "others": 6, "clients": 16, "services": 14}
assert sum(COLUMN.values()) + 1 <= MOST
BUCKETS: Final = 12
OPENED: Final = 40  # members of an opened group that stand one by one; more are folded again


@dataclass(frozen=True, slots=True)
class Leaf:
    """Somebody or something by itself. `family` and `family_name` are what it is grouped by."""

    id: str
    name: str
    family: str = ""
    family_name: str = ""

    @property
    def place(self) -> tuple[str, str]:
        return self.name.casefold(), self.id


@dataclass(frozen=True, slots=True)
class Fold:
    """A knot of a column: a leaf, or a group of leaves. `within` is the opened group that it is part of."""

    id: str
    name: str
    leaves: tuple[Leaf, ...]
    group: bool = False
    within: str = ""


def folded(column: str, leaves: Collection[Leaf], opened: Collection[str], rest: str = "…") -> list[Fold]:
    """The column as it is drawn: one by one where they are few, else by family, else by the alphabet.

    Of more families than there is room for the small ones stand together, under the name `rest`.
    """
    ordered = sorted(leaves, key=lambda leaf: leaf.place)
    most = COLUMN[column]
    if len(ordered) <= most:
        return [_alone(leaf) for leaf in ordered]
    families = _families(ordered)
    if len(families) > 1:
        return _by_family(column, families, opened, rest)
    return _buckets(column, ordered, opened, "", min(BUCKETS, most))


def _by_family(
    column: str, families: Mapping[str, list[Leaf]], opened: Collection[str], rest: str
) -> list[Fold]:
    most, large = COLUMN[column], set(families)
    if len(families) > most:
        by_size = sorted(families, key=lambda family: (-len(families[family]), family))
        large = set(by_size[: most - 1])
    found = _groups(column, {family: families[family] for family in families if family in large}, opened, "")
    small = {family: members for family, members in families.items() if family not in large}
    others = tuple(leaf for members in small.values() for leaf in members)
    if not others:
        return found
    if (id := f"{column}~") in opened:
        return found + _groups(column, small, opened, id)
    return [*found, Fold(id, rest, others, group=True)]


def _groups(
    column: str, families: Mapping[str, list[Leaf]], opened: Collection[str], within: str
) -> list[Fold]:
    return [
        fold
        for family, members in families.items()
        for fold in _group(f"{column}:{family}", members[0].family_name, members, opened, within)
    ]


def _alone(leaf: Leaf, within: str = "") -> Fold:
    return Fold(leaf.id, leaf.name, (leaf,), within=within)


def _families(ordered: Sequence[Leaf]) -> Mapping[str, list[Leaf]]:
    """By the family's name; those without one come last."""
    by_family = sorted(ordered, key=lambda leaf: (not leaf.family, leaf.family_name.casefold(), leaf.family))
    return {family: list(members) for family, members in groupby(by_family, key=lambda leaf: leaf.family)}


def _group(id: str, name: str, members: Sequence[Leaf], opened: Collection[str], within: str) -> list[Fold]:
    if len(members) == 1:
        return [_alone(members[0], within)]
    if id not in opened:
        return [Fold(id, name, tuple(members), group=True, within=within)]
    if len(members) <= OPENED:
        return [_alone(leaf, id) for leaf in members]
    return _buckets(id, members, opened, id, BUCKETS)


def _buckets(id: str, members: Sequence[Leaf], opened: Collection[str], within: str, most: int) -> list[Fold]:
    """Cut into parts of about one size, each named by the first and last of its names."""
    size = -(-len(members) // most)
    parts = [members[at : at + size] for at in range(0, len(members), size)]
    return [
        fold
        for number, part in enumerate(parts)
        for fold in _group(f"{id}.{number}", span(part), part, opened, within)
    ]


def span(part: Sequence[Leaf]) -> str:
    """From which name to which, as far as it tells them from one another."""
    first, last = part[0].name, part[-1].name
    letters = next(
        (at for at, (a, b) in enumerate(zip(first.casefold(), last.casefold(), strict=False)) if a != b), 2
    )
    cut = min(letters + 1, 12)
    return f"{first[:cut].strip().capitalize()} – {last[:cut].strip().capitalize()}"
