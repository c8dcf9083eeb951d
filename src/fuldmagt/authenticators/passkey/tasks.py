from datetime import datetime, timedelta
from typing import Final

from fuldmagt.authenticators.models import PasskeyCeremony

KEPT: Final = timedelta(hours=1)  # after its time; nobody can answer it then
BATCH: Final = 500


def forget(at: datetime) -> int:
    """Forget questions to passkeys that can no longer be answered; how many. Anybody can make us ask one."""
    old = PasskeyCeremony.objects.filter(expires_at__lt=at - KEPT).values_list("pk", flat=True)[:BATCH]
    return PasskeyCeremony.objects.filter(pk__in=list(old)).delete()[0]
