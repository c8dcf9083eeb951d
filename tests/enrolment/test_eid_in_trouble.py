"""A national eID that errs, is late, or answers in another shape."""

import pytest
from pytest_django import Settings
from structlog.testing import capture_logs

from fuldmagt.registers.eid import actions
from fuldmagt.registers.eid.actions import Answered
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.conftest import MONDAY
from tests.enrolment.at_the_eid import ANNA, FAILED, answer_of, begin, comes_back
from tests.enrolment.provider import NSIS, Claims, Mood, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("access_denied", Reason.LOGIN_CANCELLED),
        ("login_required", Reason.LOGIN_CANCELLED),
        ("server_error", Reason.EID_UNAVAILABLE),
        ("temporarily_unavailable", Reason.EID_UNAVAILABLE),
        ("unmet_authentication_requirements", Reason.EID_LEVEL_TOO_LOW),
        ("invalid_request", Reason.EID_FAILED),
        ("<script>", Reason.EID_FAILED),
    ],
)
def test_the_providers_error_words_become_our_reasons(eid: NationalEid, error: str, reason: Reason) -> None:
    answered = actions.finish(answer_of(eid.refuse(begin(), error)), browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == Refusal(reason)


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        (Mood(status=503), Reason.EID_UNAVAILABLE),
        (Mood(status=500), Reason.EID_UNAVAILABLE),
        (Mood(status=404), Reason.EID_FAILED),
        (Mood(status=302), Reason.EID_FAILED),
        (Mood(body=b"<html>"), Reason.EID_FAILED),
        (Mood(body=b"[]"), Reason.EID_FAILED),
        (Mood(body=b'"text"'), Reason.EID_FAILED),
        (Mood(body=b'{"id_token": 7}'), Reason.EID_FAILED),
        (Mood(body=b"{}"), Reason.EID_FAILED),
    ],
)
def test_a_provider_in_trouble_is_no_error_of_ours(eid: NationalEid, mood: Mood, reason: Reason) -> None:
    begun = answer_of(eid.login(begin(), ANNA))
    eid.mood = mood

    answered = actions.finish(begun, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == Refusal(reason)


def test_a_provider_that_does_not_answer_in_time_is_unavailable(eid: NationalEid, settings: Settings) -> None:
    begun = answer_of(eid.login(begin(), ANNA))
    settings.EID_PATIENCE = 0.2
    eid.mood = Mood(delay=0.6)

    answered = actions.finish(begun, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == Refusal(Reason.EID_UNAVAILABLE)


def test_a_provider_that_is_not_there_is_told_before_anybody_is_sent_to_it(settings: Settings) -> None:
    settings.EID_ISSUER = "http://127.0.0.1:1"

    begun = actions.begin("activation", "link", browser="b", language="da", at=MONDAY)

    assert begun == Refusal(Reason.EID_UNAVAILABLE)


@pytest.mark.parametrize("issuer", ["http://eid.example", "ftp://127.0.0.1", "", "javascript:alert(1)"])
def test_secrets_travel_over_https_or_not_at_all(settings: Settings, issuer: str) -> None:
    settings.EID_ISSUER = issuer

    assert actions.begin("activation", "link", browser="b", language="da", at=MONDAY) == FAILED


@pytest.mark.parametrize(
    "changed",
    [
        {"mitid.has_cpr": "perhaps"},
        {"mitid.has_cpr": True},
        {"mitid.has_cpr": None},
        {"mitid.has_cpr": "false"},
        {"dk.cpr": "12"},
        {"dk.cpr": 1705900012},
        {"mitid.date_of_birth": "17-05-1990"},
        {"mitid.date_of_birth": "1990-02-30"},
        {"mitid.date_of_birth": 19900517},
        {"mitid.identity_name": ""},
        {"mitid.identity_name": ["Anna"]},
        {"mitid.identity_name": "A" * 300},
        {"sub": "mallory"},
    ],
)
def test_userinfo_of_another_shape_is_refused(eid: NationalEid, changed: Claims) -> None:
    eid.mood = Mood(userinfo=lambda claims: claims | changed)

    assert comes_back(eid) == FAILED


def test_userinfo_does_not_overrule_what_is_signed(eid: NationalEid) -> None:
    eid.mood = Mood(userinfo=lambda claims: claims | {"loa": NSIS + "High", "e-mail": "anna@nordby.example"})

    identity = comes_back(eid, ANNA.but(level="Low"))

    assert isinstance(identity, Identity)
    assert identity.level is Level.LOW


def test_the_operator_reads_the_cause_and_nothing_of_the_person(eid: NationalEid) -> None:
    eid.mood = Mood(id_token=lambda claims: claims | {"nonce": "x"})

    with capture_logs() as said:
        comes_back(eid)

    (entry,) = said
    assert "nonce" in entry["cause"]
    assert not any(secret in str(entry) for secret in (ANNA.name, ANNA.number, ANNA.sub))
