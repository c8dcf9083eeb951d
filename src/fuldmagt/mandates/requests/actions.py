"""Asking for a right, and answering: an approval is a gift like any other, by the same deed.

All of it waits for the organisation's row, as every change of rights does: two administrators who answer
at once come one after the other, and the second is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue.queries import right_called
from fuldmagt.mandates.assignments.actions import change
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.handles import actions as handles
from fuldmagt.mandates.handles.rules import TaskStatus
from fuldmagt.mandates.requests import post, queries, rules
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.requests.rules import RequestState, RequestStep
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked, user_of
from fuldmagt.organisations.rules import NOT_ACTIVE, Actor, Deed, OrganisationState, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal

PLATFORM: Final = "platform"

TO_SERVICES: Final[Mapping[RequestState, TaskStatus]] = {
    RequestState.APPROVED: TaskStatus.APPROVED,
    RequestState.REFUSED: TaskStatus.DENIED,
    RequestState.TAKEN_BACK: TaskStatus.CANCELLED,
    RequestState.EXPIRED: TaskStatus.EXPIRED,
    RequestState.ENDED: TaskStatus.CANCELLED,
}
"""What a service that asked is told of each end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The request that waits now; `before` when it waited already and nothing new was written."""

    request: RightRequest
    before: bool = False


def ask(user: str, wish: Wish, why: str, *, by: Actor, at: datetime) -> Asked | Refusal:
    """Ask for a right for oneself, or, as their leader, for somebody of one's department."""
    return _ask(user, wish, why, organisation=by.organisation, by=by.ref, at=at, through="")


def ask_through(
    user: str, wish: Wish, why: str, *, organisation: str, client: str, service: str, at: datetime
) -> Asked | Refusal:
    """A service asks for the user who stands before it and was refused there."""
    return _ask(user, wish, why, organisation=organisation, by=client, at=at, through=service)


def _ask(
    ref: str, wish: Wish, why: str, *, organisation: str, by: str, at: datetime, through: str
) -> Asked | Refusal:
    with deed(Event.REQUEST_MADE, by=by, at=at, organisation=organisation) as draft:
        locked(organisation)
        user = user_of(ref, organisation=organisation)
        if user is None or not (through or by == user.ref or queries.leads(by, user)):
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.about(user.ref)
        draft.facts(right=wish.right[:128])
        if through:
            draft.facts(through=through)
        right = right_called(wish.right)
        waits = queries.waits_for(user, wish.right)
        if right and waits and queries.stands(waits, at=at):
            draft.unchanged()
            return Asked(waits, before=True)
        refusal = _not_asking(user, wish, by if through else "", at)
        if refusal or right is None:
            return draft.refused(refusal or Refusal(Reason.RIGHT_UNKNOWN, about=wish.right[:128]))
        if waits:  # its ground went and came back, or its time ran out, before the worker saw it
            _over(waits, RequestStep.EXPIRE, by=PLATFORM, at=at)
        row = RightRequest.objects.create(
            ref=dice.reference(),
            organisation=user.organisation,
            user=user,
            right=right,
            asked_by=by,
            through=through,
            why=why.strip()[:1000],
            until=wish.period.end,
            branches=sorted(wish.branches),
            asked_at=at,
            expires_at=at + timedelta(days=settings.REQUEST_DAYS),
        )
        draft.facts(request=row.ref)
        post.ask_administrators(row, at=at)
    return Asked(row)


def _not_asking(user: BusinessUser, wish: Wish, client: str, at: datetime) -> Refusal | None:
    """Why this user, or this client for the user, cannot ask for this now."""
    if user.organisation.state != OrganisationState.ACTIVE:
        return Refusal(Reason.ORGANISATION_CLOSED, about=user.organisation.ref)
    if user.state in rules.GONE:
        return Refusal(NOT_ACTIVE[UserState(user.state)], about=user.ref)
    if wish.period.end is not None and wish.period.end <= at:
        return Refusal(Reason.INPUT_NOT_USABLE, about="until")
    found = queries.preview(user, right_called(wish.right), wish, at=at)
    return found.hindrance or _too_many(user, client, at)


def _too_many(user: BusinessUser, client: str, at: datetime) -> Refusal | None:
    since = at - rules.DAY
    waiting, lately = queries.counts(user, client=client, since=since)
    if refusal := rules.too_many(waiting=waiting, lately=lately):
        return refusal
    if not client:
        return None
    waiting, lately = queries.counts_of_client(client, organisation=user.organisation.ref, since=since)
    return rules.too_many_through(waiting=waiting, lately=lately)


def approve(
    ref: str, *, until: datetime | None, branches: frozenset[str], note: str = "", by: Actor, at: datetime
) -> RightRequest | Refusal:
    """Give what was asked for, perhaps for a shorter time or other branches; in one transaction."""
    with deed(Event.REQUEST_APPROVED, by=by.ref, at=at, organisation=by.organisation) as draft:
        row = _to_be_answered(ref, draft, RequestStep.APPROVE, by, at)
        if isinstance(row, Refusal):
            return draft.refused(row)
        held = queries.preview(row.user, row.right, Wish(row.right.ref, Period(at)), at=at).held
        wish = Wish(row.right.ref, Period(at, until), branches)
        before = rules.replaced(wish, row.user.ref, held)
        if before is not None and rules.shortened(before, wish):
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="right_otherwise"))
        given = change(
            row.user.ref,
            give=[rules.widened(wish, before)],
            withdraw=[wish.right] if before else (),
            by=by,
            at=at,
        )
        if isinstance(given, Refusal):
            return draft.refused(given)
        if note:
            _note(row, note, at=at)
        row.given_until = until
        _over(row, RequestStep.APPROVE, by=by.ref, at=at)
        post.tell_askers(row, but=by.ref, at=at)
    return row


