"""The proof that whoever exchanges a code began the login (PKCE): always, and by S256 alone."""

import pytest

from fuldmagt.clients.models import Session
from fuldmagt.sign_in.models import SignIn
from tests.oidc.conftest import World
from tests.oidc.party import VERIFIER, answer_in, challenge_of

pytestmark = pytest.mark.requirement("X1")


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge": None},
        {"code_challenge_method": None},
        {"code_challenge_method": "plain", "code_challenge": VERIFIER},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": "s256"},
        {"code_challenge_method": "S512"},
        {"code_challenge": "short"},
        {"code_challenge": challenge_of(VERIFIER) + "="},
        {"code_challenge": "!" * 43},
        {"code_challenge": ""},
    ],
)
def test_a_login_without_a_right_challenge_does_not_begin(
    world: World, changes: dict[str, str | None]
) -> None:
    address = world.anna.follows(world.party.address(**changes))
    answer = answer_in(address)
    assert answer["error"] == "invalid_request"
    assert answer["state"] == "state-0123456789abcdef"
    assert not SignIn.objects.exists()


@pytest.mark.parametrize(
    "verifier",
    [
        "",
        "another-verifier-of-more-than-forty-three-chars-0",
        challenge_of(VERIFIER),
        VERIFIER[:-1],
        VERIFIER.upper(),
        "short",
        VERIFIER + "\u00e6",
    ],
)
def test_a_code_without_its_verifier_is_worth_nothing(world: World, verifier: str) -> None:
    answer = world.party.redeems(world.code(), verifier=verifier)
    assert answer.status_code == 400
    assert answer.json()["error"] in {"invalid_grant", "invalid_request"}
    assert not Session.objects.filter(access_tokens__isnull=False).exists()


def test_a_verifier_of_another_login_does_not_fit(world: World) -> None:
    mine = world.code(code_challenge=challenge_of("my-own-verifier-of-at-least-forty-three-signs"))
    assert world.party.redeems(mine).json()["error"] == "invalid_grant"
