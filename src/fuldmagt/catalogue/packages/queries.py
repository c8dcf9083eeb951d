"""Packages, and which of their rights reach their holders in an organisation."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from fuldmagt.catalogue.models import Package, Taken


def packages_for(organisation: str) -> QuerySet[Package]:
    """What the organisation can give: its own packages, and those on offer to all."""
    own = Q(organisation__isnull=True) | Q(organisation__ref=organisation)
    return Package.objects.filter(own, retired_at__isnull=True).order_by("name", "ref")


def reaching(packages: Collection[str], *, organisation: str) -> dict[str, frozenset[str]]:
    """The rights of each package that the organisation has accepted, as far as they are still in it."""
    found: dict[str, set[str]] = defaultdict(set)
    taken = Taken.objects.filter(
        package__ref__in=packages, organisation__ref=organisation, package__rights=F("right")
    )
    for package, right in taken.values_list("package__ref", "right__ref"):
        found[package].add(right)
    return {package: frozenset(rights) for package, rights in found.items()}
