"""The app is taken into use: user id and activation code from the computer, typed on the phone (B10)."""

import re
from datetime import timedelta

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.app import actions, tasks
from fuldmagt.authenticators.app.actions import code_of
from fuldmagt.authenticators.app.rules import text_of
from fuldmagt.authenticators.approvals.tasks import forget as forget_requests
from fuldmagt.authenticators.models import AppKey, AppRequest, PendingKey
from fuldmagt.authenticators.queries import means_of
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.means import Means
from tests.app.conftest import World
from tests.app.phone import Phone
from tests.cast import nordby
from tests.enrolment.diana import Story, created_by_mette, invited_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DIANA = "diana.petrescu"
BODIL = "bodil.ravnsoe.nordby"


def page_of(story: Story) -> str:
    return str(story.employee.browser.get(f"{story.employee.link}means/app/").content.decode())


def code_on(page: str) -> str:
    groups = re.search(r'class="fm-code[^>]*>(.*?)</p>', page, re.DOTALL)
    assert groups is not None, page
    return "".join(re.findall(r"<span>(\d+)</span>", groups[1]))


@pytest.fixture
def bodil(db: None) -> BusinessUser:
    return nordby().bodil


def code_for(user: BusinessUser) -> str:
    return code_of(actions.begin(user, at=clocks.now()))


@pytest.mark.requirement("B10")
def test_the_summary_shows_user_id_and_code_and_goes_on_when_the_app_is_active(eid: NationalEid) -> None:
    story = invited_by_mette(eid)
    story.comes_to(Stage.PHONED)
    phone = Phone()

    page = page_of(story)
    entered = phone.types_code(DIANA, code_on(page)).json()
    typed = page_of(story)
    phone.hands_in(entered)
    after = story.employee.browser.get(f"{story.employee.link}means/app/", follow=True)

    assert DIANA in page
    assert "This page waits for the app" in page
    assert (entered["name"], entered["organisation"]) == ("Diana Petrescu", "Nordby Kommune")
    assert "Choose a PIN in the app now" in typed
    assert "Your work login is ready" in after.content.decode()
    assert (story.now.state, means_of(story.now)) == (UserState.ACTIVE, {Means.APP})
    assert story.log("app-code.entered") == ["done"]
    assert story.log("means.added") == ["done"]


@pytest.mark.requirement("B10")
def test_whoever_leaves_finds_the_same_code_again(eid: NationalEid) -> None:
    story = invited_by_mette(eid)
    story.comes_to(Stage.PHONED)

    assert code_on(page_of(story)) == code_on(page_of(story))


@pytest.mark.requirement("B6")
def test_the_app_is_not_offered_where_another_means_was_chosen(eid: NationalEid) -> None:
    story = created_by_mette(eid, Means.CODE_DISPLAY)
    story.comes_to(Stage.PHONED)

    shown = story.employee.browser.get(f"{story.employee.link}means/app/")
    pending = actions.begin(story.now, at=clocks.now())
    refused = Phone().activates(DIANA, code_of(pending))

    assert shown.status_code == 403
    assert refused.json()["about"] == "other_means"
    assert means_of(story.now) == set()


def test_the_page_tells_how_far_the_app_has_come(eid: NationalEid) -> None:
    story = invited_by_mette(eid)
    story.comes_to(Stage.PHONED)
    phone, browser, address = Phone(), story.employee.browser, f"{story.employee.link}means/app/state"
    code = code_on(page_of(story))

    before = browser.get(address).json()
    entered = phone.types_code(DIANA, code).json()
    between = browser.get(address).json()
    phone.hands_in(entered)

    assert (before, between) == ({"state": "waiting"}, {"state": "typed"})
    assert browser.get(address).json() == {"state": "done"}


def test_a_new_code_voids_the_one_before_also_when_it_has_been_typed(eid: NationalEid) -> None:
    story = invited_by_mette(eid)
    story.comes_to(Stage.PHONED)
    phone, old = Phone(), code_on(page_of(story))
    entered = phone.types_code(DIANA, old).json()

    new = code_on(story.employee.types("means/app").content.decode())

    assert new != old
    assert phone.hands_in(entered).json()["reason"] == "login_timed_out"
    assert phone.types_code(DIANA, old).json()["reason"] == "login_failed"
    assert phone.activates(DIANA, new).status_code == 200


def test_five_wrong_codes_and_the_right_one_is_worth_nothing(bodil: BusinessUser) -> None:
    code = code_for(bodil)
    wrong = f"{(int(code) + 1) % 10**8:08}"

    tried = [Phone().types_code(BODIL, wrong) for _ in range(5)]
    late = Phone().types_code(BODIL, code)

    assert {each.json()["reason"] for each in [*tried, late]} == {"login_failed"}
    assert PendingEntry.objects.filter(event="app-code.entered", outcome="login_failed").count() == 6
    assert code_for(bodil) != code


def test_an_unknown_user_id_and_a_wrong_code_are_one_refusal(bodil: BusinessUser) -> None:
    code = code_for(bodil)
    wrong = f"{(int(code) + 1) % 10**8:08}"

    answers = [Phone().types_code(*each) for each in [("nobody.at.all", code), (BODIL, wrong)]]
    answers.append(Phone().types_code("anna.holmstrup.nordby", code))

    assert len({(each.status_code, each.content) for each in answers}) == 1


