"""The platform as a client of the national eID: what it asks, and what it does not believe."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc.jwk import ECKey, OctKey
from pytest_django import Settings

from fuldmagt.registers.eid import actions, provider
from fuldmagt.registers.eid.actions import Answered
from fuldmagt.registers.eid.claims import SPELLINGS, identity_of
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.conftest import MONDAY
from tests.enrolment.provider import NSIS, Citizen, Claims, Mood, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ANNA = Citizen("Anna Holm", born="1990-05-17", number="1705900012", level="High")
FAILED = Refusal(Reason.EID_FAILED)


def begin(browser: str = "browser", purpose: str = "activation") -> str:
    url = actions.begin(purpose, "link-1", browser=browser, language="da", at=MONDAY)
    assert isinstance(url, str)
    return url


def answer_of(path: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def comes_back(eid: NationalEid, citizen: Citizen = ANNA, **changed: str) -> Identity | Refusal:
    answered = actions.finish(answer_of(eid.login(begin(), citizen, **changed)), browser="browser", at=MONDAY)
    assert isinstance(answered, Answered)
    return answered.outcome


def test_the_platform_asks_as_the_broker_wants_to_be_asked(eid: NationalEid) -> None:
    asked = answer_of(begin())

    assert asked["scope"] == "openid mitid ssn"
    assert asked["redirect_uri"] == "http://localhost:8000/eid/callback"
    assert (asked["response_type"], asked["prompt"], asked["ui_locales"]) == ("code", "login", "da")
    assert json.loads(asked["idp_params"]) == {"mitid": {"loa_value": "substantial"}}
    assert asked["code_challenge_method"] == "S256"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


def test_issuer_subject_level_and_number_are_read(eid: NationalEid) -> None:
    identity = comes_back(eid)

    assert isinstance(identity, Identity)
    assert (identity.issuer, identity.subject) == (eid.issuer, ANNA.sub)
    assert (identity.level, identity.has_national_number, identity.national_number) == (
        Level.HIGH,
        True,
        "1705900012",
    )


def test_metadata_and_keys_are_asked_for_once(eid: NationalEid) -> None:
    comes_back(eid)
    before = list(eid.asked)

    comes_back(eid)

    assert eid.asked[len(before) :] == ["/token", "/userinfo"]


def test_a_new_key_of_the_provider_is_found(eid: NationalEid, clock: Any) -> None:
    comes_back(eid)
    old = eid.key
    eid.key = ECKey.generate_key("P-256", {"kid": "eid-2", "use": "sig"})
    eid.mood = Mood(header=lambda header: header | {"kid": "eid-2"})
    later = MONDAY + provider.NEW_KEYS_AFTER
    try:
        answer = answer_of(eid.login(begin(), ANNA))
        clock.move_to(later)
        answered = actions.finish(answer, browser="browser", at=later)
    finally:
        eid.key = old
        provider._kept.keys.clear()

    assert isinstance(answered, Answered)
    assert isinstance(answered.outcome, Identity)


# State, browser, nonce, issuer: whose answer is it?


def test_an_answer_is_taken_once(eid: NationalEid) -> None:
    answer = answer_of(eid.login(begin(), ANNA))

    first = actions.finish(answer, browser="browser", at=MONDAY)
    second = actions.finish(answer, browser="browser", at=MONDAY)

    assert isinstance(first, Answered)
    assert second == FAILED


@pytest.mark.parametrize("browser", ["another", "", "Browser"])
def test_an_answer_in_another_browser_is_nobodys(eid: NationalEid, browser: str) -> None:
    """Login CSRF: somebody else's finished login, pushed into my browser."""
    answer = answer_of(eid.login(begin(), ANNA))

    assert actions.finish(answer, browser=browser, at=MONDAY) == FAILED


def test_a_made_up_state_is_nobodys(eid: NationalEid) -> None:
    begin()

    for state in ("", "x", "A" * 43):
        assert actions.finish({"state": state, "code": "x"}, browser="browser", at=MONDAY) == FAILED


def test_an_answer_after_twenty_minutes_is_too_late(eid: NationalEid) -> None:
    answer = answer_of(eid.login(begin(), ANNA))

    assert actions.finish(answer, browser="browser", at=MONDAY + actions.PATIENCE) == FAILED


