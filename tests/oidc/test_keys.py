"""What we publish of ourselves, and the keys that we sign with."""

import base64
import json
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from joserfc.jwk import ECKey

from fuldmagt.clients.keys import actions, tasks
from fuldmagt.clients.models import SigningKey
from fuldmagt.commands.main import main
from fuldmagt.vocabulary import clock as clocks
from tests.oidc.conftest import World
from tests.oidc.forgery import bent, forged
from tests.oidc.party import ISSUER, Party, a_party, answer_in, unsigned

pytestmark = pytest.mark.requirement("X1")


def published(party: Party) -> dict[str, str]:
    return {key["kid"]: key["alg"] for key in party.wire.get("/oidc/jwks").json()["keys"]}


def kid_of(token: str) -> str:
    header = token.split(".")[0]
    return str(json.loads(base64.urlsafe_b64decode(header + "=="))["kid"])


def published_ec(party: Party) -> ECKey:
    keys = party.wire.get("/oidc/jwks").json()["keys"]
    return ECKey.import_key(next(key for key in keys if key["kty"] == "EC"))


def test_a_service_finds_everything_from_the_issuer_alone(world: World) -> None:
    told = world.party.wire.get("/.well-known/openid-configuration").json()
    assert told == world.party.wire.get("/.well-known/oauth-authorization-server").json()
    assert told["issuer"] == ISSUER
    for name, address in told.items():
        if name.endswith("_endpoint") or name == "jwks_uri":
            assert address.startswith(f"{ISSUER}/oidc/")
            assert world.party.wire.get(address.removeprefix(ISSUER)).status_code != 404
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["response_types_supported"] == ["code"]
    assert told["subject_types_supported"] == ["pairwise"]
    assert "none" not in str(told["token_endpoint_auth_signing_alg_values_supported"])
    assert told["authorization_response_iss_parameter_supported"] is True
    assert {"openid", "profile", "organisation", "se-sag"} <= set(told["scopes_supported"])
    assert "represents" in told["claims_supported"]


def test_both_algorithms_sign_for_the_clients_that_asked_for_them(world: World) -> None:
    rsa = a_party("rsa", id_token_algorithm="RS256")
    address = world.anna.logs_in(rsa.address())
    token = rsa.redeems(answer_in(address)["code"]).json()["id_token"]
    assert published(rsa)[kid_of(token)] == "RS256"
    assert rsa.reads(token)["aud"] == "rsa"
    assert published(world.party)[kid_of(world.tokens()["id_token"])] == "ES256"


def test_no_private_part_of_a_key_is_published_or_kept_in_the_open(world: World) -> None:
    keys = world.party.wire.get("/oidc/jwks").json()["keys"]
    assert {key["kty"] for key in keys} == {"EC", "RSA"}
    for key in keys:
        assert {"d", "p", "q", "dp", "dq", "qi", "k"}.isdisjoint(key)
    for row in SigningKey.objects.all():
        assert '"d"' not in row.sealed


def test_a_new_key_is_seen_before_it_signs_and_the_old_one_after(
    world: World, clock: time_machine.Traveller, capsys: pytest.CaptureFixture[str]
) -> None:
    old = kid_of(world.tokens()["id_token"])
    assert main(["rotate-keys"]) == 0
    assert capsys.readouterr().out.count("signs from") == 2

    assert len(published(world.party)) == 4
    assert kid_of(world.tokens()["id_token"]) == old

    clock.shift(timedelta(hours=1))
    new = kid_of(world.tokens()["id_token"])
    assert new != old
    assert old in published(world.party)

    clock.shift(timedelta(days=1))
    assert set(published(world.party)) == {
        key.kid for key in SigningKey.objects.filter(leaves_at__isnull=True)
    }
    tasks.rotate_when_due(clocks.now())
    assert not SigningKey.objects.filter(kid=old).exists()


def test_a_key_that_may_be_known_to_others_goes_at_once(world: World) -> None:
    old = kid_of(world.tokens()["id_token"])
    assert main(["rotate-keys", "--at-once"]) == 0
    assert old not in published(world.party)
    assert kid_of(world.tokens()["id_token"]) != old


def test_keys_are_renewed_by_themselves(world: World, clock: time_machine.Traveller) -> None:
    actions.ensure(at=clocks.now())
    assert tasks.rotate_when_due(clocks.now()) == 0
    clock.shift(timedelta(days=90))
    assert tasks.rotate_when_due(clocks.now()) == 2
    assert tasks.rotate_when_due(clocks.now()) == 0


def test_a_client_is_made_on_the_command_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    made = ["create-client", "made", "--name", "Made", "--provider", "aes", "--service", "se-sag"]
    assert main([*made, "--redirect-uri", "https://se-sag.example/callback"]) == 0
    secret = capsys.readouterr().out.split("client secret")[1].split()[0]
    assert "code" in answer_in(world.anna.logs_in(Party("made", secret).address()))

    assert main(made) == 1
    assert "already_exists" in capsys.readouterr().err


def test_a_forged_access_token_opens_no_door(world: World) -> None:
    tokens = world.tokens()
    access = tokens["access_token"]
    public = published_ec(world.party)
    header = {"alg": "ES256", "typ": "at+jwt", "kid": kid_of(access)}
    attempts = [*forged(unsigned(access), header, public), *bent(access)]
    assert len(attempts) > 90
    for what, token in attempts:
        if "\n" in token or token.strip() == access:
            continue
        assert world.party.asks_who(token).status_code == 401, what
        assert world.party.calls("/oidc/introspect", token=token[:30_000]).json() == {"active": False}, what
    assert world.party.asks_who(access).status_code == 200


def test_a_forged_id_token_logs_nobody_off(world: World) -> None:
    token = world.tokens()["id_token"]
    public = published_ec(world.party)
    header = {"alg": "ES256", "typ": "JWT", "kid": kid_of(token)}
    for what, each in [*forged(unsigned(token), header, public), *bent(token)]:
        answer = world.anna.browser.get(f"/oidc/logout?id_token_hint={quote(each[:30_000])}")
        assert answer.status_code in {303, 400}, what
        assert answer.get("Location", "/log-off?").startswith("/log-off?"), what
