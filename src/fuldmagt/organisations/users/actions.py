"""What administrators do to users: correct them, and the steps of a user's life after activation (B15)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.organisations import queries
from fuldmagt.organisations.models import BusinessUser, Department
from fuldmagt.organisations.revisions.queries import raise_revision, raise_revisions_about
from fuldmagt.organisations.rules import Actor, Deed, UserState, UserStep, after
from fuldmagt.vocabulary.refusals import Reason, Refusal

PERSONAL = ("name", "birth_date", "email", "phone", "address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What an administrator may correct. `department` is its reference; empty for none."""

    name: str
    email: str
    birth_date: date | None = None
    phone: str = ""
    address: str = ""
    language: str = "da"
    department: str = ""
    employee_group: str = ""


def change(
    user: str, particulars: Particulars, *, version: int, by: Actor, at: datetime
) -> BusinessUser | Refusal:
    """Correct a user. Refused when the user is no longer as the administrator saw it: the version tells."""
    with deed(Event.USER_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(user)
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        found = _held(user, by)
        if isinstance(found, Refusal):
            return entry.refused(found)
        if refusal := _not_changeable(found, particulars, version):
            return entry.refused(refusal)
        before = particulars_of(found)
        if before == particulars:
            entry.unchanged()
            return found
        department = _department(particulars.department, by)
        if isinstance(department, Refusal):
            return entry.refused(department)
        _write(found, particulars, department, at)
        _note(entry, found, before, particulars)
        if before.department != particulars.department:
            raise_revision(by.organisation)
        return found


def particulars_of(user: BusinessUser) -> Particulars:
    return Particulars(
        **{
            field.name: getattr(user, field.name)
            for field in fields(Particulars)
            if field.name != "department"
        },
        department=user.department.ref if user.department else "",
    )


def suspend(user: str, *, reason: str, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Nothing works for the user until resumed; rights and means stay."""
    return _step(user, UserStep.SUSPEND, Event.USER_SUSPENDED, reason, by, at)


def resume(user: str, *, reason: str, by: Actor, at: datetime) -> BusinessUser | Refusal:
    return _step(user, UserStep.RESUME, Event.USER_RESUMED, reason, by, at)


def lock(user: str, *, reason: str, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Stop a user whose means may be in wrong hands."""
    return _step(user, UserStep.LOCK, Event.USER_LOCKED, reason, by, at)


def unlock(user: str, *, reason: str, by: Actor, at: datetime) -> BusinessUser | Refusal:
    return _step(user, UserStep.UNLOCK, Event.USER_UNLOCKED, reason, by, at)


def close(user: str, *, reason: str, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """End a user for good: its roles are withdrawn, its user id is never given again, its log stays."""
    return _step(user, UserStep.CLOSE, Event.USER_CLOSED, reason, by, at)


def log_out_everywhere(users: Iterable[str], *, at: datetime) -> None:
    """No login of these users from before counts any more, whatever may be allowed later. Part of a deed."""
    BusinessUser.objects.filter(ref__in=list(users)).update(sessions_from=at)


def take_list(references: Sequence[str], *, by: Actor, at: datetime) -> Refusal | None:
    """Note that somebody takes a list of users out of the platform."""
    with deed(Event.USERS_DOWNLOADED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        if refusal := by.refused(Deed.SEE_USERS):
            return entry.refused(refusal)
        entry.facts(count=len(references))
        return None


def _step(
    user: str, step: UserStep, event: Event, reason: str, by: Actor, at: datetime
) -> BusinessUser | Refusal:
    with deed(event, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(user)
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        found = _held(user, by)
        if isinstance(found, Refusal):
            return entry.refused(found)
        state = after(UserState(found.state), step)
        if isinstance(state, Refusal):
            return entry.refused(state)
        if state is not UserState.ACTIVE and queries.only_administrator(found):
            return entry.refused(Refusal(Reason.LAST_ADMINISTRATOR, about=found.ref))
        entry.facts(before=found.state, after=state.value)
        if reason:
            entry.personal(found.key_name, reason=reason)
        if state is UserState.CLOSED:
            entry.facts(roles_withdrawn=sorted(queries.roles_of(found)))
            found.roles_held.all().delete()
        if state is not UserState.ACTIVE:
            log_out_everywhere([found.ref], at=at)
        found.state, found.changed_at, found.version = state, at, found.version + 1
        found.save(update_fields=["state", "changed_at", "version"])
        raise_revisions_about(found)
        return found


def _held(user: str, by: Actor) -> BusinessUser | Refusal:
    """The user, for whom others have to wait until this deed is done; another organisation's is not found."""
    queries.locked(by.organisation)
    found = (
        BusinessUser.objects.select_for_update(of=("self",))
        .select_related("organisation", "department", "person")
        .filter(ref=user, organisation__ref=by.organisation)
        .first()
    )
    return found or Refusal(Reason.NOT_FOUND, about=user)


def _not_changeable(user: BusinessUser, particulars: Particulars, version: int) -> Refusal | None:
    """Closed users stay as they were, and a birth date that the eID has confirmed is not corrected."""
    if user.state == UserState.CLOSED:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about=user.state)
    if user.version != version:
        return Refusal(Reason.CHANGED_MEANWHILE, about=user.ref)
    if user.person_id is not None and particulars.birth_date != user.birth_date:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="birth_date")
    return None


def _department(ref: str, by: Actor) -> Department | Refusal | None:
    if not ref:
        return None
    open_ones = Department.objects.filter(organisation__ref=by.organisation, closed_at__isnull=True)
    return open_ones.filter(ref=ref).first() or Refusal(Reason.NOT_FOUND, about=ref)


def _write(user: BusinessUser, wanted: Particulars, department: Department | None, at: datetime) -> None:
    for field in fields(Particulars):
        if field.name != "department":
            setattr(user, field.name, getattr(wanted, field.name))
    user.department = department
    user.changed_at, user.version = at, user.version + 1
    user.save()


def _note(entry: Draft, user: BusinessUser, before: Particulars, now: Particulars) -> None:
    """Which fields changed is plain; what stood and stands in them is personal."""
    changed = [
        field.name for field in fields(Particulars) if getattr(before, field.name) != getattr(now, field.name)
    ]
    entry.facts(changed=changed, version=user.version)
    words = {}
    for name in changed:
        if name in PERSONAL:
            words[name] = str(getattr(now, name) or "")
            words[f"{name}_before"] = str(getattr(before, name) or "")
        else:
            entry.facts(**{name: getattr(now, name), f"{name}_before": getattr(before, name)})
    if words:
        entry.personal(user.key_name, **words)
