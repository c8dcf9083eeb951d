"""The worker's part: activate who is waiting, at the pace at which mails may go out."""

from datetime import datetime

from django.conf import settings
from django.db.models import F, Q

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.onboarding.bulk import actions, queries, rules
from fuldmagt.onboarding.bulk.rules import BulkState, BulkStep, after
from fuldmagt.onboarding.invitations.actions import draw_code
from fuldmagt.onboarding.invitations.queries import paced_since
from fuldmagt.onboarding.invitations.rules import CODE_LASTS
from fuldmagt.onboarding.models import BulkActivation, HandoverCode
from fuldmagt.organisations.queries import active_user, actor
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.vocabulary.refusals import Refusal

WORKER = "worker"


def activate(at: datetime) -> int:
    """Activate some users of the bulk activations that run. Always 0: other duties have their turn."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    running = BulkActivation.objects.filter(free, state=BulkState.RUNNING).order_by("begun_at", "pk")
    for of in running.select_related("organisation"):
        mine = BulkActivation.objects.filter(free, pk=of.pk, state=BulkState.RUNNING)
        if mine.update(leased_until=at + rules.LEASE) == 1:
            _go_on(of, at)
            BulkActivation.objects.filter(pk=of.pk).update(leased_until=None)
    return 0


def _go_on(of: BulkActivation, at: datetime) -> None:
    by = _still_allowed(of)
    if by is None:
        return _stop(of, at)
    room = rules.room(sent=paced_since(at - rules.MINUTE), rate=settings.MAIL_RATE)
    for user in list(queries.left(of)[:room]):
        if not BulkActivation.objects.filter(pk=of.pk, state=BulkState.RUNNING).exists():
            return None
        done = actions.activate(user.ref, draw_code(), paced=of.ref, by=by, at=at)
        if isinstance(done, Refusal) and queries.left(of).filter(pk=user.pk).exists():
            return _stop(of, at)  # nobody can be activated here any more
        BulkActivation.objects.filter(pk=of.pk).update(done=F("done") + int(not isinstance(done, Refusal)))
    if not queries.left(of).exists():
        state = after(BulkState.RUNNING, BulkStep.FINISH)
        BulkActivation.objects.filter(pk=of.pk, state=BulkState.RUNNING).update(state=state)
    return None


def _still_allowed(of: BulkActivation) -> Actor | None:
    """Who began it, as long as that user may do it: nothing outlives its ground."""
    user = active_user(of.begun_by)
    by = actor(user) if user else None
    return by if by and not by.refused(Deed.MANAGE_USERS) else None


def _stop(of: BulkActivation, at: datetime) -> None:
    with deed(Event.BULK_ACTIVATION_STOPPED, by=WORKER, at=at, organisation=of.organisation.ref) as entry:
        entry.about(of.ref)
        running = BulkActivation.objects.filter(pk=of.pk, state=BulkState.RUNNING)
        if running.update(state=after(BulkState.RUNNING, BulkStep.STOP)) != 1:
            entry.unchanged()


def forget(at: datetime) -> int:
    """Drop codes that nobody has printed while they worked."""
    HandoverCode.objects.filter(made_at__lt=at - CODE_LASTS).delete()
    return 0
