"""What a service may ask of a login, what is answered to it, and what never leaves unanswered."""

from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from fuldmagt.sign_in.models import SignIn
from tests.oidc.conftest import World
from tests.oidc.party import BACK, ISSUER, VERIFIER, answer_in, unsigned

pytestmark = pytest.mark.requirement("X1")

DETAIL = f'[{{"type": "{ISSUER}/rights", "service": "se-sag", "rights": [%s]}}]'
ODD = "a b+c%20d&e=f;g#h?i/j\\k\"l'm<n>o\u00e6\u2603"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": None}, "unsupported_response_type"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": "none"}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "profile se-sag"}, "invalid_scope"),
        ({"scope": "openid everything"}, "invalid_scope"),
        ({"scope": "openid access:evaluate"}, "invalid_scope"),
        ({"prompt": "create"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"max_age": "9" * 40}, "invalid_request"),
        ({"acr_values": "urn:nobody:knows"}, "unmet_authentication_requirements"),
        ({"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"),
        ({"request_uri": "https://evil.example/request"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"authorization_details": "[]"}, "invalid_authorization_details"),
        ({"authorization_details": "nonsense"}, "invalid_authorization_details"),
        ({"authorization_details": '[{"type": "payment"}]'}, "invalid_authorization_details"),
        (
            {"authorization_details": DETAIL % '"\\ud800"'},
            "invalid_authorization_details",
        ),
        ({"authorization_details": DETAIL % "7"}, "invalid_authorization_details"),
        ({"authorization_details": DETAIL % '"portal:view"'}, "invalid_authorization_details"),
        ({"nonce": "n" * 513}, "invalid_request"),
    ],
)
def test_a_mistake_goes_back_to_the_service_with_its_state_and_our_name(
    world: World, changes: dict[str, str | None], error: str
) -> None:
    address = world.anna.follows(world.party.address(**changes))
    assert address.startswith(f"{BACK}?")
    answer = answer_in(address)
    assert (answer["error"], answer["state"], answer["iss"]) == (error, "state-0123456789abcdef", ISSUER)
    assert "code" not in answer
    assert not SignIn.objects.exists()


@pytest.mark.parametrize(
    "name", ["client_id", "redirect_uri", "state", "scope", "nonce", "code_challenge", "prompt", "anything"]
)
def test_a_parameter_that_stands_twice_is_believed_in_neither_form(world: World, name: str) -> None:
    once = world.party.request()
    for value in (once.get(name, "x"), "https://evil.example/"):
        query = urlencode([*{name: "x", **once}.items(), (name, value)])
        answer = world.anna.browser.get(f"/oidc/authorize?{query}")
        assert answer.status_code == 400
        assert "Location" not in answer


@pytest.mark.parametrize("endpoint", ["token", "par", "revoke", "introspect"])
def test_what_stands_in_the_address_of_a_post_is_refused_not_mixed_in(world: World, endpoint: str) -> None:
    right = {
        "grant_type": "authorization_code",
        "code": world.code(),
        "code_verifier": VERIFIER,
        "token": "x",
        **world.party.request(),
    }
    for address in ("?code=another", "?anything", f"?client_id={world.party.ref}"):
        answer = world.party.calls(f"/oidc/{endpoint}{address}", **right)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert world.party.calls(f"/oidc/{endpoint}", **right).status_code in {200, 201}


