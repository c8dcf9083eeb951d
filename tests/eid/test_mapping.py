"""The table of brokers, and what an operator may change in it."""

import json

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from fuldmagt.registers.eid import actions
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.registers.eid.spelling import MappingError, brokers, spelling_of
from fuldmagt.vocabulary.assurance import Level
from tests.conftest import MONDAY
from tests.eid.brokers import signicat
from tests.enrolment.at_the_eid import ANNA, FAILED, answer_of, begin, comes_back
from tests.enrolment.provider import NationalEid


def test_the_table_has_the_brokers_and_the_stand_in() -> None:
    assert brokers() == ["nets", "idura", "signicat", "stand-in"]
    assert [spelling_of(broker).title for broker in brokers()] == [
        "Nets eID Broker", "Idura (Criipto)", "Signicat", "Stand-in",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a JSON object"),
        ('{"levle": "loa"}', "levle: none of"),
        ('{"level": 7}', "level is not written"),
        ('{"level": ""}', "level may not be empty"),
        ('{"name": "full_name"}', "name is not written"),
        ('{"name": []}', "name may not be empty"),
        ('{"levels": {"2": "middling"}}', "middling"),
        ('{"ask": {"max_age": 0}}', "ask is not written"),
    ],
)
def test_a_slip_of_the_operator_is_said_at_the_start(settings: Settings, changed: str, said: str) -> None:
    with pytest.raises(MappingError, match=said):
        spelling_of("nets", changed)

    settings.EID_MAPPING = changed
    assert any(said in str(error.msg) for error in run_checks(tags=["security"]))


def test_a_broker_that_is_none_is_said_at_the_start(settings: Settings) -> None:
    settings.EID_BROKER = "netz"

    assert any("netz" in str(error.msg) for error in run_checks(tags=["security"]))


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_mapping_that_cannot_be_read_sends_nobody_away(eid: NationalEid, settings: Settings) -> None:
    settings.EID_MAPPING = "{"

    assert actions.begin("activation", "link", browser="b", language="da", at=MONDAY) == FAILED


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_what_a_broker_does_otherwise_is_configuration(eid: NationalEid, settings: Settings) -> None:
    """A name in one claim, levels in words, a claim that has to be there: none of it is in the table."""
    settings.EID_BROKER = "signicat"
    settings.EID_MAPPING = json.dumps(
        {
            "scope": "openid profile nin",
            "ask": {"acr_values": "idp:mitid loa:high"},
            "always": {"idp_issuer": "MitID"},
            "name": ["full_name"],
            "levels": {"niveau 2": "substantial", "niveau 3": "high"},
        }
    )
    eid.login_claims = ("sub",)
    eid.spelled = lambda citizen: (
        signicat(citizen) | {"full_name": citizen.name, "mitid_loa": "niveau 3", "mitid_ial": "niveau 2"}
    )

    asked = answer_of(begin())
    found = comes_back(eid)

    assert (asked["scope"], asked["acr_values"]) == ("openid profile nin", "idp:mitid loa:high")
    assert isinstance(found, Identity)
    assert (found.name, found.level) == (ANNA.name, Level.SUBSTANTIAL)
    eid.spelled = lambda citizen: signicat(citizen) | {"idp_issuer": "Another eID"}
    assert comes_back(eid) == FAILED
