from datetime import datetime, timedelta
from typing import Final

from fuldmagt.registers.eid.models import EidLogin

KEPT: Final = timedelta(hours=1)  # after its time; no answer counts for it then
BATCH: Final = 500


def forget(at: datetime) -> int:
    """Forget logins at the national eID whose time is over, answered or not; how many."""
    old = EidLogin.objects.filter(expires_at__lt=at - KEPT).values_list("pk", flat=True)[:BATCH]
    return EidLogin.objects.filter(pk__in=list(old)).delete()[0]
