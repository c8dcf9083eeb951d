"""Answers that no passkey gives: each gets the same refusal as any wrong answer, and breaks nothing."""

import json
from dataclasses import dataclass

import pytest
from django.test import Client

from fuldmagt.authenticators.models import Authenticator, Passkey
from fuldmagt.authenticators.passkey import actions
from fuldmagt.authenticators.proof import Proof
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.authenticators.device import Device
from tests.cast import Nordby, log_in, nordby, se_sag
from tests.conftest import MONDAY
from tests.oidc.party import a_party
from tests.sign_in.people import Employee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LOGIN = "sign-in-1"
BODIES = {
    "brackets": "[" * 20_000,
    "objects": '{"id":' * 3_000,
    "nothing": "",
    "number": '{"id": 5}',
    "no text": '{"id": {"id": "a"}}',
    "zero byte": '{"id": "a\\u0000b", "response": {}}',
    "half a letter": '{"id": "\\ud800", "response": {}}',
    "half a letter inside": '{"id": "YQ", "rawId": "\\ud800", "type": "public-key", "response": {}}',
    "too long": json.dumps({"id": "a" * 1401, "response": {}}),
    "no response": '{"id": "YQ"}',
    "response of another kind": '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": 5}',
}


@dataclass
class Anna:
    people: Nordby
    device: Device

    def is_asked(self) -> actions.Ceremony:
        return actions.begin_login(bound_to=LOGIN, at=MONDAY)


@pytest.fixture
def anna() -> Anna:
    people, device = nordby(), Device(credential_id=b"a")
    assert people.anna.person is not None
    asked = actions.begin_registration(people.anna.person, people.anna, at=MONDAY)
    made = device.makes(asked.options)
    kept = actions.finish_registration(asked.ref, made, user=people.anna, by=people.anna.ref, at=MONDAY)
    assert isinstance(kept, Authenticator)
    return Anna(people, device)


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_at_a_login_it_is_a_wrong_answer_like_any_other(anna: Anna, body: str) -> None:
    assert actions.finish_login(anna.is_asked().ref, body, bound_to=LOGIN, at=MONDAY) == Refusal(
        Reason.LOGIN_FAILED
    )

    asked = anna.is_asked()
    right = actions.finish_login(asked.ref, anna.device.answers(asked.options), bound_to=LOGIN, at=MONDAY)
    assert isinstance(right, Proof)


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_at_a_registration_no_passkey_is_kept(anna: Anna, body: str) -> None:
    bodil = anna.people.bodil
    assert bodil.person is not None
    asked = actions.begin_registration(bodil.person, bodil, at=MONDAY)

    kept = actions.finish_registration(asked.ref, body, user=bodil, by=bodil.ref, at=MONDAY)

    assert kept == Refusal(Reason.INPUT_NOT_USABLE, about="passkey")
    assert Passkey.objects.count() == 1


def test_a_name_that_the_table_cannot_hold_is_no_passkey(anna: Anna) -> None:
    bodil, device = anna.people.bodil, Device(credential_id=b"x" * 1100)
    assert bodil.person is not None
    asked = actions.begin_registration(bodil.person, bodil, at=MONDAY)

    kept = actions.finish_registration(
        asked.ref, device.makes(asked.options), user=bodil, by=bodil.ref, at=MONDAY
    )

    assert kept == Refusal(Reason.INPUT_NOT_USABLE, about="passkey")


def field(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


@pytest.mark.parametrize("body", [BODIES["brackets"][:19_000], BODIES["zero byte"], BODIES["half a letter"]])
def test_the_pages_answer_such_a_body_in_words(anna: Anna, body: str, client: Client) -> None:
    se_sag()
    stranger = Employee(anna.people.anna, secret="")
    page = stranger.types_user_id(stranger.follows(a_party().address()))
    page = stranger.follows(page.replace("/means", "/passkey"))
    ceremony = field(stranger.page.content.decode(), "ceremony")
    stranger.sends(page, ceremony=ceremony, response=body)
    assert stranger.page.status_code < 500

    log_in(client, anna.people.anna, level=Level.SUBSTANTIAL)
    asked = client.get("/mine/means/passkey/")
    answer = client.post(
        "/mine/means/passkey/",
        {"ceremony": field(asked.content.decode(), "ceremony"), "response": body, "name": "x"},
    )
    assert answer.status_code < 500
    assert Passkey.objects.count() == 1
