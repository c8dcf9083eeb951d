"""Chain mandates as either side sees them. Each question takes the organisation that asks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from fuldmagt.audit import queries as log
from fuldmagt.audit.models import Record
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.catalogue.rules import open_to
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.chains.rules import PATIENCE, RENEWABLE, Stage, stage_of
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.categories import Category


def one(ref: str, *, organisation: str) -> Mandate | None:
    """A mandate that the organisation has given or received; None for others', as for none at all."""
    sides = Q(giver__ref=organisation) | Q(receiver__ref=organisation)
    return Mandate.objects.filter(sides, ref=ref).select_related("giver", "receiver").first()


def given(organisation: str, words: str = "") -> QuerySet[Mandate]:
    """What the organisation has given, what waits or holds first."""
    found = Mandate.objects.filter(giver__ref=organisation).select_related("giver", "receiver")
    return _in_order(_named(found, words, "receiver"))


def received(organisation: str, words: str = "") -> QuerySet[Mandate]:
    """What the organisation has been given."""
    found = Mandate.objects.filter(receiver__ref=organisation).select_related("giver", "receiver")
    return _in_order(_named(found, words, "giver"))


def waiting(organisation: str) -> QuerySet[Mandate]:
    """The mandates that wait for the organisation to accept, wholly or what was added."""
    open_ones = Mandate.objects.filter(receiver__ref=organisation, state=RecordState.ACTIVE)
    return open_ones.filter(Q(accepted=False) | Q(awaiting__isnull=False)).distinct()


def _named(found: QuerySet[Mandate], words: str, side: str) -> QuerySet[Mandate]:
    for word in words.split():
        found = found.filter(Q(**{f"{side}__name__icontains": word}) | Q(**{f"{side}__ref__icontains": word}))
    return found


def _in_order(found: QuerySet[Mandate]) -> QuerySet[Mandate]:
    return found.prefetch_related("rights__service", "awaiting").order_by(
        "state", "accepted", "-starts_at", "pk"
    )


def stage(mandate: Mandate) -> Stage:
    over = mandate.state == RecordState.REVOKED
    return stage_of(accepted=mandate.accepted, over=over, awaiting=mandate.awaiting.exists())


def between(giver: str, receiver: str, *, at: datetime, but: str = "") -> QuerySet[Mandate]:
    """The mandates from one to the other that wait, hold or could be renewed."""
    found = Mandate.objects.filter(giver__ref=giver, receiver__ref=receiver, state=RecordState.ACTIVE)
    return found.exclude(ref=but).filter(Q(ends_at=None) | Q(ends_at__gt=at - RENEWABLE))


def rights_to_give(giver: Organisation) -> list[Right]:
    """The rights that the organisation may let others use by a chain, in the order of the tree."""
    offered = catalogue.offered().filter(service__accepts_chains=True)
    return [
        each
        for each in offered
        if open_to([Category(one) for one in each.categories], Category(giver.category))
    ]


def history(mandate: Mandate) -> Sequence[Record]:
    """What has happened to a mandate, the same for both its sides; the newest first."""
    sides = {mandate.giver.ref, mandate.receiver.ref}
    found = [each for side in sides for each in log.of_subject(mandate.ref, organisation=side, limit=100)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def managers(organisation: Organisation) -> list[BusinessUser]:
    """Who is told about the mandates of an organisation; failing managers, those who can appoint one."""
    for role in (Role.MANDATE_MANAGER, Role.ORGANISATION_ADMINISTRATOR):
        if found := [each for each in holders_of(role, organisation=organisation.ref) if each.email]:
            return found
    return []


def ending(at: datetime, days: int) -> QuerySet[Mandate]:
    """The accepted mandates that end within so many days, and of which that has not been told."""
    soon = at + timedelta(days=days)
    untold = Q(reminded=None) | Q(reminded__gt=days)
    return _open().filter(untold, accepted=True, ends_at__gt=at, ends_at__lte=soon)


def unanswered(before: datetime, *, at: datetime) -> QuerySet[Mandate]:
    """The mandates given before a moment that nobody has accepted, and that could still be."""
    return _open().filter(accepted=False, given_at__lte=before).filter(Q(ends_at=None) | Q(ends_at__gt=at))


def lapsing(at: datetime) -> QuerySet[Mandate]:
    """Those that have waited too long, or have run out unaccepted."""
    return _open().filter(accepted=False).filter(Q(given_at__lte=at - PATIENCE) | Q(ends_at__lte=at))


def _open() -> QuerySet[Mandate]:
    return Mandate.objects.filter(state=RecordState.ACTIVE).select_related("giver", "receiver").order_by("pk")
