"""Code displays and code readers: taking one into use, logging in by one.

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
from fuldmagt.authenticators import giving, holding, trying
from fuldmagt.authenticators.code import queries, rules
from fuldmagt.authenticators.guesses import actions as guesses
from fuldmagt.authenticators.guesses.actions import Guess
from fuldmagt.authenticators.guesses.rules import Kind
from fuldmagt.authenticators.models import Authenticator, CodeDisplay, Device, MeansOrder, PendingDisplay
from fuldmagt.authenticators.orders import following
from fuldmagt.authenticators.orders.rules import OrderStep
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.rules import TRIES, level_reached, refused_by_state
from fuldmagt.authenticators.telling import News, tell
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import UserState
from fuldmagt.secrets import dice, fields, hashes
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

PATIENCE: Final = timedelta(days=30)
PATIENCE_WITH_A_THING: Final = timedelta(days=180)  # which has to reach its user first
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
    """What the user typed to take a code display into use; a thing is told by its serial number."""

    pin: str
    pin_again: str
    code: str
    serial: str = ""
    next_code: str = ""


def begin_enrolment(user: BusinessUser, *, kind: Means = Means.CODE_DISPLAY, at: datetime) -> Enrolment:
    """An app or device of the user's own: the same secret again when the user left and came back."""
    waiting = PendingDisplay.objects.filter(
        user=user, kind=kind, order__isnull=True, used_at__isnull=True, expires_at__gt=at, tries__lt=TRIES
    )
    pending = waiting.order_by("-pk").first()
    if pending is None:
        secret = base64.b32encode(dice.raw(20)).decode()
        pending = pend(user, kind=kind, serial=f"{OWN}-{dice.short_reference()}", secret=secret, at=at)
    return enrolment(pending)


def pend(
    user: BusinessUser, *, kind: Means = Means.CODE_DISPLAY, serial: str, secret: str, at: datetime
) -> PendingDisplay:
    return PendingDisplay.objects.create(
        ref=dice.reference(),
        user=user,
        kind=kind,
        serial=serial,
        secret=fields.encrypt(secret, place=queries.place(serial)),
        created_at=at,
        expires_at=at + PATIENCE,
    )


def pend_thing(order: MeansOrder, device: Device, *, at: datetime) -> PendingDisplay:
    """Let the user of an order take the device into use that was set aside."""
    return PendingDisplay.objects.create(
        ref=dice.reference(),
        user=order.user,
        kind=order.kind,
        order=order,
        created_at=at,
        expires_at=at + PATIENCE_WITH_A_THING,
        **device.like(),
    )


def enrolment(pending: PendingDisplay) -> Enrolment:
    secret = fields.decrypt(pending.secret, place=queries.place(pending.serial))
    label = quote(f"{settings.BRAND_NAME}:{pending.user.user_id or pending.user.email}")
    query = urlencode({"secret": secret, "issuer": settings.BRAND_NAME, "digits": 6, "period": 30})
    return Enrolment(pending.ref, pending.serial, secret, f"otpauth://totp/{label}?{query}")


def finish_enrolment(
    ref: str,
    typed: FirstUse,
    *,
    user: BusinessUser,
    kind: Means = Means.CODE_DISPLAY,
    by: str,
    at: datetime,
) -> Authenticator | Refusal:
    """Take the display into use, with the PIN that its user chose and a code that it showed."""
    with hashes.turn():
        refusal = unusable(typed.pin, typed.pin_again, user) or _spend_first_try(ref, user, kind, at)
        pin = "" if refusal else hashes.of_code(rules.digits_of(typed.pin))
    with journal.deed(Event.MEANS_ADDED, by=by, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref)
        draft.facts(kind=kind.value)
        locked(user.organisation.ref)
        pending = PendingDisplay.objects.select_related("order").filter(ref=ref, user=user, kind=kind).first()
        if pending is None:
            return draft.refused(refusal or Refusal(Reason.STEP_NOT_POSSIBLE, about="display"))
        if pending.order:
            draft.facts(order=pending.order.ref, serial=pending.serial)
        kept = refusal or _keep(pending, typed, pin, user, at)
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


def _spend_first_try(ref: str, user: BusinessUser, kind: Means, at: datetime) -> Refusal | None:
    waiting = PendingDisplay.objects.filter(
        ref=ref, user=user, kind=kind, used_at__isnull=True, expires_at__gt=at
    )
    if waiting.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        return None
    return Refusal(Reason.TOO_MANY_TRIES if waiting.exists() else Reason.STEP_NOT_POSSIBLE, about="display")


def _keep(
    pending: PendingDisplay, typed: FirstUse, pin: str, user: BusinessUser, at: datetime
) -> Authenticator | Refusal:
    if pending.order and rules.serial_of(typed.serial) != rules.serial_of(pending.serial):
        return Refusal(Reason.INPUT_NOT_USABLE, about="serial")
    generator = pending.generator(fields.decrypt(pending.secret, place=queries.place(pending.serial)))
    step = rules.accepted(generator, typed.code, typed.next_code, after=pending.last_step, at=at)
    if step is None or user.person is None:
        return Refusal(Reason.CODE_WRONG)
    kind = Means(pending.kind)
    if pending.order and not following.take(pending.order, OrderStep.ACTIVATE, at=at):
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="display")
    # From here on the secret stands in one place alone.
    waiting = PendingDisplay.objects.filter(pk=pending.pk, used_at__isnull=True)
    if waiting.update(used_at=at, secret="") != 1:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="display")
    authenticator = giving.give(user, kind, name=pending.serial, at=at)
    drift = _drift(generator, typed.next_code, step, at)
    told = pending.like() | {"last_step": step, "drift": drift}
    CodeDisplay.objects.create(authenticator=authenticator, pin=pin, **told)
    if pending.order:
        following.bind(pending.order, authenticator)
    return authenticator


