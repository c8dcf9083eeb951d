"""The operator sees what is in force and tests the connection; nothing of it is kept (A7)."""

import pytest
from django.test import Client
from pytest_django import Settings

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.registers.eid import provider
from fuldmagt.registers.eid.causes import Cause
from fuldmagt.registers.eid.claims import Fault, What
from fuldmagt.registers.eid.trial import Part
from fuldmagt.web.operator.eid_words import CAUSES, FAULTS, PARTS, WHATS
from tests.cast import log_in, nordby
from tests.eid.brokers import BROKERS, Broker
from tests.eid.operator import text, tried, tries_the_connection
from tests.enrolment.provider import Mood, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_operator_sees_what_is_in_force_and_no_secret(
    office: Client, broker: Broker, eid: NationalEid
) -> None:
    page = text(office.get("/operator/eid/"))

    assert eid.issuer in page
    assert "http://localhost:8000/eid/callback" in page
    assert "FULDMAGT_EID_CLIENT_SECRET" in page
    assert "Is set; never shown" in page
    assert "eid-secret" not in page
    assert all(claim in page for claim in (broker.level, broker.issued, broker.number))


def test_a_connection_that_works_is_said_to_work(office: Client, eid: NationalEid) -> None:
    before = list(eid.asked)

    page = tries_the_connection(office)

    assert "The broker of the eID answers as it should" in page
    assert "Does not work" not in page
    assert "Now with a login of your own" in page
    assert eid.asked[len(before) :] == ["/.well-known/openid-configuration", "/jwks"]
    assert tried() == [("done", {"settings": "done", "discovery": "done", "keys": "done"})]


def test_what_was_known_before_is_asked_for_anew(office: Client, eid: NationalEid) -> None:
    tries_the_connection(office)
    eid.mood = Mood(status=503)

    assert "The broker says that it is out of order" in tries_the_connection(office)


@pytest.mark.parametrize(
    ("wrong", "mood", "said", "remedy"),
    [
        ({"EID_MAPPING": "{"}, Mood(), "The mapping cannot be read", "Correct FULDMAGT_EID_BROKER"),
        (
            {"EID_CLIENT_SECRET": ""},
            Mood(),
            "The client id or the secret is missing",
            "FULDMAGT_EID_CLIENT_ID",
        ),
        ({"EID_ISSUER": ""}, Mood(), "An address is missing", "Correct FULDMAGT_EID_ISSUER"),
        (
            {"EID_ISSUER": "http://["},
            Mood(),
            "An address is missing or cannot be read",
            "FULDMAGT_EID_ISSUER",
        ),
        ({"EID_ISSUER": "https://localhost:99999999"}, Mood(), "cannot be read", "FULDMAGT_EID_ISSUER"),
        ({"EID_ISSUER": "http://eid.example"}, Mood(), "An address is not https", "with https"),
        ({"EID_ISSUER": "http://127.0.0.1:1"}, Mood(), "Nobody answers there in time", "firewall"),
        ({}, Mood(status=503), "out of order", "Wait and try again"),
        ({}, Mood(status=404), "The broker refuses the question", "knows the return address"),
        ({}, Mood(body=b"<html>"), "no OpenID provider", "a page for people"),
        ({}, Mood(body=b" " * 300_000), "longer than any that we expect", "Ask the broker"),
        ({}, Mood(body=b'{"issuer": "https://x"}'), "calls itself otherwise", "the last slash too"),
    ],
)
def test_each_part_that_fails_says_what_is_wrong_and_what_to_do(
    office: Client,
    eid: NationalEid,
    settings: Settings,
    wrong: dict[str, str],
    mood: Mood,
    said: str,
    remedy: str,
) -> None:
    for name, value in wrong.items():
        setattr(settings, name, value)
    eid.mood = mood

    page = tries_the_connection(office)

    assert "The connection to the eID does not work yet" in page
    assert said in page
    assert remedy in page
    assert "Now with a login of your own" not in page
    assert tried()[0][0] == "eid_failed"


def test_keys_that_are_no_keys_are_said(office: Client, eid: NationalEid) -> None:
    usual, eid.key = eid.key, type(eid.key).generate_key("P-384", {"kid": "x", "use": "enc"})
    try:
        page = tries_the_connection(office)
    finally:
        eid.key = usual
        provider._kept.keys.clear()

    assert "The broker shows no key that we take" in page
    assert "ES256" in page


@pytest.mark.requirement("A5")
def test_nobody_but_the_operator_comes_here(eid: NationalEid, rasmus: BusinessUser) -> None:
    mette = log_in(Client(), nordby().mette)

    assert mette.get("/operator/eid/").status_code == 403
    assert mette.post("/operator/eid/test/").status_code == 403
    assert mette.post("/operator/eid/log-in/").status_code == 403


def test_there_are_words_for_everything_that_can_be_said() -> None:
    assert set(CAUSES) == set(Cause)
    assert set(PARTS) == set(Part)
    assert set(WHATS) == set(What)
    assert set(FAULTS) == set(Fault)
    assert set(BROKERS) == {"nets", "idura", "signicat", "stand-in"}
