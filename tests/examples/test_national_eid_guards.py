"""What the stand-in eID does not do, so that services are tried against a provider that keeps the rules."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.examples.conftest import SIGNER
from tests.examples.service import BACK, Service, returned

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def an_assertion(service: Service, key: ECKey = SIGNER, **other: Any) -> str:
    now = int(datetime.now(UTC).timestamp())
    claims = {"iss": "signing", "sub": "signing", "aud": service.eid, "exp": now + 60, "jti": service.nonce}
    return jwt.encode({"alg": "ES256", "kid": SIGNER.kid}, claims | other, key)


def redeem_signed(service: Service, code: str, assertion: str) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": service.verifier,
        "client_id": "signing",
        "client_assertion_type": ASSERTION,
        "client_assertion": assertion,
    }
    return httpx.post(f"{service.eid}/token", data=form)


def test_its_document_names_its_addresses_and_what_it_can_do(eid: str) -> None:
    told = httpx.get(f"{eid}/.well-known/openid-configuration").json()
    assert told["issuer"] == eid
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["authorization_response_iss_parameter_supported"] is True
    assert "none" not in told["id_token_signing_alg_values_supported"]
    assert all(told[name].startswith(eid) for name in ("token_endpoint", "userinfo_endpoint", "jwks_uri"))
    keys = httpx.get(told["jwks_uri"]).json()["keys"]
    assert {key["alg"] for key in keys} == {"RS256", "ES256"}
    assert not any("d" in key for key in keys)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"scope": "mitid"}, "invalid_scope"),
        ({"prompt": "none"}, "login_required"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"),
    ],
)
def test_a_wrong_question_is_answered_with_its_error(
    service: Service, change: dict[str, str | None], error: str
) -> None:
    answer = returned(service.begin(**change))
    assert answer["error"] == error
    assert answer["iss"] == service.eid
    assert answer["state"] == service.state


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "nobody"},
        {"redirect_uri": f"{BACK}/more"},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": None},
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    service: Service, change: dict[str, str | None]
) -> None:
    answer = service.begin(**change)
    assert answer.status_code == httpx.codes.BAD_REQUEST
    assert "location" not in answer.headers


def test_a_code_is_good_once(service: Service) -> None:
    code = service.approved_by("Anna Holm")["code"]
    assert service.redeem(code).status_code == httpx.codes.OK
    assert service.redeem(code).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize("change", [{"code_verifier": "another"}, {"redirect_uri": "http://localhost:9/"}])
def test_a_code_is_good_only_with_what_it_was_asked_with(service: Service, change: dict[str, str]) -> None:
    code = service.approved_by("Anna Holm")["code"]
    assert service.redeem(code, **change).json() == {"error": "invalid_grant"}
    assert service.redeem(code).json() == {"error": "invalid_grant"}, "a failed attempt spends the code"


def test_a_code_is_good_only_for_the_service_that_asked(service: Service, eid: str) -> None:
    code = service.approved_by("Anna Holm")["code"]
    other = Service(eid, client="odd", secret="odd", verifier=service.verifier)
    assert other.redeem(code).json() == {"error": "invalid_grant"}


def test_a_service_shows_its_secret_in_the_header_or_in_the_form_and_not_in_both(service: Service) -> None:
    form = {"client_id": service.client, "client_secret": service.secret}
    code = service.approved_by("Anna Holm")["code"]
    both = service.redeem(code, **form)
    assert (both.status_code, both.json()) == (401, {"error": "invalid_client"})
    wrong = httpx.post(f"{service.eid}/token", data={"code": code, **form, "client_secret": "guess"})
    assert wrong.status_code == httpx.codes.UNAUTHORIZED
    grant = {"grant_type": "authorization_code", "code_verifier": service.verifier, "redirect_uri": BACK}
    posted = httpx.post(f"{service.eid}/token", data={"code": code, **form, **grant})
    assert posted.status_code == httpx.codes.OK


def test_a_service_that_signs_needs_its_own_key_and_a_fresh_assertion(service: Service) -> None:
    service.client = "signing"
    code = service.approved_by("Anna Holm")["code"]
    other_key = ECKey.generate_key("P-256")
    now = int(datetime.now(UTC).timestamp())
    for bad in (
        an_assertion(service, other_key),
        an_assertion(service, aud="https://another.example"),
        an_assertion(service, sub="plain"),
        an_assertion(service, exp=now - 60),
        an_assertion(service, exp=now + 7200),
    ):
        assert redeem_signed(service, code, bad).status_code == httpx.codes.UNAUTHORIZED

    good = an_assertion(service)
    tokens = redeem_signed(service, code, good)
    assert tokens.status_code == httpx.codes.OK
    assert service.claims(tokens.json()["id_token"])["aud"] == "signing"
    assert redeem_signed(service, code, good).status_code == httpx.codes.UNAUTHORIZED, (
        "the assertion was used"
    )


def test_a_service_with_a_key_cannot_come_with_a_secret(service: Service) -> None:
    service.client, service.secret = "signing", ""
    code = service.approved_by("Anna Holm")["code"]
    assert service.redeem(code).status_code == httpx.codes.UNAUTHORIZED


def test_userinfo_wants_a_token_of_its_own(service: Service) -> None:
    assert service.userinfo("guess").status_code == httpx.codes.UNAUTHORIZED
    assert httpx.get(f"{service.eid}/userinfo").status_code == httpx.codes.UNAUTHORIZED


def test_a_page_approves_only_by_its_own_button(service: Service) -> None:
    page = service.choose("Anna Holm")
    forged = service.browser.post(str(page.url), data={})
    assert forged.status_code == httpx.codes.FORBIDDEN
    assert "location" not in forged.headers


def test_pages_run_no_script_and_are_kept_by_nobody(service: Service) -> None:
    page = service.begin()
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "script-src" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    names = {cookie.name for cookie in service.browser.cookies.jar}
    assert names <= {"national_eid_session", "national_eid_csrf", "national_eid_language"}
