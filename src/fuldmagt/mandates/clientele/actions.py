"""Client administration: many clients, many employees, one save (F4).

A save is planned, shown and then done: what was shown is what happens, or nothing does.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.clients.systems.queries import own_among
from fuldmagt.mandates.assignments import rules as giving
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.clientele import queries, rules, teams
from fuldmagt.mandates.clientele.teams import Team
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked_together
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cells, and the right that each is to have in the service; empty: none."""

    service: str
    mandates: tuple[str, ...]
    users: tuple[str, ...]
    right: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What is to become of an employee's rights for a client; or why it stays as it is."""

    mandate: Mandate
    user: BusinessUser
    gives: bool = False
    ends: tuple[Assignment, ...] = ()
    refusal: Refusal | None = None

    @property
    def changes(self) -> bool:
        return self.refusal is None and (self.gives or bool(self.ends))


@dataclass(frozen=True, slots=True)
class Plan:
    cells: list[Cell]
    stamp: str
    right: Right | None
    teams: tuple[Team, ...] = ()

    @property
    def changing(self) -> list[Cell]:
        return [each for each in self.cells if each.changes]

    @property
    def number(self) -> int:
        return len(self.changing) + sum(each.changes for each in self.teams)


def plan(wanted: Wanted, *, by: Actor, at: datetime) -> Plan | Refusal:
    """What a save would do, cell by cell. Nothing is changed."""
    return Planning(wanted, by, at).done()


def save(wanted: Wanted, *, seen: str, by: Actor, at: datetime) -> Plan | Refusal:
    """Do what the plan says, all of it; nothing where it has changed since it was shown."""
    with together():
        found = queries.these(wanted.mandates, organisation=by.organisation, at=at)
        locked_together({each.giver.ref for each in found} | {by.organisation})
        planned = plan(wanted, by=by, at=at)
        if not isinstance(planned, Refusal) and planned.stamp != seen:
            planned = Refusal(Reason.CHANGED_MEANWHILE, about="clients")
        if isinstance(planned, Refusal):
            with deed(Event.CLIENTS_ASSIGNED, by=by.ref, at=at, organisation=by.organisation) as draft:
                return draft.refused(planned)
        _write(planned, by=by, at=at)
        return planned


