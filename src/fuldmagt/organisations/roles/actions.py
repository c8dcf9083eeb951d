"""Giving and withdrawing administrator roles (A5)."""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.organisations import queries
from fuldmagt.organisations.models import BusinessUser, RoleHeld
from fuldmagt.organisations.rules import NOT_ACTIVE, Actor, Deed, Role, UserState, may_give
from fuldmagt.vocabulary.refusals import Reason, Refusal


def give(user: str, role: Role, *, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Give a role to an active user: before activation nobody has shown who the user is."""
    with deed(Event.ROLE_GIVEN, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(user)
        entry.facts(role=role.value)
        if refusal := by.refused(_needed(role)):
            return entry.refused(refusal)
        organisation = queries.locked(by.organisation)
        found = queries.user_of(user, organisation=by.organisation)
        if found is None:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=user))
        if not may_give(by.roles, role):
            return entry.refused(Refusal(Reason.POWER_NOT_HELD, about=role.value))
        if reason := NOT_ACTIVE.get(UserState(found.state)):
            return entry.refused(Refusal(reason, about=found.ref))
        if organisation.four_eyes and queries.same_person(found, by):
            return entry.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about=role.value))
        _, given = RoleHeld.objects.get_or_create(
            user=found, role=role, defaults={"given_at": at, "given_by": by.ref}
        )
        if not given:
            return entry.refused(Refusal(Reason.ALREADY_EXISTS, about=role.value))
        return found


def withdraw(user: str, role: Role, *, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Take a role back at once. Somebody always stays organisation administrator."""
    with deed(Event.ROLE_WITHDRAWN, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(user)
        entry.facts(role=role.value)
        if refusal := by.refused(_needed(role)):
            return entry.refused(refusal)
        queries.locked(by.organisation)
        found = queries.user_of(user, organisation=by.organisation)
        held = found and found.roles_held.filter(role=role).first()
        if found is None or held is None:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=user))
        if not may_give(by.roles, role):
            return entry.refused(Refusal(Reason.POWER_NOT_HELD, about=role.value))
        if role is Role.ORGANISATION_ADMINISTRATOR and queries.only_administrator(found):
            return entry.refused(Refusal(Reason.LAST_ADMINISTRATOR, about=found.ref))
        held.delete()
        return found


def _needed(role: Role) -> Deed:
    return Deed.OPERATE_PLATFORM if role is Role.PLATFORM_OPERATOR else Deed.MANAGE_ROLES
