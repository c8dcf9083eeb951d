"""The people of the cost stories, each in a browser of their own."""

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.categories import Category
from tests.cast import Nordby, a_user, an_organisation, log_in, nordby
from tests.costs.cast import a_list

NOW = "2026-11-17T10:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Town:
    nordby: Nordby
    lis: BusinessUser  # manages mandates, and sees no users
    balans: Organisation


def a_town() -> Town:
    nordby_ = nordby()
    return Town(
        nordby=nordby_,
        lis=a_user(nordby_.organisation, "Lis Mandrup", Role.MANDATE_MANAGER),
        balans=an_organisation("Balans Advies", ref="nl:kvk:90000027", category=Category.ADVISER),
    )


@pytest.fixture
def town(db: None, clock: time_machine.Traveller) -> Town:
    clock.move_to(NOW)
    a_list()
    return a_town()


def browser_of(user: BusinessUser, language: str = "en") -> Client:
    client = Client()
    client.cookies["fuldmagt_language"] = language
    return log_in(client, user)
