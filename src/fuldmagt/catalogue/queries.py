"""Questions about the catalogue: the rights on offer, as a tree and as the law reads them."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, QuerySet

from fuldmagt.catalogue.models import CatalogueRevision, ExclusiveSet, Provider, Right, Sector
from fuldmagt.catalogue.rules import Rights
from fuldmagt.organisations.revisions.queries import tell

ONLY = 1  # the one row of CatalogueRevision


def rights_law() -> Rights:
    """Implications and exclusive sets of the whole catalogue, ready to be asked."""
    implies: dict[str, list[str]] = {ref: [] for ref in Right.objects.values_list("ref", flat=True)}
    pairs = Right.objects.filter(implies__isnull=False).values_list("ref", "implies__ref")
    for right, other in pairs:
        implies[right].append(other)
    members: dict[str, list[str]] = defaultdict(list)
    for exclusive, right in ExclusiveSet.objects.filter(rights__isnull=False).values_list(
        "ref", "rights__ref"
    ):
        members[exclusive].append(right)
    return Rights.of(implies, members.values())


def offered() -> QuerySet[Right]:
    """The rights that can be given: in the catalogue, of an admitted provider; in the order of the tree."""
    return (
        Right.objects.filter(retired_at__isnull=True, service__provider__state=Provider.State.ADMITTED)
        .select_related("service__provider")
        .order_by("service__provider__sector", "service__provider__name", "service__name", "place", "ref")
    )


def right_called(ref: str) -> Right | None:
    """An offered right by its reference."""
    return offered().filter(ref=ref).first()


def rights_called(refs: Collection[str]) -> dict[str, Right]:
    """These rights by reference, retired and not admitted ones included: for naming what is held."""
    found = Right.objects.filter(ref__in=refs).select_related("service__provider")
    return {right.ref: right for right in found}


def sectors() -> dict[str, dict[str, str]]:
    """The names of the sectors, by language."""
    return {each.ref: each.names for each in Sector.objects.all()}


def raise_revision() -> None:
    """Say that the catalogue has changed; called in the transaction of the change, before reading.

    The row is written first, so that two changes of the catalogue wait for one another.
    """
    CatalogueRevision.objects.get_or_create(pk=ONLY)
    CatalogueRevision.objects.filter(pk=ONLY).update(number=F("number") + 1)
    tell()
