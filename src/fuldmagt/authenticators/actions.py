"""What an administrator does with an employee's means: lock, unlock, remove, have the PIN chosen anew.

A means belongs to the person. Locking and unlocking reach every user of the person that logs in by
it; removing takes it from this user only, and ends it when it serves no other. Whoever is logged in
may be the one who has the means in wrong hands: these users log in anew, by whatever they have left.
"""

from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft
from fuldmagt.authenticators.models import Authenticator, CodeDisplay, UserMeans
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked, raise_revision
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.organisations.users.actions import log_out_everywhere
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

State = Authenticator.State


def lock(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """Nobody logs in by it until it is unlocked."""
    with journal.deed(Event.MEANS_LOCKED, by=by.ref, at=at, organisation=by.organisation) as draft:
        means = _turned(user_ref, authenticator, State.ACTIVE, State.LOCKED, by, draft)
        if isinstance(means, Authenticator):
            log_out_everywhere(_users(means.ref), at=at)
        return means


def unlock(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """It works again, and its wrong tries are forgotten."""
    with journal.deed(Event.MEANS_UNLOCKED, by=by.ref, at=at, organisation=by.organisation) as draft:
        return _turned(user_ref, authenticator, State.LOCKED, State.ACTIVE, by, draft)


def remove(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """The user no longer logs in by it; it cannot be taken back."""
    with journal.deed(Event.MEANS_REMOVED, by=by.ref, at=at, organisation=by.organisation) as draft:
        held = _held(user_ref, authenticator, by, draft)
        if isinstance(held, Refusal):
            return draft.refused(held)
        log_out_everywhere([user_ref], at=at)
        held.delete()
        means = _authenticator(held)
        if not means.user_means.exists():
            means.state = State.REMOVED
            means.save(update_fields=["state"])
        raise_revision(by.organisation)
        return means


def void_pin(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """The PIN stops working. The user chooses a new one after showing the eID; nobody else ever does."""
    with journal.deed(Event.PIN_VOIDED, by=by.ref, at=at, organisation=by.organisation) as draft:
        held = _held(user_ref, authenticator, by, draft)
        if isinstance(held, Refusal):
            return draft.refused(held)
        means = _authenticator(held)
        if CodeDisplay.objects.filter(authenticator=means).update(pin="") != 1:
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about=means.kind))
        log_out_everywhere(_users(means.ref), at=at)
        return means


def _turned(
    user_ref: str, ref: str, before: str, after: str, by: Actor, draft: Draft
) -> Authenticator | Refusal:
    held = _held(user_ref, ref, by, draft)
    if isinstance(held, Refusal):
        return draft.refused(held)
    turned = Authenticator.objects.filter(ref=ref, state=before).update(state=after, failures=0)
    if turned != 1:
        return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about=_authenticator(held).state))
    for organisation in _organisations(ref):
        raise_revision(organisation)
    return Authenticator.objects.get(ref=ref)


def _held(user_ref: str, ref: str, by: Actor, draft: Draft) -> UserMeans | Refusal:
    """The means of a user in the actor's organisation; another's is as unknown as none at all."""
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    locked(by.organisation)
    rows = UserMeans.objects.select_related("user", "authenticator")
    held = rows.filter(
        user__ref=user_ref, user__organisation__ref=by.organisation, authenticator__ref=ref, active=True
    ).first()
    if held is None:
        return Refusal(Reason.NOT_FOUND, about="means")
    draft.about(user_ref, ref)
    draft.facts(kind=Means(held.kind).value)
    return held


def _authenticator(held: UserMeans) -> Authenticator:
    assert held.authenticator is not None  # it was found by the authenticator's reference
    return held.authenticator


def _users(ref: str) -> list[str]:
    """Whoever logs in by it, in whichever organisation."""
    found = BusinessUser.objects.filter(user_means__authenticator__ref=ref)
    return list(found.values_list("ref", flat=True))


def _organisations(ref: str) -> list[str]:
    users = BusinessUser.objects.filter(user_means__authenticator__ref=ref)
    return sorted(set(users.values_list("organisation__ref", flat=True)))
