"""Wrong tries at one means: counted before they are judged, and five lock it (NIST SP 800-63B-4, 3.2.10)."""

from datetime import datetime

from django.db.models import F

from fuldmagt.audit.events import Event
from fuldmagt.authenticators import holding
from fuldmagt.authenticators.models import Authenticator
from fuldmagt.authenticators.orders.following import follow
from fuldmagt.authenticators.orders.rules import OrderStep
from fuldmagt.authenticators.rules import TRIES
from fuldmagt.authenticators.telling import tell_locked
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.vocabulary.means import Means

State = Authenticator.State


def spend(authenticator: str) -> bool:
    """Count the try, so that tries side by side cannot exceed the limit; False when none is left."""
    open_ = Authenticator.objects.filter(ref=authenticator, state=State.ACTIVE, failures__lt=TRIES)
    return open_.update(failures=F("failures") + 1) == 1


def was_right(authenticator: str, *, at: datetime) -> bool:
    """Forget the tries; False where the means was locked or removed while it was judged."""
    still = Authenticator.objects.filter(ref=authenticator, state=State.ACTIVE)
    return still.update(failures=0, used_at=at) == 1


def left(authenticator: str) -> int:
    return max(0, TRIES - Authenticator.objects.get(ref=authenticator).failures)


def lock_when_spent(authenticator: str, *, home: str, at: datetime) -> bool:
    """Lock a means whose tries are used up, and tell whomever it serves, once; another means still works."""
    spent = Authenticator.objects.filter(ref=authenticator, state=State.ACTIVE, failures__gte=TRIES)
    means = spent.first()
    if means is None:
        return False
    holding.take_homes(means)
    if spent.update(state=State.LOCKED) == 1:
        follow(authenticator, OrderStep.BLOCK, at=at)
        holding.note_elsewhere(Event.MEANS_LOCKED, means, home=home, at=at)
        for each in holding.homes(means):
            raise_revision(each)
        for user in holding.users(means):
            tell_locked(user, Means(means.kind), at=at)
    return True
