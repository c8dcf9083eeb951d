from datetime import datetime
from typing import Final

from fuldmagt.authenticators.app.rules import KEPT
from fuldmagt.authenticators.models import PendingKey

BATCH: Final = 500


def forget(at: datetime) -> int:
    """Forget activation codes that lead nowhere any more; how many."""
    old = PendingKey.objects.filter(expires_at__lt=at - KEPT).values_list("pk", flat=True)[:BATCH]
    return PendingKey.objects.filter(pk__in=list(old)).delete()[0]
