"""A new PIN for a code display: an administrator starts it, the user alone chooses (R27).

Whoever has lost the PIN proves the identity again, with the eID that was confirmed at activation.
"""

from datetime import datetime

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators import actions as authenticators
from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.models import Authenticator
from fuldmagt.onboarding.invitations import queries as invitations
from fuldmagt.onboarding.invitations import rules
from fuldmagt.onboarding.invitations.actions import send
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.models import Invitation
from fuldmagt.onboarding.proofing.rules import LEAST
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked, user_of
from fuldmagt.organisations.rules import Actor
from fuldmagt.people.queries import person_of
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.refusals import Reason, Refusal


def start_new_pin(user_ref: str, authenticator: str, *, by: Actor, at: datetime) -> Authenticator | Refusal:
    """Stop the PIN and send the user a link to choose another."""
    with journal.together():
        sent = invitations.sent_lately(by.organisation, user=user_ref, at=at)
        stopped = authenticators.void_pin(user_ref, authenticator, by=by, at=at)
        user = user_of(user_ref, organisation=by.organisation)
        if isinstance(stopped, Refusal) or user is None:
            return stopped
        # The PIN is stopped in any case; a flood of mails is not sent.
        if rules.too_many(sent) is None:
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
        refusal = invitations.refused(link, at=at)
        if refusal:
            return draft.refused(refusal)
        if isinstance(outcome, Refusal):
            return draft.refused(outcome)
        if outcome.level < LEAST:
            return draft.refused(Refusal(Reason.EID_LEVEL_TOO_LOW))
        if user.person is None or person_of(outcome) != user.person:
            return draft.refused(Refusal(Reason.EID_OTHER_PERSON))
        return user


def choose_new_pin(link: Invitation, typed: FirstUse, *, at: datetime) -> Authenticator | Refusal:
    """The new PIN works from now on; the link does no more."""
    user = link.user
    chosen = displays.choose_pin(link.about, typed, user=user, by=user.ref, at=at)
    if not isinstance(chosen, Refusal):
        with journal.together():
            locked(user.organisation.ref)
            Invitation.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=at)
    return chosen
