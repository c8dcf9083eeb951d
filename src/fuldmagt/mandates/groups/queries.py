"""Who is in which group; groups as their organisation sees them."""

from django.db.models import QuerySet

from fuldmagt.mandates.groups.models import Group


def groups_of(organisation: str) -> QuerySet[Group]:
    """The groups there are, by name."""
    return Group.objects.filter(organisation__ref=organisation, closed_at__isnull=True).order_by("name")


def group_called(ref: str, *, organisation: str) -> Group | None:
    return groups_of(organisation).filter(ref=ref).first()
