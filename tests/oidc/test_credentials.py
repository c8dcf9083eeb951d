"""An application at a door that is for applications: who it is, and what it may ask."""

from base64 import b64encode
from datetime import timedelta

import pytest

from fuldmagt.clients import actions
from fuldmagt.clients.credentials import Caller, authenticated
from fuldmagt.clients.models import Client
from fuldmagt.clients.sessions.actions import keep_access
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import se_sag
from tests.conftest import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("X1")]


def basic(ref: str, secret: str) -> str:
    return "Basic " + b64encode(f"{ref}:{secret}".encode()).decode()


def registered(ref: str = "decider", **more: object) -> actions.Registered:
    application = actions.Application(
        ref=ref, name="Decider", **{"provider": "aes", "scopes": ("access:evaluate",)} | more
    )
    done = actions.register(application, by="tests", at=MONDAY)
    assert isinstance(done, actions.Registered)
    return done


def reason(answer: object) -> Reason:
    assert isinstance(answer, Refusal)
    return answer.reason


def test_a_secret_shows_who_calls_and_for_which_services() -> None:
    se_sag()
    client = registered()
    caller = authenticated(basic("decider", client.secret), at=MONDAY)
    assert caller == Caller("decider", "aes", frozenset({"se-sag"}), frozenset({"access:evaluate"}))
    assert caller.may_ask_about("se-sag")
    assert not caller.may_ask_about("portal")


def test_the_platforms_own_client_asks_about_every_service() -> None:
    client = registered("bench", provider=None)
    caller = authenticated(basic("bench", client.secret), at=MONDAY)
    assert isinstance(caller, Caller)
    assert caller.may_ask_about("anything")


def test_a_secret_is_kept_as_a_hash_only() -> None:
    se_sag()
    client = registered()
    assert client.secret not in str(Client.objects.values().get())


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic !!!!",
        "Basic " + b64encode(b"\xff\xfe").decode(),
        "Basic " + b64encode(b"decider").decode(),
        basic("decider", ""),
        basic("decider", "wrong"),
        basic("nobody", "wrong"),
        basic("", ""),
        "Bearer",
        "Bearer nonsense",
        "Digest decider",
        "Basic " + "A" * 9000,
    ],
)
def test_what_is_no_proof_is_refused(header: str) -> None:
    se_sag()
    registered()
    assert reason(authenticated(header, at=MONDAY)) in {Reason.LOGIN_NEEDED, Reason.LOGIN_FAILED}


def test_a_client_without_a_secret_has_none_that_fits() -> None:
    se_sag()
    Client.objects.create(ref="keyless", name="Keyless", authentication="private_key_jwt")
    for secret in ("", "nobody's", "None"):
        assert reason(authenticated(basic("keyless", secret), at=MONDAY)) is Reason.LOGIN_FAILED


def test_a_suspended_client_is_nobody_and_a_resumed_one_is_itself_again() -> None:
    se_sag()
    client = registered()
    actions.suspend("decider", by="tests", at=MONDAY)
    assert reason(authenticated(basic("decider", client.secret), at=MONDAY)) is Reason.LOGIN_FAILED
    actions.resume("decider", by="tests", at=MONDAY)
    assert isinstance(authenticated(basic("decider", client.secret), at=MONDAY), Caller)


def test_a_new_secret_ends_the_old_one() -> None:
    se_sag()
    client = registered()
    renewed = actions.renew_secret("decider", by="tests", at=MONDAY)
    assert isinstance(renewed, actions.Registered)
    assert reason(authenticated(basic("decider", client.secret), at=MONDAY)) is Reason.LOGIN_FAILED
    assert isinstance(authenticated(basic("decider", renewed.secret), at=MONDAY), Caller)


def test_a_bearer_token_counts_while_it_lives_and_only_byte_for_byte() -> None:
    se_sag()
    client = registered().client
    keep_access("aa.bb.cc", ref="t1", client=client, session=None, scopes=["access:evaluate"], at=MONDAY)

    caller = authenticated("Bearer aa.bb.cc", at=MONDAY)
    assert isinstance(caller, Caller)
    assert caller.scopes == {"access:evaluate"}
    for other in ("aa.bb.cC", "aa.bb.", "aa.bb.cc=", "t1"):
        assert reason(authenticated(f"Bearer {other}", at=MONDAY)) is Reason.LOGIN_FAILED
    late = MONDAY + timedelta(minutes=10)
    assert reason(authenticated("Bearer aa.bb.cc", at=late)) is Reason.LOGIN_FAILED


def test_a_scope_that_is_taken_from_the_client_is_gone_from_its_tokens() -> None:
    se_sag()
    client = registered(scopes=("access:evaluate", "access:search")).client
    keep_access("tok", ref="t1", client=client, session=None, scopes=client.scopes, at=MONDAY)
    client.scopes = ["access:search"]
    client.save()
    caller = authenticated("Bearer tok", at=MONDAY)
    assert isinstance(caller, Caller)
    assert caller.scopes == {"access:search"}


@pytest.mark.parametrize(
    "address",
    [
        "http://se-sag.example/callback",
        "https://*.example/callback",
        "https://se-sag.example/callback#part",
        "https://se-sag.example/callback?code=1",
        "https://se-sag.example/callback?x=1&state=2",
        "https://user@se-sag.example/callback",
        "https:///callback",
        "javascript:alert(1)",
        "data:text/html,hello",
        "com.example.app:/callback",
        "//se-sag.example/callback",
        "https://se-sag.example/call back",
        "https://se-sag.example/\n",
        "https://se-sag.example\\@evil.example/",
        "https://se-sag.example:99999/",
        "",
    ],
)
def test_an_address_that_could_lead_elsewhere_is_not_registered(address: str) -> None:
    se_sag()
    application = actions.Application("bad", "Bad", "aes", ("se-sag",), redirect_uris=(address,))
    assert reason(actions.register(application, by="tests", at=MONDAY)) is Reason.INPUT_NOT_USABLE
    assert not Client.objects.exists()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"provider": "nobody"}, Reason.NOT_FOUND),
        ({"services": ("portal",)}, Reason.NOT_FOUND),
        ({"provider": None, "services": ("se-sag",)}, Reason.NOT_FOUND),
        ({"scopes": ("everything",)}, Reason.INPUT_NOT_USABLE),
        ({"scopes": ("se-sag",)}, Reason.INPUT_NOT_USABLE),
        ({"ref": "Not An Id"}, Reason.INPUT_NOT_USABLE),
        ({"authentication": "none"}, Reason.INPUT_NOT_USABLE),
        ({"id_token_algorithm": "none"}, Reason.INPUT_NOT_USABLE),
        ({"authentication": "private_key_jwt"}, Reason.INPUT_NOT_USABLE),
        (
            {"authentication": "private_key_jwt", "jwks": {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}},
            Reason.INPUT_NOT_USABLE,
        ),
    ],
)
def test_what_a_client_cannot_be_is_refused_with_the_reason(
    change: dict[str, object], expected: Reason
) -> None:
    se_sag()
    application = actions.Application(**{"ref": "app", "name": "App", "provider": "aes"} | change)
    assert reason(actions.register(application, by="tests", at=MONDAY)) is expected
