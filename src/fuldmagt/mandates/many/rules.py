"""What a change of many people's rights comes to, person by person and right by right. Pure.

Who gets, keeps and loses what follows the same rules as a save of one user's tree (assignments.rules).
Whoever it cannot reach is left out with the reason; the others go on.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import product
from typing import Final

from fuldmagt.catalogue.rules import Rights, open_to
from fuldmagt.mandates.assignments.rules import Holding, Wish, in_the_way, stamp
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period

MOST_PEOPLE: Final = 2000
MOST_RIGHTS: Final = 10
MOST: Final = 4000
"""People times rights in one change: it is looked through by somebody, and done in one piece."""


class What(StrEnum):
    GIVE = "give"
    TAKE = "take"
    LAST_DAY = "last_day"
    BRANCHES = "branches"
    NOTE = "note"


class Why(StrEnum):
    """Why somebody is left out."""

    HAS_IT = "has_it"
    HAS_IT_OTHERWISE = "has_it_otherwise"
    THROUGH = "through"
    HAS_NOT = "has_not"
    IS_SO = "is_so"
    OVER_BEFORE = "over_before"
    LOCKED = "locked"
    OWN = "own"
    NOT_OFFERED = "not_offered"
    NOT_FOR = "not_for"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to become of some rights. What its kind does not name stays as each person has it."""

    what: What
    rights: tuple[str, ...]
    since: datetime | None = None  # none, or in the past: from the moment it is done
    until: datetime | None = None
    branches: frozenset[str] = frozenset()
    note: str = ""

    def wish(self, right: str, at: datetime) -> Wish:
        return Wish(right, Period(max(self.since or at, at), self.until), self.branches, self.note)

    def instead_of(self, held: Holding) -> Wish:
        """What somebody is to have instead of this."""
        as_held = Wish(held.right, held.period, held.branches, held.note)
        if self.what is What.LAST_DAY:
            return replace(as_held, period=Period(held.period.start, self.until))
        if self.what is What.BRANCHES:
            return replace(as_held, branches=self.branches)
        return replace(as_held, note=self.note)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody whom a change is about, with all that the person holds for the organisation."""

    user: str
    category: Category
    held: tuple[Holding, ...]
    locked: bool = False
    own: bool = False  # the one who acts, where two persons are needed


@dataclass(frozen=True, slots=True)
class Line:
    """One right of one person: what ends and what is given instead, or why it stays as it is."""

    user: str
    right: str
    ends: Holding | None = None
    wish: Wish | None = None
    why: Why | None = None
    by: str = ""  # the right or the source that stands in the way

    @property
    def changes(self) -> bool:
        return self.why is None


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the lines of a change. `offered` are the rights of the catalogue that can be given."""

    change: Change
    offered: Mapping[str, Collection[str]]
    law: Rights
    at: datetime

    def lines(self, receiver: Receiver) -> Iterable[Line]:
        for right in self.change.rights:
            same = [each for each in receiver.held if (each.user, each.right) == (receiver.user, right)]
            direct = [each for each in same if not each.source]
            through = next((each.source for each in same if each.source), "")
            if self.change.what is What.GIVE:
                yield self._given(receiver, right, direct, through)
            elif not direct:
                why = Why.THROUGH if through else Why.HAS_NOT
                yield Line(receiver.user, right, why=why, by=through)
            for held in direct if self.change.what is not What.GIVE else ():
                yield self._changed(receiver, held)

    def _given(self, receiver: Receiver, right: str, direct: list[Holding], through: str) -> Line:
        wish = self.change.wish(right, self.at)
        if direct:
            has = any(each.satisfies(wish) for each in direct)
            return Line(receiver.user, right, why=Why.HAS_IT if has else Why.HAS_IT_OTHERWISE)
        if through:
            return Line(receiver.user, right, why=Why.THROUGH, by=through)
        return self._wished(receiver, wish, None)

    def _changed(self, receiver: Receiver, held: Holding) -> Line:
        if self.change.what is What.TAKE:
            return Line(receiver.user, held.right, ends=held)
        wish = self.change.instead_of(held)
        if wish == Wish(held.right, held.period, held.branches, held.note):
            return Line(receiver.user, held.right, why=Why.IS_SO)
        if wish.period.end is not None and wish.period.end <= wish.period.start:
            return Line(receiver.user, held.right, why=Why.OVER_BEFORE)
        return self._wished(receiver, wish, held)

    def _wished(self, receiver: Receiver, wish: Wish, instead_of: Holding | None) -> Line:
        def left_out(why: Why, by: str = "") -> Line:
            return Line(receiver.user, wish.right, why=why, by=by)

        if receiver.own:
            return left_out(Why.OWN)
        if receiver.locked:
            return left_out(Why.LOCKED)
        if wish.right not in self.offered:
            return left_out(Why.NOT_OFFERED)
        if not open_to([Category(each) for each in self.offered[wish.right]], receiver.category):
            return left_out(Why.NOT_FOR)
        beside = [each for each in receiver.held if each is not instead_of]
        if excluding := in_the_way(wish, beside, self.law):
            return left_out(Why.EXCLUDED, min(excluding))
        return Line(receiver.user, wish.right, ends=instead_of, wish=wish)


def at_odds(rights: Collection[str], law: Rights) -> str:
    """One of these rights that excludes another one of them; empty when nobody is kept from having all."""
    return next((each for each in rights if law.excluded_by(each, set(rights) - {each})), "")


def stamped(change: Change, lines: Iterable[Line]) -> str:
    """What an administrator saw: everything that will be done, and in place of which record."""
    said = [
        f"{each.user} {each.right} {each.ends.record if each.ends else ''} {_said(each.wish)}"
        for each in lines
        if each.changes
    ]
    return stamp([f"{change.what} {change.since}", *said])


def _said(wish: Wish | None) -> str:
    return f"{wish.period.end} {sorted(wish.branches)} {wish.note}" if wish else ""


def reverse(change: Change, lines: Iterable[Line], at: datetime) -> Change | None:
    """The change that undoes what was done to these people, where one and the same does for all of them."""
    done = [each for each in lines if each.changes]
    users, rights = {each.user for each in done}, {each.right for each in done}
    pairs = [(each.user, each.right) for each in done]
    if not done or sorted(pairs) != sorted(product(users, rights)):
        return None
    back = tuple(each for each in change.rights if each in rights)
    if change.what is What.GIVE:
        return Change(what=What.TAKE, rights=back)
    before = [each.ends for each in done if each.ends is not None]
    first = before[0]
    if change.what is What.LAST_DAY:
        ended = {each.period.end for each in before}
        possible = len(ended) == 1 and (first.period.end is None or first.period.end > at)
        return Change(what=What.LAST_DAY, rights=back, until=first.period.end) if possible else None
    if change.what is What.BRANCHES:
        same = len({each.branches for each in before}) == 1
        return Change(what=What.BRANCHES, rights=back, branches=first.branches) if same else None
    if change.what is What.NOTE:
        same = len({each.note for each in before}) == 1
        return Change(what=What.NOTE, rights=back, note=first.note) if same else None
    limits = {(max(each.period.start, at), each.period.end, each.branches, each.note) for each in before}
    if len(limits) != 1:
        return None
    period = Period(max(first.period.start, at), first.period.end)
    since = period.start if period.start > at else None
    return Change(
        what=What.GIVE, rights=back, since=since, until=period.end, branches=first.branches, note=first.note
    )