@pytest.mark.parametrize("endpoint", ["token", "par", "revoke", "introspect"])
def test_the_endpoints_of_clients_take_forms_by_post_alone(world: World, endpoint: str) -> None:
    assert world.party.wire.get(f"/oidc/{endpoint}").status_code == 405
    _, headers = world.party.proof()
    body = '{"grant_type": "client_credentials"}'
    answer = world.party.wire.post(
        f"/oidc/{endpoint}", body, content_type="application/json", headers=headers
    )
    assert answer.json()["error"] == "invalid_request"


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"a=%ff", b"a=1&a=2", b"&".join([b"x=1"] * 100), b"a=" + b"x" * 40_000]
)
def test_a_body_that_cannot_be_read_one_way_is_refused(world: World, body: bytes) -> None:
    _, headers = world.party.proof()
    form = "application/x-www-form-urlencoded"
    answer = world.party.wire.post("/oidc/token", body, content_type=form, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_state_and_nonce_come_back_exactly_whatever_they_hold(world: World) -> None:
    address = world.anna.logs_in(world.party.address(state=ODD, nonce=ODD))
    answer = parse_qs(urlsplit(address).query, strict_parsing=True)
    assert answer["state"] == [ODD]
    told = unsigned(world.party.redeems(answer["code"][0]).json()["id_token"])
    assert told["nonce"] == ODD


def test_each_login_has_its_own_state_nonce_and_code_however_they_cross(world: World) -> None:
    """Two logins side by side in one browser: neither gets anything of the other's."""
    first = world.anna.follows(world.party.address(state="first", nonce="nonce of the first"))
    second = world.anna.follows(world.party.address(state="second", nonce="nonce of the second"))
    late = world.anna.logs_in(second.removesuffix("user-id"))
    early = world.anna.follows(first.removesuffix("user-id"))
    for address, state in ((early, "first"), (late, "second")):
        answer = answer_in(address)
        assert answer["state"] == state
        told = unsigned(world.party.redeems(answer["code"]).json()["id_token"])
        assert told["nonce"] == f"nonce of the {state}"


def test_without_a_nonce_there_is_none_and_without_a_state_there_is_none(world: World) -> None:
    answer = answer_in(world.anna.logs_in(world.party.address(state=None, nonce=None)))
    assert "state" not in answer
    assert "nonce" not in unsigned(world.party.redeems(answer["code"]).json()["id_token"])


def posts(browser: Client, **parameters: str) -> HttpResponse:
    form = "application/x-www-form-urlencoded"
    return browser.post("/oidc/authorize", urlencode(parameters), content_type=form)


def test_a_request_that_is_posted_comes_again_by_get(world: World) -> None:
    answer = posts(Client(), **world.party.request(state="a b&c=d"))
    assert answer.status_code == 303
    assert not answer.cookies, "what is on its way in this browser stays as it is"
    assert not SignIn.objects.exists()
    assert answer_in(world.anna.logs_in(answer["Location"]))["state"] == "a b&c=d"


def test_a_request_that_is_too_long_for_an_address_is_not_taken_by_post(world: World) -> None:
    assert posts(Client(), **world.party.request(login_hint="x" * 7000)).status_code == 303
    assert posts(Client(), **world.party.request(login_hint="x" * 8000)).status_code == 400


def test_a_service_may_ask_for_some_of_its_rights(world: World) -> None:
    wanted = f'[{{"type": "{ISSUER}/rights", "service": "se-sag", "rights": ["se-sag:sagsbehandler"]}}]'
    page = world.anna.logs_in(world.party.address(authorization_details=wanted))
    assert page.endswith("/refused")
    wanted = wanted.replace("se-sag:sagsbehandler", "se-sag:kommunal-sagsbehandler")
    address = world.anna.follows(world.party.address(authorization_details=wanted))
    (detail,) = unsigned(world.party.redeems(answer_in(address)["code"]).json()["id_token"])[
        "authorization_details"
    ]
    assert detail["rights"] == ["se-sag:kommunal-sagsbehandler"]


def test_nothing_of_a_login_is_kept_by_caches_or_told_to_the_next_site(world: World) -> None:
    page = world.anna.logs_in(world.party.address())
    assert "code=" in page
    answer = world.anna.page
    assert answer.status_code == 303
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_the_result_of_a_login_is_told_once(world: World, clock: time_machine.Traveller) -> None:
    world.anna.logs_in(world.party.address())
    sign_in = SignIn.objects.get()
    again = world.anna.browser.get(f"/oidc/resume/{sign_in.ref}")
    assert again.status_code == 400
    clock.shift(timedelta(days=1))
    assert world.anna.browser.get(f"/oidc/resume/{sign_in.ref}").status_code == 400
