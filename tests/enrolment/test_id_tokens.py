"""ID tokens of the national eID: signed by it, for us, now, for this login, and for nothing else."""

import base64
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc.jwk import ECKey, OctKey

from fuldmagt.registers.eid import provider
from tests.conftest import MONDAY
from tests.enrolment.at_the_eid import FAILED, comes_back
from tests.enrolment.provider import NSIS, Claims, Mood, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


now = int(MONDAY.timestamp())
WRONG: dict[str, Callable[[Claims], Claims]] = {
    "another nonce": lambda claims: claims | {"nonce": "x"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "another issuer": lambda claims: claims | {"iss": "https://evil.example"},
    "another audience": lambda claims: claims | {"aud": "somebody"},
    "an audience among others, without azp": lambda claims: claims | {"aud": ["fuldmagt", "evil"]},
    "another party": lambda claims: claims | {"azp": "evil"},
    "no audience": lambda claims: claims | {"aud": []},
    "expired": lambda claims: claims | {"exp": now - 61},
    "no expiry": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "an expiry in words": lambda claims: claims | {"exp": "tomorrow"},
    "from the future": lambda claims: claims | {"iat": now + 120},
    "not yet valid": lambda claims: claims | {"nbf": now + 120},
    "no subject": lambda claims: claims | {"sub": ""},
    "a numeric subject": lambda claims: claims | {"sub": 7},
    "another subject than userinfo": lambda claims: claims | {"sub": "mallory"},
    "another eID": lambda claims: claims | {"idp": "other"},
    "a professional identity": lambda claims: claims | {"identity_type": "professional"},
    "an unknown level": lambda claims: claims | {"loa": NSIS + "Highest"},
    "a level of another spelling": lambda claims: claims | {"loa": "substantial"},
    "no level": lambda claims: claims | {"loa": None},
    "a list for a level": lambda claims: claims | {"loa": [NSIS + "High"]},
}


@pytest.mark.parametrize("what", WRONG)
def test_an_id_token_that_is_not_for_this_login_is_refused(eid: NationalEid, what: str) -> None:
    eid.mood = Mood(id_token=WRONG[what])

    assert comes_back(eid) == FAILED


def without_signature(token: str) -> str:
    header, payload, _ = token.split(".")
    return f"{header}.{payload}."


def unsigned(token: str) -> str:
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    return f"{none}.{token.split('.')[1]}."


def tampered(token: str) -> str:
    header, payload, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "==")) | {"sub": "mallory"}
    return (
        f"{header}.{base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b'=').decode()}.{signature}"
    )


ALGORITHMS: dict[str, Mood] = {
    "no signature": Mood(encoded=without_signature),
    "alg none": Mood(encoded=unsigned),
    "tampered": Mood(encoded=tampered),
    "no token at all": Mood(encoded=lambda token: ""),
    "not a token": Mood(encoded=lambda token: "a.b.c"),
    "another key of the same name": Mood(key=ECKey.generate_key("P-256", {"kid": "eid-1"})),
    "an unknown key": Mood(header=lambda header: header | {"kid": "evil"}, key=ECKey.generate_key("P-256")),
    "a shared secret": Mood(
        header=lambda header: {"alg": "HS256", "kid": "eid-1"},
        key=OctKey.import_key("eid-secret-eid-secret-eid-secret"),
    ),
    "its own key along": Mood(
        header=lambda header: header | {"jwk": ECKey.generate_key("P-256").as_dict(private=False)},
        key=ECKey.generate_key("P-256", {"kid": "eid-1"}),
    ),
    "a curve that is not allowed": Mood(
        header=lambda header: {"alg": "ES384", "kid": "eid-1"},
        key=ECKey.generate_key("P-384", {"kid": "eid-1"}),
    ),
}


@pytest.mark.parametrize("what", ALGORITHMS)
def test_an_id_token_that_the_provider_did_not_sign_as_allowed_is_refused(
    eid: NationalEid, what: str
) -> None:
    eid.mood = ALGORITHMS[what]

    assert comes_back(eid) == FAILED


def demanding(token: str, key: ECKey) -> str:
    """The same token, well signed, with a header that must be understood and is not (RFC 7515, 4.1.11)."""
    header = {"alg": "ES256", "kid": "eid-1", "crit": ["x"], "x": 1}
    begun = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    signed = f"{begun}.{token.split('.')[1]}"
    r, s = decode_dss_signature(key.private_key.sign(signed.encode(), ec.ECDSA(SHA256())))
    written = base64.urlsafe_b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).rstrip(b"=").decode()
    return f"{signed}.{written}"


def test_an_id_token_that_demands_what_we_do_not_understand_is_refused(eid: NationalEid) -> None:
    eid.mood = Mood(encoded=lambda token: demanding(token, eid.key))

    assert comes_back(eid) == FAILED


def test_an_algorithm_that_the_provider_offers_and_we_do_not_allow_is_refused(eid: NationalEid) -> None:
    """Published key, right signature: only our own list says no."""
    usual, eid.key = eid.key, ECKey.generate_key("P-384", {"kid": "eid-384", "use": "sig"})
    eid.mood = Mood(header=lambda header: {"alg": "ES384", "kid": "eid-384"})
    provider._kept.keys.clear()
    try:
        assert comes_back(eid) == FAILED
    finally:
        eid.key = usual
        provider._kept.keys.clear()
