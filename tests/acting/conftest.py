"""Whoever sits at the keyboard in the stories of who may act for whom."""

from collections.abc import Callable

import pytest
from django.test import Client

from fuldmagt.organisations.models import BusinessUser
from tests import cast
from tests.acting.cast import Balans, balans

At = Callable[[BusinessUser], Client]


@pytest.fixture
def firm(db: None) -> Balans:
    return balans()


@pytest.fixture
def at() -> At:
    """A browser of somebody who is logged in, and whose pages are in English."""
    return lambda user: cast.log_in(Client(headers={"accept-language": "en"}), user)
