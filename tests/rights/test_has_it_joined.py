"""Anybody may ask whether an organisation has joined, and learns no names (F3)."""

from html import unescape

import pytest
import time_machine
from django.test import Client

from fuldmagt.organisations.models import OrganisationIdentifier
from fuldmagt.organisations.rules import Role
from fuldmagt.web.joined.models import LookUp
from fuldmagt.web.joined.rules import MOST, WINDOW
from tests.cast import Nordby, a_user, nordby

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("F3")]


@pytest.fixture
def town() -> Nordby:
    town = nordby()
    town.organisation.email = "brugere@nordby.example"
    town.organisation.save()
    return town


def asked(number: str, scheme: str = "dk:cvr", address: str = "192.0.2.7") -> tuple[int, str]:
    client = Client(REMOTE_ADDR=address)
    client.cookies["fuldmagt_language"] = "en"
    answer = client.post("/joined/", {"scheme": scheme, "number": number})
    return answer.status_code, unescape(answer.content.decode())


def test_the_page_needs_no_login(client: Client) -> None:
    assert client.get("/joined/").status_code == 200


def test_an_organisation_that_has_joined_is_told_with_its_office_and_without_names(town: Nordby) -> None:
    status, page = asked("20 00 00 15")

    assert status == 200
    assert "Nordby Kommune has joined" in page
    assert "brugere@nordby.example" in page
    assert "70 20 00 40" in page
    assert "No mandate manager has been appointed." in page
    for name in ("Birthe", "Mette", "Anna", "Bodil"):
        assert name not in page


def test_that_there_is_a_mandate_manager_is_told_and_not_who(town: Nordby) -> None:
    a_user(town.organisation, "Emil Sandahl", Role.MANDATE_MANAGER)

    page = asked("20000015")[1]

    assert "A mandate manager has been appointed." in page
    assert "Emil" not in page


def test_further_numbers_lead_to_the_organisation_too(town: Nordby) -> None:
    OrganisationIdentifier.objects.create(organisation=town.organisation, written="nl:kvk:90000077")

    assert "Nordby Kommune has joined" in asked("90000077", "nl:kvk")[1]


def test_one_that_has_not_joined_is_told_how_it_can(town: Nordby) -> None:
    status, page = asked("20000023")

    assert status == 200
    assert "No organisation with this number has joined" in page
    assert "/join/" in page


def test_a_number_whose_digits_do_not_fit_is_not_looked_up(town: Nordby) -> None:
    status, page = asked("20000016")

    assert status == 400
    assert "This is not such a number." in page
    assert not LookUp.objects.exists()


def test_a_register_cannot_be_walked_through(town: Nordby) -> None:
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False) as clock:
        assert [asked("20000015")[0] for _ in range(MOST)] == [200] * MOST
        assert asked("20000015")[0] == 429
        assert asked("20000015", address="192.0.2.8")[0] == 200, "others are not kept waiting"
        clock.shift(WINDOW)
        assert asked("20000015")[0] == 200
        assert "192.0.2.7" not in "".join(LookUp.objects.values_list("asker", flat=True))
        assert LookUp.objects.count() == 1, "what no longer counts is not kept"
