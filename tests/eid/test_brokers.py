"""Each broker of the national eID, by a stand-in that replays its recorded shapes over HTTP."""

from typing import Any

import pytest
from pytest_django import Settings
from structlog.testing import capture_logs

from fuldmagt.registers.eid import actions
from fuldmagt.registers.eid.actions import Answered
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.conftest import MONDAY
from tests.eid.brokers import BROKERS, Broker, identity
from tests.enrolment.at_the_eid import ANNA, FAILED, answer_of, begin, comes_back
from tests.enrolment.provider import Citizen, Mood, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OLENA = Citizen("Olena Petrivna Kovalenko", born="1985-05-17", level="Substantial")
ASKED = {
    "nets": ("openid mitid ssn", {"idp_values": "mitid"}),
    "stand-in": ("openid mitid ssn", {"idp_values": "mitid"}),
    "idura": ("openid ssn", {"acr_values": "urn:grn:authn:dk:mitid:substantial"}),
    "signicat": ("openid profile nin idp-id mitid-extra", {"acr_values": "idp:mitid"}),
}


def test_each_broker_is_asked_in_its_own_words(broker: Broker) -> None:
    scope, own = ASKED[broker.name]

    asked = answer_of(begin())

    assert asked["scope"] == scope
    assert own.items() <= asked.items()


@pytest.mark.requirement("B10")
def test_somebody_without_national_number_is_read_alike_from_each_broker(
    broker: Broker, eid: NationalEid
) -> None:
    found = comes_back(eid, OLENA)

    assert isinstance(found, Identity)
    assert (found.issuer, found.subject) == (eid.issuer, broker.spelled(OLENA)["sub"])
    assert (found.name, str(found.birth_date)) == (OLENA.name, OLENA.born)
    assert (found.level, found.issued) == (Level.SUBSTANTIAL, Level.SUBSTANTIAL)
    assert (found.has_national_number, found.national_number) == (False, "")
    assert found.universal == f"mitid:{identity(OLENA)}"


def test_somebody_with_a_national_number_is_read_alike_from_each_broker(
    broker: Broker, eid: NationalEid
) -> None:
    found = comes_back(eid, ANNA)

    assert isinstance(found, Identity)
    assert (found.has_national_number, found.national_number) == (True, ANNA.number)
    assert found.level is Level.HIGH


def test_a_login_is_no_surer_than_the_issuing_was(broker: Broker, eid: NationalEid) -> None:
    found = comes_back(eid, OLENA.but(level="High", issued="Low"))

    assert isinstance(found, Identity)
    assert (found.level, found.issued) == (Level.LOW, Level.LOW)


def test_a_person_with_one_name_has_one_at_each_broker(broker: Broker, eid: NationalEid) -> None:
    found = comes_back(eid, OLENA.but(name="Olena"))

    assert isinstance(found, Identity)
    assert found.name == "Olena"


def wrong(broker: Broker) -> dict[str, dict[str, Any]]:
    return {
        "no level": {broker.level: None},
        "a level of no spelling": {broker.level: "MEDIUM"},
        "a level in another case": {broker.level: broker.spelled(ANNA)[broker.level].swapcase()},
        "a level as a number": {broker.level: 2},
        "a level in a list": {broker.level: [broker.spelled(ANNA)[broker.level]]},
        "not how it was issued": {broker.issued: None},
        "an unknown way of issuing": {broker.issued: "COUNTER"},
        "a number of two digits": {broker.number: "12"},
        "a number as a number": {broker.number: 1705900012},
        "a number that says nothing": {broker.number: None},
        "an identifier that is none": {UNIVERSAL[broker.name]: "Anna"},
        "an identifier in a list": {UNIVERSAL[broker.name]: [str(identity(ANNA))]},
        "a name in a list": {NAMES[broker.name]: ["Anna", "Holm"]},
        "a name without end": {NAMES[broker.name]: "A" * 100_000},
        "a name longer than we keep": {NAMES[broker.name]: "A" * 201},
        "a name with a null": {NAMES[broker.name]: "Anna\x00"},
        "a birth date in Danish": {BORN[broker.name]: "17-05-1990"},
        "a birth date without hyphens": {BORN[broker.name]: "19900517"},
        "a day that is none": {BORN[broker.name]: "1990-02-30"},
        "a birth date as a number": {BORN[broker.name]: 19900517},
        "nobody": {"sub": None},
        "a person as a number": {"sub": 7},
    }


UNIVERSAL = {"nets": "mitid.uuid", "stand-in": "mitid.uuid", "idura": "uuid", "signicat": "mitid_uuid"}
NAMES = {
    "nets": "mitid.identity_name", "stand-in": "mitid.identity_name", "idura": "name",
    "signicat": "given_name",
}  # fmt: skip
BORN = {
    "nets": "mitid.date_of_birth", "stand-in": "mitid.date_of_birth", "idura": "birthdate",
    "signicat": "birthdate",
}  # fmt: skip


@pytest.mark.parametrize("what", wrong(BROKERS["nets"]))
def test_what_no_broker_says_is_a_plain_refusal(broker: Broker, eid: NationalEid, what: str) -> None:
    changed = wrong(broker)[what]
    eid.mood = Mood(userinfo=lambda told: told | changed, id_token=lambda told: told | changed)

    with capture_logs() as said:
        assert comes_back(eid, ANNA) == FAILED

    assert said
    assert not any(part in str(said) for part in (ANNA.name, ANNA.number))


