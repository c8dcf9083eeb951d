"""Femke registers a program and gives it a right, on a desk and on a phone; axe and forgotten words."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.organisations.models import BusinessUser
from tests.browser import PSEUDO, follow, picture, speak, untranslated, violations, wider_than_the_window
from tests.cast import log_in
from tests.systems.conftest import World
from tests.systems.test_pages import pem

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.requirement("X5", "X7"),
]


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "nl") -> None:
    key = log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def test_from_nothing_to_a_program_with_a_right(
    desktop: Page, live_server: LiveServer, transactional_db: None, world: World
) -> None:
    enter(desktop, live_server, world.femke)
    desktop.goto(f"{live_server.url}/systems/")
    expect(desktop.get_by_role("heading", name="Er handelt nog geen programma voor u")).to_be_visible()
    assert violations(desktop) == []

    follow(desktop.get_by_role("link", name="Het eerste programma registreren"))
    desktop.get_by_label("Naam", exact=True).fill("Loonpakket")
    desktop.get_by_label("De openbare sleutel").fill(pem(private=True))
    follow(desktop.get_by_role("button", name="Programma registreren"))
    expect(desktop.get_by_text("Dit is het privédeel").first).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "program-private-key")

    desktop.get_by_label("De openbare sleutel").fill(pem())
    follow(desktop.get_by_role("button", name="Programma registreren"))
    expect(desktop.get_by_text("Nog niets. Zolang het geen recht heeft")).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "program")

    follow(desktop.get_by_role("link", name="Programma sluiten"))
    expect(desktop.get_by_role("heading", name="Het programma Loonpakket sluiten?").first).to_be_visible()


def test_the_pages_fit_a_phone_and_forget_no_word(
    phone: Page, live_server: LiveServer, transactional_db: None, world: World, pseudo: Settings
) -> None:
    system = world.program("Hulp", works_for=world.jonas.ref)
    enter(phone, live_server, world.femke, PSEUDO)
    data = ["Hulp", "Draait bij Balans", "Jonas de Wit", "Balans Advies", "Femke Aldenkamp", "Portal"]
    for path in (
        "",
        "new/",
        f"{system.user.ref}/",
        f"{system.user.ref}/change/",
        f"{system.user.ref}/close/",
    ):
        phone.goto(f"{live_server.url}/systems/{path}")
        assert not wider_than_the_window(phone), path
        assert untranslated(phone, data) == [], path
    picture(phone, "program-phone")
