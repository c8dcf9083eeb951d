"""The look, looked at: every component in every state, in a browser, as a reader of the pages meets it."""

import ast
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.web.look import samples
from fuldmagt.web.look.sprite import sprite
from tests.browser import (
    CONTRAST,
    NARROW,
    PSEUDO,
    WIDE,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["look/", "look/question", "look/refusal", "look/confirm", "look/letter", "help", "accessibility"]
PAGES += ["personal-data", *(f"look/error/{status}" for status in (400, 403, 404, 500, 503))]
TEMPLATES = Path(samples.__file__).parents[1] / "templates"


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.DEMO = True


def sample_texts() -> list[str]:
    """The made-up people, and the words of the sample pages, which are for builders and in English."""
    constants = [
        one
        for one in ast.walk(ast.parse(Path(samples.__file__).read_text()))
        if isinstance(one, ast.Constant)
    ]
    texts = {one.value for one in constants if isinstance(one.value, str)} | {"Fuldmagt", *sprite()}
    for file in (TEMPLATES / "look").glob("*.html"):
        source = file.read_text()
        if "load i18n" not in source:
            texts |= set(re.findall(r"(?<=[>}])[^<>{}]+(?=[<{])", source)) | set(
                re.findall(r'"([^"<>{}]+)"', source)
            )
    return [text.strip() for text in texts if text.strip()]


@pytest.mark.parametrize("path", [path for path in PAGES if "error" not in path or path.endswith("404")])
def test_every_page_can_be_read_by_everybody_on_every_screen(
    path: str, desktop: Page, live_server: LiveServer
) -> None:
    desktop.goto(f"{live_server.url}/{path}")
    for scheme in ("light", "dark"):
        desktop.emulate_media(color_scheme=scheme)
        for size, name in ((WIDE, "desktop"), (NARROW, "phone")):
            desktop.set_viewport_size(size)
            picture(desktop, f"look-{path.strip('/').replace('/', '-')}-{name}-{scheme}")

            again = scheme == "dark"
            found = violations(
                desktop, only=CONTRAST if again else "", but=CONTRAST if size == NARROW and not again else ""
            )
            assert found == []
            assert not wider_than_the_window(desktop)


@pytest.mark.requirement("X7")
@pytest.mark.parametrize("path", PAGES)
def test_no_text_is_left_untranslated(
    path: str, desktop: Page, pseudo: None, live_server: LiveServer
) -> None:
    speak(desktop, live_server.url, PSEUDO)
    desktop.goto(f"{live_server.url}/{path}")

    assert "⟦" in desktop.inner_text("body")
    assert untranslated(desktop, sample_texts()) == []


def test_a_forgotten_text_is_noticed(desktop: Page, pseudo: None, live_server: LiveServer) -> None:
    speak(desktop, live_server.url, PSEUDO)
    desktop.goto(f"{live_server.url}/help")
    desktop.evaluate("document.querySelector('h1').append(' Forgotten')")

    assert untranslated(desktop) == ["Forgotten"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_a_style_or_a_script_of_its_own(
    path: str, desktop: Page, live_server: LiveServer
) -> None:
    answer = desktop.goto(f"{live_server.url}/{path}")

    assert answer is not None
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert inline(desktop) == []


@pytest.mark.requirement("X7")
def test_a_reader_changes_the_language_without_scripts_and_stays_on_the_page(
    scriptless: Page, live_server: LiveServer
) -> None:
    scriptless.goto(f"{live_server.url}/help?from=here")
    assert scriptless.locator("html").get_attribute("lang") == "da"
    assert scriptless.locator("h1").inner_text() == "Hvordan kan vi hjælpe?"

    scriptless.get_by_role("button", name="Nederlands").click()

    assert scriptless.url.endswith("/help?from=here")
    assert scriptless.locator("html").get_attribute("lang") == "nl"
    assert scriptless.locator("h1").inner_text() == "Hoe kunnen wij helpen?"
    assert scriptless.get_by_role("button", name="Nederlands").get_attribute("aria-current") == "true"


def test_the_samples_are_shown_to_builders_alone(
    desktop: Page, settings: Settings, live_server: LiveServer
) -> None:
    settings.DEMO = False
    answer = desktop.goto(f"{live_server.url}/look/")

    assert answer is not None
    assert answer.status == 404
    assert desktop.locator(".fm-demo").count() == 0


def test_a_demonstration_says_that_it_is_one(desktop: Page, live_server: LiveServer) -> None:
    desktop.goto(f"{live_server.url}/help")
    assert "Dette er en demonstration." in desktop.inner_text("aside")


def test_an_operator_gives_the_platform_name_and_colours(
    desktop: Page, settings: Settings, live_server: LiveServer
) -> None:
    settings.BRAND_NAME = "Fjordlogin"
    settings.BRAND_COLOURS = ["#1f5fa8", "#123c6d", "#e9f1fa", "#b5cfec", "#1f5fa8", "#123c6d"]
    desktop.goto(f"{live_server.url}/look/")

    assert desktop.title() == "Building blocks - Fjordlogin"
    assert desktop.locator("header .fm-brand").inner_text() == "Fjordlogin"
    primary = desktop.get_by_role("button", name="Save the change").first
    assert primary.evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(31, 95, 168)"
    assert violations(desktop) == []


def test_an_operator_gives_the_platform_a_logo(
    desktop: Page, settings: Settings, live_server: LiveServer, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
    )
    settings.BRAND_LOGO = str(logo)
    desktop.goto(f"{live_server.url}/help")

    assert desktop.locator("header .fm-logo").evaluate("(one) => one.naturalWidth") == 40
