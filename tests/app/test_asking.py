"""Asking the app: one login at a time, not too often, and nobody learns who has an app."""

import re
from datetime import timedelta

import pytest
import time_machine

from tests.app.conftest import World
from tests.oidc.party import BACK

ANNA = "anna.holmstrup.nordby"


def test_one_login_waits_at_a_time_and_no_other_browser_takes_its_place(world: World) -> None:
    """Somebody who asks again and again cannot put an own login where Anna sees hers (attack test)."""
    hers, theirs = world.desk(), world.desk()
    number = hers.asks(ANNA)

    theirs.asks(ANNA)

    assert (theirs.number, theirs.page.status_code) == ("", 409)
    assert "Another login waits in the app" in theirs.text
    assert world.phone.approves(number).status_code == 200
    assert hers.looks().startswith(BACK)


def test_who_begins_again_in_the_same_browser_replaces_the_login_before(world: World) -> None:
    desk = world.desk()
    before = desk.asks(ANNA)
    [old] = world.phone.waiting()["requests"]

    number = desk.asks(ANNA)
    [new] = world.phone.waiting()["requests"]

    assert old["request"] != new["request"]
    late = world.phone.says("approve", **world.phone.approval(old, before))
    assert late.json()["about"] == "request"
    assert world.phone.approves(number).status_code == 200


def test_nobody_is_worn_out_by_requests(world: World, clock: time_machine.Traveller) -> None:
    desk = world.desk()
    desk.asks(ANNA)
    for _ in range(4):
        desk.page = desk.browser.post(desk.path, follow=True)
        assert desk.number

    desk.page = desk.browser.post(desk.path)

    assert (desk.page.status_code, desk.number) == (429, "")
    assert "asked again in a quarter of an hour" in desk.text
    assert world.phone.waiting()["requests"] == []
    clock.shift(timedelta(minutes=14))
    assert world.desk().asks(ANNA) == ""
    clock.shift(timedelta(minutes=1, seconds=1))
    assert world.desk().asks(ANNA) != ""


def without_what_is_drawn(page: str, number: str) -> str:
    return re.sub(r'value="[\w-]{60,}"|/sign-in/\w+/', "", page).replace(f">{number}<", ">NN<")


@pytest.mark.parametrize("nobody", ["nobody.at.all", "bodil.ravnsoe.nordby"])
def test_the_page_tells_not_who_has_the_app(world: World, nobody: str) -> None:
    with_app, without = world.desk(), world.desk()

    one, two = with_app.asks(ANNA), without.asks(nobody)

    assert without_what_is_drawn(with_app.text, one).replace(ANNA, "ID") == without_what_is_drawn(
        without.text, two
    ).replace(nobody, "ID")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[",
        b"{}",
        b'{"key": 1}',
        b"\xff",
        b"[" * 5000,
        b'{"keys": [{"key": "a", "secret": "b", "more": 1}]}',
    ],
)
@pytest.mark.parametrize("door", ["code", "key", "waiting", "approve", "deny"])
def test_what_is_no_message_of_the_app_is_a_bad_request(world: World, door: str, body: bytes) -> None:
    answer = world.phone.browser.post(f"/app/{door}", body, content_type="application/json")

    assert answer.status_code == 400


def test_a_form_of_another_page_is_no_message_of_the_app(world: World) -> None:
    answer = world.phone.browser.post("/app/waiting", {"keys": []})

    assert answer.status_code == 400
