"""A service logs a person off: at once by an ID token of this browser, after a question otherwise."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client

from tests.oidc.conftest import World
from tests.oidc.party import AFTERWARDS, a_party, answer_in

pytestmark = pytest.mark.requirement("X1")


def leaves(world: World, **parameters: str) -> str:
    answer = world.anna.browser.get("/oidc/logout", parameters)
    world.anna.page = answer
    return answer["Location"] if answer.status_code in {302, 303} else str(answer.status_code)


def is_logged_in(world: World) -> bool:
    return "code" in answer_in(world.anna.follows(world.party.address(prompt="none")))


def test_an_id_token_of_this_browser_ends_the_login_and_all_that_it_gave(world: World) -> None:
    tokens = world.tokens()
    other = a_party("another")
    address = world.anna.follows(other.address())
    elsewhere = other.redeems(answer_in(address)["code"]).json()

    end = leaves(world, id_token_hint=tokens["id_token"], post_logout_redirect_uri=AFTERWARDS, state="a b&c")

    assert end == f"{AFTERWARDS}?state=a+b%26c"
    assert not is_logged_in(world)
    assert world.party.asks_who(tokens["access_token"]).status_code == 401
    assert other.refreshes(elsewhere["refresh_token"]).json()["error"] == "invalid_grant"


def test_without_an_address_the_person_reads_that_it_is_done(world: World) -> None:
    tokens = world.tokens()
    assert leaves(world, id_token_hint=tokens["id_token"]) == "/log-off/done"


def test_without_an_id_token_the_person_is_asked(world: World) -> None:
    tokens = world.tokens()
    page = leaves(world, client_id="se-sag", post_logout_redirect_uri=AFTERWARDS)
    assert page.startswith("/log-off?then=")
    assert is_logged_in(world)

    world.anna.follows(page)
    then = page.partition("then=")[2]
    answer = world.anna.browser.post("/log-off", {"then": world.anna.page.context["then"]})
    assert answer["Location"] == AFTERWARDS
    assert then
    assert world.party.asks_who(tokens["access_token"]).status_code == 401
    assert not is_logged_in(world)


def test_an_id_token_of_another_browser_does_not_log_this_one_off(
    world: World, clock: time_machine.Traveller
) -> None:
    """A client, or a thief of an ID token, can end that session; not the login of whoever sits here."""
    stolen = world.tokens()["id_token"]
    world.anna.browser.post("/log-off")
    world.anna.browser.cookies.clear()
    clock.shift(timedelta(minutes=1))
    world.code()

    assert leaves(world, id_token_hint=stolen).startswith("/log-off?")
    assert is_logged_in(world)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        f"{AFTERWARDS}/",
        f"{AFTERWARDS}?x=1",
        AFTERWARDS.upper(),
        "//evil.example",
        "javascript:alert(1)",
        "https://se-sag.example/callback",
    ],
)
def test_afterwards_it_goes_to_a_registered_address_only(world: World, address: str) -> None:
    tokens = world.tokens()
    end = leaves(world, id_token_hint=tokens["id_token"], post_logout_redirect_uri=address)
    assert end == "400"
    assert is_logged_in(world)
    assert leaves(world, post_logout_redirect_uri=AFTERWARDS) == "400"


def test_what_is_no_id_token_of_ours_counts_for_nothing(world: World) -> None:
    tokens = world.tokens()
    for token in (tokens["access_token"], tokens["refresh_token"], tokens["id_token"] + "x", "nonsense"):
        assert leaves(world, id_token_hint=token).startswith("/log-off?")
    assert leaves(world, id_token_hint=tokens["id_token"], client_id="another") == "400"
    assert is_logged_in(world)


def test_an_address_that_was_not_sealed_here_is_not_gone_to(world: World) -> None:
    world.code()
    for then in ("https://evil.example/", "//evil.example", "nonsense", "a:b:c"):
        answer = world.anna.browser.get("/log-off", {"then": then})
        assert answer.status_code in {200, 303}
    answer = world.anna.browser.post("/log-off", {"then": "https://evil.example/"})
    assert answer["Location"] == "/log-off/done"


def test_logging_off_ends_what_two_services_were_given_at_the_same_moment(world: World) -> None:
    """While one service's login is being written, the other's begins and ends."""
    world.tokens()
    other, codes = a_party("another"), []

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('INSERT INTO "clients_session"') and not codes:
            codes.append("")
            codes[0] = world.anna.browser.get(other.address(prompt="none"))["Location"]
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        codes.append(world.anna.browser.get(world.party.address(prompt="none"))["Location"])
    parties = (other, world.party)
    given = [
        party.redeems(answer_in(code)["code"]).json() for party, code in zip(parties, codes, strict=True)
    ]

    world.anna.browser.post("/log-off")

    for party, tokens in zip(parties, given, strict=True):
        assert party.asks_who(tokens["access_token"]).status_code == 401
        assert party.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_logging_in_again_does_not_leave_behind_what_was_given_before(
    world: World, clock: time_machine.Traveller
) -> None:
    before = world.tokens()
    clock.shift(timedelta(minutes=1))
    world.tokens(prompt="login")
    world.anna.browser.post("/log-off")
    assert world.party.asks_who(before["access_token"]).status_code == 401


def test_a_log_off_that_another_site_posts_reaches_the_login_here(world: World) -> None:
    """The other site's form comes without a cookie of ours; the browser brings them when it comes again."""
    tokens = world.tokens()
    wanted = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": AFTERWARDS, "state": "a b&c"}
    form = "application/x-www-form-urlencoded"

    again = Client().post("/oidc/logout", urlencode(wanted), content_type=form)

    assert again.status_code == 303
    assert is_logged_in(world)
    assert world.anna.browser.get(again["Location"])["Location"] == f"{AFTERWARDS}?state=a+b%26c"
    assert not is_logged_in(world)


def test_whoever_is_logged_off_already_goes_straight_back(world: World) -> None:
    tokens = world.tokens()
    world.anna.browser.post("/log-off")
    end = leaves(world, id_token_hint=tokens["id_token"], post_logout_redirect_uri=AFTERWARDS)
    assert end == AFTERWARDS
