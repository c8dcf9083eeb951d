"""A request that the client pushes beforehand: read from there alone, once, soon, by its own client."""

from datetime import timedelta

import pytest
import time_machine

from fuldmagt.clients.models import PushedRequest
from tests.oidc.conftest import World
from tests.oidc.party import Party, a_party, answer_in

pytestmark = pytest.mark.requirement("X1")


def pushed(party: Party, **changes: str | None) -> str:
    answer = party.calls("/oidc/par", **party.request(**changes))
    assert answer.status_code == 201, answer.content
    assert answer.json()["expires_in"] == 90
    return str(answer.json()["request_uri"])


def brought(party: Party, name: str, **more: str) -> str:
    only = dict.fromkeys(("redirect_uri", "response_type", "scope", "state", "nonce"))
    only |= dict.fromkeys(("code_challenge", "code_challenge_method"))
    return party.address(**(only | more), request_uri=name)


def test_a_pushed_request_is_a_login_like_any_other(world: World) -> None:
    name = pushed(world.party)
    assert name.startswith("urn:ietf:params:oauth:request_uri:")
    answer = answer_in(world.anna.logs_in(brought(world.party, name)))
    assert answer["state"] == "state-0123456789abcdef"
    assert world.party.redeems(answer["code"]).status_code == 200


def test_what_the_browser_adds_is_not_read(world: World) -> None:
    name = pushed(world.party)
    address = brought(world.party, name, state="forged", redirect_uri="https://evil.example/", scope="openid")
    answer = answer_in(world.anna.logs_in(address))
    assert answer["state"] == "state-0123456789abcdef"
    assert "organisation" in world.party.redeems(answer["code"]).json()["scope"]


def test_it_is_taken_up_once(world: World) -> None:
    name = pushed(world.party)
    assert world.anna.browser.get(brought(world.party, name)).status_code == 303
    assert world.anna.browser.get(brought(world.party, name)).status_code == 400


@pytest.mark.parametrize(("seconds", "status"), [(89, 303), (90, 400)])
def test_it_lives_a_minute_and_a_half(
    world: World, clock: time_machine.Traveller, seconds: int, status: int
) -> None:
    name = pushed(world.party)
    clock.shift(timedelta(seconds=seconds))
    assert world.anna.browser.get(brought(world.party, name)).status_code == status


def test_another_client_cannot_bring_it_nor_use_it_up(world: World) -> None:
    name = pushed(world.party)
    assert world.anna.browser.get(brought(a_party("another"), name)).status_code == 400
    assert world.anna.browser.get(brought(world.party, name)).status_code == 303


def test_a_made_up_name_is_unknown(world: World) -> None:
    for name in ("urn:ietf:params:oauth:request_uri:", "urn:ietf:params:oauth:request_uri:x"):
        assert world.anna.browser.get(brought(world.party, name)).status_code == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/"},
        {"code_challenge": None},
        {"scope": "openid everything"},
        {"request_uri": "urn:ietf:params:oauth:request_uri:again"},
        {"client_id": "another"},
    ],
)
def test_a_wrong_request_is_refused_when_it_is_pushed(world: World, changes: dict[str, str | None]) -> None:
    a_party("another")
    answer = world.party.calls("/oidc/par", **world.party.request(**changes))
    assert answer.status_code in {400, 401}
    assert not PushedRequest.objects.exists()


def test_only_the_client_itself_pushes(world: World) -> None:
    stranger = Party("se-sag", "guessed")
    assert stranger.calls("/oidc/par", **stranger.request()).status_code == 401
    assert not PushedRequest.objects.exists()


def test_what_shows_the_client_is_not_kept(world: World) -> None:
    post = a_party("post", authentication="client_secret_post")
    pushed(post)
    assert post.secret not in str(PushedRequest.objects.values().get())


def test_a_client_that_must_push_is_held_to_it(world: World) -> None:
    strict = a_party("strict", requires_pushed_requests=True)
    assert answer_in(world.anna.follows(strict.address()))["error"] == "invalid_request"
    assert "code" in answer_in(world.anna.logs_in(brought(strict, pushed(strict))))
