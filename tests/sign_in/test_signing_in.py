"""A login as the person meets it, without JavaScript: user id, means, PIN and digits."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.html import escape

from fuldmagt.audit.queries import of_subject
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in import tasks
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.means import Means
from tests import cast
from tests.by_hand import changed
from tests.oidc.conftest import World
from tests.oidc.party import answer_in
from tests.sign_in.people import PIN, an_employee, without_tokens


@pytest.mark.requirement("F1")
def test_the_page_says_who_asks_and_for_what(world: World) -> None:
    page = world.anna.follows(world.party.address())
    assert page.endswith("/user-id")
    assert "Arbejdsmarkedets Erhvervssikring" in world.anna.text
    assert "Se Sag" in world.anna.text


def test_the_same_ways_are_offered_to_everybody(world: World) -> None:
    """Known, unknown, suspended, without any means: nobody learns who exists."""
    pia = cast.a_user(world.nordby.organisation, "Pia Bjerre", means=None)
    karl = cast.a_user(world.nordby.organisation, "Karl Lund")
    BusinessUser.objects.filter(pk=karl.pk).update(state="suspended")
    pages = []
    for user_id in (world.anna.user.user_id, pia.user_id, karl.user_id, "nobody.at.all", "x'--", "x" * 64):
        world.anna.browser.cookies.clear()
        page = world.anna.types_user_id(world.anna.follows(world.party.address()), user_id)
        assert page.endswith("/means")
        ref = page.split("/")[2]
        shown = without_tokens(world.anna.text).replace(ref, "")
        assert escape(str(user_id)) in shown
        pages.append(shown.replace(escape(str(user_id)), ""))
    assert len(set(pages)) == 1


def test_a_wrong_user_id_pin_or_code_is_one_and_the_same_refusal(
    world: World, clock: time_machine.Traveller
) -> None:
    texts = []
    right = {"user_id": world.anna.user.user_id, "pin": PIN, "code": None}
    for wrong in ({"user_id": "nobody"}, {"pin": "000000"}, {"code": "000000"}, {"pin": "x", "code": "y"}):
        clock.shift(timedelta(minutes=1))
        world.anna.browser.cookies.clear()
        tried = right | wrong
        page = world.anna.types_user_id(world.anna.follows(world.party.address()), tried["user_id"])
        page = world.anna.follows(page.removesuffix("means") + "code")
        assert world.anna.types_code(page, pin=tried["pin"], code=tried["code"]) == page
        assert world.anna.page.status_code == 200
        texts.append(world.anna.text.replace(tried["user_id"] or "", "").split('role="alert"')[1][:600])
    assert len(set(texts)) == 1


@pytest.mark.requirement("B10")
@pytest.mark.parametrize("means", ["code", "passkey"])
def test_no_means_is_asked_for_before_the_user_id(world: World, means: str) -> None:
    """One logs in each time with the user id; a passkey that knows its person does not stand for it."""
    page = world.anna.follows(world.party.address())
    assert page.endswith("/user-id")

    assert world.anna.follows(page.removesuffix("user-id") + means).endswith("/user-id")
    shown = world.anna.sends(page.removesuffix("user-id") + means, pin="739158", code=world.anna.code())
    assert shown.endswith("/user-id")
    assert SignIn.objects.get().stage == "begun"


def test_a_wrong_try_can_be_mended_at_once(world: World) -> None:
    page = world.anna.types_user_id(world.anna.follows(world.party.address()))
    page = world.anna.follows(page.removesuffix("means") + "code")
    world.anna.types_code(page, code="000000")
    assert "code" in answer_in(world.anna.types_code(page))


def test_what_is_left_out_is_said_at_the_field(world: World) -> None:
    page = world.anna.follows(world.party.address())
    world.anna.sends(page, user_id="  ")
    assert "aria-invalid" in world.anna.text
    page = world.anna.types_user_id(page)
    page = world.anna.follows(page.removesuffix("means") + "code")
    world.anna.sends(page, pin="", code="")
    assert world.anna.text.count("aria-invalid") == 2


def test_no_pin_and_no_code_is_ever_written_back(world: World) -> None:
    page = world.anna.types_user_id(world.anna.follows(world.party.address()))
    page = world.anna.follows(page.removesuffix("means") + "code")
    world.anna.types_code(page, pin="73915800", code="112358")
    assert "73915800" not in world.anna.text


@pytest.mark.requirement("F8", "D2")
def test_only_what_the_service_accepts_today_is_offered(world: World, clock: time_machine.Traveller) -> None:
    service = world.se_sag.service
    service.means = [Means.CODE_DISPLAY.value]
    service.save()
    page = world.anna.types_user_id(world.anna.follows(world.party.address()))
    assert "/passkey" not in world.anna.text
    assert world.anna.follows(page.removesuffix("means") + "passkey").endswith("/means")

    service.means_ended = {"code_display": "2026-03-02T10:00:00+00:00"}
    service.save()
    clock.shift(timedelta(hours=2))
    page = world.anna.follows(world.party.address())
    world.anna.follows(page)
    assert "/code" not in world.anna.text


def test_the_browser_knows_whoever_logged_in_there_and_shows_for_whom(
    world: World, clock: time_machine.Traveller
) -> None:
    world.code()
    world.anna.browser.post("/log-off")
    page = world.anna.follows(world.party.address())
    assert page.endswith("/means")
    for known in (world.anna.user.user_id, "Nordby Kommune", "Jobcenter Nordby"):
        assert str(known) in world.anna.text
    clock.shift(timedelta(minutes=1))
    page = world.anna.follows(page.removesuffix("means") + "code")
    assert "code" in answer_in(world.anna.types_code(page))


def test_it_is_not_me(world: World) -> None:
    world.code()
    world.anna.browser.post("/log-off")
    page = world.anna.follows(world.party.address())
    page = world.anna.sends(page.removesuffix("means") + "another")
    assert page.endswith("/user-id")
    assert world.anna.browser.cookies["fuldmagt_before"].value == ""


def test_a_user_id_that_was_only_typed_is_not_remembered(world: World) -> None:
    world.anna.types_user_id(world.anna.follows(world.party.address()))
    assert "fuldmagt_before" not in world.anna.browser.cookies


def test_a_cookie_that_somebody_made_up_is_not_believed(world: World) -> None:
    for made_up in ("nonsense", '{"user_id":"x"}:1abc:def', "a:b:c"):
        world.anna.browser.cookies["fuldmagt_before"] = made_up
        assert world.anna.follows(world.party.address()).endswith("/user-id")
        assert "Nordby" not in world.anna.text


def test_a_login_ends_after_a_quarter_of_an_hour_and_leads_back(
    world: World, clock: time_machine.Traveller
) -> None:
    page = world.anna.types_user_id(world.anna.follows(world.party.address()))
    clock.shift(timedelta(minutes=15))
    for name in ("", "user-id", "means", "code", "passkey", "organisation", "refused"):
        address = page.removesuffix("means") + name
        world.anna.follows(address)
        assert world.anna.page.status_code == 400
    page = page.removesuffix("means")
    assert world.anna.types_code(page + "code") == page + "code"
    assert world.anna.page.status_code == 400

    answer = answer_in(world.anna.sends(page + "cancel"))
    assert (answer["error"], answer["state"]) == ("access_denied", "state-0123456789abcdef")


def test_whoever_gives_up_goes_back_and_the_service_is_told(world: World) -> None:
    page = world.anna.follows(world.party.address())
    answer = answer_in(world.anna.sends(page.removesuffix("user-id") + "cancel"))
    assert answer["error"] == "access_denied"
    world.anna.follows(page)
    assert world.anna.page.status_code == 404


def test_each_step_is_in_the_journal_of_the_user(world: World) -> None:
    world.code()
    entries = of_subject(world.anna.user.ref, organisation="dk:cvr:20000015")
    told = {entry.event: entry.facts for entry in entries}
    assert {"sign-in.identified", "sign-in.represented", "sign-in.finished"} <= told.keys()
    assert told["sign-in.finished"]["client"] == "se-sag"
    assert told["sign-in.identified"]["means"] == "code_display"


def test_two_people_at_one_browser_are_two_logins(world: World, clock: time_machine.Traveller) -> None:
    karen = cast.a_user(world.nordby.organisation, "Karen Bruun", department=world.nordby.jobcenter)
    cast.gives(karen, world.se_sag.kommunal)
    tokens = world.tokens()
    hers = an_employee(karen)
    hers.browser = world.anna.browser
    clock.shift(timedelta(minutes=1))
    page = hers.follows(world.party.address(prompt="login"))
    page = hers.types_user_id(page.removesuffix("means") + "user-id")
    page = hers.follows(page.removesuffix("means") + "code")
    assert "code" in answer_in(hers.types_code(page))
    assert world.party.asks_who(tokens["access_token"]).status_code == 401


def test_a_login_that_nobody_asks_about_any_more_is_forgotten(
    world: World, clock: time_machine.Traveller
) -> None:
    """After a day; after ninety one that was refused, whose reference may be read to those who help."""
    world.code()
    Assignment.objects.update(state="revoked")
    changed()
    clock.shift(timedelta(minutes=1))
    world.anna.follows(world.party.address())
    refused = SignIn.objects.get(stage="refused")
    assert tasks.forget(clocks.now()) == 0
    clock.shift(timedelta(days=1, minutes=20))
    assert tasks.forget(clocks.now()) == 1
    assert SignIn.objects.get() == refused
    clock.shift(timedelta(days=88))
    assert tasks.forget(clocks.now()) == 0
    clock.shift(timedelta(days=1))
    assert tasks.forget(clocks.now()) == 1
