"""Making the catalogue in the database what its entries say: one file for what comes from a file and for
what a provider changes in its console. Called in the transaction of the change."""

from collections.abc import Collection, Iterable
from datetime import datetime

from fuldmagt.catalogue.imports.document import PackageEntry, RightEntry, ServiceEntry, SetEntry
from fuldmagt.catalogue.models import ExclusiveSet, Package, Provider, Right, Service
from fuldmagt.catalogue.packages import queries as packages
from fuldmagt.organisations.models import Organisation


def write_service(entry: ServiceEntry, provider: Provider) -> None:
    """The service with its customers and its rights, without what these include."""
    row = write_particulars(entry, provider)
    row.keeps_customers = entry.customers is not None
    row.save(update_fields=["keeps_customers"])
    row.customers.set(Organisation.objects.filter(ref__in=entry.customers or ()))
    write_rights(entry.rights, row)


def write_particulars(entry: ServiceEntry, provider: Provider) -> Service:
    """What stands at the service itself. Its customers and its rights stay."""
    said = {
        "provider": provider,
        "name": entry.name,
        "texts": dict(entry.texts),
        "url": entry.url,
        "data_class": entry.data_class,
        "accepts_chains": entry.accepts_chains,
        "accepts_grants": entry.accepts_grants,
        "means": sorted(entry.means),
        "means_ended": dict(entry.means_ended),
    }
    row, _ = Service.objects.update_or_create(ref=entry.ref, defaults=said)
    row.means_end_reasons = {k: why for k, why in row.means_end_reasons.items() if k in entry.means_ended}
    row.save(update_fields=["means_end_reasons"])
    return row


def write_rights(entries: Iterable[RightEntry], service: Service) -> None:
    Right.objects.bulk_create(
        [_right(right, service) for right in entries],
        update_conflicts=True,
        unique_fields=["ref"],
        update_fields=["service", "name", "names", "texts", "assurance", "categories", "place", "retired_at"],
    )


def _right(entry: RightEntry, service: Service) -> Right:
    return Right(
        ref=entry.ref,
        service=service,
        name=entry.names["da"],
        names=dict(entry.names),
        texts=dict(entry.texts),
        assurance=entry.assurance,
        categories=sorted(entry.categories),
        place=entry.number,
        retired_at=None,
    )


def write_law(entry: RightEntry) -> None:
    """What the law reads of a right that is there; what it is called and says stays."""
    Right.objects.filter(ref=entry.ref).update(assurance=entry.assurance, categories=sorted(entry.categories))
    write_implications([entry])


def write_implications(entries: Collection[RightEntry]) -> None:
    names = {each.ref for each in entries} | {other for each in entries for other in each.implies}
    keys = dict(Right.objects.filter(ref__in=names).values_list("ref", "pk"))
    pairs = Right.implies.through
    pairs._default_manager.filter(from_right__in=[keys[each.ref] for each in entries]).delete()
    pairs._default_manager.bulk_create(
        pairs(from_right_id=keys[each.ref], to_right_id=keys[other])
        for each in entries
        for other in sorted(each.implies)
    )


def write_set(entry: SetEntry) -> None:
    row, _ = ExclusiveSet.objects.get_or_create(ref=entry.ref)
    row.rights.set(Right.objects.filter(ref__in=entry.rights))


def write_package(entry: PackageEntry) -> None:
    """A package on offer to all. What leaves it, and comes back, every organisation accepts anew."""
    said = {
        "name": entry.names["da"],
        "names": dict(entry.names),
        "texts": dict(entry.texts),
        "retired_at": None,
    }
    row, _ = Package.objects.update_or_create(ref=entry.ref, organisation=None, defaults=said)
    rights = list(Right.objects.filter(ref__in=entry.rights))
    row.rights.set(rights)
    packages.forget(row, but=rights)


def retire_packages(refs: Collection[str], *, at: datetime) -> None:
    """Take packages off. Who has one still is seen to by a task, organisation by organisation (0041)."""
    for row in Package.objects.filter(ref__in=refs, organisation__isnull=True):
        packages.forget(row)
        row.rights.clear()
        row.retired_at = at
        row.save(update_fields=["retired_at"])


def retire(rights: Collection[str], *, at: datetime) -> None:
    """Take rights out of the catalogue. The rows stay: earlier records name them; nothing leads to them."""
    touched = set(ExclusiveSet.objects.filter(rights__ref__in=rights).values_list("pk", flat=True))
    for right in Right.objects.filter(ref__in=rights):
        right.implies.clear()
        right.implied_by.clear()
        right.exclusive_sets.clear()
        right.packages.clear()
        right.acceptances.all().delete()
    for each in ExclusiveSet.objects.filter(pk__in=touched):
        if each.rights.count() < 2:
            each.delete()
    Right.objects.filter(ref__in=rights).update(retired_at=at)