class Planning:
    def __init__(self, wanted: Wanted, by: Actor, at: datetime) -> None:
        self.wanted, self.by, self.at = wanted, by, at
        self.law = catalogue.rights_law()

    def done(self) -> Plan | Refusal:
        if refusal := self.by.refused(Deed.MANAGE_MANDATES):
            return refusal
        mandates = queries.these(self.wanted.mandates, organisation=self.by.organisation, at=self.at)
        users = list(queries.people(self.by.organisation).filter(ref__in=self.wanted.users))
        groups = list(queries.groups(self.by.organisation).filter(ref__in=self.wanted.groups))
        if not mandates or not (users or groups):
            return Refusal(Reason.NOT_FOUND, about="clients")
        if len(mandates) * (len(users) + len(groups)) > rules.MOST:
            return Refusal(Reason.INPUT_NOT_USABLE, about="clients")
        offered = {each.ref: each for each in queries.rights_of(self.wanted.service)}
        self.right = offered.get(self.wanted.right)
        if self.wanted.right and self.right is None:
            return Refusal(Reason.RIGHT_UNKNOWN, about=self.wanted.right[:128])
        self.held = queries.held(mandates, users, service=self.wanted.service, at=self.at)
        self.persons = queries.held_for_each(users, at=self.at)
        self.own = own_among([each for each in users if each.organisation.four_eyes], self.by)
        cells = [self._cell(mandate, user) for mandate, user in product(mandates, users)]
        had = queries.held_by_groups(mandates, groups, service=self.wanted.service, at=self.at)
        planning = teams.Planning(self.right, self.law, had, self.by, self.at)
        planned = tuple(planning.team(mandate, group) for mandate, group in product(mandates, groups))
        return Plan(cells, self._stamp(cells, planned), self.right, planned)

    def _stamp(self, cells: list[Cell], planned: Iterable[Team]) -> str:
        said = [
            f"{each.mandate.ref} {each.user.ref} {each.gives} {self.wanted.right} {row.ref if row else ''}"
            for each in cells
            if each.changes
            for row in each.ends or (None,)
        ]
        return giving.stamp([*said, *(each.said() for each in planned if each.changes)])

    def _cell(self, mandate: Mandate, user: BusinessUser) -> Cell:
        rows = [each for each in self.held.get((mandate.ref, user.ref), []) if each.source is None]
        going = rules.replaced({each.right.ref for each in rows}, self.wanted.right, self.law)
        ends = tuple(each for each in rows if each.right.ref in going)
        has = self.right is None or any(each.right.ref == self.wanted.right for each in rows)
        if not ends and not (has and rows) and self._through_a_group(mandate, user):
            return Cell(mandate, user, refusal=Refusal(Reason.ALREADY_EXISTS, about="group"))
        if refusal := None if has and not ends else self._against(mandate, user, ends, gives=not has):
            return Cell(mandate, user, refusal=refusal)
        return Cell(mandate, user, gives=not has, ends=ends)

    def _through_a_group(self, mandate: Mandate, user: BusinessUser) -> bool:
        """Whether a group gives what is wished for, or anything where rights are to be taken away."""
        held = [each for each in self.held.get((mandate.ref, user.ref), []) if each.source is not None]
        wanted = self.wanted.right
        return any(not wanted or self.law.covers(each.right.ref, wanted) for each in held)

    def _against(
        self, mandate: Mandate, user: BusinessUser, ends: tuple[Assignment, ...], *, gives: bool
    ) -> Refusal | None:
        if not gives or self.right is None:
            return None
        if user.ref in self.own:
            return Refusal(Reason.SECOND_PERSON_NEEDED, about=self.right.ref)
        if not rules.within(self.right.ref, queries.given(mandate), self.law):
            return Refusal(Reason.CHAIN_MISSING, about=self.right.ref)
        ending = {each.ref for each in ends}
        held = self.persons.get((queries.whose(user), mandate.giver.ref), [])
        beside = [each for each in held if each.record not in ending]
        wish, category = Wish(self.right.ref, Period(self.at)), Category(mandate.giver.category)
        return giving.refused(wish, self.right.categories, category, beside, self.law)


def _write(planned: Plan, *, by: Actor, at: datetime) -> None:
    given: dict[Mandate, list[Cell]] = defaultdict(list)
    ended: dict[tuple[Mandate, str], list[Assignment]] = defaultdict(list)
    for cell in planned.changing:
        if cell.gives:
            given[cell.mandate].append(cell)
        for row in cell.ends:
            ended[(cell.mandate, row.right.ref)].append(row)
    for (mandate, right), rows in ended.items():
        with deed(Event.CLIENTS_ASSIGNED, by=by.ref, at=at, organisation=by.organisation) as draft:
            draft.about(*(each.user.ref for each in rows))
            draft.facts(client=mandate.giver.ref, right=right, mandate=mandate.ref, ended=True)
            draft.facts(assignments=[each.ref for each in rows])
            Assignment.objects.filter(pk__in=[each.pk for each in rows]).update(
                state=RecordState.REVOKED, revoked_at=at, revoked_by=by.ref
            )
    for mandate, cells in given.items():
        assert planned.right is not None
        with deed(Event.CLIENTS_ASSIGNED, by=by.ref, at=at, organisation=by.organisation) as draft:
            draft.about(*(each.user.ref for each in cells))
            draft.facts(client=mandate.giver.ref, right=planned.right.ref, mandate=mandate.ref, given=True)
            made = [_row(each, planned.right, by, at) for each in cells]
            draft.facts(assignments=[each.ref for each in made])
            Assignment.objects.bulk_create(made)
    teams.write([each for each in planned.teams if each.changes], by=by, at=at)
    touched = {each.mandate.giver.ref for each in planned.changing}
    for organisation in sorted(touched | {by.organisation} if touched else set()):
        raise_revision(organisation)


def _row(cell: Cell, right: Right, by: Actor, at: datetime) -> Assignment:
    return Assignment(
        ref=dice.reference(),
        user=cell.user,
        right=right,
        organisation=cell.mandate.giver,
        mandate=cell.mandate,
        starts_at=max(at, cell.mandate.starts_at),
        given_by=by.ref,
    )