def test_a_code_is_exchanged_once(bodil: BusinessUser) -> None:
    code = code_for(bodil)

    first, again = Phone().types_code(BODIL, code), Phone().types_code(BODIL, code)

    assert (first.status_code, again.status_code) == (200, 403)


def test_a_token_makes_one_key(bodil: BusinessUser) -> None:
    phone = Phone()
    entered = phone.types_code(BODIL, code_for(bodil)).json()

    first, again = phone.hands_in(entered), Phone().hands_in(entered)

    assert (first.status_code, again.status_code) == (200, 403)
    assert AppKey.objects.count() == 1


def test_an_app_that_missed_the_answer_asks_again(bodil: BusinessUser) -> None:
    """Whoever was in a tunnel just then is not left with a login that no phone can approve."""
    phone, other = Phone(), Phone()
    entered = phone.types_code(BODIL, code_for(bodil)).json()
    phone.hands_in(entered)
    missed = (phone.key, phone.secret)

    answer = phone.hands_in(entered)
    unsigned = phone.hands_in(entered, signature=phone.new_key(entered | {"challenge": "x"})["signature"])

    assert answer.status_code == 200
    assert phone.key == missed[0]
    assert phone.waiting()["gone"] == []
    assert other.says("waiting", keys=[{"key": missed[0], "secret": missed[1]}]).json()["gone"] == [phone.key]
    assert (unsigned.status_code, other.hands_in(entered).status_code) == (403, 403)
    assert AppKey.objects.count() == 1
    assert PendingEntry.objects.filter(event="means.added", subject=bodil.ref).count() == 1


def test_the_answer_is_not_given_for_ever(bodil: BusinessUser, clock: time_machine.Traveller) -> None:
    phone = Phone()
    entered = phone.types_code(BODIL, code_for(bodil)).json()
    phone.hands_in(entered)
    clock.shift(timedelta(minutes=15))

    assert phone.hands_in(entered).json()["reason"] == "login_timed_out"


@pytest.mark.parametrize("minutes", [59, 60])
def test_a_code_is_good_for_an_hour(bodil: BusinessUser, clock: time_machine.Traveller, minutes: int) -> None:
    code = code_for(bodil)

    clock.shift(timedelta(minutes=minutes))

    assert (Phone().types_code(BODIL, code).status_code == 200) is (minutes < 60)


def test_the_pin_is_to_be_chosen_soon(bodil: BusinessUser, clock: time_machine.Traveller) -> None:
    phone = Phone()
    entered = phone.types_code(BODIL, code_for(bodil)).json()

    clock.shift(timedelta(minutes=15))

    assert phone.hands_in(entered).json()["reason"] == "login_timed_out"


@pytest.mark.parametrize("wrong", ["", "AAAA", "A" * 86, "=" * 86, "å" * 86, "A" * 200])
@pytest.mark.parametrize("part", ["signature", "public_key"])
def test_a_key_that_did_not_sign_is_not_kept(bodil: BusinessUser, part: str, wrong: str) -> None:
    phone = Phone()
    entered = phone.types_code(BODIL, code_for(bodil)).json()

    assert phone.hands_in(entered, **{part: wrong}).json()["about"] == "key"
    assert not AppKey.objects.exists()
    assert phone.hands_in(entered).status_code == 200


def test_a_key_signs_for_this_platform_and_this_activation(bodil: BusinessUser) -> None:
    phone = Phone(origin="https://elsewhere.example")
    entered = phone.types_code(BODIL, code_for(bodil)).json()
    elsewhere = phone.hands_in(entered)
    phone.origin = "http://localhost:8000"
    other = phone.hands_in(entered | {"challenge": text_of(b"\0" * 32)})

    assert (elsewhere.json()["about"], other.json()["about"]) == ("key", "key")


def test_one_seed_is_one_users(world: World) -> None:
    """A device that hands in a key is known has drawn badly, or plays another's back."""
    bodil, phone = world.nordby.bodil, Phone(seed=world.phone.seed)

    refused = phone.activates(BODIL, code_for(bodil))

    assert (refused.json()["reason"], refused.json()["about"]) == ("already_exists", "key")


def test_the_app_is_told_which_pins_the_birth_date_makes_weak(bodil: BusinessUser) -> None:
    entered = Phone().types_code(BODIL, code_for(bodil)).json()

    assert entered["avoid"] == ["170585", "850517", "051785"]


def test_neither_code_nor_token_can_be_read_in_the_table(bodil: BusinessUser) -> None:
    code = code_for(bodil)
    entered = Phone().types_code(BODIL, code).json()

    row = PendingKey.objects.get()

    assert code not in row.code
    assert entered["token"] not in row.token


def test_what_leads_nowhere_is_forgotten_after_a_day(world: World, clock: time_machine.Traveller) -> None:
    world.desk().asks("anna.holmstrup.nordby")
    clock.shift(timedelta(days=1))
    kept = (tasks.forget(clocks.now()), forget_requests(clocks.now()))

    clock.shift(timedelta(hours=2))

    assert kept == (0, 0)
    assert (tasks.forget(clocks.now()), forget_requests(clocks.now())) == (1, 1)
    assert not PendingKey.objects.exists()
    assert not AppRequest.objects.exists()


def test_seeds_of_the_tests_are_what_the_app_makes_of_32_bytes() -> None:
    """RFC 8032, 7.1, test 1: the same seed and key that the page's script is held against."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()

    assert key.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
