"""What was begun with a means in wrong hands ends with it, and does not come back when all is well again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.authenticators.models import Authenticator
from fuldmagt.authenticators.passkey.actions import begin_registration
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.means import Means
from tests import cast
from tests.authenticators.device import Device
from tests.oidc.conftest import World
from tests.oidc.party import answer_in

pytestmark = pytest.mark.requirement("B15")

MINUTE = timedelta(minutes=1)
Deed = Callable[[World, Client], None]


def means_of(world: World, kind: Means) -> Authenticator:
    return Authenticator.objects.get(person=world.nordby.anna.person, kind=kind)


def does(mette: Client, path: str) -> None:
    assert mette.post(path).status_code == 302, path


def on_user(*steps: str) -> Deed:
    def deed(world: World, mette: Client) -> None:
        for step in steps:
            does(mette, f"/users/{world.nordby.anna.ref}/steps/{step}/")

    return deed


def on_means(kind: Means, *steps: str) -> Deed:
    def deed(world: World, mette: Client) -> None:
        means = means_of(world, kind)
        for step in steps:
            does(mette, f"/users/{world.nordby.anna.ref}/means/{means.ref}/{step}/")

    return deed


GROUNDS = {
    "locked and unlocked": on_user("lock", "unlock"),
    "suspended and resumed": on_user("suspend", "resume"),
    "means locked and unlocked": on_means(Means.CODE_DISPLAY, "lock", "unlock"),
    "means removed": on_means(Means.PASSKEY, "remove"),
    "PIN voided": on_means(Means.CODE_DISPLAY, "void-pin"),
}


@pytest.mark.parametrize("ground", GROUNDS)
def test_who_was_logged_in_before_is_out_for_good(
    world: World, clock: time_machine.Traveller, ground: str
) -> None:
    tokens, mette = world.tokens(), cast.log_in(Client(), world.nordby.mette)
    assert world.anna.browser.get("/mine/").status_code == 200
    clock.shift(MINUTE)

    GROUNDS[ground](world, mette)

    clock.shift(MINUTE)
    assert world.anna.browser.get("/mine/").status_code == 302
    assert world.party.asks_who(tokens["access_token"]).status_code == 401
    assert world.party.calls("/oidc/introspect", token=tokens["access_token"]).json() == {"active": False}
    assert world.party.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    silent = world.anna.follows(world.party.address(prompt="none"))
    assert answer_in(silent)["error"] == "login_required"


def test_afterwards_one_logs_in_as_before(world: World, clock: time_machine.Traveller) -> None:
    world.tokens()
    clock.shift(MINUTE)
    on_user("lock", "unlock")(world, cast.log_in(Client(), world.nordby.mette))
    clock.shift(MINUTE)
    tokens = world.tokens()
    assert world.party.asks_who(tokens["access_token"]).status_code == 200
    assert world.anna.browser.get("/mine/").status_code == 200


@pytest.mark.parametrize("stage", ["identified", "represented"])
def test_a_login_that_was_on_its_way_goes_no_further(
    world: World, clock: time_machine.Traveller, stage: str
) -> None:
    page = world.anna.follows(world.party.address()).removesuffix("user-id")
    world.anna.types_user_id(page + "user-id")
    world.anna.posts_code(page + "code")
    if stage == "represented":
        world.anna.browser.get(page)
    assert SignIn.objects.get().stage == stage
    clock.shift(MINUTE)

    on_user("lock", "unlock")(world, cast.log_in(Client(), world.nordby.mette))

    answer = world.anna.browser.post(page + "organisation", {"organisation": "dk:cvr:20000015"})
    assert answer.status_code == 303
    world.anna.follows(page)
    ref = page.split("/")[2]
    assert world.anna.browser.get(f"/oidc/resume/{ref}").status_code == 400
    assert SignIn.objects.get().stage == stage


@pytest.mark.requirement("F1")
@pytest.mark.parametrize("page", ["passkey", "name", "remove"])
def test_an_open_browser_is_not_enough_to_change_the_means(
    world: World, clock: time_machine.Traveller, page: str
) -> None:
    """Somebody sits down at Anna's browser an hour after she logged in."""
    world.anna.logs_in("/log-in")
    display = means_of(world, Means.CODE_DISPLAY)
    path = "/mine/means/passkey/" if page == "passkey" else f"/mine/means/{display.ref}/{page}/"
    user, device = world.nordby.anna, Device()
    assert user.person is not None
    clock.shift(timedelta(hours=1))
    ceremony = begin_registration(user.person, user, at=clocks.now())

    for answer in (
        world.anna.browser.get(path),
        world.anna.browser.post(
            path, {"ceremony": ceremony.ref, "response": device.makes(ceremony.options), "name": "Thief"}
        ),
    ):
        assert answer.status_code == 303
        assert answer["Location"].startswith("/log-in?next=")

    display.refresh_from_db()
    assert display.state == "active"
    assert display.name != "Thief"
    assert Authenticator.objects.filter(person=user.person).count() == 2

    assert world.anna.logs_in(path) == path, "through the login, and back to the page"
    assert world.anna.page.status_code == 200


@pytest.mark.requirement("F1")
def test_whoever_removes_a_means_of_their_own_is_logged_out_everywhere(
    world: World, clock: time_machine.Traveller
) -> None:
    tokens = world.tokens()
    elsewhere = cast.log_in(Client(), world.nordby.anna)
    clock.shift(MINUTE)

    world.anna.browser.post(f"/mine/means/{means_of(world, Means.PASSKEY).ref}/remove/")

    assert means_of(world, Means.PASSKEY).state == "removed"
    assert world.anna.browser.get("/mine/").status_code == 302
    assert elsewhere.get("/mine/").status_code == 302
    assert world.party.asks_who(tokens["access_token"]).status_code == 401
