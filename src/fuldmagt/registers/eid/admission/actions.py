"""The broker that an installation starts with, and the trials that a proposal rests on."""

from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.registers.eid.admission import queries
from fuldmagt.registers.eid.admission.models import INSTALLATION, BrokerAdmission, BrokerTrial
from fuldmagt.registers.eid.admission.rules import BrokerState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal

PLATFORM: Final = "platform"


def not_trusted(*, at: datetime) -> Refusal | None:
    """Why nobody may log in by the configured broker. The very first one is admitted by being there."""
    if queries.is_admitted():
        return None
    if queries.nobody_has_decided():
        _admit_the_first(at)
    # Asked again in any case: another login may have admitted it since the first question.
    return None if queries.is_admitted() else Refusal(Reason.EID_NOT_ADMITTED)


def _admit_the_first(at: datetime) -> None:
    """Where two come at once the constraint lets one through, and one entry is written."""
    now = queries.configured()
    ref = dice.reference()
    with deed(Event.BROKER_ADMITTED, by=PLATFORM, at=at) as draft:
        draft.about(ref)
        draft.facts(broker=now.broker, issuer=now.issuer, client=now.client, first=True)
        first = BrokerAdmission(
            ref=ref,
            fingerprint=now.fingerprint,
            issuer=now.issuer,
            client=now.client,
            broker=now.broker,
            mapping=now.mapping,
            state=BrokerState.ADMITTED,
            proposed_by=INSTALLATION,
            proposed_at=at,
            decided_by=INSTALLATION,
            decided_at=at,
        )
        BrokerAdmission.objects.bulk_create([first], ignore_conflicts=True)
        if not BrokerAdmission.objects.filter(ref=ref).exists():
            draft.unchanged()


def note_trial(*, by: str, at: datetime) -> None:
    """An operator's own login has passed; called inside the deed that logs the trial."""
    tried = queries.configured().fingerprint
    BrokerTrial.objects.update_or_create(fingerprint=tried, by=by, defaults={"at": at})
