from datetime import datetime
from typing import Final

from fuldmagt.authenticators.approvals.rules import KEPT
from fuldmagt.authenticators.models import AppRequest

BATCH: Final = 500


def forget(at: datetime) -> int:
    """Forget requests that nobody can answer any more; how many. Anybody can make us ask one."""
    old = AppRequest.objects.filter(expires_at__lt=at - KEPT).values_list("pk", flat=True)[:BATCH]
    return AppRequest.objects.filter(pk__in=list(old)).delete()[0]
