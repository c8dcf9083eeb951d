"""De Korrel lets Balans Advies into the portal of Pensioenhuis, which knows Balans as an adviser."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.secrets import dice
from fuldmagt.vocabulary import clock
from tests.cast import a_user
from tests.chains.cast import EDIT, VIEW, Street, at_a_desk, street

OFFICE = "kantoor@dekorrel.example"


@dataclass(frozen=True, slots=True)
class Portal:
    street: Street
    baker: BusinessUser  # may view for De Korrel, and manages nothing


def portal() -> Portal:
    """Femke's Jonas has the right to edit at Balans; the baker that to view at De Korrel."""
    town = street()
    town.service.accepts_grants = True
    town.service.save()
    provider = town.service.provider
    provider.contact_name, provider.contact_phone = "Marit Relatie", "+31 20 555 01 00"
    provider.save()
    town.korrel.email = OFFICE
    town.korrel.save()
    now = clock.now()
    Adviser.objects.create(
        ref=dice.reference(), provider=provider, organisation=town.balans,
        starts_at=now - timedelta(days=1), licence="12001", checked_by="Marit", checked_at=now,
    )  # fmt: skip
    baker = a_user(town.korrel, "Bram Bakker", language="nl")
    holds(baker, VIEW)
    holds(town.jonas, EDIT)
    return Portal(town, baker)


def holds(user: BusinessUser, right: str) -> None:
    Assignment.objects.create(
        ref=dice.reference(), user=user, right=Right.objects.get(ref=right),
        organisation=user.organisation, starts_at=clock.now() - timedelta(days=1),
    )  # fmt: skip


TYPED = {"scheme": "nl:kvk", "number": "90000002", "right": VIEW, "until": "", "step": "give"}


def gives(user: BusinessUser, **typed: str) -> Any:
    return at_a_desk(user).post("/grants/new/", TYPED | typed)


def links() -> list[str]:
    """The paths in the mails that have gone out, the newest last; those of one sending are the same."""
    found = [re.search(r"/grants/confirm/[^/\s]+/", each.body) for each in Notice.objects.order_by("pk")]
    return list(dict.fromkeys(each.group() for each in found if each))


def the_grant() -> Grant:
    return Grant.objects.get()
