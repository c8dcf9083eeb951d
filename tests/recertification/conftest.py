"""Who goes through rights in the stories, and in which browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from fuldmagt.organisations.models import BusinessUser
from tests.cast import log_in
from tests.recertification.cast import Town, town

At = Callable[[BusinessUser], Client]


@pytest.fixture
def nordby(db: None, clock: object) -> Town:
    return town()


@pytest.fixture
def at() -> At:
    """A browser of somebody who is logged in, and whose pages are in English."""
    return lambda user: log_in(Client(headers={"accept-language": "en"}), user)