def test_the_codes_of_two_logins_cannot_be_swapped(eid: NationalEid) -> None:
    """The code belongs to one verifier and its token to one nonce."""
    mine, others = answer_of(eid.login(begin(), ANNA)), answer_of(eid.login(begin(), Citizen("Mallory")))

    answered = actions.finish(mine | {"code": others["code"]}, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == FAILED


def test_an_answer_says_what_it_is_for_by_our_own_row(eid: NationalEid) -> None:
    answer = answer_of(eid.login(begin(purpose="new_pin"), ANNA))

    answered = actions.finish(answer | {"purpose": "activation"}, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert (answered.purpose, answered.about) == ("new_pin", "link-1")


@pytest.mark.parametrize("issuer", ["https://evil.example", "", "http://127.0.0.1:1"])
def test_an_answer_of_another_issuer_is_refused(eid: NationalEid, issuer: str) -> None:
    """RFC 9207: the mix-up attack."""
    assert comes_back(eid, iss=issuer) == FAILED


def test_an_answer_without_its_issuer_is_refused_by_a_provider_that_always_names_it(eid: NationalEid) -> None:
    answer = answer_of(eid.login(begin(), ANNA))
    del answer["iss"]

    answered = actions.finish(answer, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == FAILED


# The ID token

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


# Errors, time-outs, wrong types


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("access_denied", Reason.LOGIN_CANCELLED),
        ("login_required", Reason.LOGIN_CANCELLED),
        ("server_error", Reason.EID_UNAVAILABLE),
        ("temporarily_unavailable", Reason.EID_UNAVAILABLE),
        ("unmet_authentication_requirements", Reason.EID_LEVEL_TOO_LOW),
        ("invalid_request", Reason.EID_FAILED),
        ("<script>", Reason.EID_FAILED),
    ],
)
def test_the_providers_error_words_become_our_reasons(eid: NationalEid, error: str, reason: Reason) -> None:
    answered = actions.finish(answer_of(eid.refuse(begin(), error)), browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == Refusal(reason)


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        (Mood(status=503), Reason.EID_UNAVAILABLE),
        (Mood(status=500), Reason.EID_UNAVAILABLE),
        (Mood(status=404), Reason.EID_FAILED),
        (Mood(status=302), Reason.EID_FAILED),
        (Mood(body=b"<html>"), Reason.EID_FAILED),
        (Mood(body=b"[]"), Reason.EID_FAILED),
        (Mood(body=b'"text"'), Reason.EID_FAILED),
        (Mood(body=b'{"id_token": 7}'), Reason.EID_FAILED),
        (Mood(body=b"{}"), Reason.EID_FAILED),
    ],
)
def test_a_provider_in_trouble_is_no_error_of_ours(eid: NationalEid, mood: Mood, reason: Reason) -> None:
    begun = answer_of(eid.login(begin(), ANNA))
    eid.mood = mood

    answered = actions.finish(begun, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == Refusal(reason)


def test_a_provider_that_does_not_answer_in_time_is_unavailable(
    eid: NationalEid, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = answer_of(eid.login(begin(), ANNA))
    monkeypatch.setattr(provider, "PATIENCE", 0.2)
    eid.mood = Mood(delay=0.6)

    answered = actions.finish(begun, browser="browser", at=MONDAY)

    assert isinstance(answered, Answered)
    assert answered.outcome == Refusal(Reason.EID_UNAVAILABLE)


def test_a_provider_that_is_not_there_is_told_before_anybody_is_sent_to_it(settings: Settings) -> None:
    settings.EID_ISSUER = "http://127.0.0.1:1"

    begun = actions.begin("activation", "link", browser="b", language="da", at=MONDAY)

    assert begun == Refusal(Reason.EID_UNAVAILABLE)


@pytest.mark.parametrize("issuer", ["http://eid.example", "ftp://127.0.0.1", "", "javascript:alert(1)"])
def test_secrets_travel_over_https_or_not_at_all(settings: Settings, issuer: str) -> None:
    settings.EID_ISSUER = issuer

    assert actions.begin("activation", "link", browser="b", language="da", at=MONDAY) == FAILED


@pytest.mark.parametrize(
    "changed",
    [
        {"mitid.has_cpr": "perhaps"},
        {"mitid.has_cpr": True},
        {"mitid.has_cpr": None},
        {"mitid.has_cpr": "false"},
        {"dk.cpr": "12"},
        {"dk.cpr": 1705900012},
        {"mitid.date_of_birth": "17-05-1990"},
        {"mitid.date_of_birth": "1990-02-30"},
        {"mitid.date_of_birth": 19900517},
        {"mitid.identity_name": ""},
        {"mitid.identity_name": ["Anna"]},
        {"mitid.identity_name": "A" * 300},
        {"sub": "mallory"},
    ],
)
def test_userinfo_of_another_shape_is_refused(eid: NationalEid, changed: Claims) -> None:
    eid.mood = Mood(userinfo=lambda claims: claims | changed)

    assert comes_back(eid) == FAILED


def test_userinfo_does_not_overrule_what_is_signed(eid: NationalEid) -> None:
    eid.mood = Mood(userinfo=lambda claims: claims | {"loa": NSIS + "High", "e-mail": "anna@nordby.example"})

    identity = comes_back(eid, ANNA.but(level="Low"))

    assert isinstance(identity, Identity)
    assert identity.level is Level.LOW


IDURA = {
    "sub": "{guid}", "identityscheme": "dkmitid", "loA": "SUBSTANTIAL", "name": "Anna Holm",
    "birthdate": "1990-05-17",
}  # fmt: skip
SIGNICAT = {
    "sub": "s", "mitid_loa": "HIGH", "mitid_has_cpr": "true", "name": "Anna Holm", "birthdate": "1990-05-17",
    "nin": "1705900012",
}  # fmt: skip


def test_other_brokers_spell_the_same_things_otherwise() -> None:
    plain = identity_of(IDURA, issuer="i", spelling=SPELLINGS["idura"])
    numbered = identity_of(
        IDURA | {"cprNumberIdentifier": "1705900012"}, issuer="i", spelling=SPELLINGS["idura"]
    )
    signicat = identity_of(SIGNICAT, issuer="i", spelling=SPELLINGS["signicat"])

    assert isinstance(plain, Identity)
    assert isinstance(numbered, Identity)
    assert isinstance(signicat, Identity)
    assert (plain.level, plain.has_national_number) == (Level.SUBSTANTIAL, False)
    assert numbered.has_national_number
    assert (signicat.level, signicat.national_number) == (Level.HIGH, "1705900012")
