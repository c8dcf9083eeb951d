"""Rights of many people, changed at once: looked at first, then done as it was shown or not at all (C5)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed, together
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.clients.systems.queries import own_among
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.many import queries, rules
from fuldmagt.mandates.many.rules import Change, Judge, Line, Receiver, What
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources.actions import follow, hold_with_clients
from fuldmagt.organisations.models import Branch, BusinessUser
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed, OrganisationState, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal

STOPPED: Final = frozenset({UserState.LOCKED, UserState.SUSPENDED})
"""Who was stopped is given nothing among many; whoever means it gives it to that one user."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a change will do, line by line in the order of the people's names."""

    lines: list[Line]
    stamp: str
    users: Mapping[str, BusinessUser]
    rights: Mapping[str, Right]

    @property
    def changing(self) -> list[Line]:
        return [each for each in self.lines if each.changes]

    @property
    def staying(self) -> list[Line]:
        return [each for each in self.lines if not each.changes]


def plan(people: Collection[str], change: Change, *, by: Actor, at: datetime) -> Plan | Refusal:
    """What a save would do. Nothing is changed, locked or logged."""
    return Planning(people, change, by, at).done()


def save(people: Collection[str], change: Change, *, seen: str, by: Actor, at: datetime) -> Plan | Refusal:
    """Do what the plan says, all of it; nothing where it has changed since it was shown."""
    with together():
        hold_with_clients(by.organisation)  # first: whoever else changes rights waits here
        planned = Planning(people, change, by, at, write=True).done()
        if not isinstance(planned, Refusal) and planned.stamp != seen:
            planned = Refusal(Reason.CHANGED_MEANWHILE, about="people")
        if isinstance(planned, Refusal):
            event = Event.RIGHT_WITHDRAWN if change.what is What.TAKE else Event.RIGHT_GIVEN
            with deed(event, by=by.ref, at=at, organisation=by.organisation) as draft:
                return draft.refused(planned)
        Writing(planned, by, at).done()
        return planned


class Planning:
    """A change of these people’s rights, judged as things stand; begun under the lock where it writes."""

    def __init__(
        self, people: Collection[str], change: Change, by: Actor, at: datetime, *, write: bool = False
    ) -> None:
        self.people, self.change, self.by, self.at, self.write = people, change, by, at, write

    def done(self) -> Plan | Refusal:
        self.law = catalogue.rights_law()
        if refusal := self.by.refused(Deed.MANAGE_RIGHTS) or self._unfit():
            return refusal
        users = queries.chosen(self.people, organisation=self.by.organisation)
        if not users:
            return Refusal(Reason.NOT_FOUND, about="people")
        organisation = users[0].organisation
        if organisation.state != OrganisationState.ACTIVE:
            return Refusal(Reason.ORGANISATION_CLOSED, about=organisation.ref)
        offered = self._offered()
        open_for = {ref: right.categories for ref, right in offered.items()}
        judge = Judge(self.change, open_for, self.law, self.at)
        lines = [line for each in self._receivers(users) for line in judge.lines(each)]
        rights = catalogue.rights_called(set(self.change.rights)) | offered
        return Plan(lines, rules.stamped(self.change, lines), {each.ref: each for each in users}, rights)

    def _unfit(self) -> Refusal | None:
        """What is against the change whoever it is for."""
        change, count = self.change, len(self.change.rights)
        if len(self.people) > rules.MOST_PEOPLE:
            return Refusal(Reason.INPUT_NOT_USABLE, about="people")
        if not 0 < count <= rules.MOST_RIGHTS or len(self.people) * count > rules.MOST:
            return Refusal(Reason.INPUT_NOT_USABLE, about="right")
        if change.until is not None and change.until <= max(change.since or self.at, self.at):
            return Refusal(Reason.INPUT_NOT_USABLE, about="until")
        ours = Branch.objects.filter(organisation__ref=self.by.organisation, ref__in=change.branches)
        if ours.count() != len(change.branches):
            return Refusal(Reason.BRANCH_UNKNOWN, about="branches")
        if change.what is What.GIVE and (one := rules.at_odds(change.rights, self.law)):
            return Refusal(Reason.RIGHTS_CONFLICT, about=one)
        return None

    def _offered(self) -> dict[str, Right]:
        """Locked against being taken out of the catalogue meanwhile, where they are to be given."""
        found = catalogue.offered().filter(ref__in=self.change.rights).order_by("pk")
        if self.write and self.change.what is not What.TAKE:
            found = found.select_for_update(of=("self",), no_key=True)
        return {each.ref: each for each in found}

    def _receivers(self, users: list[BusinessUser]) -> Iterator[Receiver]:
        own = own_among([each for each in users if each.organisation.four_eyes], self.by)
        held = queries.held_by_each(users, organisation=self.by.organisation, at=self.at)
        for each in users:
            yield Receiver(
                user=each.ref,
                category=Category(each.category),
                held=held[each.ref],
                locked=each.state in STOPPED,
                own=each.ref in own,
            )


class Writing:
    """What the plan says, written down: one deed for each right, one entry of the log for each person."""

    def __init__(self, planned: Plan, by: Actor, at: datetime) -> None:
        self.planned, self.by, self.at = planned, by, at
        self.together = dice.reference()  # what was done at once is found together in the log

    def done(self) -> None:
        ending: dict[str, list[Line]] = defaultdict(list)
        giving: dict[str, list[tuple[Line, Wish]]] = defaultdict(list)
        for line in self.planned.changing:
            if line.ends is not None:
                ending[line.right].append(line)
            if line.wish is not None:
                giving[line.right].append((line, line.wish))
        for right, lines in ending.items():
            self._end(right, lines)
        for right, wished in giving.items():
            self._give(self.planned.rights[right], wished)
        if ending or giving:
            raise_revision(self.by.organisation)
        if ending:  # what stood in the way of a group's or department's right may be gone
            users = {line.user for lines in ending.values() for line in lines}
            follow(self.by.organisation, by=self.by, at=self.at, only=users)

    def _end(self, right: str, lines: list[Line]) -> None:
        records = [line.ends.record for line in lines if line.ends is not None]
        with self._deed(Event.RIGHT_WITHDRAWN) as draft:
            for line, record in zip(lines, records, strict=True):
                draft.each(line.user, right=right, assignment=record, together=self.together)
            Assignment.objects.filter(ref__in=records).update(
                state=RecordState.REVOKED, revoked_at=self.at, revoked_by=self.by.ref
            )

    def _give(self, right: Right, wished: list[tuple[Line, Wish]]) -> None:
        rows = [self._row(self.planned.users[line.user], right, wish) for line, wish in wished]
        with self._deed(Event.RIGHT_GIVEN) as draft:
            Assignment.objects.bulk_create(rows)
            for row in rows:
                until = row.ends_at.isoformat() if row.ends_at else None
                draft.each(
                    row.user.ref,
                    right=right.ref,
                    assignment=row.ref,
                    since=row.starts_at.isoformat(),
                    until=until,
                    together=self.together,
                )

    def _row(self, user: BusinessUser, right: Right, wish: Wish) -> Assignment:
        return Assignment(
            ref=dice.reference(),
            user=user,
            right=right,
            organisation=user.organisation,
            branches=sorted(wish.branches),
            starts_at=max(wish.period.start, self.at),  # nothing is given for the past
            ends_at=wish.period.end,
            given_by=self.by.ref,
            note=" ".join(wish.note.split())[:200],
        )

    def _deed(self, event: Event) -> AbstractContextManager[Draft]:
        return deed(event, by=self.by.ref, at=self.at, organisation=self.by.organisation)
