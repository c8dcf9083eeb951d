"""What rights mean to one another: covers, open to, in conflict. Pure; everybody asks here.

Source: decision-semantics, "Words". A right is named by its reference, `SERVICE:NAME`.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Final

from fuldmagt.vocabulary.categories import Category

NONE: Final[frozenset[str]] = frozenset()


def open_to(categories: Collection[Category], category: Category) -> bool:
    """Whether a right with these categories is open to one of this category: an empty list means all."""
    return not categories or category in categories


def covered(implies: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """All that each right covers: itself, and what it implies directly or through other rights."""
    return {right: _reached(right, implies) for right in implies}


def _reached(right: str, implies: Mapping[str, Iterable[str]]) -> frozenset[str]:
    seen, ahead = {right}, [right]
    while ahead:
        new = set(implies.get(ahead.pop(), ())) - seen
        seen |= new
        ahead.extend(new)
    return frozenset(seen)


@dataclass(frozen=True, slots=True)
class Rights:
    """A catalogue's implications and exclusive sets, ready to be asked."""

    covered_by: Mapping[str, frozenset[str]]
    exclusive: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, implies: Mapping[str, Iterable[str]], exclusive: Iterable[Iterable[str]] = ()) -> "Rights":
        return cls(covered(implies), tuple(frozenset(members) for members in exclusive))

    def all_covered(self, right: str) -> frozenset[str]:
        return self.covered_by.get(right, NONE)

    def covers(self, right: str, wanted: str) -> bool:
        return wanted in self.all_covered(right)

    def touched(self, right: str) -> tuple[frozenset[str], ...]:
        """The exclusive sets of which the right is, or covers, a member."""
        reached = self.all_covered(right)
        return tuple(members for members in self.exclusive if members & reached)

    def grantable(self, right: str) -> bool:
        """Whether a portal grant may give the right: not if it touches an exclusive set ("Portal grant")."""
        return not self.touched(right)

    def in_conflict(self, right: str, held: Set[str]) -> bool:
        """Whether the right carries nothing for one who holds these rights ("Conflict").

        `held` is everything that the person's standing records carry for the organisation, implied
        rights included, this right's own among them.
        """
        return any(len(members & held) > 1 for members in self.touched(right))

    def excluded_by(self, right: str, held: Iterable[str]) -> frozenset[str]:
        """Which of the rights held would come into conflict, were this one given besides them."""
        reached = self.all_covered(right)
        return frozenset(
            other
            for other in held
            for members in self.touched(right)
            if members & self.all_covered(other) and len(members & (self.all_covered(other) | reached)) > 1
        )
