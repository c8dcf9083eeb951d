"""The worker's part: deliver what is due.

A worker leases a notice, delivers it outside any transaction, and notes what became of it. When it
dies in between, the notice is delivered again after the lease, with the same Message-ID.
"""

from datetime import datetime

from django.db.models import F, Q

from fuldmagt.notices import rules
from fuldmagt.notices.carriers import NotDeliveredError, carry, stays_here
from fuldmagt.notices.models import Notice

BATCH = 100
State = Notice.State


def deliver(at: datetime) -> int:
    """Deliver the notices that are due, oldest first, at most a batch; how many went out."""
    due = Notice.objects.filter(_free(at), state=State.WAITING, due_at__lte=at).order_by("due_at", "pk")
    return sum(_delivered(notice, at) for notice in due[:BATCH])


def _free(at: datetime) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lte=at)


def _delivered(notice: Notice, at: datetime) -> bool:
    """Whether this worker, and no other, delivered the notice."""
    mine = Notice.objects.filter(_free(at), pk=notice.pk, state=State.WAITING)
    if mine.update(leased_until=at + rules.LEASE, tries=F("tries") + 1) != 1:
        return False
    notice.refresh_from_db()
    try:
        carry(notice)
    except NotDeliveredError as error:
        _put_off(notice, str(error), at)
        return False
    _note_sent(notice, at)
    return True


def _note_sent(notice: Notice, at: datetime) -> None:
    """Mark it sent. What has left the house is not kept: it may hold links and codes."""
    kept = {} if stays_here(notice) else {"body": "", "html": ""}
    Notice.objects.filter(pk=notice.pk).update(
        state=State.SENT, sent_at=at, leased_until=None, last_error="", **kept
    )


def _put_off(notice: Notice, error: str, at: datetime) -> None:
    pause = rules.pause_after(notice.tries)
    Notice.objects.filter(pk=notice.pk).update(
        state=State.WAITING if pause else State.FAILED,
        due_at=at + pause if pause else notice.due_at,
        leased_until=None,
        last_error=error[:300],
    )
