"""What is due with chain mandates: reminders before the end, and those that nobody accepts."""

from datetime import datetime

from django.conf import settings

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.mandates.chains import post, queries, rules
from fuldmagt.mandates.chains.actions import PLATFORM, lapse
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.rules import RecordState

SOME = 100  # in one look


def remind(at: datetime) -> int:
    """Tell both sides that a mandate ends soon, once for each of the days of the setting; how many.

    The closest day first: whoever is told of it is not told of those further off as well.
    """
    return sum(
        _remind(each, days, at)
        for days in sorted(settings.MANDATE_REMINDERS)
        for each in list(queries.ending(at, days)[:SOME])
    )


def _remind(mandate: Mandate, days: int, at: datetime) -> int:
    with together():
        if not queries.ending(at, days).filter(pk=mandate.pk).order_by().update(reminded=days):
            return 0  # another worker was first, or it has been renewed or ended
        with deed(Event.MANDATE_REMINDED, by=PLATFORM, at=at, organisation=mandate.giver.ref) as draft:
            draft.about(mandate.ref)
            draft.facts(days=days)
            for side in (mandate.giver, mandate.receiver):
                post.tell("ending", mandate, to=side, at=at)
    return 1


def answer(at: datetime) -> int:
    """Remind of the mandates that wait to be accepted, and end those that have waited too long."""
    done = sum(lapse(each, at=at) for each in list(queries.lapsing(at)[:SOME]))
    waiting = queries.unanswered(at - rules.ASKED_AGAIN, at=at).filter(reminded=None)
    return done + sum(_ask_again(each, at) for each in list(waiting[:SOME]))


ASKED = 32767
"""In `reminded` of a mandate that waits: its receiver has been reminded. Far from any day before the end."""


def _ask_again(mandate: Mandate, at: datetime) -> int:
    with together():
        waits = queries.unanswered(at - rules.ASKED_AGAIN, at=at)
        same = Mandate.objects.filter(pk=mandate.pk, state=RecordState.ACTIVE, accepted=False, reminded=None)
        if not waits.filter(pk=mandate.pk).exists() or not same.update(reminded=ASKED):
            return 0
        with deed(Event.MANDATE_REMINDED, by=PLATFORM, at=at, organisation=mandate.giver.ref) as draft:
            draft.about(mandate.ref)
            post.tell("unanswered", mandate, to=mandate.receiver, at=at)
    return 1
