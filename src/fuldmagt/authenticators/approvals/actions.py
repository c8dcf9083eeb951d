"""Approving a login in the app: asked on one screen, answered on the other, used once.

Who approves types the number that the first screen shows, so that nobody approves what they do not
see; and a signature that only the right PIN makes. Wrong signatures are counted before they are
judged, and five in a row lock the app (NIST SP 800-63B-4, 3.2.10). They count at the user id, the
address and the organisation too, as wrong PINs of every means do.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators import trying
from fuldmagt.authenticators.app.actions import origin
from fuldmagt.authenticators.app.queries import Key, has_app, key_of
from fuldmagt.authenticators.app.rules import is_signed, text_of
from fuldmagt.authenticators.approvals import queries, rules
from fuldmagt.authenticators.approvals.rules import State
from fuldmagt.authenticators.code.rules import user_id_of
from fuldmagt.authenticators.guesses import actions as guesses
from fuldmagt.authenticators.guesses.actions import Guess
from fuldmagt.authenticators.models import AppRequest, UserMeans
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.queries import in_use
from fuldmagt.authenticators.rules import level_reached, refused_by_state
from fuldmagt.authenticators.telling import tell_denied
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.people.queries import level_of
from fuldmagt.secrets import dice, hashes
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

NOT_OPEN = Refusal(Reason.STEP_NOT_POSSIBLE, about="request")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app sends: which key, the request, the number that was typed, the signature of it all."""

    key: str
    secret: str
    request: str
    number: str = ""
    signature: str = ""
    address: str = ""  # where it comes from


def ask(
    user_id: str,
    *,
    bound_to: str,
    own_logins: Collection[str],
    services: Sequence[str],
    user_agent: str,
    at: datetime,
) -> AppRequest | Refusal:
    """Put a login to the app of whoever has the user id; the same for everybody, also for nobody.

    One request waits at a time. The browser that asked replaces its own; another's has to wait, so that
    nobody can take the place of the login that the person sees. Nobody's deed yet: not in the log.
    """
    asked_for = hashes.of_token(user_id_of(user_id))
    user = BusinessUser.objects.filter(user_id=user_id_of(user_id)).first()
    request = AppRequest(
        ref=dice.reference(),
        asked_for=asked_for,
        user=user if user and has_app(user) else None,
        bound_to=bound_to,
        challenge=text_of(dice.raw(32)),
        number=dice.two_digits(),
        services=list(services),
        browser=rules.made_by(user_agent, rules.BROWSERS),
        system=rules.made_by(user_agent, rules.SYSTEMS),
        asked_at=at,
        expires_at=at + rules.PATIENCE,
    )
    return _put(request, {bound_to, *own_logins}, at)


def _put(request: AppRequest, own_logins: Collection[str], at: datetime) -> AppRequest | Refusal:
    with journal.together():
        waiting = AppRequest.objects.filter(asked_for=request.asked_for, state=State.WAITING)
        waiting.filter(expires_at__lte=at).update(state=State.ENDED)
        waiting.filter(bound_to__in=own_logins).update(state=State.ENDED)
        if waiting.exists():
            return Refusal(Reason.ALREADY_EXISTS, about="request")
        if queries.asked_too_often(request.asked_for, at=at):
            return Refusal(Reason.TOO_MANY_TRIES, about="request")
        try:
            with journal.together():
                request.save()
        except IntegrityError:
            return Refusal(Reason.ALREADY_EXISTS, about="request")
        return request


def message(request: AppRequest, number: str) -> bytes:
    """What the app has to sign to approve the request with this number."""
    user = _user(request)
    return rules.approval_message(
        origin=origin(),
        ref=request.ref,
        challenge=request.challenge,
        user=user.user_id or "",
        services=rules.services_of(request.services),
        organisation=user.organisation.ref,
        number=number,
    )


