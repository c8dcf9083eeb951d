"""Employments: beginning, correcting and ending them, with or without a business user (A6)."""

from dataclasses import dataclass
from datetime import date, datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.organisations import queries
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.employments import queries as employments
from fuldmagt.organisations.employments.rules import EmploymentStep, after, state_of
from fuldmagt.organisations.models import Employment
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """`department` is a reference. `end` is the last day, that day included; None while nobody knows."""

    name: str
    department: str
    start: date
    end: date | None = None
    payroll_number: str = ""


def begin(particulars: Particulars, *, user: str = "", by: Actor, at: datetime) -> Employment | Refusal:
    """Record that somebody is employed; `user` is the person's business user, where there is one."""
    with deed(Event.EMPLOYMENT_BEGUN, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        employment = Employment(ref=dice.reference(), organisation=organisation)
        entry.about(employment.ref)
        if user:
            entry.about(user)
            found = queries.user_of(user, organisation=by.organisation)
            if found is None:
                return entry.refused(Refusal(Reason.NOT_FOUND, about=user))
            employment.user, employment.person = found, found.person
        if refusal := _written(employment, particulars, by):
            return entry.refused(refusal)
        _note(entry, employment)
        return employment


def change(employment: str, particulars: Particulars, *, by: Actor, at: datetime) -> Employment | Refusal:
    with deed(Event.EMPLOYMENT_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(employment)
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        found = _held(employment, EmploymentStep.CHANGE, by, at)
        if isinstance(found, Refusal):
            return entry.refused(found)
        if refusal := _written(found, particulars, by):
            return entry.refused(refusal)
        _note(entry, found)
        return found


def end(employment: str, *, last_day: date, by: Actor, at: datetime) -> Employment | Refusal:
    """Say when the employment ends. The business user, if there is one, is closed by a deed of its own."""
    with deed(Event.EMPLOYMENT_ENDED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(employment)
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        found = _held(employment, EmploymentStep.END, by, at)
        if isinstance(found, Refusal):
            return entry.refused(found)
        if last_day < found.start:
            return entry.refused(Refusal(Reason.INPUT_NOT_USABLE, about="end"))
        found.end = last_day
        found.save(update_fields=["end"])
        _note(entry, found)
        return found


def _held(employment: str, step: EmploymentStep, by: Actor, at: datetime) -> Employment | Refusal:
    queries.locked(by.organisation)
    found = employments.one(employment, organisation=by.organisation)
    if found is None:
        return Refusal(Reason.NOT_FOUND, about=employment)
    possible = after(state_of(found.start, found.end, on=at.date()), step)
    return possible if isinstance(possible, Refusal) else found


def _written(employment: Employment, wanted: Particulars, by: Actor) -> Refusal | None:
    department = departments.one(wanted.department, organisation=by.organisation)
    if department is None or department.closed_at:
        return Refusal(Reason.NOT_FOUND, about=wanted.department)
    if wanted.end and wanted.end < wanted.start:
        return Refusal(Reason.INPUT_NOT_USABLE, about="end")
    employment.name, employment.department = wanted.name, department
    employment.start, employment.end = wanted.start, wanted.end
    employment.payroll_number = wanted.payroll_number
    employment.save()
    return None


def _note(entry: Draft, employment: Employment) -> None:
    if employment.user:
        entry.about(employment.user.ref)
    entry.facts(
        department=employment.department.ref if employment.department else "",
        start=employment.start.isoformat(),
        end=employment.end.isoformat() if employment.end else "",
    )
    key = employment.user.key_name if employment.user else employment.ref
    entry.personal(key, name=employment.name, payroll_number=employment.payroll_number)
