"""Every page of the examples in a real browser: for every eye, in three languages, on a phone.

Their policy lets no script run, so what works here works without one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import NARROW, WIDE, a_page, inline, picture, violations, wider_than_the_window
from tests.examples.platform import INSURANCE, NO_RIGHT, Platform, a_no
from tests.examples.service import Service

HEADINGS = {
    "da": (
        "Hvem vil du være?",
        "Sager for Nordby Kommune",
        "Du kan ikke længere se sager for Nordby Kommune",
    ),
    "nl": (
        "Wie wilt u zijn?",
        "Dossiers van Nordby Kommune",
        "U kunt geen dossiers meer zien voor Nordby Kommune",
    ),
    "en": (
        "Who do you want to be?",
        "Cases of Nordby Kommune",
        "You can no longer see cases for Nordby Kommune",
    ),
}


@dataclass(frozen=True)
class Reader:
    """Somebody with a window, a preference for light or dark, and a language."""

    page: Page
    language: str
    name: str

    def sees(self, name: str) -> None:
        """The page as it stands is readable for everybody."""
        picture(self.page, f"examples-{name}-{self.name}")
        assert violations(self.page) == []
        assert inline(self.page) == []
        assert not wider_than_the_window(self.page)


# Every width, scheme and language, though not each with each other.
READERS = [(WIDE, "light", "da"), (NARROW, "light", "nl"), (WIDE, "dark", "en")]


@pytest.fixture(params=READERS, ids=lambda param: f"{param[0]['width']}-{param[1]}-{param[2]}")
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Reader]:
    window, scheme, language = request.param
    for page in a_page(browser, language=language, viewport=window, color_scheme=scheme):
        yield Reader(page, language, request.node.callspec.id)


@pytest.mark.requirement("X7")
def test_the_pages_of_the_eid(reader: Reader, eid: str) -> None:
    page, language = reader.page, reader.language
    service = Service(eid)
    page.goto(f"{eid}/")
    reader.sees("eid-front")
    page.goto(f"{eid}/authorize?{urlencode(service.asking(ui_locales=language))}")
    assert page.locator("h1").inner_text() == HEADINGS[language][0]
    reader.sees("eid-people")
    page.locator("#search").fill("nobody")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reader.sees("eid-nobody")
    insisting = {"idp_params": '{"mitid": {"loa_value": "substantial"}}', "ui_locales": language}
    page.goto(f"{eid}/authorize?{urlencode(service.asking(**insisting))}")
    with page.expect_navigation():
        page.get_by_role("link", name="Ilie").click()
    reader.sees("eid-approve")
    page.goto(f"{eid}/login/over/")
    reader.sees("eid-over")
    page.goto(f"{eid}/authorize?client_id=nobody")
    reader.sees("eid-wrong")


@pytest.mark.requirement("X7")
def test_the_pages_of_se_sag(reader: Reader, platform: Platform, se_sag_address: str) -> None:
    page, language = reader.page, reader.language
    page.goto(f"{se_sag_address}/")
    reader.sees("se-sag-front")
    page.goto(f"{se_sag_address}/cases/?show=closed")
    assert page.locator("h1").inner_text() == HEADINGS[language][1]
    reader.sees("se-sag-municipal")
    platform.rights = {INSURANCE}
    page.goto(f"{se_sag_address}/cases/?show=closed&sort=-happened")
    reader.sees("se-sag-insurance")
    with page.expect_navigation():
        page.locator("tbody a").first.click()
    reader.sees("se-sag-case")
    with page.expect_navigation():
        page.locator("tbody a").first.click()
    reader.sees("se-sag-document")
    page.goto(f"{se_sag_address}/cases/?q=findes+ikke")
    reader.sees("se-sag-nothing")
    page.goto(f"{se_sag_address}/cases/none/")
    reader.sees("se-sag-404")


@pytest.mark.requirement("F6", "X7")
def test_the_pages_of_se_sag_that_say_no(reader: Reader, platform: Platform, se_sag_address: str) -> None:
    page, language = reader.page, reader.language
    page.goto(f"{se_sag_address}/cases/")
    platform.rights.clear()
    platform.refusal = a_no(
        NO_RIGHT, NO_RIGHT | {"reason": "not_eligible", "message": "This right is not open to it."}
    )
    page.goto(f"{se_sag_address}/cases/")
    assert page.locator("h1").inner_text() == HEADINGS[language][2]
    page.locator("summary").click()
    reader.sees("se-sag-refused")
    platform.answers = lambda question: (500, {})
    page.goto(f"{se_sag_address}/cases/")
    reader.sees("se-sag-closed")
    page.goto(f"{se_sag_address}/login/callback?state=unknown&code=x")
    reader.sees("se-sag-failed")
    page.goto(f"{se_sag_address}/cases/")
    with page.expect_navigation():
        page.get_by_role("banner").get_by_role("button").click()
    reader.sees("se-sag-goodbye")


def test_everything_can_be_reached_by_the_keyboard(
    browser: Browser, platform: Platform, se_sag_address: str
) -> None:
    for page in a_page(browser, viewport=WIDE, java_script_enabled=False):
        page.goto(f"{se_sag_address}/cases/")
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("href") == "#main-content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("id") == "search"
        page.keyboard.type("tømrer")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "q=t%C3%B8mrer" in page.url
