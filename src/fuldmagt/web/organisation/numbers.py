"""The numbers of an organisation as its page lists them (A3)."""

from fuldmagt.organisations.models import Organisation
from fuldmagt.web.frame.numbers import Number


def numbers_of(organisation: Organisation) -> list[Number]:
    """The main number first, then the others, then those of the branches."""
    others = organisation.identifiers.order_by("written").values_list("written", flat=True)
    branches = organisation.branches.order_by("ref")
    return [
        Number.of(organisation.ref, main=True),
        *(Number.of(written, removable=True) for written in others),
        *(Number.of(branch.ref, name=branch.name) for branch in branches),
    ]
