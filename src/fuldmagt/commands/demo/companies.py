"""Who of the demonstration's companies acts for whom: customers, advisers, mandates and portal grants."""

from datetime import datetime, timedelta
from typing import Any

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.commands.demo import grants
from fuldmagt.commands.demo.world import PLATFORM
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.secrets import dice

Line = dict[str, Any]


def make(told: Line, *, at: datetime) -> None:
    """Everything the file tells of it. Needs the organisations, their users and the catalogue."""
    for service, customers in told["customers"].items():
        Service.objects.get(ref=service).customers.set(Organisation.objects.filter(ref__in=customers))
    for line in told["advisers"]:
        _recognise(line, at)
    for line in told["mandates"]:
        _mandate(line, at)
    grants.make(told["grants"], at=at)


def _recognise(line: Line, at: datetime) -> None:
    Adviser.objects.create(
        ref=dice.reference(),
        provider=Provider.objects.get(ref=line["provider"]),
        organisation=_organisation(line["organisation"]),
        starts_at=_since(line, at),
        **({"state": RecordState.REVOKED, "revoked_at": at} if line.get("ended") else {}),
    )


def _mandate(line: Line, at: datetime) -> None:
    """An accepted mandate, and the assignments of those who act by it."""
    since = _since(line, at)
    mandate = Mandate.objects.create(
        ref=dice.reference(),
        giver=_organisation(line["giver"]),
        receiver=_organisation(line["receiver"]),
        accepted=True,
        starts_at=since,
        ends_at=at + timedelta(days=line["days_left"]),
    )
    mandate.rights.set(Right.objects.filter(ref__in=line["rights"]))
    for name, right in line["users"].items():
        user = BusinessUser.objects.get(name=name, organisation=mandate.receiver)
        with deed(Event.RIGHT_GIVEN, by=PLATFORM, at=since, organisation=mandate.receiver.ref) as entry:
            entry.about(user.ref)
            entry.facts(right=right)
            Assignment.objects.create(
                ref=dice.reference(),
                user=user,
                right=Right.objects.get(ref=right),
                organisation=mandate.giver,
                mandate=mandate,
                starts_at=since,
                given_by=PLATFORM,
            )


def _organisation(ref: str) -> Organisation:
    return Organisation.objects.get(ref=ref)


def _since(line: Line, at: datetime) -> datetime:
    return at - timedelta(days=line["days_ago"])
