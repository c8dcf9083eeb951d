"""Giving a group or a department a right, and taking it away: its people's rights follow at once (C5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.belonging.admitting import admit
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources import queries
from fuldmagt.mandates.sources.actions import Followed, follow, hold_with_clients
from fuldmagt.mandates.sources.holders import had_by, holder_called, unfit
from fuldmagt.mandates.sources.holders import source as new_source
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Kind, Share, stamp
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Given:
    """What a group or department has now, and what that did to its people's rights."""

    source: Source
    followed: Followed

    @property
    def stamp(self) -> str:
        """Who gets the right by this."""
        return stamp(Share("", each.user, each.right) for each in self.reached)

    @property
    def reached(self) -> list[Share]:
        return [each for each in self.followed.given if each.source == self.source.ref]


GIVEN: Final[Mapping[Kind, Event]] = {
    Kind.GROUP: Event.GROUP_RIGHT_GIVEN,
    Kind.DEPARTMENT: Event.DEPARTMENT_RIGHT_GIVEN,
}
ENDED: Final[Mapping[Kind, Event]] = {
    Kind.GROUP: Event.GROUP_RIGHT_ENDED,
    Kind.DEPARTMENT: Event.DEPARTMENT_RIGHT_ENDED,
}


def give(
    holder: str,
    wish: Wish,
    *,
    kind: Kind = Kind.GROUP,
    by: Actor,
    at: datetime,
    write: bool = True,
    seen: str | None = None,
) -> Given | Refusal:
    """Give a group or a department a right. With `write` False nothing is changed or logged: it says what
    would happen. `seen` is the stamp of what it said, when somebody has looked at that and agrees.

    The first right of a department reaches everybody who is in it then; whoever comes later waits until
    somebody who gives rights admits them, and a further right reaches those who are admitted.
    """
    with deed(GIVEN[kind], by=by.ref, at=at, organisation=by.organisation) as entry:
        if not write:
            entry.unchanged()
        source = _possible(holder, kind, wish, entry, by, at)
        if isinstance(source, Refusal):
            return entry.refused(source)
        if not write:
            return _foreseen(source, by, at)
        if seen is not None and seen != _foreseen(source, by, at).stamp:
            return entry.refused(Refusal(Reason.CHANGED_MEANWHILE, about="waiting"))
        if source.department is not None and not queries.of_department(source.department, at=at).exists():
            admit(list(queries.people_in(source.department)), by=by, at=at)
        source.save()
        entry.facts(since=source.starts_at.isoformat())
        entry.facts(until=source.ends_at.isoformat() if source.ends_at else None)
        return Given(source, follow(by.organisation, by=by, at=at))


def end(source: str, *, kind: Kind = Kind.GROUP, by: Actor, at: datetime) -> Given | Refusal:
    """Take from a group or department what it has: whoever holds it through that holds it no more."""
    with deed(ENDED[kind], by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_RIGHTS):
            return entry.refused(refusal)
        hold_with_clients(by.organisation)
        found = queries.source_called(source, organisation=by.organisation, at=at)
        holder = None if found is None else found.group if kind is Kind.GROUP else found.department
        if found is None or holder is None or found.right is None:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=source[:64]))
        entry.about(holder.ref)
        entry.facts(right=found.right.ref, source=found.ref)
        found.state, found.revoked_at, found.revoked_by = RecordState.REVOKED, at, by.ref
        found.save(update_fields=["state", "revoked_at", "revoked_by"])
        return Given(found, follow(by.organisation, by=by, at=at))


def _possible(holder: str, kind: Kind, wish: Wish, entry: Draft, by: Actor, at: datetime) -> Source | Refusal:
    """What is to be saved, or why it cannot be."""
    if refusal := by.refused(Deed.MANAGE_RIGHTS):
        return refusal
    organisation = hold_with_clients(by.organisation)
    found = holder_called(holder, kind, organisation=by.organisation)
    if found is None:
        return Refusal(Reason.NOT_FOUND, about=holder[:64])
    entry.about(found.ref)
    entry.facts(right=wish.right[:128])
    locked_right = catalogue.offered().filter(ref=wish.right).select_for_update(of=("self",), no_key=True)
    right = locked_right.first()
    if right is None:
        return Refusal(Reason.RIGHT_UNKNOWN, about=wish.right[:128])
    if refusal := unfit(found, wish, by, at, four_eyes=organisation.four_eyes):
        return refusal
    if had_by(found, at=at).filter(right=right).exists():
        return Refusal(Reason.ALREADY_EXISTS, about=f"{kind}_right")
    return new_source(found, wish, by, at, ref=dice.reference(), right=right)


def _foreseen(source: Source, by: Actor, at: datetime) -> Given:
    return Given(source, follow(by.organisation, by=by, at=at, write=False, also=[source]))
