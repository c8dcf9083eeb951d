"""What rights for many come to: which right each person gets from which source. Pure.

Source: decision-semantics, "Words": rights held through a group, a department or a package are
assignments too, made, changed and ended with their source, which they name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from fuldmagt.vocabulary.period import Period


class Kind(StrEnum):
    """What has a right for many."""

    GROUP = "group"
    DEPARTMENT = "department"
    USER = "user"  # of packages alone: single rights are given to people directly


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


def stamp(shares: Iterable[Share]) -> str:
    """Whom an administrator saw get what: sent along with the deed, so that a change meanwhile is told."""
    seen = "\n".join(f"{each.user} {each.right}" for each in sorted(shares))
    return sha256(seen.encode()).hexdigest()[:32]
