"""Telling those who wait that another way of proving who they are has been opened (B3)."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.texts import in_language
from fuldmagt.onboarding.invitations.actions import send
from fuldmagt.onboarding.invitations.post import Said
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.journey import queries
from fuldmagt.onboarding.models import ProofingWay, WayTold
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked

BATCH: Final = 50


def tell(at: datetime) -> int:
    """Tell some of those who wait and do not know; how many. Each way is told to each of them once."""
    told = 0
    for way in queries.open_ways():
        for user in queries.to_be_told(way, most=BATCH - told):
            told += _tell(way, user, at)
        if told >= BATCH:
            break
    return told


def _tell(way: ProofingWay, user: BusinessUser, at: datetime) -> int:
    """One mail, with a link to the own way; another worker may have been quicker."""
    with deed(Event.PROOFING_WAY_TOLD, by=way.opened_by, at=at, organisation=user.organisation.ref) as draft:
        locked(user.organisation.ref)
        _row, new = WayTold.objects.get_or_create(way=way, user=user, defaults={"told_at": at})
        if not new:
            draft.unchanged()
            return 0
        draft.about(user.ref)
        draft.facts(way=way.ref)
        said = Said("way_opened", _("Another way to prove who you are is open"), _said(way, user))
        send(user, Purpose.JOURNEY, about=way.ref, said=said, by=way.opened_by, at=at)
    return 1


def _said(way: ProofingWay, user: BusinessUser) -> dict[str, str]:
    """The way's name and text in the reader's language; in English where nobody has written it in that."""
    return {
        "way_name": in_language(way.names, user.language),
        "way_text": in_language(way.texts, user.language),
    }
