"""The stand-in of a broker: a real OpenID provider on the loopback that replays what a broker says."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from tests.cast import a_user, an_organisation
from tests.eid.brokers import BROKERS, Broker
from tests.eid.operator import DRIFT, at_a_browser
from tests.enrolment.conftest import running_eid
from tests.enrolment.provider import LOGIN_CLAIMS, Citizen, Mood, NationalEid

__all__ = ["running_eid"]


@pytest.fixture
def eid(running_eid: NationalEid, settings: Settings) -> Iterator[NationalEid]:
    """The broker that the settings name, in a good mood."""
    settings.EID_ISSUER = running_eid.issuer
    settings.EID_CLIENT_SECRET = "eid-secret"
    running_eid.mood = Mood()
    yield running_eid
    running_eid.mood = Mood()
    running_eid.spelled, running_eid.login_claims = Citizen.claims, LOGIN_CLAIMS


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest, eid: NationalEid, settings: Settings) -> Broker:
    """Each broker in turn: the stand-in speaks as it does, and the platform is set up for it."""
    chosen = BROKERS[request.param]
    settings.EID_BROKER = chosen.name
    eid.spelled, eid.login_claims = chosen.spelled, chosen.login_claims
    return chosen


@pytest.fixture
def rasmus(settings: Settings) -> BusinessUser:
    settings.OPERATOR = DRIFT
    return a_user(an_organisation("Fuldmagt Drift", ref=DRIFT), "Rasmus Lind", Role.PLATFORM_OPERATOR)


@pytest.fixture
def office(rasmus: BusinessUser) -> Client:
    return at_a_browser(rasmus)
