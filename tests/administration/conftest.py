"""Whoever sits at the keyboard in the stories of administration."""

from collections.abc import Callable

import pytest
from django.test import Client

from fuldmagt.organisations.models import BusinessUser
from tests import cast
from tests.cast import Nordby, Sydby

At = Callable[[BusinessUser], Client]


@pytest.fixture
def nordby(db: None) -> Nordby:
    return cast.nordby()


@pytest.fixture
def sydby(db: None) -> Sydby:
    return cast.sydby()


@pytest.fixture
def at(client: Client) -> At:
    """A browser of somebody who is logged in, and whose pages are in English."""

    def seat(user: BusinessUser) -> Client:
        browser = Client(headers={"accept-language": "en"})
        return cast.log_in(browser, user)

    return seat


@pytest.fixture
def mette(nordby: Nordby, at: At) -> Client:
    """Mette, who administers users and rights."""
    return at(nordby.mette)


@pytest.fixture
def birthe(nordby: Nordby, at: At) -> Client:
    """Birthe, who answers for the organisation."""
    return at(nordby.birthe)
