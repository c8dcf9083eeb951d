"""Who is a customer of a service that keeps a list of them (F7)."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from fuldmagt.catalogue.models import Service
from fuldmagt.organisations.models import Organisation


def customers_of(service: Service, words: str = "") -> QuerySet[Organisation]:
    """The customers, by name; those whose name or number holds each of these words."""
    found = service.customers.all()
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(ref__icontains=word))
    return found.order_by("name", "ref")


def customer_of(service: Service, ref: str) -> Organisation | None:
    return service.customers.filter(ref=ref).first()


def known(numbers: Iterable[str]) -> dict[str, Organisation]:
    """The organisations that the platform knows by these numbers, be it their main one or another."""
    wanted = set(numbers)
    found = {each.ref: each for each in Organisation.objects.filter(ref__in=wanted)}
    others = Organisation.objects.filter(identifiers__written__in=wanted - found.keys())
    for organisation in others.prefetch_related("identifiers").distinct():
        for number in organisation.identifiers.all():
            if number.written in wanted:
                found[number.written] = organisation
    return found


def already(service: Service, refs: Collection[str]) -> set[str]:
    return set(service.customers.filter(ref__in=refs).values_list("ref", flat=True))
