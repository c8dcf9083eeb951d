"""Asking for a way back without a login: what is answered never tells whether there is such a user."""

from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import ANYBODY, deed
from fuldmagt.authenticators.code.rules import user_id_of
from fuldmagt.authenticators.guesses import actions as guesses
from fuldmagt.authenticators.guesses.actions import Guess
from fuldmagt.onboarding.invitations import queries as invitations
from fuldmagt.onboarding.invitations.actions import send
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.recovery import queries, rules
from fuldmagt.onboarding.recovery.models import AskedRecovery
from fuldmagt.organisations.queries import locked
from fuldmagt.vocabulary.refusals import Reason, Refusal

LONGEST = 64
BATCH = 100


def ask(user_id: str, *, address: str = "", at: datetime) -> Refusal | None:
    """Note the question. Nothing about the user id is looked up while the asker waits."""
    if guesses.spend(Guess(address=address), at=at):
        return Refusal(Reason.TOO_MANY_TRIES, about="address")
    if AskedRecovery.objects.count() < rules.WAITING:
        AskedRecovery.objects.create(user_id=user_id_of(user_id)[:LONGEST], asked_at=at)
    return None


def answer(at: datetime) -> int:
    """Answer the questions that wait; how many. Work for the worker."""
    waiting = list(AskedRecovery.objects.order_by("pk")[:BATCH])
    for asked in waiting:
        _answer(asked, at)
    return len(waiting)


def _answer(asked: AskedRecovery, at: datetime) -> None:
    with deed(Event.RECOVERY_ASKED, by=ANYBODY, at=at) as entry:
        mine = AskedRecovery.objects.filter(pk=asked.pk).delete()[0] == 1
        user = queries.who_may_ask(asked.user_id)
        if not mine or user is None or asked.asked_at < at - rules.KEPT:
            entry.unchanged()  # nobody's question is not written down
            return
        locked(user.organisation.ref)
        to_user = invitations.asked_lately(user=user.ref, at=at)
        if rules.asked_too_often(to_user=to_user, to_all=invitations.asked_lately(at=at)):
            entry.unchanged()
            return
        entry.about(user.ref)
        entry.organisation = user.organisation.ref
        send(user, Purpose.RECOVERY, by=user.ref, at=at)
