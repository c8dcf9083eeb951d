"""Wrong PINs of the app and wrong activation codes count at the user id, the address and the organisation."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from fuldmagt.authenticators.app.actions import begin, code_of
from fuldmagt.authenticators.models import Authenticator, Tries
from fuldmagt.notices.models import Notice
from fuldmagt.vocabulary import clock as clocks
from tests.app.conftest import World
from tests.app.phone import Phone

pytestmark = pytest.mark.django_db

ANNA = "anna.holmstrup.nordby"
BODIL = "bodil.ravnsoe.nordby"


def counted() -> dict[str, int]:
    return dict(Tries.objects.values_list("kind", "count"))


def test_wrong_pins_are_counted_and_a_right_one_is_not(world: World) -> None:
    number = world.desk().asks(ANNA)
    for _ in range(3):
        world.phone.approves(number, wrong_pin=True)

    assert world.phone.approves(number).status_code == 200
    assert counted() == {"account": 3, "address": 3, "organisation": 3}


def test_beyond_the_limit_of_the_user_id_no_pin_is_judged(
    world: World, clock: time_machine.Traveller, settings: Settings
) -> None:
    settings.TRIES_PER_ACCOUNT = 3
    number = world.desk().asks(ANNA)
    said = [world.phone.approves(number, wrong_pin=True) for _ in range(4)]

    late = world.phone.approves(number)

    assert [each.status_code for each in said] == [403, 403, 403, 429]
    assert late.status_code == 429, "not even the right one"
    assert "none is judged for a while" in late.json()["says"]
    assert Authenticator.objects.get(ref=world.phone.key).failures == 3, "nor is the app locked by them"
    assert Notice.objects.filter(to=world.anna.email, subject="Nogen prøver at logge på som dig").count() == 1
    clock.shift(timedelta(minutes=15))
    assert world.phone.approves(world.desk().asks(ANNA)).status_code == 200


def test_wrong_pins_from_one_address_stop_that_address(world: World, settings: Settings) -> None:
    settings.TRIES_PER_ADDRESS = 2
    number = world.desk().asks(ANNA)
    world.phone.browser = Client(REMOTE_ADDR="192.0.2.1")
    for _ in range(2):
        world.phone.approves(number, wrong_pin=True)

    assert world.phone.approves(number).status_code == 429
    world.phone.browser = Client(REMOTE_ADDR="192.0.2.2")
    assert world.phone.approves(number).status_code == 200


def test_activation_codes_are_not_guessed_at_many_users_from_one_address(
    world: World, settings: Settings
) -> None:
    settings.TRIES_PER_ADDRESS = 4
    right = code_of(begin(world.nordby.bodil, at=clocks.now()))
    guesser = Phone(browser=Client(REMOTE_ADDR="192.0.2.1"))

    said = [guesser.types_code(f"user.{count}", "00000000").status_code for count in range(6)]

    assert said == [403, 403, 403, 403, 429, 429]
    assert guesser.types_code(BODIL, right).status_code == 429
    assert Phone(browser=Client(REMOTE_ADDR="192.0.2.2")).types_code(BODIL, right).status_code == 200


def test_activation_codes_count_at_the_user_id_whoever_has_it(world: World, settings: Settings) -> None:
    settings.TRIES_PER_ACCOUNT = 3
    right = code_of(begin(world.nordby.bodil, at=clocks.now()))
    for user_id in (BODIL, "nobody.at.all"):
        said = [Phone().types_code(user_id, "00000000") for _ in range(5)]
        assert [each.json()["reason"] for each in said] == ["login_failed"] * 5

    assert Phone().types_code(BODIL, right).status_code == 403
    counts = Tries.objects.filter(kind="account", count__gt=0).values_list("count", flat=True)
    assert list(counts) == [3, 3]
