"""Changing records by hand, behind the platform's back."""

from fuldmagt.catalogue.queries import raise_revision as raise_catalogue
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.revisions.queries import raise_revision


def changed() -> None:
    """Say of everything that it has changed, as each deed says of what it changes."""
    raise_catalogue()
    for ref in Organisation.objects.values_list("ref", flat=True):
        raise_revision(ref)