def approve(answer: Answer, *, at: datetime) -> AppRequest | Refusal:
    """Approve a login: the right number, signed by the right key; once."""
    key = key_of(answer.key, answer.secret)
    if key is None:
        return Refusal(Reason.NOT_FOUND, about="key")
    request = queries.of_key(answer.request, key)
    if request is None or request.state != State.WAITING or request.expires_at <= at:
        return NOT_OPEN
    user = _user(request)
    guess = Guess(user.user_id or "", answer.address, user)
    if beyond := guesses.spend(guess, at=at):
        return Refusal(Reason.TOO_MANY_TRIES, about=beyond.value)
    may_try = trying.spend(key.authenticator)
    signed = is_signed(message(request, answer.number), answer.signature, public_key=key.public_key)
    with journal.deed(Event.MEANS_USED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref, key.authenticator)
        draft.facts(kind=Means.APP.value)
        if not may_try:
            return draft.refused(Refusal(Reason.MEANS_LOCKED))
        if not signed:
            if trying.lock_when_spent(key.authenticator, home=user.organisation.ref, at=at):
                draft.facts(locked=True)
                return draft.refused(Refusal(Reason.MEANS_LOCKED))
            return draft.refused(Refusal(Reason.LOGIN_FAILED, about=str(trying.left(key.authenticator))))
        guesses.give_back(guess)
        if not trying.was_right(key.authenticator, at=at):
            return draft.refused(Refusal(Reason.MEANS_LOCKED))
        refusal = _refused_number(request, answer.number, at) or _settle(request, key, at)
        return draft.refused(refusal) if refusal else request


def deny(answer: Answer, *, at: datetime) -> AppRequest | Refusal:
    """It was not the person who asked: the login ends, and the administrators hear of it."""
    key = key_of(answer.key, answer.secret)
    if key is None:
        return Refusal(Reason.NOT_FOUND, about="key")
    request = queries.of_key(answer.request, key)
    if request is None:
        return NOT_OPEN
    user = _user(request)
    before = AppRequest.objects.filter(user=user, state=State.DENIED)
    told = before.filter(answered_at__gt=at - rules.TOLD_AGAIN).exists()
    with journal.deed(Event.APPROVAL_DENIED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref, key.authenticator)
        draft.facts(kind=Means.APP.value, browser=request.browser, system=request.system)
        open_ = AppRequest.objects.filter(pk=request.pk, state__in=[State.WAITING, State.APPROVED])
        if open_.update(state=State.DENIED, answered_at=at, authenticator=key.authenticator) != 1:
            return draft.refused(NOT_OPEN)
        if not told:
            tell_denied(user, request.asked_at, at=at)
        return request


def take_up(bound_to: str, user_id: str, *, at: datetime) -> Proof | Refusal:
    """The proof of a login that was approved, for the login that it was asked for, once."""
    request = queries.of_login(bound_to, user_id)
    if request is None or request.answered_at is None or request.expires_at <= at:
        return NOT_OPEN
    approved = AppRequest.objects.filter(pk=request.pk, state=State.APPROVED)
    if approved.update(state=State.TAKEN) != 1:
        return NOT_OPEN
    held = UserMeans.objects.select_related("user", "authenticator__person").filter(
        in_use(), user=request.user, authenticator__ref=request.authenticator
    )
    means = held.first()
    if means is None or means.authenticator is None:
        return Refusal(Reason.LOGIN_FAILED)
    if refusal := refused_by_state(UserState(means.user.state), user=means.user.ref):
        return refusal
    level = level_reached(Means.APP, identity=level_of(means.authenticator.person))
    return Proof(means.user.ref, Means.APP, level, means.authenticator.ref, request.answered_at)


def _refused_number(request: AppRequest, number: str, at: datetime) -> Refusal | None:
    """Why the number does not count; the try is spent before it is judged."""
    open_ = AppRequest.objects.filter(pk=request.pk, state=State.WAITING, expires_at__gt=at)
    if open_.filter(tries__lt=rules.NUMBER_TRIES).update(tries=F("tries") + 1) != 1:
        return NOT_OPEN
    if hashes.same(number, request.number):
        return None
    open_.filter(tries__gte=rules.NUMBER_TRIES).update(state=State.ENDED)
    return Refusal(Reason.CODE_WRONG, about="number")


def _settle(request: AppRequest, key: Key, at: datetime) -> Refusal | None:
    # By the row's own columns, so that of many at once one wins on either database.
    open_ = AppRequest.objects.filter(pk=request.pk, state=State.WAITING, expires_at__gt=at)
    approved = open_.update(state=State.APPROVED, answered_at=at, authenticator=key.authenticator)
    return None if approved == 1 else NOT_OPEN


def _user(request: AppRequest) -> BusinessUser:
    assert request.user is not None  # it was found by a key of the user's
    return request.user
