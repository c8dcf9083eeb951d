"""The platform as a client of the national eID: what it asks, and whose answer it takes."""

import json
from typing import Any

import pytest
from joserfc.jwk import ECKey

from fuldmagt.registers.eid import actions, provider
from fuldmagt.registers.eid.actions import Answered
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.assurance import Level
from tests.conftest import MONDAY
from tests.enrolment.at_the_eid import ANNA, FAILED, answer_of, begin, comes_back
from tests.enrolment.provider import Citizen, Mood, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_platform_asks_as_the_broker_wants_to_be_asked(eid: NationalEid) -> None:
    asked = answer_of(begin())

    assert asked["scope"] == "openid mitid ssn"
    assert asked["redirect_uri"] == "http://localhost:8000/eid/callback"
    assert (asked["response_type"], asked["prompt"], asked["ui_locales"]) == ("code", "login", "da")
    assert json.loads(asked["idp_params"]) == {"mitid": {"loa_value": "substantial"}}
    assert asked["code_challenge_method"] == "S256"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


def test_issuer_subject_level_and_number_are_read(eid: NationalEid) -> None:
    identity = comes_back(eid)

    assert isinstance(identity, Identity)
    assert (identity.issuer, identity.subject) == (eid.issuer, ANNA.sub)
    assert (identity.level, identity.has_national_number, identity.national_number) == (
        Level.HIGH,
        True,
        "1705900012",
    )


def test_metadata_and_keys_are_asked_for_once(eid: NationalEid) -> None:
    comes_back(eid)
    before = list(eid.asked)

    comes_back(eid)

    assert eid.asked[len(before) :] == ["/token", "/userinfo"]


def test_a_new_key_of_the_provider_is_found(eid: NationalEid, clock: Any) -> None:
    comes_back(eid)
    old = eid.key
    eid.key = ECKey.generate_key("P-256", {"kid": "eid-2", "use": "sig"})
    eid.mood = Mood(header=lambda header: header | {"kid": "eid-2"})
    later = MONDAY + provider.NEW_KEYS_AFTER
    try:
        answer = answer_of(eid.login(begin(), ANNA))
        clock.move_to(later)
        answered = actions.finish(answer, browser="browser", at=later)
    finally:
        eid.key = old
        provider._kept.keys.clear()

    assert isinstance(answered, Answered)
    assert isinstance(answered.outcome, Identity)


# State, browser, nonce, issuer: whose answer is it?


def test_an_answer_is_taken_once(eid: NationalEid) -> None:
    answer = answer_of(eid.login(begin(), ANNA))

    first = actions.finish(answer, browser="browser", at=MONDAY)
    second = actions.finish(answer, browser="browser", at=MONDAY)

    assert isinstance(first, Answered)
    assert second == FAILED


@pytest.mark.parametrize("browser", ["another", "", "Browser"])
def test_an_answer_in_another_browser_is_nobodys(eid: NationalEid, browser: str) -> None:
    """Login CSRF: somebody else's finished login, pushed into my browser."""
    answer = answer_of(eid.login(begin(), ANNA))

    assert actions.finish(answer, browser=browser, at=MONDAY) == FAILED


def test_a_made_up_state_is_nobodys(eid: NationalEid) -> None:
    begin()

    for state in ("", "x", "A" * 43):
        assert actions.finish({"state": state, "code": "x"}, browser="browser", at=MONDAY) == FAILED


def test_an_answer_after_twenty_minutes_is_too_late(eid: NationalEid) -> None:
    answer = answer_of(eid.login(begin(), ANNA))

    assert actions.finish(answer, browser="browser", at=MONDAY + actions.PATIENCE) == FAILED


def test_the_codes_of_two_logins_cannot_be_swapped(eid: NationalEid) -> None:
    """The code belongs to one verifier and its token to one nonce."""
    mine, others = answer_of(eid.login(begin(), ANNA)), answer_of(eid.login(begin(), Citizen("Mallory")))

    answered = actions.finish(mine | {"code": others["code"]}, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == FAILED


def test_an_answer_says_what_it_is_for_by_our_own_row(eid: NationalEid) -> None:
    answer = answer_of(eid.login(begin(purpose="new_pin"), ANNA))

    answered = actions.finish(answer | {"purpose": "activation"}, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert (answered.purpose, answered.about) == ("new_pin", "link-1")


@pytest.mark.parametrize("issuer", ["https://evil.example", "", "http://127.0.0.1:1"])
def test_an_answer_of_another_issuer_is_refused(eid: NationalEid, issuer: str) -> None:
    """RFC 9207: the mix-up attack."""
    assert comes_back(eid, iss=issuer) == FAILED


def test_an_answer_without_its_issuer_is_refused_by_a_provider_that_always_names_it(eid: NationalEid) -> None:
    answer = answer_of(eid.login(begin(), ANNA))
    del answer["iss"]

    answered = actions.finish(answer, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == FAILED
