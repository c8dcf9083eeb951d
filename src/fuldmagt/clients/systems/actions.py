"""Registering an organisation's programs, changing their keys, and stopping them (X5)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.clients.models import Client
from fuldmagt.clients.systems import queries, rules
from fuldmagt.clients.systems.models import System
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import locked, may_as_anybody, user_of
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed, UserKind, UserState, UserStep, after
from fuldmagt.secrets import dice, signatures
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Described:
    """What an administrator says about a program. `works_for` is an employee's reference, or empty."""

    name: str
    purpose: str
    jwks: dict[str, Any] = field(default_factory=dict)
    works_for: str = ""


def register(described: Described, *, by: Actor, at: datetime) -> System | Refusal:
    """Let a program act for the actor's organisation. It has no right yet: those are given like anybody's.

    With four eyes on, whoever could also give it rights does not bring its keys.
    """
    with deed(Event.SYSTEM_REGISTERED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(by.organisation)
        if refusal := by.refused(Deed.MANAGE_SYSTEMS):
            return entry.refused(refusal)
        organisation = locked(by.organisation)
        if organisation.four_eyes and may_as_anybody(by, Deed.MANAGE_RIGHTS):
            return entry.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about="keys"))
        keys, person = _keys(described.jwks), _employee(described.works_for, by)
        if isinstance(keys, Refusal):
            return entry.refused(keys)
        if isinstance(person, Refusal):
            return entry.refused(person)
        user = _nobody(described.name, organisation, at)
        client = Client.objects.create(
            ref=f"{rules.PREFIX}{user.ref}",
            name=described.name,
            authentication=Client.Authentication.PRIVATE_KEY_JWT,
            jwks=keys,
        )
        entry.about(user.ref)
        entry.facts(client=client.ref, works_for=described.works_for, keys=len(keys["keys"]))
        return System.objects.create(
            user=user,
            client=client,
            purpose=described.purpose,
            works_for=person,
            registered_at=at,
            registered_by=by.ref,
            keyed_by=by.ref,
        )


def _nobody(name: str, organisation: Organisation, at: datetime) -> BusinessUser:
    """The user that a program is: without a person, active from the first moment."""
    return BusinessUser.objects.create(
        ref=dice.reference(),
        organisation=organisation,
        kind=UserKind.SYSTEM,
        state=UserState.ACTIVE,
        name=name,
        created_at=at,
        changed_at=at,
    )


def change(system: str, described: Described, *, version: int, by: Actor, at: datetime) -> System | Refusal:
    """Another name, purpose or keys. For whom an agent works stays: another employee's is another agent."""
    with _changing(system, Event.SYSTEM_CHANGED, by, at) as (found, entry):
        if isinstance(found, Refusal):
            return entry.refused(found)
        if found.version != version:
            return entry.refused(Refusal(Reason.CHANGED_MEANWHILE, about=system))
        if found.user.state == UserState.CLOSED:
            return entry.refused(Refusal(Reason.USER_CLOSED, about=system))
        keys = _keys(described.jwks)
        if isinstance(keys, Refusal):
            return entry.refused(keys)
        others = keys != found.client.jwks
        if others and found.user.organisation.four_eyes and may_as_anybody(by, Deed.MANAGE_RIGHTS):
            return entry.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about="keys"))
        entry.facts(keys=len(keys["keys"]), others=others)
        BusinessUser.objects.filter(pk=found.user_id).update(name=described.name, changed_at=at)
        Client.objects.filter(pk=found.client_id).update(name=described.name, jwks=keys)
        System.objects.filter(pk=found.pk).update(
            purpose=described.purpose, version=version + 1, keyed_by=by.ref if others else found.keyed_by
        )
        found.refresh_from_db()
        return found


def stop(system: str, *, by: Actor, at: datetime) -> System | Refusal:
    """Nothing works for the program until it is started again; what it was given stays."""
    return _step(system, UserStep.SUSPEND, Event.SYSTEM_STOPPED, by, at)


def start(system: str, *, by: Actor, at: datetime) -> System | Refusal:
    return _step(system, UserStep.RESUME, Event.SYSTEM_STARTED, by, at)


def close(system: str, *, by: Actor, at: datetime) -> System | Refusal:
    """End a program for good: its keys open nothing any more."""
    return _step(system, UserStep.CLOSE, Event.SYSTEM_CLOSED, by, at)


def _step(system: str, step: UserStep, event: Event, by: Actor, at: datetime) -> System | Refusal:
    with _changing(system, event, by, at) as (found, entry):
        if isinstance(found, Refusal):
            return entry.refused(found)
        state = after(UserState(found.user.state), step)
        if isinstance(state, Refusal):
            return entry.refused(state)
        BusinessUser.objects.filter(pk=found.user_id).update(
            state=state,
            changed_at=at,
            sessions_from=found.user.sessions_from if step is UserStep.RESUME else at,
        )
        working = state is UserState.ACTIVE
        Client.objects.filter(pk=found.client_id).update(
            state=Client.State.ACTIVE if working else Client.State.SUSPENDED
        )
        System.objects.filter(pk=found.pk).update(version=found.version + 1)
        raise_revision(by.organisation)
        found.refresh_from_db()
        return found


@contextmanager
def _changing(system: str, event: Event, by: Actor, at: datetime) -> Iterator[tuple[System | Refusal, Draft]]:
    """A deed on a system of the actor's organisation, held; or why there is none to do it on."""
    with deed(event, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(system)
        if refusal := by.refused(Deed.MANAGE_SYSTEMS):
            yield refusal, entry
            return
        locked(by.organisation)
        found = queries.system_called(system, organisation=by.organisation)
        yield found or Refusal(Reason.NOT_FOUND), entry


def _keys(jwks: dict[str, Any]) -> dict[str, Any] | Refusal:
    """The public keys, at least one and not many; none of them private, though somebody may have sent one."""
    usable = signatures.public_set(jwks)
    if not 0 < len(usable["keys"]) <= rules.MOST_KEYS:
        return Refusal(Reason.INPUT_NOT_USABLE, about="jwks")
    return usable


def _employee(ref: str, by: Actor) -> BusinessUser | Refusal | None:
    if not ref:
        return None
    user = user_of(ref, organisation=by.organisation)
    if user is None or user.kind != UserKind.PERSON or user.state == UserState.CLOSED:
        return Refusal(Reason.NOT_FOUND, about="works_for")
    return user
