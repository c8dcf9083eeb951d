"""Groups of employees: made, changed and closed, and who is in them (C5).

Whoever is in a group has what the group has. So all of this is done by those who give rights, and
what people hold follows in the same transaction (decision 0028).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.mandates.groups import queries
from fuldmagt.mandates.groups.models import Group, Member
from fuldmagt.mandates.groups.rules import same_name
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources.actions import Followed, follow, hold_with_clients
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import Actor, Deed, UserKind, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Who came into a group or left it, and what that did to the rights of all."""

    users: tuple[str, ...]
    followed: Followed


def create(particulars: Particulars, *, by: Actor, at: datetime) -> Group | Refusal:
    with deed(Event.GROUP_CREATED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_RIGHTS):
            return entry.refused(refusal)
        organisation = locked(by.organisation)
        group = Group(ref=dice.reference(), organisation=organisation, created_at=at, created_by=by.ref)
        entry.about(group.ref)
        if refusal := _written(group, particulars):
            return entry.refused(refusal)
        entry.facts(name=group.name)
        return group


def change(group: str, particulars: Particulars, *, by: Actor, at: datetime) -> Group | Refusal:
    with deed(Event.GROUP_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(group)
        found = _held(group, by)
        if isinstance(found, Refusal):
            return entry.refused(found)
        before = Particulars(name=found.name, description=found.description)
        if refusal := _written(found, particulars):
            return entry.refused(refusal)
        if before == Particulars(name=found.name, description=found.description):
            entry.unchanged()
        entry.facts(name=found.name, name_before=before.name)
        return found


def close(group: str, *, by: Actor, at: datetime) -> Followed | Refusal:
    """Close a group for good: what its members hold through it ends at once."""
    with deed(Event.GROUP_CLOSED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(group)
        found = _held(group, by)
        if isinstance(found, Refusal):
            return entry.refused(found)
        entry.facts(name=found.name)
        found.closed_at = at
        found.save(update_fields=["closed_at"])
        having = Source.objects.filter(group=found, state=RecordState.ACTIVE)
        having.update(state=RecordState.REVOKED, revoked_at=at, revoked_by=by.ref)
        return follow(by.organisation, by=by, at=at)


def add(group: str, users: Collection[str], *, by: Actor, at: datetime) -> Moved | Refusal:
    """Put users in the group, all of them or nobody. Who is in it already stays in it."""
    with deed(Event.GROUP_JOINED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(group)
        found = _held(group, by)
        if isinstance(found, Refusal):
            return entry.refused(found)
        coming = _coming(found, users)
        if isinstance(coming, Refusal):
            return entry.refused(coming)
        if found.organisation.four_eyes and queries.is_among(by, coming):
            return entry.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about=by.ref))
        if not coming:
            entry.unchanged()
            return Moved((), Followed())
        entry.about(*(each.ref for each in coming))
        entry.facts(group=found.ref, name=found.name)
        rows = [Member(group=found, user=each, since=at, added_by=by.ref) for each in coming]
        Member.objects.bulk_create(rows)
        return Moved(tuple(each.ref for each in coming), follow(by.organisation, by=by, at=at))


def remove(group: str, user: str, *, by: Actor, at: datetime) -> Moved | Refusal:
    """Take a user out: what the user holds through the group ends at once."""
    with deed(Event.GROUP_LEFT, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(group)
        found = _held(group, by)
        if isinstance(found, Refusal):
            return entry.refused(found)
        gone, _each = Member.objects.filter(group=found, user__ref=user).delete()
        if not gone:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=user[:64]))
        entry.about(user)
        entry.facts(group=found.ref, name=found.name)
        return Moved((user,), follow(by.organisation, by=by, at=at))


def _held(group: str, by: Actor) -> Group | Refusal:
    """The open group, for whom others have to wait; another organisation's is not found."""
    if refusal := by.refused(Deed.MANAGE_RIGHTS):
        return refusal
    organisation: Organisation = hold_with_clients(by.organisation)
    found = queries.group_called(group, organisation=by.organisation)
    if found is None:
        return Refusal(Reason.NOT_FOUND, about=group[:64])
    found.organisation = organisation
    return found


def _written(group: Group, wanted: Particulars) -> Refusal | None:
    name = " ".join(wanted.name.split())
    beside = queries.groups_of(group.organisation.ref).exclude(ref=group.ref)
    if same_name(name, beside.values_list("name", flat=True)):
        return Refusal(Reason.ALREADY_EXISTS, about="group")
    group.name, group.description = name, " ".join(wanted.description.split())
    group.save()
    return None


def _coming(group: Group, users: Collection[str]) -> list[BusinessUser] | Refusal:
    """Who of these is not in it yet. One that is not the organisation's, or is closed, stops all."""
    ours = BusinessUser.objects.filter(ref__in=users, organisation=group.organisation, kind=UserKind.PERSON)
    there = {each.ref: each for each in ours.exclude(state=UserState.CLOSED).order_by("pk")}
    for ref in users:
        if ref not in there:
            return Refusal(Reason.NOT_FOUND, about=ref[:64])
    inside = set(group.members.values_list("user__ref", flat=True))
    return [each for each in there.values() if each.ref not in inside]
