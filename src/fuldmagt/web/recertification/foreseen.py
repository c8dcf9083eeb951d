"""What a review would be if it began now: which rights and lists, who is asked, and for whom nobody is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.recertification.beginning import Place

SHOWN: Final = 100


@dataclass(slots=True)
class Asked:
    """One person, and what of the review is theirs to go through."""

    name: str
    lists: list[str] = field(default_factory=list)
    rights: int = 0


@dataclass(frozen=True, slots=True)
class Foreseen:
    rights: int
    people: int
    lists: int
    asked: Sequence[Asked]
    more: int
    """How many are asked who are not shown."""
    nobody: Sequence[str]
    """Whose rights nobody could go through."""


def foreseen(places: Mapping[Place, list[Assignment]]) -> Foreseen:
    rows = [row for held in places.values() for row in held]
    asked: dict[str, Asked] = defaultdict(lambda: Asked(""))
    nobody: set[str] = set()
    for place, held in places.items():
        if place.reviewer is None:
            nobody |= {row.user.name for row in held}
            continue
        one = asked[place.reviewer.ref]
        one.name = place.reviewer.name
        one.lists.append(place.title)
        one.rights += len(held)
    those = sorted(asked.values(), key=lambda each: each.name)
    return Foreseen(
        rights=len(rows),
        people=len({row.user_id for row in rows}),
        lists=len(places),
        asked=those[:SHOWN],
        more=max(0, len(those) - SHOWN),
        nobody=sorted(nobody),
    )
