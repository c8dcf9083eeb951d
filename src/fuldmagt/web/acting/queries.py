"""What the pages of who may act for whom name: people, and services."""

from collections.abc import Collection, Iterable

from fuldmagt.catalogue.models import Service
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState


def people_of(organisation: str) -> Iterable[tuple[str, str, str | None, str | None]]:
    """Reference, name, and the department by reference and name; closed users apart."""
    rows = BusinessUser.objects.filter(organisation__ref=organisation).exclude(state=UserState.CLOSED)
    return rows.values_list("ref", "name", "department__ref", "department__name")


def services_called(refs: Collection[str]) -> Iterable[Service]:
    return Service.objects.filter(ref__in=refs).order_by("name", "ref")
