"""The clients and employees as a grid: a word in every cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.catalogue.rules import Rights
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.clientele import queries
from fuldmagt.mandates.clientele.actions import Plan
from fuldmagt.mandates.clientele.rules import strongest
from fuldmagt.mandates.clientele.teams import Team
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.groups.queries import people
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.mandates.showing import last_day, state_of
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.rights.words import listed


@dataclass(frozen=True, slots=True)
class Column:
    """An employee, or a group of employees."""

    ref: str
    name: str
    field: str
    of: BusinessUser | Group

    @property
    def id(self) -> str:
        return f"{self.field[0]}-{self.of.pk}"


class Columns(Sequence[Column]):
    """The groups first, then the employees; read as far as they are shown."""

    def __init__(self, groups: Sequence[Group], people: QuerySet[BusinessUser]) -> None:
        self.groups, self.people = [Column(each.ref, each.name, "group", each) for each in groups], people
        self.count_of_people = people.count()

    def __len__(self) -> int:
        return len(self.groups) + self.count_of_people

    def __getitem__(self, place: Any) -> Any:
        first, last, _step = place.indices(len(self))
        there = len(self.groups)
        people = self.people[max(0, first - there) : max(0, last - there)]
        named = [Column(each.ref, each.name, "user", each) for each in people]
        return [*self.groups[first:last], *named]


@dataclass(frozen=True, slots=True)
class Cell:
    word: str
    css: str
    column: Column
    through: str = ""  # the groups that give it


@dataclass(frozen=True, slots=True)
class Row:
    mandate: Mandate
    number: str
    cells: list[Cell]
    badge: str
    state: str
    last_day: datetime | None
    open: bool  # can be assigned for


def rows(mandates: Iterable[Mandate], columns: Sequence[Column], service: str, *, at: datetime) -> list[Row]:
    mandates = list(mandates)
    users = [each.of for each in columns if isinstance(each.of, BusinessUser)]
    groups = [each.of for each in columns if isinstance(each.of, Group)]
    held: dict[tuple[str, str], list[Any]] = {**queries.held(mandates, users, service=service, at=at)}
    held |= queries.held_by_groups(mandates, groups, service=service, at=at)
    law = catalogue.rights_law()
    found = []
    for mandate in mandates:
        run_out = mandate.ends_at is not None and mandate.ends_at <= at
        cells = [
            _cell(mandate, each, held.get((mandate.ref, each.ref), []), law, run_out) for each in columns
        ]
        badge, state = state_of(mandate, at=at)
        can = mandate.accepted and not run_out
        found.append(
            Row(mandate, str(Number.of(mandate.giver.ref)), cells, badge, state, last_day(mandate), can)
        )
    return found


def _cell(mandate: Mandate, column: Column, rows: list[Any], law: Rights, run_out: bool) -> Cell:
    if not mandate.accepted:
        return Cell(_("Waits"), "fm-c-w", column)
    if not rows:
        return Cell(_("None"), "fm-c-0", column)
    if run_out:
        return Cell(_("Run out"), "fm-c-n", column)
    service = rows[0].right.service.ref
    mine = {each.ref: each for each in mandate.rights.all() if each.ref.startswith(f"{service}:")}
    reached = _reached({row.right.ref: row.right for row in rows}, mine, law)
    if not reached:
        return Cell(_("Not in the mandate"), "fm-c-n", column)
    word = listed(name_of(reached[ref]) for ref in strongest(list(reached), law))
    whole = all(any(law.covers(ref, each) for ref in reached) for each in mine)
    sources = [each.source for each in rows if isinstance(each, Assignment) and each.source]
    through = sorted({each.group.name for each in sources if each.group})
    return Cell(word, "fm-c-e" if whole else "fm-c-v", column, ", ".join(through))


def _reached(held: Mapping[str, Right], given: Mapping[str, Right], law: Rights) -> dict[str, Right]:
    """What both the assignments and the mandate cover: a mandate that was narrowed carries no more."""
    within = {ref: each for ref, each in held.items() if any(law.covers(one, ref) for one in given)}
    below = {ref: each for ref, each in given.items() if any(law.covers(one, ref) for one in held)}
    return within | below


def told(plan: Plan) -> list[dict[str, object]]:
    """Each cell of a plan as a sentence: what becomes of it, or why it stays. Groups first."""
    right = name_of(plan.right) if plan.right else ""
    of_groups = [
        {
            "client": each.mandate.giver.name,
            "user": each.group.name,
            "before": listed(name_of(row.right) for row in each.ends if row.right) if each.ends else "",
            "now": right,
            "changes": each.changes,
            "why": _why_not_a_group(each.refusal, each.mandate, right) if each.refusal else "",
            "reach": _reach(each),
        }
        for each in plan.teams
    ]
    return of_groups + [
        {
            "client": each.mandate.giver.name,
            "user": each.user.name,
            "before": listed(name_of(row.right) for row in each.ends) if each.ends else "",
            "now": right,
            "changes": each.changes,
            "why": _why(each.refusal, each.mandate, right) if each.refusal else "",
        }
        for each in plan.cells
    ]


def _reach(team: Team) -> str:
    if team.gives is None:
        return ""
    count = len(team.reached)
    said = ngettext("%(count)d person in it gets it.", "%(count)d people in it get it.", count)
    out = {each.share.user for each in team.left_out}
    if not out:
        return said % {"count": count}
    users = people(out, organisation=team.group.organisation.ref)
    names = listed(sorted(user.name for user in users.values()))
    more = _("Not %(names)s: nobody can have two rights that exclude each other, nor give themselves one.")
    return f"{said % {'count': count}} {more % {'names': names}}"


def _why_not_a_group(refusal: Refusal, mandate: Mandate, right: str) -> str:
    if refusal.reason is Reason.SECOND_PERSON_NEEDED:
        return _("You are in the group: a colleague has to give it.")
    return _why(refusal, mandate, right)


def _why(refusal: Refusal, mandate: Mandate, right: str) -> str:
    client = mandate.giver.name
    if refusal.reason is Reason.CHAIN_MISSING:
        return _("%(client)s has not given you “%(right)s”.") % {"client": client, "right": right}
    if refusal.reason is Reason.NOT_ELIGIBLE:
        return _("“%(right)s” is not for organisations like %(client)s.") % {"client": client, "right": right}
    if refusal.reason is Reason.SECOND_PERSON_NEEDED:
        return _("That is you: a colleague has to give it.")
    if refusal.reason is Reason.ALREADY_EXISTS:
        return _("Comes with a group and is changed in the group’s column.")
    return _("One person can have only one of two rights that exclude each other, and has the other already.")
