"""What an administrator does with an employee's means: lock, unlock, remove, stop a lost one, have the PIN
chosen anew.

A means belongs to the person. Locking and unlocking reach every user of the person that logs in by
it, as does stopping one that is lost; removing takes it from this user only, and ends it when it serves
no other. Whoever is logged in may be the one who has the means in wrong hands: these users log in anew,
by whatever they have left.
"""

from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft
from fuldmagt.authenticators import holding
from fuldmagt.authenticators.models import Authenticator, CodeDisplay, UserMeans
from fuldmagt.authenticators.telling import News, tell
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.organisations.users.actions import log_out_everywhere
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


def lock(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """Nobody logs in by it until the organisation that locked it unlocks it."""
    with journal.deed(Event.MEANS_LOCKED, by=by.ref, at=at, organisation=by.organisation) as draft:
        held = _held(user_ref, authenticator, by, draft)
        if isinstance(held, Refusal):
            return draft.refused(held)
        means = _authenticator(held)
        if not holding.lock(means, home=by.organisation, at=at):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about=means.state))
        return means


def unlock(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """It works again, and its wrong tries are forgotten. What another organisation has locked stays so."""
    with journal.deed(Event.MEANS_UNLOCKED, by=by.ref, at=at, organisation=by.organisation) as draft:
        held = _held(user_ref, authenticator, by, draft)
        if isinstance(held, Refusal):
            return draft.refused(held)
        means = _authenticator(held)
        if not holding.unlock(means, home=by.organisation, at=at):
            return draft.refused(holding.not_unlocked(means))
        return means


def remove(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """The user no longer logs in by it; it cannot be taken back."""
    with journal.deed(Event.MEANS_REMOVED, by=by.ref, at=at, organisation=by.organisation) as draft:
        held = _held(user_ref, authenticator, by, draft)
        if isinstance(held, Refusal):
            return draft.refused(held)
        means = _authenticator(held)
        holding.take_away(held, means, at=at)
        return means


def stop_as_lost(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """It is out of its holder's hands: nobody logs in by it any more, in whichever organisation."""
    with journal.deed(Event.MEANS_LOST, by=by.ref, at=at, organisation=by.organisation) as draft:
        held = _held(user_ref, authenticator, by, draft)
        if isinstance(held, Refusal):
            return draft.refused(held)
        return holding.end(_authenticator(held), home=by.organisation, at=at)


def void_pin(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """The PIN stops working. The user chooses a new one after showing the eID; nobody else ever does."""
    with journal.deed(Event.PIN_VOIDED, by=by.ref, at=at, organisation=by.organisation) as draft:
        held = _held(user_ref, authenticator, by, draft)
        if isinstance(held, Refusal):
            return draft.refused(held)
        means = _authenticator(held)
        if CodeDisplay.objects.filter(authenticator=means).update(pin="") != 1:
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about=means.kind))
        log_out_everywhere(holding.refs(means), at=at)
        holding.note_elsewhere(Event.PIN_VOIDED, means, home=by.organisation, at=at)
        # The user learns it from the link that is sent with it; the same person's other users here.
        tell(News.PIN_VOID, [each for each in holding.users(means) if each.ref != user_ref], means, at=at)
        return means


def _held(user_ref: str, ref: str, by: Actor, draft: Draft) -> UserMeans | Refusal:
    """The means of a user in the actor's organisation; another's is as unknown as none at all."""
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    rows = UserMeans.objects.select_related("user__organisation", "authenticator__person")
    mine = rows.filter(
        user__ref=user_ref, user__organisation__ref=by.organisation, authenticator__ref=ref, active=True
    )
    found = mine.first()
    if found is not None:
        holding.take_homes(_authenticator(found))
        found = mine.first()  # as it is now that nobody else can change it
    if found is None:
        return Refusal(Reason.NOT_FOUND, about="means")
    draft.about(user_ref, ref)
    draft.facts(kind=Means(found.kind).value)
    return found


def _authenticator(held: UserMeans) -> Authenticator:
    assert held.authenticator is not None  # it was found by the authenticator's reference
    return held.authenticator
