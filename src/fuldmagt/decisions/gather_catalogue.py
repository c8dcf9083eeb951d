"""From the database to the part of the catalogue that a decision may rest on."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from fuldmagt.catalogue.models import ExclusiveSet, Provider, Right, Service
from fuldmagt.catalogue.rules import Rights
from fuldmagt.decisions import facts as law
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.categories import Category, DataClass
from fuldmagt.vocabulary.means import Means


@dataclass(frozen=True, slots=True)
class Catalogue:
    services: dict[str, law.Service]
    rights: dict[str, law.Right]
    law: Rights


def catalogue(rights: Collection[str], *, places: Collection[str]) -> Catalogue:
    """The services of these rights, with all their rights; of customers, those among the places.

    Implication stays within a service, so whatever these rights cover is there too. Of an exclusive
    set only the members in these services are: nobody here holds the others.
    """
    services = Service.objects.filter(rights__ref__in=rights).select_related("provider").distinct()
    return _of(list(services), Q(organisation__ref__in=places))


def whole() -> Catalogue:
    """Every service with its rights, and all customers."""
    return _of(list(Service.objects.select_related("provider")), Q())


def _of(services: list[Service], customers: Q) -> Catalogue:
    rows = list(Right.objects.filter(service__in=services))
    by_key = {each.pk: each for each in services}
    return Catalogue(
        services=_services(services, customers),
        rights={row.ref: _right(row, by_key[row.service_id]) for row in rows},
        law=Rights.of(_implications(services, rows), _exclusive(services)),
    )


def _services(rows: Collection[Service], which: Q) -> dict[str, law.Service]:
    customers: defaultdict[int, set[str]] = defaultdict(set)
    if keep := [row for row in rows if row.keeps_customers]:
        listed = Service.customers.through.objects.filter(which, service__in=keep)
        for service, organisation in listed.values_list("service", "organisation__ref"):
            customers[service].add(organisation)
    return {
        row.ref: law.Service(
            id=row.ref,
            provider=row.provider.ref,
            data_class=DataClass(row.data_class),
            accepts_chains=row.accepts_chains,
            accepts_grants=row.accepts_grants,
            means=frozenset(map(Means, row.means)),
            means_ended={Means(kind): datetime.fromisoformat(at) for kind, at in row.means_ended.items()},
            customers=frozenset(customers[row.pk]) if row.keeps_customers else None,
        )
        for row in rows
    }


def _right(row: Right, service: Service) -> law.Right:
    return law.Right(
        id=row.ref,
        service=service.ref,
        assurance=BY_WORD[row.assurance],
        categories=frozenset(map(Category, row.categories)),
        offered=row.retired_at is None and service.provider.state == Provider.State.ADMITTED,
    )


def _implications(services: Collection[Service], rows: Collection[Right]) -> dict[str, set[str]]:
    implies: dict[str, set[str]] = {row.ref: set() for row in rows}
    pairs = Right.implies.through.objects.filter(from_right__service__in=services)
    for right, implied in pairs.values_list("from_right__ref", "to_right__ref"):
        implies[right].add(implied)
    return implies


def _exclusive(services: Collection[Service]) -> list[set[str]]:
    sets: defaultdict[int, set[str]] = defaultdict(set)
    members = ExclusiveSet.rights.through.objects.filter(right__service__in=services)
    for each, right in members.values_list("exclusiveset", "right__ref"):
        sets[each].add(right)
    return list(sets.values())
