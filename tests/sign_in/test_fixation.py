"""A login belongs to the browser that it was begun in; what was planted there before is worth nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.sign_in.models import SignIn
from tests.oidc.conftest import World
from tests.oidc.party import answer_in

PAGES = [
    "", "user-id", "means", "app", "app/state", "code", "code-reader", "passkey", "chip", "organisation",
    "missing", "refused", "account", "arrive",
]  # fmt: skip


def cookie(browser: Client, name: str = "fuldmagt_sign_in") -> str:
    return browser.cookies[name].value


def test_the_address_of_a_login_is_of_no_use_in_another_browser(world: World) -> None:
    page = world.anna.follows(world.party.address()).removesuffix("user-id")
    thief = Client()
    for name in PAGES:
        assert thief.get(page + name).status_code == 404
        assert thief.post(page + name, {"user_id": "x", "pin": "1", "code": "2"}).status_code in {404, 405}
    assert thief.post(page + "cancel").status_code == 404
    ref = page.split("/")[2]
    assert thief.get(f"/oidc/resume/{ref}").status_code == 400
    assert "code" in answer_in(world.anna.logs_in(page))


def test_whoever_waits_with_the_address_does_not_get_the_finished_login(world: World) -> None:
    """The thief looks on: at each moment of Anna's login the result is tried for, and never had."""
    page = world.anna.follows(world.party.address()).removesuffix("user-id")
    ref = page.split("/")[2]
    world.anna.types_user_id(page + "user-id")
    world.anna.posts_code(page + "code")
    for address in (page, f"/oidc/resume/{ref}", page + "organisation"):
        assert Client().get(address).status_code in {400, 404}
    assert "code" in answer_in(world.anna.follows(page))


def test_a_login_that_was_planted_in_the_browser_is_lost_to_the_planter(world: World) -> None:
    """The attacker begins, plants the cookie, and lets Anna finish: the result is hers alone."""
    attacker = Client()
    begun = attacker.get(world.party.address())["Location"]
    world.anna.browser.cookies["fuldmagt_sign_in"] = cookie(attacker)

    page = world.anna.types_user_id(begun + "user-id")
    page = page.removesuffix("means")
    world.anna.posts_code(page + "code")
    assert SignIn.objects.get().stage == "identified"

    ref = page.split("/")[2]
    for address in (page, page + "organisation", f"/oidc/resume/{ref}"):
        assert attacker.get(address).status_code in {400, 404}
    assert attacker.post(page + "organisation", {"organisation": "dk:cvr:20000015"}).status_code == 404
    assert "code" in answer_in(world.anna.follows(page))


def test_a_session_that_was_planted_is_not_the_one_that_is_logged_in(world: World) -> None:
    attacker = Client()
    attacker.session.save()
    attacker.get("/log-in")
    planted = attacker.session
    planted["planted"] = "yes"
    planted.save()
    world.anna.browser.cookies["fuldmagt_session"] = planted.session_key

    world.code()

    assert cookie(world.anna.browser, "fuldmagt_session") != planted.session_key
    assert "planted" not in world.anna.browser.session
    attacker.cookies["fuldmagt_session"] = planted.session_key
    assert attacker.get("/log-in").status_code == 302
    assert attacker.get("/log-in")["Location"].startswith("/sign-in/")


def test_the_key_of_the_session_is_new_at_each_login(world: World, clock: time_machine.Traveller) -> None:
    world.code()
    first = cookie(world.anna.browser, "fuldmagt_session")
    clock.shift(timedelta(minutes=1))
    world.code(prompt="login")
    assert cookie(world.anna.browser, "fuldmagt_session") != first


def test_nobody_is_thrown_out_of_a_session_that_a_second_service_goes_on_in(world: World) -> None:
    """Its key stays: another page may be on its way with it at the very same moment."""
    world.code()
    first = cookie(world.anna.browser, "fuldmagt_session")
    world.code()
    assert cookie(world.anna.browser, "fuldmagt_session") == first


def test_many_logins_side_by_side_do_not_fill_the_browser(world: World) -> None:
    for _ in range(30):
        world.anna.browser.get(world.party.address())
    assert cookie(world.anna.browser).count("~") == 5


@pytest.mark.parametrize("planted", ["", "~", "x.y", "~~~...", "a" * 5000, "x.~x.y~"])
def test_a_cookie_of_any_shape_does_no_harm(world: World, planted: str) -> None:
    world.anna.browser.cookies["fuldmagt_sign_in"] = planted
    assert "code" in answer_in(world.anna.logs_in(world.party.address()))


def test_every_cookie_is_closed_to_scripts_and_other_sites(world: World) -> None:
    world.code()
    for name in ("fuldmagt_sign_in", "fuldmagt_session", "fuldmagt_before", "fuldmagt_csrf"):
        crumb = world.anna.browser.cookies[name]
        assert crumb["httponly"], name
        assert crumb["samesite"] == "Lax", name


def test_a_form_of_another_site_is_not_taken(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(world.party.address())["Location"]
    assert strict.post(page + "user-id", {"user_id": "anna"}).status_code == 403
    assert SignIn.objects.get().typed_user_id == ""
