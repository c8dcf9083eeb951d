"""The way back into a login (F9): a forgotten PIN, a lost device.

An administrator may start it and the user may ask for it; both send a link to the address that we know.
Whoever opens it proves the identity again, with the eID that was confirmed at activation and at least as
surely (NIST SP 800-63B-4, 4.2), and then chooses alone: nobody else ever does or sees it (R27).
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators import actions as authenticators
from fuldmagt.authenticators import holding
from fuldmagt.authenticators.app import actions as app
from fuldmagt.authenticators.app import queries as app_queries
from fuldmagt.authenticators.app.actions import Taken
from fuldmagt.authenticators.app.rules import CODE_TRIES, OWN_CODE_LASTS
from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.models import Authenticator, CodeDisplay, PendingKey
from fuldmagt.authenticators.own import actions as own
from fuldmagt.authenticators.passkey import actions as passkeys
from fuldmagt.authenticators.sharing.actions import share
from fuldmagt.onboarding.invitations import queries as invitations
from fuldmagt.onboarding.invitations import rules as invitation_rules
from fuldmagt.onboarding.invitations.actions import send
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.models import Invitation
from fuldmagt.onboarding.recovery import queries, rules
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked, user_of
from fuldmagt.organisations.rules import Actor, Deed, UserState
from fuldmagt.people.queries import level_of, person_of
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal

Done = TypeVar("Done", Authenticator, Taken)


def start(user_ref: str, *, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Send an active user a link by which the user, and nobody else, gets a means that works."""
    with journal.deed(Event.RECOVERY_STARTED, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.about(user_ref)
        if refusal := by.refused(Deed.MANAGE_USERS):
            return draft.refused(refusal)
        locked(by.organisation)
        user = user_of(user_ref, organisation=by.organisation)
        if user is None or user.person is None:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="user"))
        if refusal := rules.not_open(UserState(user.state), user=user.ref):
            return draft.refused(refusal)
        sent = invitations.sent_lately(by.organisation, user=user.ref, at=at)
        if flood := invitation_rules.too_many(sent):
            return draft.refused(flood)
        send(user, Purpose.RECOVERY, by=by.ref, at=at)
        return user


def start_for_lost(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """Stop a lost or stolen means for good, and send its holder a link to take another."""
    with journal.together():
        stopped = authenticators.stop_as_lost(user_ref, authenticator, by=by, at=at)
        if not isinstance(stopped, Refusal):
            start(user_ref, by=by, at=at)  # where it is refused, the means is stopped in any case
        return stopped


def start_new_pin(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """Stop the PIN and send the user a link to choose another."""
    with journal.together():
        sent = invitations.sent_lately(by.organisation, user=user_ref, at=at)
        stopped = authenticators.void_pin(user_ref, authenticator, by=by, at=at)
        user = user_of(user_ref, organisation=by.organisation)
        if isinstance(stopped, Refusal) or user is None:
            return stopped
        # The PIN is stopped in any case; a flood of mails is not sent.
        if invitation_rules.too_many(sent) is None:
            send(user, Purpose.NEW_PIN, about=authenticator, by=by.ref, at=at)
        return stopped


def confirm_again(link_ref: str, outcome: Identity | Refusal, *, at: datetime) -> BusinessUser | Refusal:
    """The user whose eID it is; a right eID of somebody else opens nothing."""
    link = Invitation.objects.select_related("user__organisation", "user__person").get(ref=link_ref)
    user = link.user
    with journal.deed(
        Event.IDENTITY_CONFIRMED, by=user.ref, at=at, organisation=user.organisation.ref
    ) as draft:
        draft.about(user.ref)
        draft.facts(purpose=link.purpose)
        if refusal := invitations.refused(link, at=at):
            return draft.refused(refusal)
        if isinstance(outcome, Refusal):
            return draft.refused(outcome)
        if user.person is None or person_of(outcome) != user.person:
            return draft.refused(Refusal(Reason.EID_OTHER_PERSON))
        if refusal := rules.too_low(outcome.level, known=level_of(user.person)):
            return draft.refused(refusal)
        if refusal := rules.not_open(UserState(user.state), user=user.ref):
            return draft.refused(refusal)
        return user


def report_lost(link: Invitation, authenticator: str, *, at: datetime) -> Authenticator | Refusal:
    """The holder has it no more: it is stopped at once, whether or not another is taken then."""
    user = link.user
    with journal.deed(Event.MEANS_LOST, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref, authenticator)
        if refusal := _not_open(link, at):
            return draft.refused(refusal)
        found = queries.one(user, authenticator)
        if found is None:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="means"))
        draft.facts(kind=found.kind.value)
        means = Authenticator.objects.get(ref=authenticator)
        holding.take_homes(means, user.organisation.ref)
        return holding.end(means, home=user.organisation.ref, own=True, at=at)


def choose_new_pin(
    link: Invitation, typed: FirstUse, *, authenticator: str = "", at: datetime
) -> Authenticator | Refusal:
    """The new PIN works from now on; the link does no more."""
    ref = authenticator or link.about
    opened = open_again(link, ref, at=at) if authenticator else None
    if isinstance(opened, Refusal):
        return opened

    def choose() -> Authenticator | Refusal:
        return displays.choose_pin(ref, typed, user=link.user, by=link.user.ref, at=at)

    return _by_link(link, choose, Event.PIN_CHOSEN, at)


