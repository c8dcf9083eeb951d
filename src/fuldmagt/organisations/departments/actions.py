"""Creating, changing and closing departments (A4, A6)."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.organisations import queries
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.departments.rules import (
    DepartmentState,
    DepartmentStep,
    after,
    not_possible,
    possible,
)
from fuldmagt.organisations.models import BusinessUser, Department, Organisation
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """A department without category is judged by the organisation's. `leader` is a user's reference."""

    name: str
    category: Category | None = None
    mailbox: str = ""
    leader: str = ""


def create(particulars: Particulars, *, by: Actor, at: datetime) -> Department | Refusal:
    with deed(Event.DEPARTMENT_CREATED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        department = Department(ref=dice.reference(), organisation=organisation)
        entry.about(department.ref)
        if refusal := _written(department, particulars, by):
            return entry.refused(refusal)
        entry.facts(**_facts(department))
        raise_revision(by.organisation)
        return department


def change(department: str, particulars: Particulars, *, by: Actor, at: datetime) -> Department | Refusal:
    """Rename it, or change its category, mailbox or leader; its people are judged anew at once."""
    with deed(Event.DEPARTMENT_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(department)
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        found = _held(department, DepartmentStep.CHANGE, by)
        if isinstance(found, Refusal):
            return entry.refused(found)
        before = _facts(found)
        if refusal := _written(found, particulars, by):
            return entry.refused(refusal)
        now = _facts(found)
        if now == before:
            entry.unchanged()
        entry.facts(changed=[name for name in now if now[name] != before[name]], before=before, **now)
        raise_revision(by.organisation)
        return found


def close(department: str, *, by: Actor, at: datetime) -> Department | Refusal:
    """Close a department that nobody is left in."""
    with deed(Event.DEPARTMENT_CLOSED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(department)
        if refusal := by.refused(Deed.MANAGE_ORGANISATION):
            return entry.refused(refusal)
        found = _held(department, DepartmentStep.CLOSE, by)
        if isinstance(found, Refusal):
            return entry.refused(found)
        if not departments.is_empty(found, on=at.date()):
            return entry.refused(Refusal(Reason.NOT_EMPTY, about=found.ref))
        found.closed_at = at
        found.save(update_fields=["closed_at"])
        raise_revision(by.organisation)
        return found


def drop_impossible(organisation: Organisation) -> list[str]:
    """Let departments count as their organisation again where it has become something that cannot have them.

    Called inside the deed that changes the organisation's category, which logs it.
    """
    kept = ["", *(each.value for each in possible(Category(organisation.category)))]
    others = Department.objects.filter(organisation=organisation).exclude(category__in=kept)
    dropped = sorted(others.values_list("ref", flat=True))
    others.update(category="")
    return dropped


def _held(department: str, step: DepartmentStep, by: Actor) -> Department | Refusal:
    queries.locked(by.organisation)
    found = departments.one(department, organisation=by.organisation)
    if found is None:
        return Refusal(Reason.NOT_FOUND, about=department)
    state = DepartmentState.CLOSED if found.closed_at else DepartmentState.OPEN
    possible = after(state, step)
    return possible if isinstance(possible, Refusal) else found


def _written(department: Department, wanted: Particulars, by: Actor) -> Refusal | None:
    """Save the particulars, unless the name is taken, the leader is nobody of this organisation, or the
    category none that a department of it can have."""
    if refusal := not_possible(wanted.category, within=Category(department.organisation.category)):
        return refusal
    same_name = Department.objects.filter(organisation__ref=by.organisation, name=wanted.name)
    if same_name.exclude(ref=department.ref).exists():
        return Refusal(Reason.ALREADY_EXISTS, about=wanted.name)
    leader = None
    if wanted.leader:
        present = BusinessUser.objects.exclude(state=UserState.CLOSED)
        leader = present.filter(ref=wanted.leader, organisation__ref=by.organisation).first()
        if leader is None:
            return Refusal(Reason.NOT_FOUND, about=wanted.leader)
    department.name = wanted.name
    department.category = wanted.category.value if wanted.category else ""
    department.mailbox, department.leader = wanted.mailbox, leader
    department.save()
    return None


def _facts(department: Department) -> dict[str, str]:
    return {
        "name": department.name,
        "category": department.category,
        "mailbox": department.mailbox,
        "leader": department.leader.ref if department.leader else "",
    }
