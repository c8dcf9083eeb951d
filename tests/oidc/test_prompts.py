"""How sure, how fresh, who: what a service may ask of the login itself."""

from datetime import timedelta

import pytest
import time_machine

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.sign_in.models import SignIn
from tests import cast
from tests.by_hand import changed
from tests.oidc.conftest import World
from tests.oidc.party import answer_in, unsigned
from tests.sign_in.people import an_employee

pytestmark = pytest.mark.requirement("X1")

LOA = "http://eidas.europa.eu/LoA/"


def test_whoever_is_logged_in_already_is_not_asked_again(world: World, clock: time_machine.Traveller) -> None:
    world.anna.logs_in(world.party.address())
    clock.shift(timedelta(hours=1))
    address = world.anna.follows(world.party.address())
    told = unsigned(world.party.redeems(answer_in(address)["code"]).json()["id_token"])
    assert told["iat"] - told["auth_time"] == 3600


def test_prompt_login_asks_again_and_the_old_login_does_not_pass(
    world: World, clock: time_machine.Traveller
) -> None:
    world.anna.logs_in(world.party.address())
    clock.shift(timedelta(minutes=5))
    page = world.anna.follows(world.party.address(prompt="login"))
    assert page.endswith("/means")
    clock.shift(timedelta(minutes=1))
    told = unsigned(world.party.redeems(answer_in(world.anna.logs_in(page))["code"]).json()["id_token"])
    assert told["auth_time"] == told["iat"]


@pytest.mark.parametrize(("age", "asked"), [("299", True), ("300", False), ("0", True)])
def test_max_age_decides_how_old_a_login_may_be(
    world: World, clock: time_machine.Traveller, age: str, asked: bool
) -> None:
    world.anna.logs_in(world.party.address())
    clock.shift(timedelta(seconds=300))
    end = world.anna.follows(world.party.address(max_age=age))
    assert end.endswith("/means") is asked


def test_a_fresh_login_answers_even_max_age_nought(world: World) -> None:
    assert "code" in answer_in(world.anna.logs_in(world.party.address(max_age="0", prompt="login")))


def test_prompt_none_asks_nobody(world: World, clock: time_machine.Traveller) -> None:
    silent = world.party.address(prompt="none")
    assert answer_in(world.anna.follows(silent))["error"] == "login_required"

    world.anna.logs_in(world.party.address())
    answer = answer_in(world.anna.follows(silent))
    assert world.party.redeems(answer["code"]).status_code == 200

    clock.shift(timedelta(minutes=10))
    old = world.anna.follows(world.party.address(prompt="none", max_age="60"))
    assert answer_in(old)["error"] == "login_required"
    high = world.anna.follows(world.party.address(prompt="none", acr_values=f"{LOA}high"))
    assert answer_in(high)["error"] == "login_required"

    Assignment.objects.update(state="revoked")
    changed()
    assert answer_in(world.anna.follows(silent))["error"] == "access_denied"


def test_prompt_none_after_eight_hours_or_suspension_finds_nobody(
    world: World, clock: time_machine.Traveller
) -> None:
    world.anna.logs_in(world.party.address())
    clock.shift(timedelta(hours=8))
    silent = world.party.address(prompt="none")
    assert answer_in(world.anna.follows(silent))["error"] == "login_required"


def test_select_account_lets_another_go_on_at_the_same_browser(
    world: World, clock: time_machine.Traveller
) -> None:
    world.anna.logs_in(world.party.address())
    page = world.anna.follows(world.party.address(prompt="select_account"))
    assert page.endswith("/account")
    assert "Anna Holmstrup" in world.anna.text
    assert "code" in answer_in(world.anna.sends(page))

    karen = cast.a_user(world.nordby.organisation, "Karen Bruun", department=world.nordby.jobcenter)
    cast.gives(karen, world.se_sag.kommunal)
    hers = an_employee(karen)
    hers.browser = world.anna.browser
    page = world.anna.follows(world.party.address(prompt="select_account"))
    address = hers.logs_in(page.removesuffix("account") + "user-id")
    told = unsigned(world.party.redeems(answer_in(address)["code"]).json()["id_token"])
    assert told["name"] == "Karen Bruun"


@pytest.mark.requirement("F2")
@pytest.mark.parametrize(
    ("wanted", "possible"),
    [("low", True), ("substantial", True), ("high", False), (f"high {LOA}low", True)],
)
def test_a_level_that_is_asked_for_is_reached_or_there_is_no_login(
    world: World, wanted: str, possible: bool
) -> None:
    values = " ".join(word if word.startswith("http") else LOA + word for word in wanted.split())
    page = world.anna.logs_in(world.party.address(acr_values=values))
    if possible:
        told = unsigned(world.party.redeems(answer_in(page)["code"]).json()["id_token"])
        assert told["acr"] == f"{LOA}substantial"
        return
    assert page.endswith(("/code", "/means"))
    assert SignIn.objects.get().stage == "begun"


def test_a_login_hint_is_written_in_and_proves_nothing(world: World) -> None:
    page = world.anna.follows(world.party.address(login_hint="somebody.else"))
    assert page.endswith("/user-id")
    assert 'value="somebody.else"' in world.anna.text
    assert "code" in answer_in(world.anna.logs_in(page))


@pytest.mark.requirement("X7")
@pytest.mark.parametrize(
    ("locales", "language"),
    [("nl", "nl"), ("en-GB nl", "en"), ("pl da", "pl"), ("fi da", "da"), ("xx", "da"), ("", "da")],
)
def test_the_pages_speak_the_language_that_the_service_asks_for(
    world: World, locales: str, language: str
) -> None:
    world.anna.follows(world.party.address(ui_locales=locales))
    assert f'<html lang="{language}">' in world.anna.text


def test_a_language_that_the_person_chose_stays(world: World) -> None:
    world.anna.browser.cookies["fuldmagt_language"] = "en"
    world.anna.follows(world.party.address(ui_locales="nl"))
    assert '<html lang="en">' in world.anna.text