def open_again(link: Invitation, authenticator: str, *, at: datetime) -> Authenticator | Refusal:
    """A display that wrong tries have locked can be given a new PIN, once by a link: five codes may be tried.

    Its old PIN is void from here on. What an administrator has locked stays locked.
    """
    user = link.user
    with journal.deed(Event.PIN_VOIDED, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
        draft.about(user.ref, authenticator)
        if refusal := _not_open(link, at):
            return draft.refused(refusal)
        found = queries.one(user, authenticator)
        if found is None or not found.has_pin:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="means"))
        means = Authenticator.objects.get(ref=authenticator)
        if means.state == Authenticator.State.ACTIVE:
            draft.unchanged()
            return means
        holding.take_homes(means, user.organisation.ref)
        means.refresh_from_db()
        unused = Invitation.objects.filter(pk=link.pk, about="", voided_at__isnull=True)
        shut = means.state == Authenticator.State.LOCKED and not means.locked_by
        if not shut or not unused.update(about=authenticator):
            return draft.refused(Refusal(Reason.MEANS_LOCKED))
        CodeDisplay.objects.filter(authenticator=means).update(pin="")
        if not holding.reopen(means, home=user.organisation.ref, at=at):
            return draft.refused(Refusal(Reason.MEANS_LOCKED))
        return means


def take_passkey(
    link: Invitation,
    ceremony: str,
    response: str,
    *,
    kind: Means = Means.PASSKEY,
    name: str = "",
    at: datetime,
) -> Authenticator | Refusal:
    """Keep the passkey that the device or the chip made; the link does no more."""
    user = link.user

    def keep() -> Authenticator | Refusal:
        return passkeys.finish_registration(
            ceremony, response, user=user, kind=kind, name=name, by=user.ref, at=at
        )

    return _by_link(link, keep, Event.MEANS_ADDED, at, kind=kind)


def take_display(
    link: Invitation, ref: str, typed: FirstUse, *, kind: Means = Means.CODE_DISPLAY, at: datetime
) -> Authenticator | Refusal:
    """Take a new code display or reader into use, with a PIN; the link does no more."""
    user = link.user

    def keep() -> Authenticator | Refusal:
        return displays.finish_enrolment(ref, typed, user=user, kind=kind, by=user.ref, at=at)

    return _by_link(link, keep, Event.MEANS_ADDED, at, kind=kind)


def begin_app(
    link: Invitation, *, replaces: str = "", anew: bool = False, at: datetime
) -> PendingKey | Refusal:
    """The activation code for the app: the one that waits for this link, or a new one.

    `replaces` names an app of the user's that ends when the new one is in use, as when its PIN is forgotten.
    """
    found = queries.one(link.user, replaces) if replaces else None
    if replaces and (found is None or not found.can_be_replaced):
        return Refusal(Reason.NOT_FOUND, about="means")
    if Means.APP not in queries.kinds(link.user):
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="other_means")
    waiting = app_queries.newest_code(link.user, at=at)
    if waiting is not None and (waiting.entered_at or waiting.tries < CODE_TRIES):
        same = (waiting.by_link, waiting.replaces) == (link.ref, replaces)
        if same and not anew:
            return waiting
    return app.renew(link.user, lasts=OWN_CODE_LASTS, replaces=replaces, by_link=link.ref, at=at)


def take_app(link: str, token: str, public_key: str, signature: str, *, at: datetime) -> Taken | Refusal:
    """Keep the key that the app made, and end the app that it replaces; the link does no more."""
    rows = Invitation.objects.select_related("user__organisation", "user__person")

    def keep() -> Taken | Refusal:
        return own.finish_app(token, public_key, signature, at=at)

    return _by_link(rows.get(ref=link), keep, Event.MEANS_ADDED, at, kind=Means.APP)


def take_shared(link: Invitation, authenticator: str, *, at: datetime) -> Authenticator | Refusal:
    """Use a means that the person has for another work login, where both organisations allow it."""
    return _by_link(link, lambda: share(link.user, authenticator, at=at), Event.MEANS_SHARED, at)


def _not_open(link: Invitation, at: datetime) -> Refusal | None:
    """Why the link opens nothing now: used, replaced, run out, or its user stopped since."""
    now = Invitation.objects.select_related("user").get(pk=link.pk)
    return invitations.refused(now, at=at) or rules.not_open(UserState(now.user.state), user=now.user.ref)


def _by_link(
    link: Invitation,
    deed: Callable[[], Done | Refusal],
    event: Event,
    at: datetime,
    *,
    kind: Means | None = None,
) -> Done | Refusal:
    """Do the one thing that the link is good for. It is used up before, so that of two at once one is done;
    what is refused, and what finds no room, gives it back."""
    refusal = _not_open(link, at)
    if refusal is None and kind is not None and kind not in queries.kinds(link.user):
        refusal = Refusal(Reason.STEP_NOT_POSSIBLE, about="other_means")
    mine = Invitation.objects.filter(pk=link.pk, voided_at__isnull=True)
    if refusal is None and mine.filter(used_at__isnull=True).update(used_at=at) != 1:
        refusal = Refusal(Reason.LINK_USED)
    if refusal is not None:
        user = link.user
        with journal.deed(event, by=user.ref, at=at, organisation=user.organisation.ref) as draft:
            draft.about(user.ref)
            return draft.refused(refusal)
    done: Done | Refusal | None = None
    try:
        done = deed()
        return done
    finally:
        if done is None or isinstance(done, Refusal):
            _give_back(link)


def _give_back(link: Invitation) -> None:
    try:
        with journal.together():
            Invitation.objects.filter(pk=link.pk, voided_at__isnull=True).update(used_at=None)
    except IntegrityError:
        return  # a newer link was sent in this moment: that one counts
