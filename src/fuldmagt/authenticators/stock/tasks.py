from datetime import datetime, timedelta
from typing import Final

from fuldmagt.authenticators.models import StockFile
from fuldmagt.authenticators.stock.rules import OPEN, FileState

KEPT: Final = timedelta(days=1)  # a file that nobody answers: it holds secrets


def forget(at: datetime) -> int:
    """Forget what files hold that have waited too long; how many."""
    old = StockFile.objects.filter(state__in=OPEN, read_at__lt=at - KEPT)
    return old.update(state=FileState.DISCARDED, devices=b"", ended_at=at)
