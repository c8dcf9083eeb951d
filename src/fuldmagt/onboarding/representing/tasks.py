from datetime import datetime, timedelta
from typing import Final

from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.chains.rules import RENEWABLE
from fuldmagt.mandates.rules import RecordState
from fuldmagt.onboarding.models import Instruction, Visit

KEPT: Final = timedelta(days=1)  # after a visit, so that whoever comes back late reads that it is over
STORED: Final = timedelta(days=30)  # of an instruction that is done or too late
BATCH: Final = 500


def forget(at: datetime) -> int:
    """Forget visits and instructions that are over, and addresses that nobody will be written to any more."""
    visits = Visit.objects.filter(until__lt=at - KEPT)
    done = Instruction.objects.filter(until__lt=at - STORED)
    gone = 0
    for rows in (visits, done):
        some = list(rows.values_list("pk", flat=True)[:BATCH])
        gone += rows.model.objects.filter(pk__in=some).delete()[0]
    late = Mandate.objects.exclude(contact_email="")
    for ended in (late.filter(state=RecordState.REVOKED), late.filter(ends_at__lt=at - RENEWABLE)):
        ended.update(contact_email="", contact_language="")
    return gone
