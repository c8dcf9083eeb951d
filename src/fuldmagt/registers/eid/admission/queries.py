"""Whether the broker that the settings name is one that was admitted."""

from datetime import datetime

from django.conf import settings

from fuldmagt.registers.eid.admission.models import BrokerAdmission, BrokerTrial
from fuldmagt.registers.eid.admission.rules import OPEN, TRIED_WITHIN, BrokerState, Configured


def configured() -> Configured:
    return Configured(
        str(settings.EID_ISSUER), settings.EID_CLIENT_ID, settings.EID_BROKER, settings.EID_MAPPING
    )


def is_admitted() -> bool:
    """Asked at every login, when it begins and when it comes back: an end takes effect at once."""
    now = BrokerAdmission.objects.filter(fingerprint=configured().fingerprint)
    return now.filter(state=BrokerState.ADMITTED).exists()


def nobody_has_decided() -> bool:
    """Whether this installation has never had a broker."""
    return not BrokerAdmission.objects.exists()


def open_one() -> BrokerAdmission | None:
    """What stands of the configured broker: proposed, or admitted."""
    found = BrokerAdmission.objects.filter(fingerprint=configured().fingerprint, state__in=OPEN)
    return found.first()


def history() -> list[BrokerAdmission]:
    return list(BrokerAdmission.objects.order_by("-proposed_at", "-pk"))


def one(ref: str) -> BrokerAdmission | None:
    return BrokerAdmission.objects.filter(ref=ref).first()


def was_tried(*, by: str, at: datetime) -> bool:
    """Whether this operator's own login has passed lately against the very broker that is configured."""
    mine = BrokerTrial.objects.filter(fingerprint=configured().fingerprint, by=by)
    return mine.filter(at__gt=at - TRIED_WITHIN).exists()
