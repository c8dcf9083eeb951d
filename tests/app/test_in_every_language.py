"""Each screen of the app at the width of a phone, in the languages of the way: it fits, for everybody."""

import pytest
from playwright.sync_api import expect

from fuldmagt.authenticators.app.actions import begin, code_of
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.languages import EMPLOYEES
from tests import effort
from tests.app.two_screens import ANNA, PIN, Story, judged
from tests.browser import speak

SPOKEN = [code for code, _ in EMPLOYEES if code != "en"] if effort.WHOLE else ["nl", "pl"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("X7")]


def shows(story: Story, screen: str, name: str) -> None:
    expect(story.phone.locator(f"main[data-screen={screen}]")).to_be_visible()
    judged(story.phone, name)
    told, language = story.phone.locator("main").inner_text(), name.partition("-")[0]
    assert "CVR-nummer" not in told or language in ("da", "nl"), "what is short leaks too"


@pytest.mark.soak
@pytest.mark.parametrize("language", SPOKEN)
def test_every_screen_fits_a_phone(story: Story, language: str) -> None:
    phone = story.phone
    speak(phone, story.address, language)
    speak(story.desk, story.address, language)
    phone.reload()
    shows(story, "begin", f"{language}-1-begin")
    phone.locator("section[data-screen=begin] [data-to=passport]").click()
    shows(story, "passport", f"{language}-2-passport")
    phone.locator("section[data-screen=passport] [data-to=code]").click()
    phone.locator("#code-form [type=submit]").click()
    shows(story, "code", f"{language}-3-code")
    phone.locator("#user-id").fill(ANNA)
    phone.locator("#code").fill(code_of(begin(story.nordby.anna, at=clock.now())))
    phone.locator("#code-form [type=submit]").click()
    shows(story, "pin", f"{language}-4-pin")
    phone.locator("#new-pin").fill("123456")
    phone.locator("#pin-form [type=submit]").click()
    expect(phone.locator("#pin-wrong")).to_be_visible()
    judged(phone, f"{language}-5-weak")
    phone.locator("#new-pin").fill(PIN)
    phone.locator("#pin-again").fill(PIN)
    phone.locator("#pin-form [type=submit]").click()
    shows(story, "ready", f"{language}-6-ready")
    phone.locator("section[data-screen=ready] [data-to=users]").click()
    shows(story, "users", f"{language}-7-users")
    phone.locator("#users button").click()
    shows(story, "user", f"{language}-8-user")
    phone.locator("section[data-screen=user] [data-to=users]").click()
    number = story.asks()
    judged(story.desk, f"{language}-desk-number")
    shows(story, "request", f"{language}-9-request")
    phone.locator("#number").fill(number)
    phone.locator("#pin").fill("902714")
    phone.locator("#request-form [type=submit]").click()
    expect(phone.locator("#request-wrong")).to_be_visible()
    judged(phone, f"{language}-10-wrong")
    phone.locator("#deny").click()
    shows(story, "denied", f"{language}-11-denied")
