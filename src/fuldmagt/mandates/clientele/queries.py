"""The clients of an organisation and what its people have for each. Each question takes the organisation."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from fuldmagt.catalogue.models import Right, Service
from fuldmagt.catalogue.rules import open_to
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.queries import held_by_people, holding
from fuldmagt.mandates.assignments.rules import Holding
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.chains.rules import RENEWABLE
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.groups.queries import groups_of
from fuldmagt.mandates.queries import not_ended
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.categories import Category


def clients(organisation: str, *, service: str, words: str = "", at: datetime) -> QuerySet[Mandate]:
    """The mandates received for a service that hold, wait, or can still be renewed; by the client's name."""
    alive = Q(ends_at=None) | Q(ends_at__gt=at - RENEWABLE)
    found = Mandate.objects.filter(
        alive, receiver__ref=organisation, state=RecordState.ACTIVE, rights__service__ref=service
    )
    for word in words.split():
        found = found.filter(Q(giver__name__icontains=word) | Q(giver__ref__icontains=word))
    whole = found.select_related("giver", "receiver").prefetch_related("rights")
    return whole.order_by("giver__name", "pk").distinct()


def people(organisation: str, words: str = "") -> QuerySet[BusinessUser]:
    """The employees who can work for clients, and the programs."""
    found = BusinessUser.objects.select_related("organisation", "person").filter(
        organisation__ref=organisation
    )
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found.exclude(state=UserState.CLOSED).order_by("name", "pk")


def groups(organisation: str, words: str = "") -> QuerySet[Group]:
    """The groups of employees, by name."""
    found = groups_of(organisation).select_related("organisation")
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found.order_by("name", "pk")


def held_by_groups(
    mandates: Iterable[Mandate], groups: Iterable[Group], *, service: str, at: datetime
) -> dict[tuple[str, str], list[Source]]:
    """What each of these groups has for each of these clients, now or later, by mandate and group."""
    rows = Source.objects.filter(
        not_ended(at), mandate__in=list(mandates), group__in=list(groups), right__service__ref=service
    )
    found: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for row in rows.select_related("group", "right", "mandate").order_by("right__place", "pk"):
        if row.mandate is not None and row.group is not None:
            found[(row.mandate.ref, row.group.ref)].append(row)
    return found


def services(organisation: str) -> list[Service]:
    """The services in which the organisation has clients."""
    received = Mandate.objects.filter(receiver__ref=organisation, state=RecordState.ACTIVE)
    refs = received.values_list("rights__service__ref", flat=True).distinct()
    return list(Service.objects.filter(ref__in=list(refs)).order_by("name"))


def held(
    mandates: Iterable[Mandate], users: Iterable[BusinessUser], *, service: str, at: datetime
) -> dict[tuple[str, str], list[Assignment]]:
    """What each of these employees has for each of these clients, now or later, by mandate and user."""
    rows = Assignment.objects.filter(
        not_ended(at), mandate__in=list(mandates), user__in=list(users), right__service__ref=service
    )
    found: dict[tuple[str, str], list[Assignment]] = defaultdict(list)
    for row in rows.select_related("user", "right", "mandate", "source__group").order_by(
        "right__place", "pk"
    ):
        assert row.mandate is not None
        found[(row.mandate.ref, row.user.ref)].append(row)
    return found


def held_for_each(
    users: Iterable[BusinessUser], *, at: datetime
) -> dict[tuple[tuple[str, object], str], list[Holding]]:
    """What the persons of these users hold, now or later, by whose it is and for which organisation."""
    found: dict[tuple[tuple[str, object], str], list[Holding]] = defaultdict(list)
    for row in held_by_people(users, at=at):
        found[(whose(row.user), row.organisation.ref)].append(holding(row))
    return found


def whose(user: BusinessUser) -> tuple[str, object]:
    """All users of one person are one; of whom nobody knows the person, each is alone."""
    return ("user", user.pk) if user.person_id is None else ("person", user.person_id)


def given(mandate: Mandate) -> list[str]:
    """The rights of a mandate that are open to its giver, by reference."""
    category = Category(mandate.giver.category)
    return [
        each.ref
        for each in mandate.rights.all()
        if open_to([Category(one) for one in each.categories], category)
    ]


def rights_of(service: str) -> list[Right]:
    """The rights of a service that can be assigned for clients."""
    found = Right.objects.filter(service__ref=service, service__accepts_chains=True, retired_at=None)
    return list(found.select_related("service").order_by("place", "ref"))


def these(refs: Collection[str], *, organisation: str, at: datetime) -> list[Mandate]:
    """Of these mandates those that the organisation has accepted and that hold now or later."""
    found = Mandate.objects.filter(not_ended(at), ref__in=refs, receiver__ref=organisation, accepted=True)
    return list(found.select_related("giver", "receiver").prefetch_related("rights").order_by("giver__name"))
