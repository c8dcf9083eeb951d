"""Se Sag asks at each page, believes a clear yes alone, and says why not."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.examples.platform import (
    ACR,
    INSURANCE,
    MUNICIPAL,
    NO_RIGHT,
    REVOKED,
    YES,
    Platform,
    a_no,
)
from tests.examples.se_sag import SeSag, cases_on, heading, words


@pytest.mark.requirement("C4")
def test_each_page_is_asked_for_anew(se_sag: SeSag, platform: Platform) -> None:
    number = cases_on(se_sag.open())[0]
    before = len(platform.questions)
    se_sag.open(f"/cases/{number}/")
    se_sag.open("/cases/?page=2")
    se_sag.open(f"/cases/{number}/documents/1")
    assert len(platform.questions) == before + 3
    assert platform.questions[-1] == {
        "subject": {"type": "user", "id": "u1"},
        "action": {"name": MUNICIPAL},
        "resource": {"type": "organisation", "id": "dk:cvr:20000015"},
        "context": {"assurance": "substantial", "means": "code_display"},
    }


@pytest.mark.requirement("C4", "F6", "X2")
def test_a_withdrawn_right_refuses_at_the_next_click_with_the_reason(
    se_sag: SeSag, platform: Platform
) -> None:
    page = se_sag.open()
    number = cases_on(page)[0]
    person = words(se_sag.open(f"/cases/{number}/"))

    platform.rights.clear()
    platform.refusal = a_no(REVOKED)
    refused = se_sag.open(f"/cases/{number}/")
    assert refused.status_code == httpx.codes.FORBIDDEN
    assert heading(refused) == "You can no longer see cases for Nordby Kommune"
    assert "Your right was withdrawn today" in words(refused)
    assert "Mended by a rights administrator in your organisation" in words(refused)
    told = words(refused)
    assert told.index("Ask a rights administrator in your organisation for the right") < told.index(
        "Your right was withdrawn today"
    ), "first what has to happen, then what is so"
    assert "See your rights and who can help you" in told
    assert f'href="{platform.issuer}/mine/#who-helps"' in refused.text
    assert number not in words(refused).replace(f"/cases/{number}/", "")
    assert not set(words(refused).split()) & _names_in(person)

    platform.rights.add(MUNICIPAL)
    assert number in words(se_sag.open(f"/cases/{number}/")), "given again, it is there at once"


@pytest.mark.requirement("F6", "X2")
def test_what_can_be_asked_for_is_asked_for_at_the_platform(se_sag: SeSag, platform: Platform) -> None:
    form = f"{platform.issuer}/requests/new/?right=se-sag%3Akommunal-sagsbehandler"
    se_sag.open()
    platform.rights.clear()
    platform.refusal = a_no(NO_RIGHT, access_request={"requestable": True, "form_url": form})
    refused = se_sag.open()

    assert f'href="{form}"' in refused.text
    assert "Ask for the right" in words(refused)
    script = {"requestable": True, "form_url": "javascript:alert(1)"}
    for odd in ({"form_url": form}, script, {"requestable": True}):
        platform.refusal = a_no(NO_RIGHT, access_request=odd)
        assert "See your rights and who can help you" in words(se_sag.open())


def _names_in(page: str) -> set[str]:
    """The injured person's name: the two words before the colon of the heading."""
    return set(page.partition(":")[0].split()[-2:])


@pytest.mark.requirement("C4")
def test_a_right_exchanged_for_the_other_shows_the_other_cases_at_the_next_click(
    se_sag: SeSag, platform: Platform
) -> None:
    assert "to which the municipality is a party" in words(se_sag.open())
    platform.rights = {INSURANCE}
    page = se_sag.open()
    assert page.status_code == httpx.codes.OK
    assert "that you insure or conduct" in words(page)


def test_somebody_without_a_right_is_told_so_and_what_to_do(se_sag: SeSag, platform: Platform) -> None:
    platform.rights.clear()
    page = se_sag.open()
    assert page.status_code == httpx.codes.FORBIDDEN
    assert heading(page) == "You cannot see cases for Nordby Kommune yet"
    assert "Mette Lundager can give it" in words(page)
    assert "no_authorisation" in words(page)
    assert not cases_on(page)


