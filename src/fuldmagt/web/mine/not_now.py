"""What somebody has been given and cannot use now: it waits, has ended lately, or something is against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.decisions import overview
from fuldmagt.decisions.strands import Strand
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.own.queries import acted_for
from fuldmagt.vocabulary.refusals import Remedy
from fuldmagt.web.acting.words import Standing, standing
from fuldmagt.web.rights.tree import name_of


@dataclass(frozen=True, slots=True)
class NotNow:
    organisation: str
    service: str
    right: str
    standing: Standing
    ask_url: str  # where it can be asked for anew, at home; empty where that would not mend it


def not_now(users: Iterable[BusinessUser], *, visiting: BusinessUser, at: datetime) -> list[NotNow]:
    """What waits first, each organisation and right once; what holds by another record is not among it."""
    strands: list[Strand] = []
    for user in users:
        seen = overview.of_users({user.ref}, organisation=user.organisation.ref, at=at)
        strands += seen.people
    holding = {(each.organisation, each.right) for each in strands if each.holds}
    failing = {
        (each.organisation, each.right): each
        for each in strands
        if not each.holds and (each.organisation, each.right) not in holding
    }
    rights = catalogue.rights_called({each.right for each in failing.values()})
    called = acted_for({each.organisation for each in failing.values()})
    told = [
        NotNow(
            organisation=called[each.organisation].name,
            service=rights[each.right].service.name,
            right=name_of(rights[each.right]),
            standing=standing(each.against, each.until, at),
            ask_url=_ask_url(each, visiting),
        )
        for each in failing.values()
    ]
    return sorted(
        told, key=lambda each: (each.standing.hold != "waits", each.organisation.casefold(), each.right)
    )


def _ask_url(strand: Strand, visiting: BusinessUser) -> str:
    """Only for the user who is logged in, and where the rights administrator alone can mend it."""
    asked = strand.user == visiting.ref and strand.organisation == visiting.organisation.ref
    if not asked or any(each.remedy is not Remedy.ASK_RIGHTS_ADMINISTRATOR for each in strand.against):
        return ""
    return (
        f"{reverse('requests:new')}?{urlencode({'right': strand.right, 'organisation': strand.organisation})}"
    )
