"""Stories of turning four eyes off, itself a matter for two persons (A5)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.organisations.models import BusinessUser, RoleHeld
from fuldmagt.organisations.rules import Role
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import words
from tests.cast import Nordby

pytestmark = pytest.mark.requirement("A5")

SWITCH = "/organisation/settings/four-eyes/"


@pytest.fixture
def asked(clock: time_machine.Traveller, birthe: Client) -> None:
    """Birthe has turned it on, and asks to turn it off."""
    birthe.post(SWITCH, {"four_eyes": "on"})
    birthe.post(SWITCH, {"four_eyes": "off"})


def another(nordby: Nordby) -> BusinessUser:
    return cast.a_user(nordby.organisation, "Grethe Anden", Role.ORGANISATION_ADMINISTRATOR)


def is_on(nordby: Nordby) -> bool:
    nordby.organisation.refresh_from_db()
    return nordby.organisation.four_eyes


def test_turning_four_eyes_off_takes_a_second_person(birthe: Client, at: At, nordby: Nordby) -> None:
    grethe = at(cast.a_user(nordby.organisation, "Grethe Anden", Role.ORGANISATION_ADMINISTRATOR))
    birthe.post(SWITCH, {"four_eyes": "on"})

    for _ in range(2):
        birthe.post(SWITCH, {"four_eyes": "off"})
    nordby.organisation.refresh_from_db()
    assert nordby.organisation.four_eyes

    assert "Birthe Nordahl asks to turn it off." in words(grethe.get("/organisation/settings/"))
    grethe.post(SWITCH, {"four_eyes": "off"})
    nordby.organisation.refresh_from_db()
    assert not nordby.organisation.four_eyes


def test_the_second_person_may_leave_it_on(birthe: Client, at: At, nordby: Nordby) -> None:
    grethe = at(cast.a_user(nordby.organisation, "Grethe Anden", Role.ORGANISATION_ADMINISTRATOR))
    birthe.post(SWITCH, {"four_eyes": "on"})
    birthe.post(SWITCH, {"four_eyes": "off"})
    grethe.post(SWITCH, {"four_eyes": "on"})
    grethe.post(SWITCH, {"four_eyes": "off"})
    nordby.organisation.refresh_from_db()
    assert nordby.organisation.four_eyes


@pytest.mark.usefixtures("asked")
def test_another_user_of_the_same_person_is_no_second_person(at: At, nordby: Nordby) -> None:
    alias = at(
        cast.a_user(
            nordby.organisation, "B Nordahl", Role.ORGANISATION_ADMINISTRATOR, person=nordby.birthe.person
        )
    )
    assert "Agree, and turn it off" not in words(alias.get("/organisation/settings/"))
    assert "A second administrator has to agree to this." in words(alias.post(SWITCH, {"four_eyes": "off"}))
    assert is_on(nordby)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("gone", ["suspended", "closed", "role"])
def test_the_wish_goes_with_whoever_had_it(at: At, nordby: Nordby, gone: str) -> None:
    grethe = at(another(nordby))
    if gone == "role":
        RoleHeld.objects.filter(user=nordby.birthe).delete()
    else:
        BusinessUser.objects.filter(pk=nordby.birthe.pk).update(state=gone)
    assert "asks to turn it off" not in words(grethe.get("/organisation/settings/"))
    grethe.post(SWITCH, {"four_eyes": "off"})
    assert is_on(nordby)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("days", "turned_off"), [(6.9, True), (7, False)])
def test_the_wish_waits_for_a_week(
    clock: time_machine.Traveller, at: At, nordby: Nordby, days: float, turned_off: bool
) -> None:
    clock.shift(timedelta(days=days))
    grethe = at(another(nordby))
    grethe.post(SWITCH, {"four_eyes": "off"})
    assert is_on(nordby) is not turned_off