def _note(row: RightRequest, note: str, *, at: datetime) -> None:
    """The case number or remark of whoever gave it, on what has just been given."""
    given = Assignment.objects.filter(
        user=row.user,
        right=row.right,
        organisation=row.organisation,
        source=None,
        mandate=None,
        state=RecordState.ACTIVE,
        starts_at=at,
    )
    given.update(note=" ".join(note.split())[:200])


def refuse(ref: str, answer: str, *, by: Actor, at: datetime) -> RightRequest | Refusal:
    """Say no, with a reason that the asker reads."""
    with deed(Event.REQUEST_REFUSED, by=by.ref, at=at, organisation=by.organisation) as draft:
        row = _to_be_answered(ref, draft, RequestStep.REFUSE, by, at)
        if isinstance(row, Refusal):
            return draft.refused(row)
        if not answer.strip():
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="reason"))
        draft.personal(row.user.key_name, reason=answer.strip()[:1000])
        row.answer = answer.strip()[:1000]
        _over(row, RequestStep.REFUSE, by=by.ref, at=at)
        post.tell_askers(row, but=by.ref, at=at)
    return row


def _to_be_answered(
    ref: str, draft: Draft, step: RequestStep, by: Actor, at: datetime
) -> RightRequest | Refusal:
    """The request, if the actor may answer it and it still waits. Takes the organisation's row first."""
    if refusal := by.refused(Deed.MANAGE_RIGHTS):
        return refusal
    locked(by.organisation)
    row = queries.one(ref, by=by, sees_all=True)
    if row is None:
        return Refusal(Reason.NOT_FOUND)
    draft.about(row.user.ref)
    draft.facts(right=row.right.ref, request=row.ref)
    if queries.another_needed(row, by):
        return Refusal(Reason.SECOND_PERSON_NEEDED, about="request")
    state = rules.after(RequestState(row.state), step)
    if isinstance(state, Refusal):
        return state
    return row if queries.stands(row, at=at) else Refusal(Reason.STEP_NOT_POSSIBLE, about="request")


def take_back(ref: str, *, by: Actor, at: datetime) -> RightRequest | Refusal:
    """Whoever it is for, or asked for it, wants it no more."""
    with deed(Event.REQUEST_TAKEN_BACK, by=by.ref, at=at, organisation=by.organisation) as draft:
        locked(by.organisation)
        row = queries.one(ref, by=by, sees_all=False)
        if row is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        return _taken_back(row, draft, by=by.ref, at=at)


def take_back_through(ref: str, *, organisation: str, client: str, at: datetime) -> RightRequest | Refusal:
    """The service through which it was asked takes it back."""
    with deed(Event.REQUEST_TAKEN_BACK, by=client, at=at, organisation=organisation) as draft:
        locked(organisation)
        row = queries.one(ref, by=Actor(client, organisation), sees_all=False)
        if row is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        return _taken_back(row, draft, by=client, at=at)


def _taken_back(row: RightRequest, draft: Draft, *, by: str, at: datetime) -> RightRequest | Refusal:
    draft.about(row.user.ref)
    draft.facts(right=row.right.ref, request=row.ref)
    state = rules.after(RequestState(row.state), RequestStep.TAKE_BACK)
    if isinstance(state, Refusal):
        return draft.refused(state)
    _over(row, RequestStep.TAKE_BACK, by=by, at=at)
    post.tell_askers(row, but=by, at=at)
    return row


def end(row: RightRequest, step: RequestStep, *, at: datetime) -> bool:
    """The platform ends what nobody answered in time, or what has lost its ground. Whether it did."""
    organisation = row.organisation.ref
    with deed(Event.REQUEST_ENDED, by=PLATFORM, at=at, organisation=organisation) as draft:
        locked(organisation)
        still = queries.one(row.ref, by=Actor(PLATFORM, organisation), sees_all=True)
        if still is None or still.state != RequestState.WAITING:
            draft.unchanged()
            return False
        if step is RequestStep.END and queries.stands(still, at=at):
            draft.unchanged()
            return False
        draft.about(still.user.ref)
        draft.facts(right=still.right.ref, request=still.ref, because=step.value)
        _over(still, step, by="", at=at)
        post.tell_askers(still, at=at)
    return True


def remind(row: RightRequest, *, at: datetime) -> bool:
    """Remind those who decide, once."""
    with deed(Event.REQUEST_REMINDED, by=PLATFORM, at=at, organisation=row.organisation.ref) as draft:
        draft.about(row.user.ref)
        draft.facts(right=row.right.ref, request=row.ref)
        mine = RightRequest.objects.filter(pk=row.pk, state=RequestState.WAITING, reminded_at__isnull=True)
        if mine.update(reminded_at=at) != 1:
            draft.unchanged()
            return False
        post.ask_administrators(row, again=True, at=at)
    return True


def _over(row: RightRequest, step: RequestStep, *, by: str, at: datetime) -> None:
    """Write down that it is over. The lock of the organisation is held."""
    state = rules.after(RequestState(row.state), step)
    assert not isinstance(state, Refusal)
    row.state, row.decided_at, row.decided_by = state, at, by
    row.save(update_fields=["state", "decided_at", "decided_by", "answer", "given_until"])
    handles.became("right", row.ref, TO_SERVICES[state], good_until=row.given_until, at=at)
