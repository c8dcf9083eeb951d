"""A client shows who it is: by the one method it is registered with, and by nothing that looks like it."""

import base64
import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from fuldmagt.audit.models import PendingEntry
from fuldmagt.clients.models import AccessToken, Client, UsedAssertion
from fuldmagt.federation.oidc import jose
from fuldmagt.vocabulary import clock
from tests.oidc.conftest import World
from tests.oidc.forgery import assembled, b64, bent, forged
from tests.oidc.party import ASSERTION, ISSUER, Party, a_party

pytestmark = pytest.mark.requirement("X1")

METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
SCOPES = ("access:evaluate",)


@pytest.fixture
def signer(world: World) -> Party:
    return a_party("signer", authentication="private_key_jwt", services=(), scopes=SCOPES)


def for_itself(party: Party, **proof: str) -> int:
    """The status of a request for the client's own token, by its own proof or by the one given."""
    if not proof:
        return party.calls("/oidc/token", grant_type="client_credentials").status_code
    answer = party.wire.post(
        "/oidc/token",
        "&".join(f"{name}={value}" for name, value in {"grant_type": "client_credentials", **proof}.items()),
        content_type="application/x-www-form-urlencoded",
    )
    if answer.status_code != 200:
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert "WWW-Authenticate" in answer
    return answer.status_code


def by(party: Party, assertion: str, **more: str) -> int:
    return for_itself(party, client_assertion=assertion, client_assertion_type=ASSERTION, **more)


@pytest.mark.parametrize("method", METHODS)
def test_each_method_works_for_its_clients(world: World, method: str) -> None:
    assert for_itself(a_party("own", authentication=method, services=(), scopes=SCOPES)) == 200


@pytest.mark.parametrize("registered", METHODS)
@pytest.mark.parametrize("used", METHODS)
def test_a_method_that_is_not_the_clients_own_does_not_count(
    world: World, registered: str, used: str
) -> None:
    party = a_party("own", authentication=registered, services=(), scopes=SCOPES)
    party.method = used
    party.key = party.key or ECKey.generate_key("P-256")
    assert for_itself(party) == (200 if used == registered else 401)


def test_two_proofs_at_once_are_none(world: World) -> None:
    party = a_party("own", authentication="client_secret_post", services=(), scopes=SCOPES)
    good = {"client_id": "own", "client_secret": party.secret}
    assert for_itself(party, **good) == 200
    assert for_itself(party, **good, client_assertion="x", client_assertion_type=ASSERTION) == 401


@pytest.mark.parametrize("secret", ["", "wrong", "None", "nobody's", "x" * 5000])
def test_a_wrong_secret_opens_nothing(world: World, secret: str) -> None:
    for method in ("client_secret_basic", "client_secret_post"):
        party = a_party(method.replace("_", "-"), authentication=method, services=(), scopes=SCOPES)
        party.secret = secret
        assert party.calls("/oidc/token", grant_type="client_credentials").status_code == 401


def test_a_client_cannot_name_another_beside_its_proof(world: World) -> None:
    a_party("another", services=(), scopes=SCOPES)
    own = a_party("own", services=(), scopes=SCOPES)
    answer = own.calls("/oidc/token", grant_type="client_credentials", client_id="another")
    assert answer.status_code == 401


def test_whoever_tries_in_a_clients_name_is_in_the_journal(world: World) -> None:
    world.party.secret = "guessed"
    world.party.calls("/oidc/token", grant_type="client_credentials")
    Party("nobody", "guessed").calls("/oidc/token", grant_type="client_credentials")
    (entry,) = PendingEntry.objects.filter(event="client.refused")
    assert (entry.subject, entry.outcome) == ("se-sag", "login_failed")
    assert "guessed" not in str(entry.facts)


def test_whoever_goes_on_trying_does_not_fill_the_journal(
    world: World, clock: time_machine.Traveller
) -> None:
    """What is in the journal stays there, and a client id is no secret."""
    world.party.secret = "guessed"
    for _ in range(5):
        assert world.party.calls("/oidc/token", grant_type="client_credentials").status_code == 401
        clock.shift(timedelta(seconds=10))
    assert PendingEntry.objects.filter(event="client.refused").count() == 1
    clock.shift(timedelta(minutes=1))
    world.party.calls("/oidc/token", grant_type="client_credentials")
    assert PendingEntry.objects.filter(event="client.refused").count() == 2


def test_an_assertion_is_used_once(signer: Party) -> None:
    assertion = signer.assertion()
    assert by(signer, assertion) == 200
    assert by(signer, assertion) == 401
    assert UsedAssertion.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": None},
        {"aud": f"{ISSUER}/oidc/token"},
        {"aud": f"{ISSUER}/"},
        {"aud": [ISSUER, "https://other.example"]},
        {"aud": "https://other.example"},
        {"aud": []},
        {"iss": None},
        {"iss": "another"},
        {"sub": None},
        {"sub": "another"},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"jti": "x" * 300},
        {"exp": None},
        {"exp": 0},
        {"exp": "soon"},
        {"exp": True},
        {"exp": 10**30},
        {"exp": -(10**30)},
    ],
)
def test_an_assertion_that_is_not_for_us_now_is_refused(signer: Party, changes: dict[str, Any]) -> None:
    assert by(signer, signer.assertion(**changes)) == 401


@pytest.mark.parametrize(
    ("name", "seconds", "status"),
    [
        ("exp", -1, 401),
        ("exp", 1, 200),
        ("exp", 300, 200),
        ("exp", 311, 401),
        ("iat", 10, 200),
        ("iat", 61, 401),
        ("nbf", 10, 200),
        ("nbf", 61, 401),
    ],
)
def test_the_clients_clock_may_differ_a_little(signer: Party, name: str, seconds: int, status: int) -> None:
    assert by(signer, signer.assertion(**{name: int(clock.now().timestamp()) + seconds})) == status


