"""Packages, what is in them, and which of their rights reach their holders in an organisation."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import F, Q, QuerySet

from fuldmagt.catalogue.models import Acceptance, Package, Provider, Right


def packages_for(organisation: str, *, text: str = "") -> QuerySet[Package]:
    """What the organisation can give: its own packages, and those on offer to all; by name."""
    own = Q(organisation__isnull=True) | Q(organisation__ref=organisation)
    found = Package.objects.filter(own, retired_at__isnull=True)
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(names__icontains=word) | Q(texts__icontains=word))
    return found.order_by("name", "ref")


def package_called(ref: str, *, organisation: str) -> Package | None:
    return packages_for(organisation).filter(ref=ref).select_related("organisation").first()


def rights_in(package: Package) -> list[Right]:
    """What is in it and can be given, in the order of the tree."""
    offered = Q(retired_at__isnull=True, service__provider__state=Provider.State.ADMITTED)
    found = package.rights.filter(offered).select_related("service__provider")
    return list(found.order_by("service__provider__sector", "service__name", "place", "ref"))


def reaching(packages: Collection[str], *, organisation: str) -> dict[str, frozenset[str]]:
    """The rights of each package that the organisation has accepted, as far as they are still in it."""
    found: dict[str, set[str]] = defaultdict(set)
    accepted = Acceptance.objects.filter(
        package__ref__in=packages,
        package__retired_at__isnull=True,
        organisation__ref=organisation,
        state=Acceptance.State.ACCEPTED,
        package__rights=F("right"),
    )
    for package, right in accepted.values_list("package__ref", "right__ref"):
        found[package].add(right)
    return {package: frozenset(rights) for package, rights in found.items()}


def answers(package: Package, *, organisation: str) -> dict[str, Acceptance.State]:
    """What the organisation said to each right of the package, as far as it did."""
    found = Acceptance.objects.filter(package=package, organisation__ref=organisation)
    return {right: Acceptance.State(state) for right, state in found.values_list("right__ref", "state")}


def forget(package: Package, *, but: Iterable[Right] = ()) -> None:
    """Nobody has accepted anything of a package but these rights: what comes back is asked about anew."""
    Acceptance.objects.filter(package=package).exclude(right__in=list(but)).delete()
