"""Asking whether an organisation has joined: counted first, answered then (F3)."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.organisations.joined import queries
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary.identifiers import parse
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.joined.models import LookUp
from fuldmagt.web.joined.rules import MOST, WINDOW


@dataclass(frozen=True, slots=True)
class Joined:
    """What anybody may know: that it has joined, and by which office its mandates are managed. No names."""

    organisation: Organisation
    has_mandate_manager: bool


def too_often(*, address: str, at: datetime) -> Refusal | None:
    """Count that somebody at this address asks about an organisation; refused once it is too often.

    Every page on which a visitor makes us look up an organisation counts here, so that none goes round it.
    """
    asker = hashes.of_token(address)
    LookUp.objects.filter(at__lte=at - WINDOW).delete()
    LookUp.objects.create(asker=asker, at=at)
    if LookUp.objects.filter(asker=asker, at__gt=at - WINDOW).count() > MOST:
        return Refusal(Reason.TOO_MANY_TRIES, about="look_up")
    return None


def look_up(number: str, *, address: str, at: datetime) -> Joined | Refusal:
    """Whether the organisation with this number has joined, for somebody at this network address."""
    if refusal := too_often(address=address, at=at):
        return refusal
    if parse(number) is None:
        return Refusal(Reason.INPUT_NOT_USABLE, about="number")
    found = queries.known_by(number)
    if found is None:
        return Refusal(Reason.NOT_FOUND, about="joined")
    return Joined(found, queries.manages(Role.MANDATE_MANAGER, organisation=found.ref))
