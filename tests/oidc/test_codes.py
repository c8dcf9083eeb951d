"""A code is used once, soon, by the client it was made for, at the address it was sent to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from fuldmagt.clients.models import Code, Session
from tests.oidc.conftest import World
from tests.oidc.party import VERIFIER, a_party

pytestmark = pytest.mark.requirement("X1")


def test_a_code_is_used_once_and_shown_again_it_ends_what_it_gave(world: World) -> None:
    code = world.code()
    tokens = world.party.redeems(code).json()
    assert world.party.asks_who(tokens["access_token"]).status_code == 200

    again = world.party.redeems(code)

    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert world.party.asks_who(tokens["access_token"]).status_code == 401
    assert world.party.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert Session.objects.get().ended_because == "replayed"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_come_at_once_with_one_code_at_most_one_gets_tokens(
    world: World, transactional_db: None
) -> None:
    code = world.code()

    def redeem(_: int) -> int:
        try:
            return world.party.redeems(code).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(redeem, range(24)))

    assert answers.count(200) == 1
    assert answers.count(400) == 23
    assert Session.objects.get().ended_at is not None


@pytest.mark.parametrize(("seconds", "status"), [(59, 200), (60, 400), (3600, 400)])
def test_a_code_lives_a_minute(
    world: World, clock: time_machine.Traveller, seconds: int, status: int
) -> None:
    code = world.code()
    clock.shift(timedelta(seconds=seconds))
    assert world.party.redeems(code).status_code == status


def test_another_client_cannot_use_a_code_nor_spoil_it(world: World) -> None:
    other, code = a_party("another"), world.code()
    assert other.redeems(code).json()["error"] == "invalid_grant"
    assert world.party.redeems(code).status_code == 200


@pytest.mark.parametrize(
    "back", ["https://se-sag.example/callback/", "https://se-sag.example/other", "https://evil.example/"]
)
def test_the_address_must_be_the_one_that_the_code_was_sent_to(world: World, back: str) -> None:
    code = world.code()
    assert world.party.redeems(code, back=back).json()["error"] == "invalid_grant"
    assert world.party.redeems(code).json()["error"] == "invalid_grant"


def test_the_address_cannot_be_left_out(world: World) -> None:
    answer = world.party.calls(
        "/oidc/token", grant_type="authorization_code", code=world.code(), code_verifier=VERIFIER
    )
    assert answer.json()["error"] == "invalid_grant"


@pytest.mark.parametrize("code", ["", "nonsense", "A" * 2000])
def test_what_is_no_code_is_refused(world: World, code: str) -> None:
    answer = world.party.redeems(code)
    assert answer.status_code == 400
    assert answer["Cache-Control"] == "no-store"


def test_a_code_is_kept_as_a_hash_only(world: World) -> None:
    code = world.code()
    assert code not in str(Code.objects.values().get())


@pytest.mark.parametrize("grant", ["password", "implicit", "urn:ietf:params:oauth:grant-type:jwt-bearer", ""])
def test_there_is_no_other_way_to_tokens(world: World, grant: str) -> None:
    answer = world.party.calls("/oidc/token", grant_type=grant, username="anna", password="secret")
    assert answer.status_code == 400
    assert answer.json()["error"] in {"unsupported_grant_type", "invalid_request"}
