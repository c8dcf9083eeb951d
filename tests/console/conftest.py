import pytest
import time_machine
from django.test import Client

from tests import cast
from tests.console.cast import at_work, inger
from tests.console.library import Library, library
from tests.oidc.conftest import World
from tests.oidc.party import a_party
from tests.sign_in.conftest import Adviser
from tests.sign_in.people import an_employee
from tests.sign_in.portal import portal


@pytest.fixture
def world(db: None, clock: time_machine.Traveller) -> World:
    """Anna of Nordby's job centre, who may use Se Sag, and Se Sag itself."""
    nordby, se_sag = cast.nordby(), cast.se_sag()
    cast.gives(nordby.anna, se_sag.kommunal)
    return World(nordby, se_sag, an_employee(nordby.anna), a_party())


@pytest.fixture
def console(world: World) -> Client:
    """Inger at her desk, who reads English."""
    return at_work(inger())


@pytest.fixture
def balans(db: None, clock: time_machine.Traveller) -> Adviser:
    """Jonas of Balans Advies, and the portal of a pension provider."""
    world = portal()
    party = a_party("portal", provider="pension", services=("portal",))
    return Adviser(world, an_employee(world.jonas), party)


@pytest.fixture
def bogskab(db: None, clock: time_machine.Traveller) -> Library:
    """Bogskabet and its catalogue, which Liv and Otto look after."""
    return library()


@pytest.fixture
def liv(bogskab: Library) -> Client:
    return at_work(bogskab.liv)


@pytest.fixture
def otto(bogskab: Library) -> Client:
    return at_work(bogskab.otto)
