"""What opens and closes: the drawer, menus, the question that cannot be undone; with scripts and without."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import NARROW, a_page, follow, picture, violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.DEMO = True


def test_on_a_phone_the_navigation_is_a_drawer(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/look/")
    navigation, opener = phone.locator("#navigation"), phone.locator("[data-opens-drawer]")
    expect(navigation).not_to_be_visible()

    opener.click()

    expect(navigation).to_be_visible()
    expect(navigation).to_contain_text("Nordby Kommune")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(navigation.get_by_role("link", name="Luk menuen")).to_be_focused()
    picture(phone, "look-drawer-phone")
    assert violations(phone) == []

    phone.keyboard.press("Escape")

    expect(navigation).not_to_be_visible()
    expect(opener).to_be_focused()


def test_the_drawer_closes_when_something_beside_it_is_touched(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/look/")
    phone.locator("[data-opens-drawer]").click()
    phone.touchscreen.tap(380, 500)

    expect(phone.locator("#navigation")).not_to_be_visible()


def test_the_drawer_opens_and_closes_without_scripts(browser: Browser, live_server: LiveServer) -> None:
    for page in a_page(browser, viewport=NARROW, java_script_enabled=False):
        page.goto(f"{live_server.url}/look/")
        page.get_by_role("link", name="Menu", exact=True).click()
        expect(page.locator("#navigation")).to_be_visible()

        page.get_by_role("link", name="Luk menuen").click()
        expect(page.locator("#navigation")).not_to_be_visible()


def test_a_menu_opens_by_keyboard_and_closes_by_escape(desktop: Page, live_server: LiveServer) -> None:
    desktop.goto(f"{live_server.url}/look/")
    menu = desktop.locator(".fm-opening details.fm-menu")
    menu.locator("summary").focus()
    desktop.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Refusal")).to_be_visible()
    picture(desktop, "look-menu")
    assert violations(desktop) == []

    desktop.keyboard.press("Escape")

    expect(menu.get_by_role("link", name="Refusal")).not_to_be_visible()
    expect(menu.locator("summary")).to_be_focused()


@pytest.mark.parametrize("opened_from", ["a button", "a menu"])
def test_what_cannot_be_undone_is_asked_in_a_dialog(
    opened_from: str, desktop: Page, live_server: LiveServer
) -> None:
    desktop.goto(f"{live_server.url}/look/")
    if opened_from == "a menu":
        desktop.locator(".fm-opening details.fm-menu summary").click()
        desktop.locator("[data-opens=confirm-in-menu]").click()
    else:
        desktop.locator("[data-opens=confirm-close]").click()
    dialog = desktop.get_by_role("dialog", name="Close Gorm Vestervig’s user?")

    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Fortryd")).to_be_focused()
    picture(desktop, "look-dialog")
    assert violations(desktop) == []

    desktop.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    assert desktop.url.endswith("/look/")


def test_saying_yes_in_the_dialog_does_it(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/look/")
    phone.locator("[data-opens=confirm-close]").click()
    phone.get_by_role("dialog").get_by_role("button", name="Close the user").click()

    expect(phone.get_by_role("status")).to_contain_text("Gorm Vestervig’s user is closed.")


def test_without_scripts_the_question_is_a_page(scriptless: Page, live_server: LiveServer) -> None:
    scriptless.goto(f"{live_server.url}/look/")
    scriptless.locator("[data-opens=confirm-close]").click()
    expect(scriptless.locator("h1")).to_have_text("Close Gorm Vestervig’s user?")

    follow(scriptless.get_by_role("link", name="Fortryd"))
    assert scriptless.url.endswith("/look/")

    scriptless.locator("[data-opens=confirm-close]").click()
    scriptless.get_by_role("button", name="Close the user").click()
    expect(scriptless.get_by_role("status")).to_contain_text("Gorm Vestervig’s user is closed.")


def test_unsaved_changes_are_tinted_and_counted(desktop: Page, live_server: LiveServer) -> None:
    desktop.goto(f"{live_server.url}/look/")
    form = desktop.locator("form[data-changes]")
    expect(form.locator("[data-count]")).to_have_text("No changes.")

    form.get_by_text("Kommunal sagsbehandler").click()
    expect(form.locator("[data-count]")).to_have_text("One change is not saved.")
    expect(form.locator("[data-row].fm-changed")).to_have_count(1)

    form.get_by_role("button", name="Undo").click()
    expect(form.locator("[data-count]")).to_have_text("No changes.")
    expect(form.locator("[data-row].fm-changed")).to_have_count(0)


def test_a_reference_number_is_copied(browser: Browser, live_server: LiveServer) -> None:
    for page in a_page(browser, permissions=["clipboard-read", "clipboard-write"]):
        page.goto(f"{live_server.url}/look/refusal")
        page.get_by_role("button", name="Kopiér").click()

        expect(page.get_by_role("button", name="Kopieret")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == "R-7QK4-28MD"


def test_buttons_that_need_scripts_are_not_shown_without(scriptless: Page, live_server: LiveServer) -> None:
    scriptless.goto(f"{live_server.url}/look/letter")
    expect(scriptless.locator("[data-prints]")).not_to_be_visible()