@pytest.mark.parametrize("name", ["nets", "signicat"])
@pytest.mark.parametrize("said", [True, False, "True", "yes", "", 1, None, ["true"]])
def test_whether_there_is_a_number_is_said_in_a_string_or_not_at_all(
    eid: NationalEid, settings: Settings, name: str, said: object
) -> None:
    settings.EID_BROKER, claim = name, {"nets": "mitid.has_cpr", "signicat": "mitid_has_cpr"}[name]
    eid.spelled, eid.login_claims = BROKERS[name].spelled, BROKERS[name].login_claims
    eid.mood = Mood(userinfo=lambda told: told | {claim: said})

    assert comes_back(eid, ANNA) == FAILED


@pytest.mark.parametrize("name", ["nets", "signicat"])
def test_half_a_letter_is_no_name(eid: NationalEid, settings: Settings, name: str) -> None:
    """JSON can say what no database keeps."""
    settings.EID_BROKER = name
    eid.spelled, eid.login_claims = BROKERS[name].spelled, BROKERS[name].login_claims
    eid.mood = Mood(userinfo=lambda told: told | {NAMES[name]: "Anna \ud83d"})

    assert comes_back(eid) == FAILED


def test_the_issuing_that_is_not_told_is_no_issuing(broker: Broker, eid: NationalEid) -> None:
    def left_out(told: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in told.items() if name != broker.issued}

    eid.mood = Mood(userinfo=left_out, id_token=left_out)

    assert comes_back(eid) == FAILED


def refused(eid: NationalEid, error: str, **more: str) -> Refusal:
    answered = actions.finish(answer_of(eid.refuse(begin(), error, **more)), browser="browser", at=MONDAY)
    assert isinstance(answered, Answered)
    assert isinstance(answered.outcome, Refusal)
    return answered.outcome


def test_whoever_stops_at_the_broker_has_stopped(broker: Broker, eid: NationalEid) -> None:
    with capture_logs() as said:
        assert refused(eid, **broker.cancelled) == Refusal(Reason.LOGIN_CANCELLED)

    assert "access_denied" in str(said)


def test_nets_says_access_denied_of_failures_too(eid: NationalEid, settings: Settings) -> None:
    settings.EID_BROKER = "nets"

    assert refused(eid, "access_denied", error_description="mitid_core_client_error") == FAILED
    assert refused(eid, "access_denied") == Refusal(Reason.LOGIN_CANCELLED)


def test_what_a_broker_says_is_kept_to_one_short_line_of_the_log(broker: Broker, eid: NationalEid) -> None:
    with capture_logs() as said:
        assert refused(eid, "odd", error_description="first line\nsecond\x1b[31m " + "x" * 5000) == FAILED

    cause = said[-1]["cause"]
    assert "\n" not in cause
    assert "\x1b" not in cause
    assert len(cause) < 300


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        (Mood(status=503), Reason.EID_UNAVAILABLE),
        (Mood(delay=0.6), Reason.EID_UNAVAILABLE),
        (Mood(status=400), Reason.EID_FAILED),
        (Mood(body=b"["), Reason.EID_FAILED),
        (Mood(body=b"[" * 100_000), Reason.EID_FAILED),
        (Mood(body=b'{"id_token": "' + b"x" * 300_000 + b'"}'), Reason.EID_FAILED),
        (Mood(body=b"\xff\xfe"), Reason.EID_FAILED),
        (Mood(body=b'{"id_token": "a.b.\\ud800"}'), Reason.EID_FAILED),
    ],
)
def test_a_broker_in_trouble_is_no_error_of_ours(
    broker: Broker, eid: NationalEid, settings: Settings, mood: Mood, reason: Reason
) -> None:
    begun = answer_of(eid.login(begin(), ANNA))
    settings.EID_PATIENCE = 0.3
    eid.mood = mood

    answered = actions.finish(begun, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == Refusal(reason)


@pytest.mark.parametrize(
    "token", ["é", "a\nb", "", None, 7], ids=["accented", "two lines", "empty", "none", "number"]
)
def test_an_access_token_that_cannot_be_sent_is_refused(eid: NationalEid, token: object) -> None:
    usual = eid.tokens
    eid.tokens = lambda form, client: (usual(form, client) or {}) | {"access_token": token}  # type: ignore[method-assign]  # this one only
    try:
        assert comes_back(eid) == FAILED
    finally:
        del eid.tokens


def test_a_withheld_name_is_known_as_one(eid: NationalEid, settings: Settings) -> None:
    settings.EID_BROKER = "nets"

    found = comes_back(eid, ANNA.but(name="NAVNE & ADRESSEBESKYTTET"))

    assert isinstance(found, Identity)
    assert found.name_withheld


def test_no_answer_is_read_beyond_its_largest_size(eid: NationalEid) -> None:
    begun = answer_of(eid.login(begin(), ANNA))
    eid.mood = Mood(body=b'{"access_token": "' + b"x" * 300_000 + b'"}')

    with capture_logs() as said:
        answered = actions.finish(begun, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == FAILED
    assert said[-1]["kind"] == "too_long"