@pytest.mark.requirement("X7")
def test_the_reasons_are_asked_for_in_the_reader_s_language(se_sag: SeSag, platform: Platform) -> None:
    page = se_sag.open()
    platform.rights.clear()
    danish = se_sag.press(page, "/language", language="da", next="/cases/")
    assert heading(danish) == "Du kan ikke længere se sager for Nordby Kommune"
    assert platform.languages[-1] == "da"
    dutch = se_sag.press(danish, "/language", language="nl", next="/cases/")
    assert heading(dutch) == "U kunt geen dossiers meer zien voor Nordby Kommune"
    assert platform.languages[-1] == "nl"


def test_a_language_leads_back_to_a_page_of_se_sag_only(se_sag: SeSag) -> None:
    page = se_sag.open()
    back = se_sag.press(page, "/language", language="nl", next="https://evil.example/")
    assert str(back.url).startswith(se_sag.address)


@pytest.mark.requirement("F2")
def test_a_level_too_low_offers_the_step_up(se_sag: SeSag, platform: Platform) -> None:
    too_low = NO_RIGHT | {
        "reason": "assurance_too_low",
        "mended_by": "person",
        "remedy": "step_up",
        "message": "Higher.",
    }
    platform.rights.clear()
    platform.refusal = a_no(too_low, acr_values=f"{ACR}high")
    page = se_sag.open()
    assert "Log in at a higher level" in words(page)
    assert "Mended by yourself" in words(page)

    platform.claims["acr"] = f"{ACR}high"
    platform.rights.add(MUNICIPAL)
    again = se_sag.browser.get(f"{se_sag.address}/login", params={"acr": f"{ACR}high"})
    assert platform.asked[-1]["acr_values"] == f"{ACR}high"
    assert again.status_code == httpx.codes.OK
    assert platform.questions[-1]["context"]["assurance"] == "high"


def test_reasons_stand_in_the_order_of_mending(se_sag: SeSag, platform: Platform) -> None:
    platform.rights.clear()
    second = NO_RIGHT | {
        "reason": "not_eligible",
        "remedy": "choose_other_right",
        "message": "It is not open to you.",
    }
    platform.refusal = a_no(NO_RIGHT, second)
    told = words(se_sag.open())
    assert told.index("Mette Lundager") < told.index("It is not open to you")


def saying(status: int, told: Any) -> Callable[[dict[str, Any]], tuple[int, Any]]:
    return lambda question: (status, told if isinstance(told, bytes) else json.loads(json.dumps(told)))


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (500, {}),
        (503, YES),
        (403, {"decision": True}),
        (401, {}),
        (302, YES),
        (200, b"<html>an error page</html>"),
        (200, {}),
        (200, []),
        (200, True),
        (200, {"decision": "true"}),
        (200, {"decision": 1}),
        (200, {"decision": None}),
        (200, {"decision": True, "context": "text"}),
        (200, {"decision": True, "context": {"precheck": True}}),
        (200, {"decision": True, "context": {"simulation": True}}),
    ],
    ids=str,
)
def test_what_is_no_clear_answer_keeps_it_shut(
    se_sag: SeSag, platform: Platform, status: int, told: Any
) -> None:
    platform.answers = saying(status, told)
    page = se_sag.open()
    assert page.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert heading(page) == "We cannot see right now what you may see"
    assert not cases_on(page)


def test_a_token_that_ended_early_is_replaced_without_a_word(se_sag: SeSag, platform: Platform) -> None:
    number = cases_on(se_sag.open())[0]
    platform.expects = "Bearer a-new-one"
    assert se_sag.open(f"/cases/{number}/").status_code == httpx.codes.OK


def test_a_no_without_reasons_is_still_a_no(se_sag: SeSag, platform: Platform) -> None:
    platform.answers = saying(200, {"decision": False})
    page = se_sag.open()
    assert page.status_code == httpx.codes.FORBIDDEN
    assert "Ask a rights administrator" in words(page)
    assert not cases_on(page)


def test_words_from_elsewhere_are_words_on_the_page(se_sag: SeSag, platform: Platform) -> None:
    platform.rights.clear()
    platform.refusal = a_no(NO_RIGHT | {"message": "<script>alert(1)</script>"})
    assert "<script" not in se_sag.open().text
