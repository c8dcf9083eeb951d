from datetime import datetime, timedelta
from typing import Final

from fuldmagt.onboarding.models import PhoneCode

KEPT: Final = timedelta(days=1)  # longer than the window in which text messages are counted
BATCH: Final = 500


def forget(at: datetime) -> int:
    """Forget codes that were sent to telephones; how many. The telephone itself stands at its user."""
    old = PhoneCode.objects.filter(created_at__lt=at - KEPT).values_list("pk", flat=True)[:BATCH]
    return PhoneCode.objects.filter(pk__in=list(old)).delete()[0]
