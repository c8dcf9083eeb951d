"""Ordering a thing for an employee, and what becomes of it until it is back (B6, C6).

Who and when stand in the log with every move, and why, where somebody wrote it.
"""

from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft
from fuldmagt.authenticators import holding
from fuldmagt.authenticators.code import actions as code
from fuldmagt.authenticators.models import Authenticator, Device, MeansOrder, PendingDisplay
from fuldmagt.authenticators.orders import finding, following
from fuldmagt.authenticators.orders.rules import OPEN, OrderState, OrderStep, after
from fuldmagt.authenticators.stock import keeping
from fuldmagt.authenticators.stock.rules import is_kept
from fuldmagt.authenticators.telling import News, tell_sent
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor, UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


def order(user_ref: str, kind: Means, *, by: Actor, at: datetime) -> MeansOrder | Refusal:
    """Order a means for a user of the actor's organisation; one of a kind at a time."""
    with journal.deed(Event.MEANS_ORDERED, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.facts(kind=kind.value)
        user = finding.user(user_ref, by)
        if isinstance(user, Refusal):
            return draft.refused(user)
        draft.about(user.ref)
        if refusal := finding.not_orderable(user, kind):
            return draft.refused(refusal)
        made = _made(user, kind, by, at)
        draft.about(made.ref)
        draft.facts(order=made.ref)
        return made


def set_aside(order_ref: str, serial: str, *, by: Actor, at: datetime) -> MeansOrder | Refusal:
    """Choose the very device from the stock; a chip, which holds no secret of ours, by its number alone."""
    with journal.deed(Event.MEANS_ASSIGNED, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = finding.order(order_ref, by, draft)
        if isinstance(found, Refusal):
            return draft.refused(found)
        refusal = _assign(found, serial, draft, by=by, at=at)
        return draft.refused(refusal) if refusal else found


def mark_sent(order_ref: str, *, by: Actor, at: datetime) -> MeansOrder | Refusal:
    """It is on its way; its user is told where to take it into use."""
    with journal.deed(Event.MEANS_SENT, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = finding.order(order_ref, by, draft)
        if isinstance(found, Refusal):
            return draft.refused(found)
        if not following.take(found, OrderStep.SEND, at=at):
            return draft.refused(finding.NOT_NOW)
        draft.facts(serial=found.serial)
        tell_sent(found, at=at)
        return found


def send(order_ref: str, *, serial: str, secret: str, by: Actor, at: datetime) -> MeansOrder | Refusal:
    """Hand out a device that is in no stock: its serial number and secret are those of a supplier's list."""
    with journal.deed(Event.MEANS_SENT, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = finding.order(order_ref, by, draft)
        if isinstance(found, Refusal):
            return draft.refused(found)
        refusal = _hand_out(found, serial, secret, draft, by=by, at=at)
        return draft.refused(refusal) if refusal else found


def assign(
    user_ref: str,
    *,
    kind: Means = Means.CODE_DISPLAY,
    serial: str,
    secret: str,
    by: Actor,
    at: datetime,
) -> MeansOrder | Refusal:
    """Hand out a device that lies ready: ordered, set aside and sent in one."""
    with journal.deed(Event.MEANS_SENT, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.facts(serial=serial, kind=kind.value)
        user = finding.user(user_ref, by)
        if isinstance(user, Refusal):
            return draft.refused(user)
        draft.about(user.ref)
        refusal = finding.not_orderable(user, kind) or keeping.unusable(serial, secret)
        if refusal:
            return draft.refused(refusal)
        made = _made(user, kind, by, at)
        draft.about(made.ref)
        draft.facts(order=made.ref)
        refusal = _hand_out(made, serial, secret, draft, by=by, at=at)
        return draft.refused(refusal) if refusal else made


def block(order_ref: str, *, reason: str = "", by: Actor, at: datetime) -> MeansOrder | Refusal:
    """Nobody logs in by it until it is unblocked: it is lost, or in wrong hands."""
    with journal.deed(Event.MEANS_LOCKED, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = finding.in_hand(order_ref, OrderStep.BLOCK, by, draft, reason)
        if isinstance(found, Refusal):
            return draft.refused(found)
        if not holding.lock(found.means, home=by.organisation, at=at):
            return draft.refused(finding.NOT_NOW)
        return found.order


def unblock(order_ref: str, *, reason: str = "", by: Actor, at: datetime) -> MeansOrder | Refusal:
    """It works again, and its wrong tries are forgotten."""
    with journal.deed(Event.MEANS_UNLOCKED, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = finding.in_hand(order_ref, OrderStep.UNBLOCK, by, draft, reason)
        if isinstance(found, Refusal):
            return draft.refused(found)
        if not holding.unlock(found.means, home=by.organisation, at=at):
            return draft.refused(holding.not_unlocked(found.means))
        return found.order


def cancel(order_ref: str, *, reason: str = "", by: Actor, at: datetime) -> MeansOrder | Refusal:
    """Take an order back. What was set aside lies in the stock again; what has left the house is awaited."""
    with journal.deed(Event.MEANS_ORDER_CANCELLED, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = finding.order(order_ref, by, draft, reason)
        if isinstance(found, Refusal):
            return draft.refused(found)
        before = OrderState(found.state)
        if not following.take(found, OrderStep.CANCEL, at=at):
            return draft.refused(finding.NOT_NOW)
        _opens_no_more(found, by, at)
        if before is OrderState.ASSIGNED and found.device:
            keeping.put_back(found.device, at=at)
            MeansOrder.objects.filter(pk=found.pk).update(device=None)
        return found


def replace(order_ref: str, *, reason: str = "", by: Actor, at: datetime) -> MeansOrder | Refusal:
    """It works no more, and another is ordered in its place; gives the new order."""
    with journal.deed(Event.MEANS_REPLACED, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = finding.order(order_ref, by, draft, reason)
        if isinstance(found, Refusal):
            return draft.refused(found)
        if found.user.state == UserState.CLOSED:
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about=found.user.state))
        kind = Means(found.kind)
        state = after(OrderState(found.state), OrderStep.REPLACE)
        others = found.user.means_orders.filter(kind=kind, state__in=OPEN).exclude(pk=found.pk)
        if not isinstance(state, Refusal) and others.exists():
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="order"))
        if not following.take(found, OrderStep.REPLACE, at=at):
            return draft.refused(finding.NOT_NOW)
        _opens_no_more(found, by, at)
        made = _made(found.user, kind, by, at, replaces=found)
        draft.about(made.ref)
        return made


def give_back(order_ref: str, *, reason: str = "", by: Actor, at: datetime) -> MeansOrder | Refusal:
    """The thing is back. Its secret is destroyed, unless nobody has had it in use (decision 0027)."""
    with journal.deed(Event.MEANS_RETURNED, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = finding.order(order_ref, by, draft, reason)
        if isinstance(found, Refusal):
            return draft.refused(found)
        before, used = OrderState(found.state), found.authenticator_id is not None
        if not found.serial or not following.take(found, OrderStep.RETURN, at=at):
            return draft.refused(finding.NOT_NOW)
        kept = is_kept(before, taken_into_use=used)
        draft.facts(serial=found.serial, kept=kept)
        # The codes before the means: a login takes them in this order, and so nobody waits for one another.
        if found.device and kept:
            keeping.put_back(found.device, at=at)
        elif found.device:
            keeping.destroy(found.device, at=at)
        _opens_no_more(found, by, at)
        return found


def _made(
    user: BusinessUser, kind: Means, by: Actor, at: datetime, replaces: MeansOrder | None = None
) -> MeansOrder:
    return MeansOrder.objects.create(
        ref=dice.reference(),
        user=user,
        kind=kind,
        replaces=replaces,
        ordered_by=by.ref,
        ordered_at=at,
        changed_at=at,
    )


def _assign(order: MeansOrder, serial: str, draft: Draft, *, by: Actor, at: datetime) -> Refusal | None:
    """The device of the number, taken from the stock for this order and no other."""
    serial = serial.strip()
    draft.facts(serial=serial[:40])
    if isinstance(after(OrderState(order.state), OrderStep.ASSIGN), Refusal):
        return finding.NOT_NOW
    device: Device | None = None
    if order.kind == Means.CHIP:
        if not keeping.is_serial(serial):
            return Refusal(Reason.INPUT_NOT_USABLE, about="serial")
    else:
        device = keeping.take_out(serial, Means(order.kind), organisation=by.organisation, at=at)
        if device is None:
            return Refusal(Reason.NOT_FOUND, about="serial")
        serial = device.serial
    if not following.take(order, OrderStep.ASSIGN, at=at):
        return finding.NOT_NOW
    order.serial, order.device = serial, device
    order.save(update_fields=["serial", "device"])
    if device:
        code.pend_thing(order, device, at=at)
    return None


def _hand_out(
    order: MeansOrder, serial: str, secret: str, draft: Draft, *, by: Actor, at: datetime
) -> Refusal | None:
    draft.facts(serial=serial[:40])
    if order.kind == Means.CHIP or isinstance(after(OrderState(order.state), OrderStep.ASSIGN), Refusal):
        return finding.NOT_NOW
    if refusal := keeping.unusable(serial, secret):
        return refusal
    if not keeping.add_typed(serial, secret, Means(order.kind), organisation=by.organisation, at=at):
        return Refusal(Reason.ALREADY_EXISTS, about="serial")
    if refusal := _assign(order, serial, draft, by=by, at=at):
        return refusal
    following.take(order, OrderStep.SEND, at=at)
    tell_sent(order, at=at)
    return None


def _opens_no_more(order: MeansOrder, by: Actor, at: datetime) -> None:
    """Whatever the thing opened, it opens no more: neither its means nor a first use that waits."""
    PendingDisplay.objects.filter(order=order, used_at__isnull=True).delete()
    means = order.authenticator
    if means is not None and means.state != Authenticator.State.REMOVED:
        holding.end(means, event=Event.MEANS_REMOVED, news=News.REMOVED, home=by.organisation, at=at)
