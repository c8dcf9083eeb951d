"""Which rights can be given to a user, and what stands in the way. Pure.

Sources: requirements C2 and C3; decision-semantics, "Conflict". The law lets two rights that exclude
one another carry nothing; here the second is not given in the first place. Stricter than the law,
every record that holds now or later counts, also one that sleeps because it is not open to the
user's department: else a change of department would wake it beside the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from fuldmagt.catalogue.rules import Rights, open_to
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal

OWN_GIFT: Final = "own_gift"
"""Why the platform ends a right: its holder gave it, and two persons were needed."""


REVIEWED: Final = "review"
"""Why a right ended that nobody with the power to take rights took: whoever reviews it withdrew it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A right to be given: for which time, for which branches (none: the whole organisation), and a case
    number or note, which says why and limits nothing."""

    right: str
    period: Period
    branches: frozenset[str] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A right that a user of the person holds for the organisation, now or later."""

    record: str
    user: str
    right: str
    period: Period
    branches: frozenset[str] = frozenset()
    source: str = ""  # a group, department or package; empty: given directly
    note: str = ""

    def satisfies(self, wish: Wish) -> bool:
        """Whether giving the wish would add nothing: the same right, as long, for the same branches."""
        same = (self.right, self.branches) == (wish.right, wish.branches)
        return same and self.period.end == wish.period.end and self.period.start <= wish.period.start


def overlap(one: Period, other: Period) -> bool:
    return (one.end is None or other.start < one.end) and (other.end is None or one.start < other.end)


def in_the_way(wish: Wish, held: Iterable[Holding], law: Rights) -> frozenset[str]:
    """The rights held at some moment of the wish that exclude it."""
    beside = {each.right for each in held if overlap(wish.period, each.period)}
    return law.excluded_by(wish.right, beside)


def refused(
    wish: Wish, categories: Iterable[str], category: Category, held: Iterable[Holding], law: Rights
) -> Refusal | None:
    """Why the right cannot be given to a user of this category who holds these; None when it can."""
    if not open_to([Category(each) for each in categories], category):
        return Refusal(Reason.NOT_ELIGIBLE, about=wish.right)
    if in_the_way(wish, held, law):
        return Refusal(Reason.RIGHTS_CONFLICT, about=wish.right)
    return None


@dataclass(frozen=True, slots=True)
class Tick:
    """What a right is to one user: the box in the tree, and why it is as it is."""

    right: str
    direct: Holding | None = None  # given to this user directly
    through: Holding | None = None  # given by a group, department or package
    implied_by: frozenset[str] = frozenset()  # rights held that this one comes along with
    excluded_by: tuple[Holding, ...] = ()  # what the person holds and cannot hold beside it
    is_open: bool = True  # to the user's category

    @property
    def has(self) -> bool:
        return bool(self.direct or self.through or self.implied_by)

    @property
    def can_be_given(self) -> bool:
        return self.is_open and not self.excluded_by

    @property
    def sleeps(self) -> bool:
        """Given, and of no effect: not open to the department, or held beside one that excludes it."""
        return self.direct is not None and not self.can_be_given


def tick(
    right: str,
    categories: Iterable[str],
    category: Category,
    user: str,
    held: Iterable[Holding],
    law: Rights,
    at: datetime,
) -> Tick:
    """How the right stands for the user, whose person holds these."""
    held = list(held)
    own = [each for each in held if each.user == user]
    same = [each for each in own if each.right == right]
    direct = next((each for each in same if not each.source), None)
    wish = Wish(right, direct.period if direct else Period(at))
    others = [each for each in held if each is not direct]
    excluding = in_the_way(wish, others, law)
    return Tick(
        right=right,
        direct=direct,
        through=next((each for each in same if each.source), None),
        implied_by=frozenset(
            each.right for each in own if each.right != right and law.covers(each.right, right)
        ),
        excluded_by=tuple(each for each in others if each.right in excluding),
        is_open=open_to([Category(each) for each in categories], category),
    )


def stamp(records: Iterable[str]) -> str:
    """What an administrator saw: sent along with the change, so that a second one is told."""
    return sha256("\n".join(sorted(records)).encode()).hexdigest()[:32]
