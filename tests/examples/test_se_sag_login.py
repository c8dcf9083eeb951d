"""Logging in to Se Sag, and every answer that it must not believe."""

from typing import Any

import httpx
import pytest

from tests.examples.platform import ACR, NORDBY, Platform
from tests.examples.se_sag import SeSag, cases_on, heading, words


@pytest.mark.requirement("X1")
def test_a_case_worker_logs_in_and_sees_for_whom_she_acts(se_sag: SeSag, platform: Platform) -> None:
    page = se_sag.open("/cases/")
    assert page.status_code == httpx.codes.OK
    assert heading(page) == "Cases of Nordby Kommune"
    assert "You act for Nordby Kommune" in words(page)
    assert "Anna Holm" in words(page)
    assert "demonstration" in words(page)

    [asked] = platform.asked
    assert asked["scope"].split() == ["openid", "profile", "organisation", "se-sag"]
    assert asked["code_challenge_method"] == "S256"
    assert asked["acr_values"] == f"{ACR}substantial"
    assert asked["ui_locales"] == "en"
    assert asked["nonce"]
    assert asked["redirect_uri"] == f"{se_sag.address}/login/callback"


def test_the_login_leads_to_the_page_that_was_wanted_and_never_elsewhere(
    se_sag: SeSag, platform: Platform
) -> None:
    number = cases_on(se_sag.open())[0]
    other = SeSag(se_sag.address)
    assert other.open(f"/cases/{number}/").url.path == f"/cases/{number}/"
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        landed = SeSag(se_sag.address).browser.get(f"{se_sag.address}/login", params={"next": elsewhere})
        assert str(landed.url) == f"{se_sag.address}/cases/"


def test_the_session_has_a_new_name_after_the_login(se_sag: SeSag) -> None:
    fixed = "a" * 32
    se_sag.browser.cookies.set("se_sag_session", fixed, domain="localhost.local")
    assert se_sag.open().status_code == httpx.codes.OK
    names = [cookie.value for cookie in se_sag.browser.cookies.jar if cookie.name == "se_sag_session"]
    assert fixed not in names[-1:]
    stranger = httpx.get(f"{se_sag.address}/cases/", cookies={"se_sag_session": fixed})
    assert stranger.is_redirect, "the name that was planted opens nothing"


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": {"state": "of another login"}},
        {"answer": {"state": None}},
        {"answer": {"iss": "https://another.example"}},
        {"answer": {"iss": None}},
        {"answer": {"code": None}},
        {"answer": {"code": "a code of somebody else"}},
        {"claims": {"nonce": "of another login"}},
        {"claims": {"nonce": None}},
        {"claims": {"iss": "https://another.example"}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"aud": ["se-sag", "another-client"]}},
        {"claims": {"azp": "another-client"}},
        {"claims": {"exp": 1_700_000_000}},
        {"claims": {"exp": None}},
        {"claims": {"iat": 1_700_000_000}},
        {"claims": {"at_hash": "of another token"}},
        {"claims": {"sub": None}},
        {"userinfo": {"sub": "somebody else"}},
        {"forged": True},
        {"unsigned": True},
    ],
    ids=str,
)
def test_an_answer_that_does_not_fit_logs_nobody_in(
    se_sag: SeSag, platform: Platform, wrong: dict[str, Any]
) -> None:
    platform.wrong = wrong
    page = se_sag.open()
    assert page.status_code in {httpx.codes.FORBIDDEN, httpx.codes.BAD_GATEWAY}
    assert heading(page) in {"This login cannot be used", "Logging in does not work right now"}
    assert not cases_on(page)
    assert platform.questions == []

    platform.wrong = {}
    assert heading(se_sag.open("/")) == "Follow work-injury cases", "nobody is logged in"


def test_an_answer_is_good_once(se_sag: SeSag) -> None:
    landed = se_sag.open()
    [callback] = [step.url for step in landed.history if step.url.path == "/login/callback"]
    assert se_sag.browser.get(callback).status_code == httpx.codes.FORBIDDEN
    assert SeSag(se_sag.address).browser.get(callback).status_code == httpx.codes.FORBIDDEN


def test_a_cancelled_login_says_that_nothing_happened(se_sag: SeSag, platform: Platform) -> None:
    platform.wrong = {"answer": {"code": None, "error": "access_denied"}}
    page = se_sag.open()
    assert heading(page) == "You did not log in"
    assert "Log in again" in words(page)


@pytest.mark.requirement("F2")
@pytest.mark.parametrize("acr", [f"{ACR}low", "substantial", "https://another.example/high", None, 3])
def test_a_login_below_the_level_is_none(se_sag: SeSag, platform: Platform, acr: Any) -> None:
    platform.claims["acr"] = acr
    page = se_sag.open()
    assert heading(page) == "You have to log in at a higher level"
    assert platform.questions == []


@pytest.mark.parametrize(
    "change", [{"represents": None}, {"represents": "dk:cvr:20000015"}, {"user": None}, {"user": 7}], ids=str
)
def test_a_login_for_nobody_is_none(se_sag: SeSag, platform: Platform, change: dict[str, Any]) -> None:
    platform.claims |= change
    assert heading(se_sag.open()) == "You did not choose an organisation"
    assert platform.questions == []


def test_the_organisation_acted_for_is_the_deepest(se_sag: SeSag, platform: Platform) -> None:
    platform.claims["represents"] = {"sub": "dk:cvr:20000031", "name": "Fællesbureauet", "represents": NORDBY}
    page = se_sag.open()
    assert "You act for Nordby Kommune through Fællesbureauet" in words(page)
    assert platform.questions[-1]["resource"] == {"type": "organisation", "id": "dk:cvr:20000015"}


def test_signing_out_ends_it_here_and_at_the_platform(se_sag: SeSag, platform: Platform) -> None:
    page = se_sag.open()
    end = se_sag.press(page, "/logout")
    assert "You are logged out" in words(end)
    [goodbye] = platform.goodbyes
    assert goodbye["post_logout_redirect_uri"] == f"{se_sag.address}/"
    assert goodbye["id_token_hint"].count(".") == 2
    assert heading(se_sag.open("/")) == "Follow work-injury cases"
    assert "You are logged out" not in words(se_sag.open("/")), "it is said once"


def test_signing_out_wants_the_page_s_own_button(se_sag: SeSag, platform: Platform) -> None:
    se_sag.open()
    assert se_sag.browser.get(f"{se_sag.address}/logout").status_code == httpx.codes.METHOD_NOT_ALLOWED
    assert se_sag.browser.post(f"{se_sag.address}/logout").status_code == httpx.codes.FORBIDDEN
    assert platform.goodbyes == []


def test_its_key_is_public_in_its_public_half_only(se_sag: SeSag) -> None:
    [key] = httpx.get(f"{se_sag.address}/jwks.json").json()["keys"]
    assert (key["kty"], key["alg"]) == ("EC", "ES256")
    assert "d" not in key


def test_cookies_are_its_own_and_out_of_reach_of_scripts(se_sag: SeSag) -> None:
    landed = se_sag.open()
    set_cookies = [
        value for step in [*landed.history, landed] for value in step.headers.get_list("set-cookie")
    ]
    assert all(value.strip().startswith("se_sag_") and "HttpOnly" in value for value in set_cookies)
    assert all("SameSite=Lax" in value for value in set_cookies)
