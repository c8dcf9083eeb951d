"""The people of an organisation as the picture names them."""

from collections.abc import Iterable

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState


def people_of(organisation: str) -> Iterable[tuple[str, str, str | None, str | None]]:
    """Reference, name, and the department by reference and name; closed users apart."""
    rows = BusinessUser.objects.filter(organisation__ref=organisation).exclude(state=UserState.CLOSED)
    return rows.values_list("ref", "name", "department__ref", "department__name")