def test_the_audience_may_stand_alone_in_a_list(signer: Party) -> None:
    assert by(signer, signer.assertion(aud=[ISSUER])) == 200


def test_a_forged_assertion_is_refused_however_it_is_made(signer: Party) -> None:
    assert signer.key is not None
    header = {"alg": "ES256", "typ": "JWT", "kid": "key-of-signer"}
    attempts = list(forged(signer.claims(), header, signer.key))
    attempts += list(bent(signer.assertion()))
    assert len(attempts) > 90
    for what, token in attempts:
        assert by(signer, quote(token[:30_000])) == 401, what
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    "extension",
    [
        {"crit": ["exp"]},
        {"crit": ["urn:unknown"], "urn:unknown": 1},
        {"jwk": {"kty": "EC"}},
        {"jku": "https://signer.example/jwks"},
        {"x5u": "https://signer.example/x"},
        {"x5c": ["MIIB"]},
        {"b64": True},
        {"zip": "DEF"},
        {"kid": 7},
        {"unheard-of": 1},
    ],
)
def test_even_the_right_key_does_not_make_an_unknown_header_right(
    signer: Party, extension: dict[str, Any]
) -> None:
    """The signature fits; the header asks for something that we do not know, or brings a key along."""
    assert signer.key is not None
    header = {"alg": "ES256", **extension}
    claims = signer.claims()
    signed = f"{b64(header)}.{b64(claims)}"
    signature = signature_of(signed, signer.key)
    assert by(signer, f"{signed}.{signature}") == 401

    plain = f"{b64({'alg': 'ES256'})}.{b64(claims)}"
    assert by(signer, f"{plain}.{signature_of(plain, signer.key)}") == 200


def signature_of(signed: str, key: ECKey) -> str:
    """A signature over exactly these characters, as JOSE writes it."""
    r, s = decode_dss_signature(key.private_key.sign(signed.encode(), ECDSA(SHA256())))
    return b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def test_a_key_is_for_its_own_algorithm(world: World) -> None:
    key = RSAKey.generate_key(2048)
    jwk = {**key.as_dict(private=False), "kid": "r", "alg": "RS256"}
    party = a_party("rsa", services=(), scopes=SCOPES)
    Client.objects.filter(ref="rsa").update(authentication="private_key_jwt", jwks={"keys": [jwk]})
    for algorithm, status in (("PS256", 401), ("RS256", 200)):
        token = jwt.encode({"alg": algorithm, "kid": "r"}, party.claims(), key, [algorithm])
        assert by(party, token) == status


def test_a_key_of_another_client_signs_for_nobody_else(signer: Party) -> None:
    other = a_party("another", authentication="private_key_jwt", services=(), scopes=SCOPES)
    assert other.key is not None
    token = jwt.encode({"alg": "ES256"}, signer.claims(), other.key, ["ES256"])
    assert by(signer, token) == 401
    assert by(signer, token, client_id="another") == 401


def test_the_type_of_an_assertion_must_be_said(signer: Party) -> None:
    assert for_itself(signer, client_assertion=signer.assertion()) == 401
    saml = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"
    assert for_itself(signer, client_assertion=signer.assertion(), client_assertion_type=saml) == 401


def test_what_is_no_json_is_no_header(signer: Party) -> None:
    good = signer.assertion().split(".")
    for header in (b"null", b"[]", b"1", b'"ES256"', b"{", b"\xff", json.dumps(["alg"]).encode()):
        assert by(signer, f"{b64(header)}.{good[1]}.{good[2]}") == 401
    assert by(signer, assembled({"alg": "ES256"}, {})) == 401


@pytest.mark.parametrize("ref", ["own\0", "\0", "own'--", "\ud800", "O" * 5000])
def test_a_name_that_no_client_can_have_is_nobodys(signer: Party, ref: str) -> None:
    pair = base64.b64encode(f"{ref}:secret".encode(errors="surrogatepass")).decode()
    answer = signer.wire.post(
        "/oidc/token",
        "grant_type=client_credentials",
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": f"Basic {pair}"},
    )
    assert answer.status_code == 401
    assert signer.key is not None
    for claims in (signer.claims(sub=ref, iss=ref), signer.claims(aud=ref)):
        signed = f"{b64({'alg': 'ES256'})}.{b64(claims)}"
        assert by(signer, f"{signed}.{signature_of(signed, signer.key)}") == 401


def test_an_assertion_may_be_called_anything_that_json_can_write(signer: Party) -> None:
    assert signer.key is not None
    signed = f"{b64({'alg': 'ES256'})}.{b64(signer.claims(jti=chr(0xD800)))}"
    assertion = f"{signed}.{signature_of(signed, signer.key)}"
    assert [by(signer, assertion), by(signer, assertion)] == [200, 401]


def test_what_is_not_on_our_own_list_never_reaches_the_library(signer: Party) -> None:
    """Whatever a library would make of it: an algorithm or a header that we do not know ends before it."""
    assert signer.key is not None
    header = {"alg": "ES256", "typ": "JWT", "kid": "key-of-signer"}
    known = {"alg", "typ", "kid", "x5t", "x5t#S256"}
    stopped = 0
    for what, token in forged(signer.claims(), header, signer.key):
        first = token.split(".")[0]
        told = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
        if told.get("alg") not in ("ES256", "RS256", "PS256") or not told.keys() <= known:
            assert jose.header_of(token) is None, what
            stopped += 1
    assert stopped > 60
