from datetime import datetime, timedelta
from typing import Final

from fuldmagt.onboarding.joining.rules import JoiningState
from fuldmagt.onboarding.models import Joining

KEPT: Final = timedelta(days=30)  # after its time, so that a late signatory reads that it is over
BATCH: Final = 500


def forget(at: datetime) -> int:
    """Forget joinings that came to nothing, with whoever signed; how many. Who joined stays on record."""
    unfinished = Joining.objects.exclude(state=JoiningState.JOINED).filter(expires_at__lt=at - KEPT)
    gone = list(unfinished.values_list("pk", flat=True)[:BATCH])
    return Joining.objects.filter(pk__in=gone).delete()[0]
