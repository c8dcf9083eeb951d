"""What the demonstration's providers have in their consoles: ends of means, and licences of advisers."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localtime

from fuldmagt.catalogue.models import Service
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.vocabulary.means import Means

STOLEN: Final = {
    "da": "Adgangskoder bliver stjålet. Derfor bruger vi dem ikke længere.",
    "nl": "Wachtwoorden worden gestolen. Daarom gebruiken wij ze niet meer.",
    "en": "Passwords get stolen. That is why we do not use them any more.",
}
OUTWORN: Final = {
    "da": "Kodeoplæseren bliver ikke længere fremstillet. Brug appen eller en adgangsnøgle i stedet.",
    "nl": "De code-voorlezer wordt niet meer gemaakt. Gebruik in plaats daarvan de app of een passkey.",
    "en": "The audio code reader is no longer made. Use the app or a passkey instead.",
}
AHEAD: Final = timedelta(days=45)


def make(*, at: datetime) -> None:
    """Needs the catalogue and the advisers."""
    for service in Service.objects.all():
        if Means.USER_PASSWORD.value in service.means_ended:
            service.means_end_reasons = {Means.USER_PASSWORD.value: STOLEN}
            service.save(update_fields=["means_end_reasons"])
    case = Service.objects.get(ref="se-sag")
    end = localtime(at + AHEAD).replace(hour=0, minute=0, second=0, microsecond=0)
    case.means_ended = case.means_ended | {Means.CODE_READER.value: end.isoformat()}
    case.means_end_reasons = case.means_end_reasons | {Means.CODE_READER.value: OUTWORN}
    case.save(update_fields=["means_ended", "means_end_reasons"])
    for place, adviser in enumerate(Adviser.objects.order_by("pk")):
        adviser.licence = f"12-{34567 + place}"
        adviser.checked_by, adviser.checked_at = "Vergunningen", adviser.starts_at
        adviser.save(update_fields=["licence", "checked_by", "checked_at"])
