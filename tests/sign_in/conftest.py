from dataclasses import dataclass

import pytest
import time_machine

from tests import cast
from tests.oidc.conftest import World
from tests.oidc.party import Party, a_party
from tests.sign_in.people import Employee, an_employee
from tests.sign_in.portal import Portal, portal


@pytest.fixture
def world(db: None, clock: time_machine.Traveller) -> World:
    """Anna of Nordby's job centre, who may use Se Sag, and Se Sag itself."""
    nordby, se_sag = cast.nordby(), cast.se_sag()
    cast.gives(nordby.anna, se_sag.kommunal)
    return World(nordby, se_sag, an_employee(nordby.anna), a_party())


@dataclass
class Adviser:
    portal: Portal
    jonas: Employee
    party: Party

    @property
    def address(self) -> str:
        return self.party.address(scope="openid profile organisation portal")


@pytest.fixture
def adviser(db: None, clock: time_machine.Traveller) -> Adviser:
    """Jonas, who acts for others in the employer portal, and the portal itself."""
    world = portal()
    return Adviser(
        world, an_employee(world.jonas), a_party("portal", provider="pension", services=("portal",))
    )
