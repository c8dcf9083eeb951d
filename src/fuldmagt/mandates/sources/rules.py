"""What rights for many come to: which right each person gets from which source. Pure.

Source: decision-semantics, "Words": rights held through a group, a department or a package are
assignments too, made, changed and ended with their source, which they name.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fuldmagt.vocabulary.period import Period


@dataclass(frozen=True, slots=True)
class Spring:
    """A source in force now or later: who has it, and the rights that it gives each of them."""

    source: str
    users: frozenset[str]
    rights: frozenset[str]
    period: Period
    branches: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """What a person gets from a source: one right."""

    source: str
    user: str
    right: str


def shares(springs: Iterable[Spring]) -> frozenset[Share]:
    """All that is to be held through these sources."""
    return frozenset(
        Share(each.source, user, right) for each in springs for user in each.users for right in each.rights
    )
