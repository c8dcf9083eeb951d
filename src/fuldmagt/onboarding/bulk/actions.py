"""Imported users, many at a time: activated by the worker, their codes printed once, or taken off the list.

An activation is what it is for a user created alone: a code of eight digits and a mail. The codes of
many cannot be read out on a page; they wait sealed for the letters, and are gone once these are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.onboarding.bulk import queries, rules
from fuldmagt.onboarding.bulk.rules import BulkState, BulkStep, after
from fuldmagt.onboarding.invitations.actions import MadeCode, invite_candidate
from fuldmagt.onboarding.invitations.queries import open_code
from fuldmagt.onboarding.models import BulkActivation, HandoverCode
from fuldmagt.organisations.models import BusinessUser, RoleHeld
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.organisations.rules import Actor, Deed, UserState, UserStep
from fuldmagt.organisations.rules import after as state_after
from fuldmagt.secrets import dice, fields
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to print: to whom, and the code, which is nowhere else any more."""

    user: BusinessUser
    code: str
    until: datetime


def begin(
    chosen: Sequence[str] = (), *, everyone: bool = False, by: Actor, at: datetime
) -> BulkActivation | Refusal:
    """Have the worker activate the imported users chosen, or all there are now."""
    with deed(Event.BULK_ACTIVATION_BEGUN, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        organisation = locked(by.organisation)
        if queries.running(by.organisation):
            return entry.refused(Refusal(Reason.ALREADY_EXISTS, about="bulk"))
        begun = BulkActivation(
            ref=dice.reference(),
            organisation=organisation,
            everyone=everyone,
            chosen=[] if everyone else list(chosen)[: rules.MOST_CHOSEN],
            begun_by=by.ref,
            begun_at=at,
        )
        begun.total = queries.left(begun).count()
        if not begun.total:
            return entry.refused(Refusal(Reason.NOT_FOUND, about="user"))
        begun.save()
        entry.about(begun.ref)
        entry.facts(users=begun.total, everyone=everyone)
        return begun


def stop(ref: str, *, by: Actor, at: datetime) -> BulkActivation | Refusal:
    """Activate nobody more. Who has been activated stays so; the others stay on the list."""
    with deed(Event.BULK_ACTIVATION_STOPPED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(ref)
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        held = BulkActivation.objects.select_for_update().filter(
            ref=ref, organisation=locked(by.organisation)
        )
        running = held.first()
        if running is None:
            return entry.refused(Refusal(Reason.NOT_FOUND, about="bulk"))
        state = after(BulkState(running.state), BulkStep.STOP)
        if isinstance(state, Refusal):
            return entry.refused(state)
        running.state = state.value
        running.save(update_fields=["state"])
        entry.facts(users=running.done)
        return running


def activate(user: str, code: MadeCode, *, paced: str, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Activate one of many: the code is kept, sealed, until its letter is printed."""
    with together():
        invited = invite_candidate(user, paced=paced, by=by, at=at, code=code)
        if isinstance(invited, Refusal):
            return invited
        HandoverCode.objects.create(
            user=invited.user,
            sealed=fields.encrypt(invited.code, place=queries.place(user)),
            made_by=by.ref,
            made_at=at,
        )
        return invited.user


def show_letters(*, most: int = rules.LETTERS, by: Actor, at: datetime) -> list[Letter] | Refusal:
    """The next letters to print. Their codes are gone with this: who does not print them makes new ones."""
    with deed(Event.LETTERS_SHOWN, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        locked(by.organisation)
        letters = []
        for kept in list(queries.codes(by.organisation)[:most]):
            letters += _letter(kept)
            kept.delete()
        if not letters:
            return entry.refused(Refusal(Reason.NOT_FOUND, about="letters"))
        entry.about(*(letter.user.ref for letter in letters))
        return letters


def _letter(kept: HandoverCode) -> list[Letter]:
    """The letter of a code, unless a newer code or a finished activation has made it useless."""
    user = kept.user
    code = open_code(user)
    if code is None or code.created_at != kept.made_at:
        return []
    plain = fields.decrypt(kept.sealed, place=queries.place(user.ref))
    return [Letter(user, plain, code.expires_at)]


def remove(chosen: Sequence[str], *, by: Actor, at: datetime) -> int | Refusal:
    """Take imported users off the list for good: they are closed before they ever were active."""
    with deed(Event.USER_CLOSED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        locked(by.organisation)
        state = state_after(UserState.IMPORTED, UserStep.CLOSE)
        assert isinstance(state, UserState)  # every state but the last has the step
        waiting = BusinessUser.objects.select_for_update().filter(
            organisation__ref=by.organisation, state=UserState.IMPORTED, ref__in=chosen[: rules.MOST_CHOSEN]
        )
        users = list(waiting)
        if not users:
            return entry.refused(Refusal(Reason.NOT_FOUND, about="user"))
        ids = [user.pk for user in users]
        RoleHeld.objects.filter(user__in=ids).delete()
        BusinessUser.objects.filter(pk__in=ids).update(
            state=state.value, changed_at=at, version=F("version") + 1
        )
        entry.about(*(user.ref for user in users))
        entry.facts(before=UserState.IMPORTED.value, after=state.value)
        raise_revision(by.organisation)
        return len(users)
