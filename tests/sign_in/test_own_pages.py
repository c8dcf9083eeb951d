"""Logging in to the platform's own pages, and off."""

import pytest
import time_machine

from fuldmagt.organisations.models import Organisation
from fuldmagt.sign_in.models import SignIn
from tests.oidc.conftest import World

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "evil.example",
    "@evil.example",
    ".evil.example",
    "",
    "/\u2044evil.example",
    "//localhost:8000@evil.example",
]


def test_whoever_asks_for_a_page_comes_to_it_after_the_login(world: World) -> None:
    page = world.anna.follows("/mine/")
    assert page.endswith("/user-id")
    assert world.anna.logs_in(page) == "/mine/"
    assert world.anna.page.status_code == 200
    assert SignIn.objects.get().organisation == "dk:cvr:20000015"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_login_leads_to_a_page_of_ours_and_nowhere_else(world: World, address: str) -> None:
    answer = world.anna.browser.get("/log-in", {"next": address})
    page = world.anna.follows(answer["Location"])
    world.anna.types_user_id(page)
    world.anna.posts_code(page.replace("user-id", "code"))
    leads = []
    while world.anna.page.status_code in {302, 303}:
        leads.append(world.anna.page["Location"])
        if leads[-1] == "/":
            break
        world.anna.page = world.anna.browser.get(leads[-1])
    assert leads[-1] == "/"
    assert world.anna.browser.get("/log-in", {"next": address})["Location"] == "/"


def test_whoever_is_logged_in_goes_straight_on(world: World) -> None:
    world.anna.logs_in("/log-in?next=/mine/")
    answer = world.anna.browser.get("/log-in", {"next": "/mine/?a=1"})
    assert answer["Location"] == "/mine/?a=1"


def test_logging_off_ends_the_session_here_and_everywhere_it_led(world: World) -> None:
    tokens = world.tokens()
    assert world.anna.browser.get("/log-off").status_code == 200
    assert world.anna.browser.get("/mine/").status_code == 200

    answer = world.anna.browser.post("/log-off")

    assert answer["Location"] == "/log-off/done"
    assert world.anna.browser.get("/mine/").status_code == 302
    assert world.party.asks_who(tokens["access_token"]).status_code == 401
    assert world.anna.browser.get("/log-off/done").status_code == 200


def test_a_user_of_a_closed_organisation_does_not_come_in(
    world: World, clock: time_machine.Traveller
) -> None:
    Organisation.objects.update(state="closed")
    page = world.anna.logs_in("/log-in")
    assert page.endswith("/refused")
    assert SignIn.objects.get().reasons[0]["reason"] == "organisation_closed"
    assert world.anna.browser.get("/mine/").status_code == 302


def test_giving_up_leads_to_a_page_that_says_so(world: World) -> None:
    page = world.anna.follows("/log-in")
    assert world.anna.sends(page.removesuffix("user-id") + "cancel") == "/log-in/cancelled"


def test_a_login_of_a_service_does_not_arrive_at_our_own_pages(world: World) -> None:
    page = world.anna.follows(world.party.address()).removesuffix("user-id")
    world.anna.types_user_id(page + "user-id")
    world.anna.posts_code(page + "code")
    answer = world.anna.browser.get(page + "arrive")
    assert answer["Location"] == page
    assert SignIn.objects.get().stage == "identified"


def test_a_login_to_our_own_pages_gives_no_client_a_code(world: World) -> None:
    page = world.anna.follows("/log-in")
    ref = page.split("/")[2]
    world.anna.types_user_id(page)
    world.anna.posts_code(page.replace("user-id", "code"))
    assert world.anna.browser.get(f"/oidc/resume/{ref}").status_code == 400
