"""What happens on the way before the activation: sent, ticked off, waited, another way opened (B1, B3)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.onboarding.activation.queries import stage_of
from fuldmagt.onboarding.invitations import queries as invitations
from fuldmagt.onboarding.invitations.actions import send
from fuldmagt.onboarding.invitations.rules import Purpose, too_many
from fuldmagt.onboarding.journey import rules
from fuldmagt.onboarding.journey.rules import Part, Why
from fuldmagt.onboarding.models import ProofingWay, TickedOff, Waiting
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import Actor, Deed, UserState, UserStep, after
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal


def send_preparation(user_ref: str, *, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Send a candidate the link to the preparation; the link in an older mail stops working."""
    with deed(Event.PREPARATION_SENT, by=by.ref, at=at, organisation=by.organisation) as draft:
        user = _of(by, user_ref, draft)
        if isinstance(user, Refusal):
            return draft.refused(user)
        flood = too_many(invitations.sent_lately(by.organisation, user=user.ref, at=at))
        if refusal := _untickable(user) or flood:
            return draft.refused(refusal)
        if invitations.open_link(user) is not None:
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="invited"))
        sent = send(user, Purpose.JOURNEY, by=by.ref, at=at)
        draft.facts(invitation=sent.invitation.ref)
        return user


def tick(
    user: BusinessUser, parts: Collection[Part], *, until: date | None = None, at: datetime
) -> BusinessUser | Refusal:
    """The employee has done these parts; what was ticked off before keeps its moment."""
    with deed(Event.JOURNEY_TICKED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        draft.facts(parts=sorted(parts))
        now = _held(user, draft)
        refusal = _untickable(now) or rules.expired(until, today=at.date())
        if refusal:
            return draft.refused(refusal)
        for part in parts:
            TickedOff.objects.get_or_create(user=now, part=part, defaults={"at": at})
        if Part.VALID in parts:
            TickedOff.objects.filter(user=now, part=Part.VALID).update(until=until)
        return now


def untick(user: BusinessUser, parts: Collection[Part], *, at: datetime) -> BusinessUser | Refusal:
    """The employee has not done these parts after all."""
    with deed(Event.JOURNEY_UNTICKED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        draft.facts(parts=sorted(parts))
        now = _held(user, draft)
        if refusal := _untickable(now):
            return draft.refused(refusal)
        TickedOff.objects.filter(user=now, part__in=list(parts)).delete()
        return now


def wait(user: BusinessUser, why: Why, *, at: datetime) -> Waiting | Refusal:
    """The employee cannot be scanned, and says why."""
    with deed(Event.WAITING_BEGUN, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        return _waits(_held(user, draft), why, user.ref, draft, at)


def record_waiting(user_ref: str, why: Why, *, by: Actor, at: datetime) -> Waiting | Refusal:
    """The administrator records that an employee cannot be scanned."""
    with deed(Event.WAITING_BEGUN, by=by.ref, at=at, organisation=by.organisation) as draft:
        user = _of(by, user_ref, draft)
        return draft.refused(user) if isinstance(user, Refusal) else _waits(user, why, by.ref, draft, at)


def _waits(user: BusinessUser, why: Why, by: str, draft: Draft, at: datetime) -> Waiting | Refusal:
    draft.facts(why=why.value)
    if refusal := _untickable(user):
        return draft.refused(refusal)
    open_one = Waiting.objects.filter(user=user, ended_at__isnull=True).first()
    if open_one and user.state == UserState.WAITING:
        open_one.why = why
        open_one.save(update_fields=["why"])
        return open_one
    if user.state != UserState.WAITING:
        state = after(UserState(user.state), UserStep.WAIT)
        if isinstance(state, Refusal):
            return draft.refused(state)
        _put(user, state, at)
    # One left over from before an invitation ends where the new one begins.
    Waiting.objects.filter(user=user, ended_at__isnull=True).update(ended_at=at)
    return Waiting.objects.create(ref=dice.reference(), user=user, why=why, recorded_by=by, since=at)


def leave(user: BusinessUser, *, at: datetime) -> BusinessUser | Refusal:
    """The employee can be scanned after all, and goes on where the way was left."""
    with deed(Event.WAITING_ENDED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        return _left(_held(user, draft), draft, at)


def end_waiting(user_ref: str, *, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """The administrator takes an employee off the waiting list."""
    with deed(Event.WAITING_ENDED, by=by.ref, at=at, organisation=by.organisation) as draft:
        user = _of(by, user_ref, draft)
        return draft.refused(user) if isinstance(user, Refusal) else _left(user, draft, at)


def _left(user: BusinessUser, draft: Draft, at: datetime) -> BusinessUser | Refusal:
    rows = Waiting.objects.filter(user=user, ended_at__isnull=True)
    if user.state != UserState.WAITING or not rows.update(ended_at=at):
        return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="waiting"))
    if invitations.open_link(user):  # was invited, and is again; a candidate stays one
        state = after(UserState.WAITING, UserStep.INVITE)
        if isinstance(state, UserState):
            _put(user, state, at)
    return user


def open_way(
    names: Mapping[str, str], texts: Mapping[str, str], *, by: Actor, at: datetime
) -> ProofingWay | Refusal:
    """Open another way of proving who one is. Those who wait are told by the worker (`journey.tasks`)."""
    with deed(Event.PROOFING_WAY_OPENED, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.OPERATE_PLATFORM):
            return draft.refused(refusal)
        incomplete = {*names} != {*texts} or not all(
            each.strip() for each in (*names.values(), *texts.values())
        )
        if not names or incomplete:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="way"))
        way = ProofingWay.objects.create(
            ref=dice.reference(), names=dict(names), texts=dict(texts), opened_at=at, opened_by=by.ref
        )
        draft.about(way.ref)
        return way


def _put(user: BusinessUser, state: UserState, at: datetime) -> None:
    user.state, user.changed_at = state.value, at
    user.save(update_fields=["state", "changed_at"])


def _untickable(user: BusinessUser) -> Refusal | None:
    return rules.tickable(UserState(user.state), stage_of(user), has_national_number=user.has_national_number)


def _held(user: BusinessUser, draft: Draft) -> BusinessUser:
    """The user as it is now; others wait until this deed is done."""
    draft.about(user.ref)
    locked(user.organisation.ref)
    return BusinessUser.objects.select_related("organisation", "person").get(pk=user.pk)


def _of(by: Actor, ref: str, draft: Draft) -> BusinessUser | Refusal:
    """A user of the actor's organisation, whose users the actor manages."""
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    organisation = locked(by.organisation)
    found = BusinessUser.objects.select_related("organisation", "person")
    user = found.filter(ref=ref, organisation=organisation).first()
    if user is None:
        return Refusal(Reason.NOT_FOUND, about="user")
    draft.about(user.ref)
    return user
