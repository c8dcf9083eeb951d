"""The worker's part: tell the clients that want to be told, and forget handles that nobody can ask about.

As with mail, a worker leases a row and calls outside any transaction; when it dies, another calls again.
"""

from datetime import datetime

from django.db.models import F, Q

from fuldmagt.mandates.handles import rules
from fuldmagt.mandates.handles.calling import NotTakenError, call
from fuldmagt.mandates.handles.models import Handle
from fuldmagt.notices.rules import LEASE, pause_after

BATCH = 50


def tell(at: datetime) -> int:
    """Call those that are due; how many were told."""
    due = Handle.objects.filter(_free(at), due_at__lte=at).select_related("client").order_by("due_at", "pk")
    return sum(_told(handle, at) for handle in due[:BATCH])


def _free(at: datetime) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lte=at)


def _told(handle: Handle, at: datetime) -> bool:
    mine = Handle.objects.filter(_free(at), pk=handle.pk, due_at=handle.due_at)
    if mine.update(leased_until=at + LEASE, tries=F("tries") + 1) != 1:
        return False
    handle.tries += 1
    try:
        call(handle, at=at)
    except NotTakenError as error:
        _put_off(handle, str(error), at)
        return False
    Handle.objects.filter(pk=handle.pk).update(due_at=None, leased_until=None, told_at=at, last_error="")
    return True


def _put_off(handle: Handle, error: str, at: datetime) -> None:
    pause = pause_after(handle.tries)
    Handle.objects.filter(pk=handle.pk).update(
        due_at=at + pause if pause else None, leased_until=None, last_error=error[:300]
    )


def forget(at: datetime) -> int:
    """Drop handles whose time is long over. One look does all."""
    Handle.objects.filter(expires_at__lt=at - rules.FORGOTTEN).delete()
    return 0
