from datetime import datetime
from typing import Final

from django.db.models import Q

from fuldmagt.authenticators.guesses.models import Tries
from fuldmagt.authenticators.guesses.rules import KEPT

BATCH: Final = 500


def forget(at: datetime) -> int:
    """Forget counts that limit nobody any more; how many. Anybody can make us keep one."""
    over = Q(paused_until__isnull=True) | Q(paused_until__lt=at)
    old = Tries.objects.filter(over, since__lt=at - KEPT).values_list("pk", flat=True)[:BATCH]
    return Tries.objects.filter(pk__in=list(old)).delete()[0]
