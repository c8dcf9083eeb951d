"""Reminding a provider that a recognition of an adviser ends soon."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.mandates.advisers import queries
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role

BATCH: Final = 50


def remind(at: datetime) -> int:
    """Remind providers of recognitions that end soon; of how many. Of each end once."""
    return sum(_remind(adviser, at) for adviser in queries.to_be_reminded_of(at=at, most=BATCH))


def _remind(adviser: Adviser, at: datetime) -> int:
    own = adviser.provider.organisation
    assert own is not None
    with deed(Event.ADVISER_END_TOLD, by="worker", at=at, organisation=own.ref) as draft:
        unknown = Q(reminded_of__isnull=True) | ~Q(reminded_of=F("ends_at"))
        due = Adviser.objects.filter(unknown, pk=adviser.pk, ends_at=adviser.ends_at, state=adviser.state)
        if not due.update(reminded_of=adviser.ends_at):
            draft.unchanged()
            return 0
        draft.about(adviser.provider.ref, adviser.organisation.ref)
        draft.facts(name=adviser.organisation.name)
        for each in holders_of(Role.PROVIDER_ADMINISTRATOR, organisation=own.ref):
            notices.mail(
                "adviser_ends",
                each.email,
                _("The recognition of an adviser ends soon"),
                {
                    "first_name": (each.name.split() or [each.name])[0],
                    "sender": own.name,
                    "adviser": adviser.organisation.name,
                    "licence": adviser.licence,
                    "last_day": adviser.ends_at and adviser.ends_at - timedelta(microseconds=1),
                    "clients": queries.clients_of(adviser, at=at),
                    "url": f"{settings.BASE_URL}{reverse('provider:adviser', args=[adviser.ref])}",
                },
                about=each.ref,
                organisation=own.ref,
                language=each.language,
                at=at,
            )
    return 1
