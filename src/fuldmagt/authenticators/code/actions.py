"""Code displays: taking one into use, logging in by one.

A try is spent before the slow hash and outside its transaction, and a code is consumed after it, so
that neither a flood of guesses nor the same code twice gets through, however many workers there are.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db.models import F

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators import giving
from fuldmagt.authenticators.code import queries, rules
from fuldmagt.authenticators.models import Authenticator, CodeDisplay, MeansOrder, PendingDisplay
from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.rules import TRIES, level_reached, refused_by_state
from fuldmagt.authenticators.telling import tell_locked
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked, raise_revision
from fuldmagt.organisations.rules import UserState
from fuldmagt.secrets import dice, fields, hashes
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

PATIENCE: Final = timedelta(days=30)
OWN: Final = "FM"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A code display that waits for its PIN and a first code."""

    ref: str
    serial: str
    secret: str  # base32, as devices and apps take it
    uri: str


@dataclass(frozen=True, slots=True)
class FirstUse:
    """What the user typed to take a code display into use."""

    pin: str
    pin_again: str
    code: str


def begin_enrolment(user: BusinessUser, *, at: datetime) -> Enrolment:
    """An app or device of the user's own: the same secret again when the user left and came back."""
    waiting = PendingDisplay.objects.filter(
        user=user, order__isnull=True, used_at__isnull=True, expires_at__gt=at, tries__lt=TRIES
    )
    pending = waiting.order_by("-pk").first()
    if pending is None:
        secret = base64.b32encode(dice.raw(20)).decode()
        pending = pend(user, serial=f"{OWN}-{dice.short_reference()}", secret=secret, at=at)
    return enrolment(pending)


def pend(
    user: BusinessUser, *, serial: str, secret: str, order: MeansOrder | None = None, at: datetime
) -> PendingDisplay:
    return PendingDisplay.objects.create(
        ref=dice.reference(),
        user=user,
        order=order,
        serial=serial,
        secret=fields.encrypt(secret, place=queries.place(serial)),
        created_at=at,
        expires_at=at + PATIENCE,
    )


def enrolment(pending: PendingDisplay) -> Enrolment:
    secret = fields.decrypt(pending.secret, place=queries.place(pending.serial))
    label = quote(f"{settings.BRAND_NAME}:{pending.user.user_id or pending.user.email}")
    query = urlencode({"secret": secret, "issuer": settings.BRAND_NAME, "digits": 6, "period": 30})
    return Enrolment(pending.ref, pending.serial, secret, f"otpauth://totp/{label}?{query}")


def finish_enrolment(
    ref: str, typed: FirstUse, *, user: BusinessUser, by: str, at: datetime
) -> Authenticator | Refusal:
    """Take the display into use, with the PIN that its user chose and a code that it showed."""
    with hashes.turn():
        refusal = unusable(typed.pin, typed.pin_again, user) or _spend_first_try(ref, user, at)
        pin = "" if refusal else hashes.of_code(rules.digits_of(typed.pin))
    with journal.deed(Event.MEANS_ADDED, by=by, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref)
        draft.facts(kind=Means.CODE_DISPLAY.value)
        locked(user.organisation.ref)
        kept = refusal or _keep(ref, typed.code, pin, user, at)
        if isinstance(kept, Refusal):
            return draft.refused(kept)
        draft.about(kept.ref)
        return kept


def unusable(pin: str, pin_again: str, user: BusinessUser) -> Refusal | None:
    """Why a PIN cannot be chosen, before anything is spent on it."""
    if rules.is_weak(rules.digits_of(pin), birth_date=user.birth_date):
        return Refusal(Reason.INPUT_NOT_USABLE, about="pin")
    if not hashes.same(rules.digits_of(pin), rules.digits_of(pin_again)):
        return Refusal(Reason.INPUT_NOT_USABLE, about="pin_again")
    return None


def _spend_first_try(ref: str, user: BusinessUser, at: datetime) -> Refusal | None:
    waiting = PendingDisplay.objects.filter(ref=ref, user=user, used_at__isnull=True, expires_at__gt=at)
    if waiting.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        return None
    return Refusal(Reason.TOO_MANY_TRIES if waiting.exists() else Reason.STEP_NOT_POSSIBLE, about="display")


