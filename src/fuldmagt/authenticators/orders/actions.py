"""Ordering a code display for an employee, and handing one out (B6)."""

import base64
import binascii
from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators.code import actions as code
from fuldmagt.authenticators.models import CodeDisplay, MeansOrder, PendingDisplay
from fuldmagt.authenticators.orders.rules import ORDERED, OrderState, OrderStep, after
from fuldmagt.authenticators.telling import tell_sent
from fuldmagt.organisations import queries as organisations
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor, Deed, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

OPEN = (OrderState.WAITING, OrderState.SENT)


def order(user_ref: str, kind: Means, *, by: Actor, at: datetime) -> MeansOrder | Refusal:
    """Order a means for an active user of the actor's organisation; one of a kind at a time."""
    with journal.deed(Event.MEANS_ORDERED, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.facts(kind=kind.value)
        user = _user(user_ref, by)
        if isinstance(user, Refusal):
            return draft.refused(user)
        draft.about(user.ref)
        if refusal := _not_orderable(user, kind):
            return draft.refused(refusal)
        made = _made(user, kind, OrderState.WAITING, by, at)
        draft.about(made.ref)
        return made


def send(order_ref: str, *, serial: str, secret: str, by: Actor, at: datetime) -> MeansOrder | Refusal:
    """Hand out a display: its serial number and secret are those of the supplier's list."""
    with journal.deed(Event.MEANS_SENT, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.facts(serial=serial)
        found = _step(order_ref, OrderStep.SEND, by=by, at=at)
        if isinstance(found, Refusal):
            return draft.refused(found)
        draft.about(found.user.ref, found.ref)
        unusable = _unusable(serial, secret)
        if unusable:
            return draft.refused(unusable)
        found.save()
        _hand_out(found, serial, secret, at)
        return found


def assign(user_ref: str, *, serial: str, secret: str, by: Actor, at: datetime) -> MeansOrder | Refusal:
    """Hand out a display that lies ready: ordered and sent in one."""
    with journal.deed(Event.MEANS_SENT, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.facts(serial=serial)
        user = _user(user_ref, by)
        if isinstance(user, Refusal):
            return draft.refused(user)
        draft.about(user.ref)
        refusal = _not_orderable(user, Means.CODE_DISPLAY) or _unusable(serial, secret)
        if refusal:
            return draft.refused(refusal)
        made = _made(user, Means.CODE_DISPLAY, OrderState.SENT, by, at)
        draft.about(made.ref)
        _hand_out(made, serial, secret, at)
        return made


def cancel(order_ref: str, *, by: Actor, at: datetime) -> MeansOrder | Refusal:
    """Take an order back; a display that was sent for it can no longer be taken into use."""
    with journal.deed(Event.MEANS_ORDERED, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = _step(order_ref, OrderStep.CANCEL, by=by, at=at)
        if isinstance(found, Refusal):
            return draft.refused(found)
        draft.about(found.user.ref, found.ref)
        draft.facts(kind=found.kind, state=found.state)
        found.save()
        PendingDisplay.objects.filter(order=found, used_at__isnull=True).delete()
        return found


def _not_orderable(user: BusinessUser, kind: Means) -> Refusal | None:
    if user.state != UserState.ACTIVE:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about=user.state)
    if kind not in ORDERED:
        return Refusal(Reason.INPUT_NOT_USABLE, about="kind")
    if user.means_orders.filter(kind=kind, state__in=OPEN).exists():
        return Refusal(Reason.ALREADY_EXISTS, about="order")
    return None


def _made(user: BusinessUser, kind: Means, state: OrderState, by: Actor, at: datetime) -> MeansOrder:
    return MeansOrder.objects.create(
        ref=dice.reference(),
        user=user,
        kind=kind,
        state=state,
        ordered_by=by.ref,
        ordered_at=at,
        changed_at=at,
    )


def _hand_out(order: MeansOrder, serial: str, secret: str, at: datetime) -> None:
    pending = code.pend(order.user, serial=serial.strip(), secret=secret.strip().upper(), order=order, at=at)
    tell_sent(order.user, pending=pending.ref, serial=pending.serial, at=at)


def _user(ref: str, by: Actor) -> BusinessUser | Refusal:
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    organisations.locked(by.organisation)
    user = organisations.user_of(ref, organisation=by.organisation)
    return user or Refusal(Reason.NOT_FOUND, about="user")


def _step(ref: str, step: OrderStep, *, by: Actor, at: datetime) -> MeansOrder | Refusal:
    """The order after the step, not yet saved."""
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    own = MeansOrder.objects.select_for_update(of=("self",)).select_related("user__organisation")
    found = own.filter(ref=ref, user__organisation__ref=by.organisation).first()
    if found is None:
        return Refusal(Reason.NOT_FOUND, about="order")
    state = after(OrderState(found.state), step)
    if isinstance(state, Refusal):
        return state
    found.state, found.changed_at = state.value, at
    return found


def _unusable(serial: str, secret: str) -> Refusal | None:
    try:
        long_enough = len(base64.b32decode(secret.strip().upper())) >= 16  # RFC 4226, R6: 128 bits
    except binascii.Error:
        long_enough = False
    if not long_enough:
        return Refusal(Reason.INPUT_NOT_USABLE, about="secret")
    known = (CodeDisplay, PendingDisplay)
    if not serial.strip() or len(serial) > 40:
        return Refusal(Reason.INPUT_NOT_USABLE, about="serial")
    if any(model.objects.filter(serial=serial.strip()).exists() for model in known):
        return Refusal(Reason.ALREADY_EXISTS, about="serial")
    return None
