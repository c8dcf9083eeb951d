"""openid-client, a certified client from npm that nobody here wrote, logs people in to Se Sag."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.oidc.hands import Hands
from tests.oidc.party import BACK, Party, a_party
from tests.sign_in.people import Employee, an_employee

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("X1")]

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("openid_client.mjs")


class Application:
    """The Node program, and what it says."""

    def __init__(self, running: "subprocess.Popen[str]") -> None:
        self.running = running

    def told(self, **words: Any) -> dict[str, Any]:
        assert self.running.stdin is not None
        assert self.running.stdout is not None
        self.running.stdin.write(json.dumps(words) + "\n")
        self.running.stdin.flush()
        return dict(json.loads(self.running.stdout.readline()))


@contextmanager
def application() -> Iterator[Application]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        ["node", str(SCRIPT)], cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as running:
        try:
            yield Application(running)
        finally:
            running.kill()


@pytest.fixture
def anna(settings: Settings, live_server: LiveServer) -> Employee:
    settings.BASE_URL = live_server.url
    nordby, se_sag = cast.nordby(), cast.se_sag()
    cast.gives(nordby.anna, se_sag.kommunal)
    return an_employee(nordby.anna)


def words_of(party: Party, server: str, **more: Any) -> dict[str, Any]:
    return {
        "server": server,
        "id": party.ref,
        "method": party.method,
        "secret": party.secret,
        "jwk": party.key.as_dict(private=True) if party.key else None,
        "redirect": BACK,
        "scope": "openid profile organisation se-sag",
        "algorithm": "ES256",
        "pushed": False,
    } | more


@pytest.mark.parametrize(
    ("method", "algorithm", "pushed"),
    [
        ("client_secret_basic", "ES256", False),
        ("client_secret_post", "RS256", False),
        ("private_key_jwt", "ES256", True),
    ],
)
def test_it_logs_anna_in_refreshes_asks_and_revokes(
    anna: Employee, live_server: LiveServer, method: str, algorithm: str, pushed: bool
) -> None:
    party = a_party(authentication=method, id_token_algorithm=algorithm, requires_pushed_requests=pushed)
    with application() as client:
        words = words_of(party, live_server.url, algorithm=algorithm, pushed=pushed)
        sent = client.told(**words)["authorize"]
        assert ("request_uri" in sent) is pushed
        back = Hands(anna, live_server.url).logs_in(sent)
        told = client.told(callback=back)

    assert "error" not in told, told
    assert told["claims"]["represents"]["sub"] == "dk:cvr:20000015"
    assert told["claims"]["authorization_details"][0]["rights"] == ["se-sag:kommunal-sagsbehandler"]
    assert told["userinfo"]["name"] == "Anna Holmstrup"
    assert told["refreshed"]["sub"] == told["claims"]["sub"]
    assert told["active"] == [True, False]
    assert told["afterwards"].startswith(f"{live_server.url}/oidc/logout?")


def test_it_hears_that_anna_gave_up(anna: Employee, live_server: LiveServer) -> None:
    with application() as client:
        sent = client.told(**words_of(a_party(), live_server.url))["authorize"]
        hands = Hands(anna, live_server.url)
        page = hands.follows(sent)
        told = client.told(callback=hands.sends(page.replace("user-id", "cancel")))
    assert told["cause"] == "access_denied"


@pytest.mark.parametrize(
    ("honest", "forged"),
    [
        ("iss=http%3A%2F%2Flocalhost", "iss=https%3A%2F%2Fevil.example"),
        ("&iss=", "&was="),
        ("state=", "state=x"),
    ],
)
def test_it_does_not_take_an_answer_that_was_mixed_up(
    anna: Employee, live_server: LiveServer, honest: str, forged: str
) -> None:
    """What we echo lets a client tell our answer to this very request from any other."""
    with application() as client:
        sent = client.told(**words_of(a_party(), live_server.url))["authorize"]
        back = Hands(anna, live_server.url).logs_in(sent)
        assert honest in back
        told = client.told(callback=back.replace(honest, forged))
    assert "error" in told


def test_it_does_not_take_a_code_of_another_login(anna: Employee, live_server: LiveServer) -> None:
    """The code of one login in the answer to another: nonce and verifier do not fit."""
    party = a_party()
    with application() as one, application() as other:
        hands = Hands(anna, live_server.url)
        first = hands.logs_in(one.told(**words_of(party, live_server.url))["authorize"])
        second = hands.logs_in(other.told(**words_of(party, live_server.url))["authorize"])
        mine, theirs = (back.split("code=")[1].split("&")[0] for back in (second, first))
        told = other.told(callback=second.replace(mine, theirs))
    assert told["cause"] == "invalid_grant"
