"""The picture and the lists in a real browser: keyboard, opening, axe, phone, dark, forgotten words."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.mandates.groups.models import Group
from fuldmagt.organisations.models import BusinessUser, Department, Organisation
from tests.acting.cast import Balans, balans
from tests.browser import PSEUDO, inline, picture, speak, untranslated, violations, wider_than_the_window
from tests.cast import a_department, a_user, gives, log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("X6")]

PATHS = (
    "acting/people/",
    "acting/others/",
    "acting/clients/",
    "acting/clients/?q=zebra",
    "acting/endings/",
    "mine/powers/",
)
PICTURE = "acting/picture/"


@pytest.fixture
def firm(transactional_db: None) -> Balans:
    return balans()


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "en") -> None:
    key = log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def named(path: str) -> str:
    return path.replace("/?q=", "-").strip("/").replace("/", "-")


def reader(firm: Balans, path: str) -> BusinessUser:
    return firm.jonas if path.startswith("mine") else firm.femke


def crowd(firm: Balans) -> None:
    """So many colleagues that they are folded by department."""
    for name in ("Verzuim", "Pensioen"):
        department = a_department(firm.organisation, name)
        for number in range(8):
            gives(a_user(firm.organisation, f"{name} {number}", department=department), firm.portal.view)


def test_the_drawing_is_walked_by_keyboard(desktop: Page, live_server: LiveServer, firm: Balans) -> None:
    crowd(firm)
    enter(desktop, live_server, firm.femke)
    desktop.goto(f"{live_server.url}/acting/picture/")
    says = desktop.locator("#net-says")
    here = desktop.locator('[role="treeitem"]:focus')
    expect(desktop.get_by_role("tree")).to_be_visible()
    picture(desktop, "acting-picture")
    assert violations(desktop) == []
    assert inline(desktop) == []

    desktop.locator('[role="treeitem"][tabindex="0"]').focus()
    expect(here).to_have_attribute("aria-expanded", "false")
    desktop.keyboard.press("End")
    desktop.keyboard.press("Home")
    desktop.keyboard.press("ArrowDown")
    expect(says).to_contain_text("Pensioen. 8 people")
    desktop.keyboard.press("Enter")
    expect(says).to_contain_text("Pensioen 0")
    expect(desktop.locator(".fm-net-lists")).to_contain_text("Pensioen 7")
    picture(desktop, "acting-picture-opened")
    desktop.keyboard.press("ArrowRight")
    expect(says).to_contain_text("Balans Advies")
    desktop.keyboard.press("ArrowRight")
    desktop.keyboard.press("ArrowLeft")
    desktop.keyboard.press("ArrowLeft")
    desktop.keyboard.press("Escape")
    expect(says).to_contain_text("Pensioen. 8 people")


def test_the_way_of_one_is_shown_alone(desktop: Page, live_server: LiveServer, firm: Balans) -> None:
    enter(desktop, live_server, firm.femke)
    desktop.goto(f"{live_server.url}/acting/picture/")
    desktop.locator(".fm-net-lists").get_by_role("link", name="Jonas de Wit").click()

    expect(desktop.get_by_role("heading", name="The way of Jonas de Wit")).to_be_visible()
    expect(desktop.get_by_role("treeitem", name="Rederij Zilvermeeuw. Werk")).to_be_visible()
    expect(desktop.get_by_role("treeitem", name="Sanne")).to_have_count(0)
    picture(desktop, "acting-way")


def test_the_drawing_is_moved_by_buttons(desktop: Page, live_server: LiveServer, firm: Balans) -> None:
    enter(desktop, live_server, firm.femke)
    desktop.goto(f"{live_server.url}/acting/picture/")
    svg = desktop.get_by_role("tree")
    expect(svg).to_be_visible()
    before = int(svg.get_attribute("width") or 0)
    for _ in range(3):
        desktop.get_by_role("button", name="Larger").click()
    assert int(svg.get_attribute("width") or 0) > before
    desktop.get_by_role("button", name="To the right").click()
    desktop.wait_for_function("document.getElementById('net-view').scrollLeft > 0")
    desktop.get_by_role("button", name="Whole").click()


def test_it_is_read_as_lists_without_scripts(scriptless: Page, live_server: LiveServer, firm: Balans) -> None:
    crowd(firm)
    enter(scriptless, live_server, firm.femke)
    scriptless.goto(f"{live_server.url}/acting/picture/")
    expect(scriptless.get_by_text("for Bakkerij De Korrel: Werkgeversportaal").first).to_be_visible()
    expect(scriptless.get_by_text("not accepted yet")).to_be_visible()
    scriptless.get_by_role("link", name="Verzuim").click()
    expect(scriptless.get_by_role("link", name="Verzuim 3", exact=True)).to_be_visible()


def test_in_the_dark_and_on_a_phone(dark: Page, phone: Page, live_server: LiveServer, firm: Balans) -> None:
    enter(dark, live_server, firm.femke, "nl")
    dark.goto(f"{live_server.url}/acting/picture/")
    expect(dark.get_by_role("tree")).to_be_visible()
    picture(dark, "acting-picture-dark")
    assert violations(dark) == []
    for path in (*PATHS, PICTURE):
        enter(phone, live_server, reader(firm, path), "da")
        phone.goto(f"{live_server.url}/{path}")
        if path == PICTURE:
            expect(phone.get_by_role("tree")).to_be_visible()
        picture(phone, f"{named(path)}-phone")
        assert not wider_than_the_window(phone), path


def test_axe_finds_nothing(desktop: Page, live_server: LiveServer, firm: Balans) -> None:
    for path in PATHS:
        enter(desktop, live_server, reader(firm, path), "nl")
        desktop.goto(f"{live_server.url}/{path}")
        picture(desktop, named(path))
        assert violations(desktop) == [], path
        assert inline(desktop) == [], path


@pytest.mark.requirement("X7")
@pytest.mark.usefixtures("pseudo")
def test_no_word_was_forgotten(desktop: Page, live_server: LiveServer, firm: Balans) -> None:
    data = list(words_of_the_data())
    for path in (*PATHS, PICTURE):
        enter(desktop, live_server, reader(firm, path), PSEUDO)
        desktop.goto(f"{live_server.url}/{path}")
        if path == PICTURE:
            expect(desktop.get_by_role("tree")).to_be_visible()
        assert untranslated(desktop, data) == [], path


def words_of_the_data() -> Iterator[str]:
    for model, fields in (
        (Organisation, ("name", "ref")),
        (Department, ("name",)),
        (BusinessUser, ("name", "user_id")),
        (Group, ("name",)),
        (Service, ("name",)),
        (Provider, ("name",)),
        (Right, ("name", "ref")),
    ):
        for row in model._default_manager.values_list(*fields):
            yield from (value for value in row if value)
