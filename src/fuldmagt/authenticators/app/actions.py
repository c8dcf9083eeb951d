"""Taking the approval app into use: an activation code on one screen, typed on the other (B10).

The code is exchanged, once, for a token of the app that typed it; with the token the app hands in the
public key of the seed that it has drawn, signed by it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators import giving
from fuldmagt.authenticators.app import queries, rules
from fuldmagt.authenticators.code.rules import user_id_of
from fuldmagt.authenticators.guesses import actions as guesses
from fuldmagt.authenticators.guesses.actions import Guess
from fuldmagt.authenticators.guesses.rules import Kind
from fuldmagt.authenticators.models import AppKey, Authenticator, PendingKey
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.secrets import dice, fields, hashes
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Typed:
    """What the app gets for a right activation code."""

    token: str
    challenge: str
    user: BusinessUser


@dataclass(frozen=True, slots=True)
class Taken:
    """A key in use, and the secret by which its device asks for requests."""

    authenticator: Authenticator
    secret: str
    user: BusinessUser
    replaces: str  # the app that is to end now


def origin() -> str:
    """The platform's own address as messages name it: the configured one, never a request's."""
    parts = urlsplit(settings.BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"


def begin(user: BusinessUser, *, at: datetime) -> PendingKey:
    """The activation code that the user is to type in the app: the one that waits, or a new one."""
    waiting = queries.newest_code(user, at=at)
    if waiting is not None and (waiting.entered_at or waiting.tries < rules.CODE_TRIES):
        return waiting
    return renew(user, at=at)


def renew(
    user: BusinessUser,
    *,
    lasts: timedelta = rules.CODE_LASTS,
    replaces: str = "",
    by_link: str = "",
    at: datetime,
) -> PendingKey:
    """A new activation code; the older ones stop working, typed or not.

    `by_link` names the link back into the login that the app is taken by, if it is by one.
    """
    ref = dice.reference()
    with journal.together():
        locked(user.organisation.ref)
        PendingKey.objects.filter(user=user, used_at__isnull=True).update(voided_at=at)
        return PendingKey.objects.create(
            ref=ref,
            user=user,
            code=fields.encrypt(dice.digits(rules.CODE_DIGITS), place=queries.place(ref)),
            created_at=at,
            expires_at=at + lasts,
            replaces=replaces,
            by_link=by_link,
        )


def code_of(pending: PendingKey) -> str:
    return fields.decrypt(pending.code, place=queries.place(pending.ref))


def enter_code(user_id: str, code: str, *, address: str = "", at: datetime) -> Typed | Refusal:
    """Exchange user id and activation code for the app's token.

    An unknown user id, no code, a wrong one and too many tries are one and the same refusal. They are
    counted as wrong PINs are; too many from one address are the only ones that are told apart.
    """
    user = BusinessUser.objects.select_related("organisation").filter(user_id=user_id_of(user_id)).first()
    guess = Guess(user_id_of(user_id), address, user)
    beyond = guesses.spend(guess, at=at)
    if beyond is Kind.ADDRESS:
        return Refusal(Reason.TOO_MANY_TRIES, about=beyond.value)
    pending = queries.newest_code(user, at=at) if user and beyond is None else None
    if user is None or pending is None:
        return Refusal(Reason.LOGIN_FAILED)
    open_ = PendingKey.objects.filter(pk=pending.pk, tries__lt=rules.CODE_TRIES)
    may_try = open_.update(tries=F("tries") + 1) == 1
    right = hashes.same(code, code_of(pending))
    token, challenge = dice.token(), rules.text_of(dice.raw(32))
    with journal.deed(Event.APP_CODE_ENTERED, by=user.ref, at=at, organisation=_home(user)) as draft:
        draft.about(user.ref)
        open_ones = PendingKey.objects.filter(pk=pending.pk, entered_at__isnull=True, voided_at__isnull=True)
        entered = {"entered_at": at, "token": hashes.of_token(token), "challenge": challenge}
        if not may_try or not right or open_ones.update(**entered, expires_at=at + rules.PATIENCE) != 1:
            return draft.refused(Refusal(Reason.LOGIN_FAILED))
        guesses.give_back(guess)
        return Typed(token, challenge, user)


def finish(token: str, public_key: str, signature: str, *, name: str = "", at: datetime) -> Taken | Refusal:
    """Keep the public key that the app made; the user logs in by it from now on."""
    pending = queries.typed_code(token, at=at)
    if pending is None:
        return Refusal(Reason.LOGIN_TIMED_OUT)
    user = pending.user
    message = rules.key_message(origin=origin(), challenge=pending.challenge, public_key=public_key)
    signed = rules.is_signed(message, signature, public_key=public_key)
    with journal.deed(Event.MEANS_ADDED, by=user.ref, at=at, organisation=_home(user)) as draft:
        draft.about(user.ref)
        draft.facts(kind=Means.APP.value)
        locked(_home(user))
        kept = (
            _keep(pending, public_key, name, at) if signed else Refusal(Reason.INPUT_NOT_USABLE, about="key")
        )
        if isinstance(kept, Refusal):
            return draft.refused(kept)
        draft.about(kept.authenticator.ref)
        return kept


def tell_again(token: str, public_key: str, signature: str, *, at: datetime) -> Taken | Refusal:
    """The answer to the app whose key was kept while the answer was lost on its way; for that key alone."""
    pending = queries.used_code(token, at=at)
    held = queries.key_taken(pending.user, public_key) if pending else None
    if pending is None or held is None:
        return Refusal(Reason.LOGIN_TIMED_OUT)
    message = rules.key_message(origin=origin(), challenge=pending.challenge, public_key=public_key)
    if not rules.is_signed(message, signature, public_key=public_key):
        return Refusal(Reason.INPUT_NOT_USABLE, about="key")
    secret = dice.token()
    AppKey.objects.filter(pk=held.pk).update(secret=hashes.of_token(secret))
    return Taken(held.authenticator, secret, pending.user, "")


def _keep(pending: PendingKey, public_key: str, name: str, at: datetime) -> Taken | Refusal:
    user, secret = pending.user, dice.token()
    if user.person is None:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="app")
    unused = PendingKey.objects.filter(pk=pending.pk, used_at__isnull=True, voided_at__isnull=True)
    still_open = queries.open_codes(at=at).filter(pk=pending.pk).exists()  # now that nobody else has the user
    if not still_open or unused.update(used_at=at) != 1:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="app")
    if AppKey.objects.filter(public_key=public_key).exists():
        return Refusal(Reason.ALREADY_EXISTS, about="key")
    authenticator = giving.give(user, Means.APP, name=name, at=at)
    AppKey.objects.create(authenticator=authenticator, public_key=public_key, secret=hashes.of_token(secret))
    return Taken(authenticator, secret, user, pending.replaces)


def _home(user: BusinessUser) -> str:
    return user.organisation.ref
