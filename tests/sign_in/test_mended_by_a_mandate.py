"""A login that lacks a mandate: whoever manages mandates can ask for it, or accept it, from that page."""

import pytest

from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.organisations.models import Organisation, RoleHeld
from fuldmagt.organisations.rules import Role
from tests.cast import NEW_YEAR
from tests.sign_in.conftest import Adviser
from tests.sign_in.portal import CLIENTS, a_client

pytestmark = pytest.mark.requirement("F4", "F6")


@pytest.fixture
def garage(adviser: Adviser) -> Organisation:
    """A client of Balans for which Jonas has nothing, beside two for which he has."""
    for name in CLIENTS[:2]:
        a_client(adviser.portal, name)
    return a_client(adviser.portal, "Garage Noord")


def manages_mandates(adviser: Adviser) -> None:
    RoleHeld.objects.create(
        user=adviser.portal.jonas, role=Role.MANDATE_MANAGER, given_at=NEW_YEAR, given_by="joining"
    )


def refused(adviser: Adviser, client: Organisation) -> str:
    page = adviser.jonas.logs_in(adviser.address)
    missing = page.removesuffix("organisation") + "missing"
    adviser.jonas.sends(missing, number=client.ref.rpartition(":")[2])
    return adviser.jonas.text.replace("&amp;", "&")


@pytest.mark.parametrize("manages", [True, False], ids=["manages mandates", "does not"])
def test_who_manages_mandates_asks_for_the_one_that_is_missing(
    adviser: Adviser, garage: Organisation, manages: bool
) -> None:
    Mandate.objects.filter(giver=garage).update(state="revoked")
    if manages:
        manages_mandates(adviser)
    number = garage.ref.rpartition(":")[2]
    asks = f"/mandates/ask/?right=portal%3Aview&organisation=nl%3Akvk%3A{number}"
    assert (asks in refused(adviser, garage)) is manages


def test_who_manages_mandates_accepts_the_one_that_waits(adviser: Adviser, garage: Organisation) -> None:
    Mandate.objects.filter(giver=garage).update(accepted=False)
    manages_mandates(adviser)
    assert "/mandates/received/" in refused(adviser, garage)
