"""The notifier's way as people see it: desk and phone, with and without scripts, in every language (A2)."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.organisations.models import Organisation
from tests.browser import (
    PSEUDO,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.notifier import BARTEK, KATARZYNA, PDF, POST
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("A2")]

DATA = [
    "Zielna Import ApS", "Katarzyna Zielna", "Bartek Nowak", "MitID", "Dansk", "Nederlands", "English",
    "Frugtmarkedet 31", "Vestby", POST, "bartek@zielna.example", "fuldmagt.pdf",
]  # fmt: skip


@pytest.fixture
def address(eid: NationalEid, transactional_db: None, live_server: LiveServer, settings: Settings) -> str:
    settings.BASE_URL = live_server.url
    return live_server.url


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """What Katarzyna has signed, scanned."""
    scanned = tmp_path / "fuldmagt.pdf"
    scanned.write_bytes(PDF)
    return scanned


def judged(page: Page, name: str) -> None:
    picture(page, f"notifier-{name}")
    assert violations(page) == []
    assert inline(page) == []
    assert not wider_than_the_window(page)


def begins_as_the_representative(desktop: Page, address: str, eid: NationalEid) -> None:
    speak(desktop, address, "en")
    eid.at_the_door = KATARZYNA
    desktop.goto(f"{address}/join/")
    desktop.get_by_label("Organisation number").fill("20000120")
    desktop.get_by_role("button", name="Find the organisation").click()
    desktop.get_by_label("Your work e-mail address").fill(POST)
    desktop.get_by_text("I accept the terms of use").click()
    desktop.get_by_role("button", name="Confirm with MitID").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("carries no national number")
    judged(desktop, "1-refused")


@pytest.mark.requirement("A1")
def test_the_representative_is_stopped_and_the_notifier_joins_it(
    desktop: Page, phone: Page, address: str, eid: NationalEid, paper: Path
) -> None:
    begins_as_the_representative(desktop, address, eid)
    eid.at_the_door = BARTEK
    desktop.get_by_role("link", name=f"{address}/join/notifier/").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Join an organisation as its notifier")
    judged(desktop, "2-find")
    desktop.get_by_label("Organisation number").fill("20000120")
    desktop.get_by_role("button", name="Find the organisation").click()
    desktop.get_by_label("Your work e-mail address").fill("bartek@zielna.example")
    desktop.get_by_text("I accept the terms of use").click()
    judged(desktop, "3-describe")
    desktop.get_by_role("button", name="Confirm with MitID").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Hand in the signed authority")
    judged(desktop, "4-authority")
    desktop.get_by_label("The signed authority").set_input_files(paper)
    desktop.get_by_role("button", name="Hand in the authority").click()
    desktop.get_by_label("E-mail address of Katarzyna Zielna").fill(POST)
    judged(desktop, "5-others")
    desktop.get_by_role("button", name="Ask Katarzyna Zielna by e-mail").click()
    expect(desktop.get_by_text("Has been asked")).to_be_visible()

    eid.at_the_door = KATARZYNA
    speak(phone, address, "en")
    phone.goto(address + link_in(last_mail(POST)))
    judged(phone, "6-confirm")
    phone.get_by_role("button", name="Confirm with MitID").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Zielna Import ApS has joined")
    judged(phone, "7-joined")
    assert Organisation.objects.get().joined_by == "Katarzyna Zielna"


@pytest.mark.requirement("X7")
def test_no_word_is_forgotten_and_no_script_is_needed(
    scriptless: Page, address: str, eid: NationalEid, paper: Path, pseudo: None
) -> None:
    left: dict[str, list[str]] = {}

    def look(heading: str) -> None:
        expect(scriptless.get_by_role("heading", level=1)).to_contain_text(heading)
        if words := untranslated(scriptless, DATA):
            left[scriptless.url] = words

    eid.at_the_door = BARTEK
    speak(scriptless, address, PSEUDO)
    button = scriptless.locator("main form button[type=submit]").first
    scriptless.goto(f"{address}/join/notifier/")
    look("Join an organisation")
    scriptless.locator("input[name=number]").fill("20000120")
    button.click()
    look("Is Zielna Import ApS the right one")
    scriptless.locator("input[name=email]").fill("bartek@zielna.example")
    scriptless.locator("input[name=terms]").check()
    button.click()
    look("Hand in the signed authority")
    scriptless.locator("input[name=file]").set_input_files(paper)
    button.click()
    look("One more signature")
    scriptless.locator("input[name=email]").fill(POST)
    button.click()
    look("One more signature")
    scriptless.goto(address + link_in(last_mail(POST)))
    look("Confirm that Zielna Import ApS joins")
    assert left == {}