def _keep(ref: str, code: str, pin: str, user: BusinessUser, at: datetime) -> Authenticator | Refusal:
    pending = PendingDisplay.objects.select_related("order").get(ref=ref)
    secret = fields.decrypt(pending.secret, place=queries.place(pending.serial))
    step = rules.accepted_step(secret, code, after=-1, at=at)
    if step is None or user.person is None:
        return Refusal(Reason.CODE_WRONG)
    if PendingDisplay.objects.filter(pk=pending.pk, used_at__isnull=True).update(used_at=at) != 1:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="display")
    authenticator = giving.give(user, Means.CODE_DISPLAY, name=pending.serial, at=at)
    CodeDisplay.objects.create(
        authenticator=authenticator, serial=pending.serial, secret=pending.secret, pin=pin, last_step=step
    )
    if pending.order:
        MeansOrder.objects.filter(pk=pending.order.pk).update(state=OrderState.RECEIVED, changed_at=at)
    return authenticator


def verify(user_id: str, pin: str, code: str, *, at: datetime) -> Proof | Refusal:
    """The proof of a login by code display.

    Unknown user id, wrong PIN, wrong code and locked display are one and the same refusal after the
    same work, so that none can be told from another.
    """
    display = queries.display_of(user_id, code, at=at)
    with hashes.turn():
        may_try = display is not None and _spend(display)
        hashed = display.pin if display and may_try else ""
        right_pin = hashes.is_code(rules.digits_of(pin), hashed)
    by, organisation = (display.user.ref, display.user.organisation.ref) if display else ("anybody", "")
    with journal.deed(Event.MEANS_USED, by=by, at=at, organisation=organisation) as draft:
        draft.facts(kind=Means.CODE_DISPLAY.value)
        if display is None:
            return draft.refused(Refusal(Reason.LOGIN_FAILED))
        draft.about(display.user.ref, display.authenticator)
        if not (may_try and right_pin and _consume(display, code, at)):
            if _lock_when_spent(display, at):
                draft.facts(locked=True)
            return draft.refused(Refusal(Reason.LOGIN_FAILED))
        if refusal := refused_by_state(UserState(display.user.state), user=display.user.ref):
            return draft.refused(refusal)
        level = level_reached(Means.CODE_DISPLAY, identity=display.level)
        return Proof(display.user.ref, Means.CODE_DISPLAY, level, display.authenticator, at)


def _spend(display: queries.Display) -> bool:
    """Count the try before it is judged, so that tries side by side cannot exceed the limit."""
    open_ = Authenticator.objects.filter(
        ref=display.authenticator, state=Authenticator.State.ACTIVE, failures__lt=TRIES
    )
    return open_.update(failures=F("failures") + 1) == 1


def _consume(display: queries.Display, code: str, at: datetime) -> bool:
    """Accept the code, unless it or a later one has been accepted, here or by another worker."""
    step = rules.accepted_step(display.secret, code, after=display.last_step, at=at)
    if step is None:
        return False
    # By the row's own columns only: a join becomes a subquery, which PostgreSQL judges by an older view.
    held = Authenticator.objects.only("pk").get(ref=display.authenticator)
    unused = CodeDisplay.objects.filter(authenticator_id=held.pk, last_step__lt=step)
    if unused.update(last_step=step) != 1:
        return False
    Authenticator.objects.filter(ref=display.authenticator).update(failures=0, used_at=at)
    return True


def _lock_when_spent(display: queries.Display, at: datetime) -> bool:
    """Lock a display whose tries are used up, once, and tell its user; another login stays possible."""
    spent = Authenticator.objects.filter(
        ref=display.authenticator, state=Authenticator.State.ACTIVE, failures__gte=TRIES
    )
    if not spent.exists():
        return False
    locked(display.user.organisation.ref)
    if spent.update(state=Authenticator.State.LOCKED) != 1:
        return False
    raise_revision(display.user.organisation.ref)
    tell_locked(display.user, at=at)
    return True


def choose_pin(
    authenticator: str, typed: FirstUse, *, user: BusinessUser, by: str, at: datetime
) -> Authenticator | Refusal:
    """A new PIN, by whoever holds the display and has shown the eID; wrong codes count as at a login."""
    refusal = unusable(typed.pin, typed.pin_again, user)
    pin = "" if refusal else hashes.of_code(rules.digits_of(typed.pin))
    display = queries.display_by(authenticator, user=user)
    may_try = display is not None and refusal is None and _spend(display)
    with journal.deed(Event.PIN_CHOSEN, by=by, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref, authenticator)
        if refusal or display is None:
            return draft.refused(refusal or Refusal(Reason.NOT_FOUND, about="means"))
        if not may_try:
            return draft.refused(Refusal(Reason.MEANS_LOCKED))
        if not _consume(display, typed.code, at):
            return draft.refused(
                Refusal(Reason.MEANS_LOCKED if _lock_when_spent(display, at) else Reason.CODE_WRONG)
            )
        held = Authenticator.objects.get(ref=authenticator)
        CodeDisplay.objects.filter(authenticator=held).update(pin=pin)
        return held
