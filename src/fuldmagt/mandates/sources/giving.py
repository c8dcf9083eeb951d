"""Giving a group a right, and taking it from the group: its members' rights follow at once (C5)."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.groups.queries import group_called, is_among, members
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources import queries
from fuldmagt.mandates.sources.actions import Followed, follow
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import Branch
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Given:
    """What a group has now, and what that did to its members' rights."""

    source: Source
    followed: Followed


def give(
    group: str, wish: Wish, *, note: str = "", by: Actor, at: datetime, write: bool = True
) -> Given | Refusal:
    """Give a group a right. With `write` False nothing is changed or logged: it says what would happen."""
    with deed(Event.GROUP_RIGHT_GIVEN, by=by.ref, at=at, organisation=by.organisation) as entry:
        if not write:
            entry.unchanged()
        source = _possible(group, wish, note, entry, by, at)
        if isinstance(source, Refusal):
            return entry.refused(source)
        if not write:
            return Given(source, follow(by.organisation, by=by, at=at, write=False, also=[source]))
        source.save()
        entry.facts(since=source.starts_at.isoformat())
        entry.facts(until=source.ends_at.isoformat() if source.ends_at else None)
        return Given(source, follow(by.organisation, by=by, at=at))


def end(source: str, *, by: Actor, at: datetime) -> Given | Refusal:
    """Take from a group what it has: whoever holds it through the group holds it no more."""
    with deed(Event.GROUP_RIGHT_ENDED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_RIGHTS):
            return entry.refused(refusal)
        locked(by.organisation)
        found = queries.source_called(source, organisation=by.organisation, at=at)
        if found is None or found.group is None or found.right is None:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=source[:64]))
        entry.about(found.group.ref)
        entry.facts(right=found.right.ref, source=found.ref)
        found.state, found.revoked_at, found.revoked_by = RecordState.REVOKED, at, by.ref
        found.save(update_fields=["state", "revoked_at", "revoked_by"])
        return Given(found, follow(by.organisation, by=by, at=at))


def _possible(group: str, wish: Wish, note: str, entry: Draft, by: Actor, at: datetime) -> Source | Refusal:
    """What is to be saved, or why it cannot be."""
    if refusal := by.refused(Deed.MANAGE_RIGHTS):
        return refusal
    organisation = locked(by.organisation)
    found = group_called(group, organisation=by.organisation)
    if found is None:
        return Refusal(Reason.NOT_FOUND, about=group[:64])
    entry.about(found.ref)
    entry.facts(right=wish.right[:128])
    locked_right = catalogue.offered().filter(ref=wish.right).select_for_update(of=("self",), no_key=True)
    right = locked_right.first()
    if right is None:
        return Refusal(Reason.RIGHT_UNKNOWN, about=wish.right[:128])
    if refusal := _against(found, wish, by, at, four_eyes=organisation.four_eyes):
        return refusal
    return Source(
        ref=dice.reference(),
        organisation=organisation,
        acted_for=organisation,
        group=found,
        right=right,
        branches=sorted(wish.branches),
        starts_at=max(wish.period.start, at),  # nothing is given for the past
        ends_at=wish.period.end,
        given_by=by.ref,
        note=" ".join(note.split())[:200],
    )


def _against(group: Group, wish: Wish, by: Actor, at: datetime, *, four_eyes: bool) -> Refusal | None:
    if four_eyes and is_among(by, members(group)):
        return Refusal(Reason.SECOND_PERSON_NEEDED, about=wish.right)
    if wish.period.end is not None and wish.period.end <= max(wish.period.start, at):
        return Refusal(Reason.INPUT_NOT_USABLE, about=wish.right)
    ours = Branch.objects.filter(organisation__ref=by.organisation, ref__in=wish.branches)
    if ours.count() != len(wish.branches):
        return Refusal(Reason.BRANCH_UNKNOWN, about=wish.right)
    if queries.of_group(group, at=at).filter(right__ref=wish.right).exists():
        return Refusal(Reason.ALREADY_EXISTS, about="group_right")
    return None
