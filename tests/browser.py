"""A browser for tests: Debian's Chromium, one for the run, with what a page is looked at with.

    def test_the_page(desktop: Page, live_server: LiveServer) -> None:
        desktop.goto(f"{live_server.url}/look/")
        assert violations(desktop) == []

The fixtures are given to every test by tests/conftest.py. Pictures are kept when FULDMAGT_SCREENSHOTS is set.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright
from pytest_django import Settings

from scripts import messages

ROOT = Path(__file__).resolve().parents[1]
# Debian's shell is the same browser without its windows, and opens pages in half the time.
CHROMIUM = os.environ.get("CHROMIUM") or which("chromium-headless-shell") or "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
LANGUAGE_COOKIE = "fuldmagt_language"
PSEUDO = "en-xa"
LANGUAGES = ("da", "nl", "en")
CONTRAST = "color-contrast"
"""The one rule of axe that a page may break in other colours alone, and not at another width alone."""

# Every text that a reader meets, in the order of the page, with what is visible of it and the names of
# controls. Text is translated while inside the brackets, which may open in one element and close in another.
UNTRANSLATED = """
(data) => {
  const left = [];
  const brand = document.querySelector(".fm-brand span")?.textContent ?? "";
  const known = [...data, brand].filter(Boolean).sort((a, b) => b.length - a.length);
  let depth = 0;
  const judge = (text) => {
    let outside = "";
    for (const sign of text) {
      if (sign === "⟦") depth += 1;
      else if (sign === "⟧") depth = Math.max(0, depth - 1);
      else if (depth === 0) outside += sign;
    }
    outside = outside.replace(/\\S+@\\S+|https?:\\S+/g, " ");
    for (const words of known) outside = outside.replaceAll(words, " ");
    outside = outside.trim();
    if (/\\p{L}{2,}/u.test(outside)) left.push(outside);
  };
  const named = ["aria-label", "placeholder", "title", "alt", "data-copied", "data-title"];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return judge(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (["SCRIPT", "STYLE", "NOSCRIPT", "CODE"].includes(node.tagName)) return;
    if (node.getAttribute("translate") === "no") return;
    for (const name of named) if (node.hasAttribute(name)) judge(node.getAttribute(name));
    if (node.matches("input[type=submit], input[type=button]")) judge(node.value);
    for (const child of node.childNodes) walk(child);
  };
  judge(document.title);
  walk(document.body);
  return left;
}
"""

# Only what is wrong is handed over: the whole of what axe has found out takes as long to send as to find.
AXE = """
async ([only, but]) => {
  const asked = only ? {runOnly: [only]} : but ? {rules: {[but]: {enabled: false}}} : {};
  const {violations} = await axe.run(document, {resultTypes: ["violations"], ...asked});
  return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 200)}`));
}
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in the test's thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    yield from a_page(browser, viewport=WIDE, color_scheme="light")


@pytest.fixture
def dark(browser: Browser) -> Iterator[Page]:
    yield from a_page(browser, viewport=WIDE, color_scheme="dark")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from a_page(browser, viewport=NARROW, color_scheme="light", has_touch=True)


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    """A browser in which no script of the page runs."""
    yield from a_page(browser, viewport=WIDE, color_scheme="light", java_script_enabled=False)


@pytest.fixture(scope="session")
def pseudo_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pseudo-language of the source as it stands, in a folder of translations."""
    folder = tmp_path_factory.mktemp("pseudo")
    messages.write_pseudo(folder)
    return folder


@pytest.fixture
def pseudo(pseudo_words: Path, settings: Settings) -> None:
    """Pages may be read in the pseudo-language; `speak(page, url, PSEUDO)` chooses it."""
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, pseudo_words]
    settings.LANGUAGES = [*settings.LANGUAGES, (PSEUDO, "⟦Pseudo⟧")]


def a_page(browser: Browser, *, language: str = "da", **settings: Any) -> Iterator[Page]:
    """A page in a context of its own: a person with an own browser. A script's fault fails the test."""
    context = browser.new_context(locale=language, reduced_motion="reduce", **settings)
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if is_refused_by_policy(said.text) else None)
    yield page
    context.close()
    assert not faults, faults


def is_refused_by_policy(text: str) -> bool:
    return "Content Security Policy" in text


def follow(control: Locator) -> None:
    """Press what leads to another page, and be there: a click alone returns before the page is changed."""
    with control.page.expect_navigation():
        control.click()


def choose_box(box: Locator) -> None:
    """Tick a box, or choose a round button, by its key: a page that still moves has no place to miss."""
    if not box.is_checked():
        box.press("Space")
    expect(box).to_be_checked()


def speak(page: Page, url: str, language: str) -> None:
    """Choose a language as the language menu does (the pseudo-language: PSEUDO)."""
    page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": url}])


@cache
def axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page, *, only: str = "", but: str = "") -> list[str]:
    """What axe-core finds on the page as it stands, with every rule on, best practices too.

    Where a page is looked at again in other colours, `only` names the rule that these can break; where it is
    looked at again at another width, `but` the rule that is as it was.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found: list[str] = page.evaluate(AXE, [only, but])
    return found


def untranslated(page: Page, data: Sequence[str] = ()) -> list[str]:
    """In the pseudo-language: the texts that stand outside its brackets and are not among the data."""
    left: list[str] = page.evaluate(UNTRANSLATED, list(data))
    return left


def inline(page: Page) -> list[str]:
    """Styles and scripts in the markup as it was sent, which the page's policy forbids."""
    source = page.request.get(page.url).text()
    found: list[str] = page.evaluate(
        """(source) => [...new DOMParser().parseFromString(source, "text/html").querySelectorAll("*")]
          .filter((one) => one.hasAttribute("style") || one.tagName === "STYLE"
            || (one.tagName === "SCRIPT" && one.textContent.trim())
            || [...one.attributes].some((attribute) => attribute.name.startsWith("on")))
          .map((one) => one.outerHTML.slice(0, 200))""",
        source,
    )
    return found


def wider_than_the_window(page: Page) -> bool:
    """Whether a reader would have to scroll sideways."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return wide


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in var/screenshots, if pictures are asked for."""
    if os.environ.get("FULDMAGT_SCREENSHOTS"):
        folder = ROOT / "var" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)


def passkey(page: Page, *, verified: bool = True, transport: str = "internal") -> str:
    """Give the page's browser an authenticator that is there and verifies its user; its id.

    It is part of the device, or by the transport `usb` a security key.
    """
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    made = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "ctap2Version": "ctap2_1",
                "transport": transport,
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": verified,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return str(made["authenticatorId"])