def _drift(generator: rules.Generator, next_code: str, step: int, at: datetime) -> int:
    """How far the device's clock is off. Only two codes in a row say so: one may have been typed late."""
    if generator.by_event or not next_code:
        return generator.drift
    return step - generator.now(at)


def verify(
    user_id: str,
    pin: str,
    code: str,
    next_code: str = "",
    *,
    kind: Means = Means.CODE_DISPLAY,
    address: str = "",
    at: datetime,
) -> Proof | Refusal:
    """The proof of a login by code display or reader; with the next code too, of one gone astray.

    Unknown user id, wrong PIN, wrong code and locked display are one and the same refusal after the
    same work, so that none can be told from another. Where too many came from one address, or with one
    user id, nothing is judged; that is counted for user ids that nobody has as well.
    """
    display = queries.display_of(user_id, code, next_code, kind=kind, at=at)
    guess = Guess(rules.user_id_of(user_id), address, display.user if display else None)
    with hashes.turn():
        beyond = guesses.spend(guess, at=at)
        if beyond is Kind.ADDRESS:
            return Refusal(Reason.TOO_MANY_TRIES, about="address")
        if beyond is Kind.ACCOUNT:
            return Refusal(Reason.LOGIN_FAILED)
        right_pin = _right_pin(display if beyond is None else None, pin)
    by, organisation = (display.user.ref, display.user.organisation.ref) if display else (journal.ANYBODY, "")
    with journal.deed(Event.MEANS_USED, by=by, at=at, organisation=organisation) as draft:
        draft.facts(kind=kind.value)
        if display is None:
            return draft.refused(Refusal(Reason.LOGIN_FAILED))
        draft.about(display.user.ref, display.authenticator)
        if not (right_pin and _consume(display, code, next_code, at)):
            if trying.lock_when_spent(display.authenticator, home=organisation, at=at):
                draft.facts(locked=True)
            return draft.refused(Refusal(Reason.LOGIN_FAILED))
        guesses.give_back(guess)
        if refusal := refused_by_state(UserState(display.user.state), user=display.user.ref):
            return draft.refused(refusal)
        level = level_reached(kind, identity=display.level)
        return Proof(display.user.ref, kind, level, display.authenticator, at)


def _right_pin(display: queries.Display | None, pin: str) -> bool:
    """Whether the PIN is that of a display that may be tried; as much work where there is none."""
    may_try = display is not None and trying.spend(display.authenticator)
    hashed = display.pin if display and may_try else ""
    return hashes.is_code(rules.digits_of(pin), hashed) and may_try


def _consume(display: queries.Display, code: str, next_code: str, at: datetime) -> bool:
    """Accept the code, unless it or a later one has been accepted, here or by another worker."""
    step = rules.accepted(display.generator, code, next_code, after=display.last_step, at=at)
    if step is None:
        return False
    # By the row's own columns only: a join becomes a subquery, which PostgreSQL judges by an older view.
    held = Authenticator.objects.only("pk").get(ref=display.authenticator)
    unused = CodeDisplay.objects.filter(authenticator_id=held.pk, last_step__lt=step)
    if unused.update(last_step=step, drift=_drift(display.generator, next_code, step, at)) != 1:
        return False
    return trying.was_right(display.authenticator, at=at)


def choose_pin(
    authenticator: str, typed: FirstUse, *, user: BusinessUser, by: str, at: datetime
) -> Authenticator | Refusal:
    """A new PIN, by whoever holds the display and has shown the eID; wrong codes count as at a login."""
    refusal = unusable(typed.pin, typed.pin_again, user)
    pin = "" if refusal else hashes.of_code(rules.digits_of(typed.pin))
    display = queries.display_by(authenticator, user=user)
    may_try = display is not None and refusal is None and trying.spend(display.authenticator)
    with journal.deed(Event.PIN_CHOSEN, by=by, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref, authenticator)
        if refusal or display is None:
            return draft.refused(refusal or Refusal(Reason.NOT_FOUND, about="means"))
        if not may_try:
            return draft.refused(Refusal(Reason.MEANS_LOCKED))
        if not _consume(display, typed.code, typed.next_code, at):
            spent = trying.lock_when_spent(authenticator, home=user.organisation.ref, at=at)
            return draft.refused(Refusal(Reason.MEANS_LOCKED if spent else Reason.CODE_WRONG))
        held = Authenticator.objects.get(ref=authenticator)
        CodeDisplay.objects.filter(authenticator=held).update(pin=pin)
        holding.note_elsewhere(Event.PIN_CHOSEN, held, home=user.organisation.ref, own=True, at=at)
        tell(News.PIN_NEW, holding.users(held), held, at=at)
        return held
