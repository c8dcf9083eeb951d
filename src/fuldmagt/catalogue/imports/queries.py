"""The catalogue in the database, read as the values that a file has."""

from collections.abc import Collection, Iterable

from fuldmagt.catalogue.imports.document import (
    Document,
    PackageEntry,
    ProviderEntry,
    RightEntry,
    ServiceEntry,
    SetEntry,
)
from fuldmagt.catalogue.models import ExclusiveSet, Package, Provider, Right, Sector, Service


def present(providers: Collection[str], sectors: Collection[str]) -> Document:
    """What the database holds of these providers, and the sets that touch their rights."""
    found = Provider.objects.filter(ref__in=providers)
    found = found.prefetch_related("services__rights__implies", "services__customers")
    sets = ExclusiveSet.objects.filter(rights__service__provider__ref__in=providers)
    return Document(
        sectors={each.ref: each.names for each in Sector.objects.filter(ref__in=sectors)},
        providers=tuple(_provider(each) for each in found),
        sets=tuple(
            SetEntry(ref=each.ref, rights=frozenset(right.ref for right in each.rights.all()))
            for each in sets.distinct().prefetch_related("rights")
        ),
        packages=tuple(_packages(providers)),
    )


def _packages(providers: Collection[str]) -> Iterable[PackageEntry]:
    """What is on offer to all and holds a right of these providers."""
    found = Package.objects.filter(organisation__isnull=True, retired_at__isnull=True)
    of_theirs = found.filter(rights__service__provider__ref__in=providers).distinct()
    for each in of_theirs.prefetch_related("rights"):
        rights = frozenset(right.ref for right in each.rights.all())
        yield PackageEntry(ref=each.ref, names=each.names, texts=each.texts, rights=rights)


def owners(services: Collection[str]) -> dict[str, str]:
    """The provider of each of these services that exists."""
    return dict(Service.objects.filter(ref__in=services).values_list("ref", "provider__ref"))


def _provider(provider: Provider) -> ProviderEntry:
    return ProviderEntry(
        ref=provider.ref,
        name=provider.name,
        sector=provider.sector,
        contact=(provider.contact_name, provider.contact_phone, provider.contact_email),
        services=tuple(_service(each) for each in provider.services.all()),
        number=provider.number,
    )


def _service(service: Service) -> ServiceEntry:
    customers = frozenset(each.ref for each in service.customers.all())
    return ServiceEntry(
        ref=service.ref,
        name=service.name,
        texts=service.texts,
        url=service.url,
        data_class=service.data_class,
        accepts_chains=service.accepts_chains,
        accepts_grants=service.accepts_grants,
        means=frozenset(service.means),
        means_ended=service.means_ended,
        customers=customers if service.keeps_customers else None,
        rights=tuple(_rights(service.rights.all())),
    )


def _rights(rights: Iterable[Right]) -> Iterable[RightEntry]:
    for right in rights:
        if right.retired_at is None:
            yield RightEntry(
                ref=right.ref,
                names=right.names,
                texts=right.texts,
                assurance=right.assurance,
                categories=frozenset(right.categories),
                implies=frozenset(each.ref for each in right.implies.all()),
                number=right.place,
            )
