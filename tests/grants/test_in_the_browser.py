"""An adviser's access in a real browser: given, confirmed, widened, ended; axe, a phone, forgotten words."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.organisations.models import BusinessUser
from tests.browser import (
    PSEUDO,
    choose_box,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.cast import log_in
from tests.chains.cast import EDIT, VIEW
from tests.grants.cast import Portal, gives, links, portal, the_grant

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.requirement("F5", "F7"),
]


@pytest.fixture
def door(transactional_db: None) -> Portal:
    return portal()


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "nl") -> None:
    key = log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def seen(page: Page, name: str) -> None:
    picture(page, name)
    assert violations(page) == [], name
    assert inline(page) == [], name


def test_a_bakery_lets_its_adviser_in(desktop: Page, live_server: LiveServer, door: Portal) -> None:
    page, live = desktop, live_server.url
    enter(page, live_server, door.street.sanne)
    page.goto(f"{live}/grants/")
    seen(page, "grants-none-yet")
    page.get_by_role("link", name="Verleen de eerste toegang").click()
    page.get_by_label("Nummer", exact=True).fill("90000099")
    choose_box(page.locator(f'input[value="{VIEW}"]'))
    seen(page, "grants-new")
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_text("Marit Relatie")).to_be_visible()
    seen(page, "grants-not-recognised")
    page.get_by_role("button", name="Schrijf een ander nummer").click()
    page.get_by_label("Nummer", exact=True).fill("90000002")
    page.get_by_role("button", name="Ga verder").click()
    seen(page, "grants-review")
    page.get_by_role("button", name="Verleen toegang en stuur de link").click()
    expect(page.get_by_text("k•••@dekorrel.example")).to_be_visible()
    seen(page, "grants-sent")
    page.goto(live + links()[0])
    seen(page, "grants-confirm")
    page.get_by_role("button", name="Bevestig de toegang").click()
    seen(page, "grants-confirmed")
    page.goto(live + links()[0])
    seen(page, "grants-link-used")
    assert the_grant().confirmed


def test_every_page_fits_a_phone(phone: Page, live_server: LiveServer, door: Portal) -> None:
    for who, name, path in paths(door):
        enter(phone, live_server, who, "da")
        phone.goto(live_server.url + path)
        picture(phone, f"{name}-phone")
        assert not wider_than_the_window(phone), name
        assert violations(phone) == [], name


def paths(door: Portal) -> list[tuple[BusinessUser, str, str]]:
    gives(door.street.sanne)
    Client().post(links()[0], {"answer": "confirm"})
    one = f"/grants/{the_grant().ref}/"
    changed = Client()
    log_in(changed, door.street.sanne)
    page = changed.get(f"{one}change/").content.decode()
    stamp = page.partition('name="seen" value="')[2].partition('"')[0]
    changed.post(f"{one}change/", {"right": EDIT, "until": "", "seen": stamp})
    sanne, femke = door.street.sanne, door.street.femke
    return [
        (sanne, "grants-list", "/grants/"),
        (sanne, "grants-show", one),
        (sanne, "grants-change", f"{one}change/"),
        (sanne, "grants-end", f"{one}end/"),
        (sanne, "grants-form", "/grants/new/"),
        (sanne, "grants-widened", links()[-1]),
        (sanne, "grants-too-late", "/grants/new/?ask=x"),
        (femke, "grants-received", "/grants/received/"),
    ]


@pytest.mark.requirement("X7")
@pytest.mark.usefixtures("pseudo")
def test_no_word_was_forgotten(desktop: Page, live_server: LiveServer, door: Portal) -> None:
    data = [
        "Bakkerij De Korrel",
        "Balans Advies",
        "Werkgeversportaal",
        "Pensioenhuis",
        "View",
        "Edit",
        "Private",
    ]
    data += ["k•••@dekorrel.example", "s•••@dekorrel.example", "nl:kvk:90000001", "nl:kvk:90000002"]
    data += [name for each in BusinessUser.objects.all() for name in (each.name, each.name.split()[0])]
    for who, name, path in paths(door):
        enter(desktop, live_server, who, PSEUDO)
        desktop.goto(live_server.url + path)
        assert untranslated(desktop, data) == [], name
