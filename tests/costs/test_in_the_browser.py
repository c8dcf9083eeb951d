"""Costs in a real browser: the price before ordering, a year with its reasons, a phone, forgotten words."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.organisations.models import BusinessUser
from tests.browser import (
    PSEUDO,
    follow,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.cast import log_in
from tests.costs.cast import a_list
from tests.costs.conftest import Town, a_town
from tests.costs.years import some_years

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.requirement("F11", "X7"),
]


@pytest.fixture
def years(transactional_db: None) -> Town:
    a_list()
    town = a_town()
    some_years(town)
    return town


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "da") -> None:
    key = log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def test_a_bill_is_understood_from_its_page(desktop: Page, live_server: LiveServer, years: Town) -> None:
    enter(desktop, live_server, years.nordby.birthe)
    desktop.goto(f"{live_server.url}/")
    follow(desktop.get_by_role("link", name="Udgifter", exact=True))
    picture(desktop, "costs-now")
    follow(desktop.get_by_role("link", name="2025", exact=True))
    expect(desktop.get_by_role("heading", name="2025 kostede 248,81 DKK")).to_be_visible()
    assert violations(desktop) == []
    assert inline(desktop) == []
    picture(desktop, "costs-2025")

    desktop.get_by_text("Vi har annulleret en bestilling.").click()
    expect(desktop.get_by_text("Bagefter bliver den stående")).to_be_visible()
    desktop.get_by_role("searchbox").fill("Balans")
    desktop.get_by_role("searchbox").press("Enter")
    expect(desktop.get_by_text("61 af årets 365 dage")).to_be_visible()
    expect(desktop.get_by_role("row", name="Anna Holmstrup")).to_have_count(0)

    follow(desktop.get_by_role("link", name="Udskriv"))
    expect(desktop.get_by_text("Dette er en opgørelse og ingen faktura.")).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "costs-printed")


def test_the_price_stands_above_the_button(desktop: Page, live_server: LiveServer, years: Town) -> None:
    enter(desktop, live_server, years.nordby.mette)
    desktop.goto(f"{live_server.url}/users/{years.nordby.anna.ref}/orders/")
    expect(desktop.get_by_role("heading", name="Hvad det koster")).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "costs-before-ordering")
    follow(desktop.get_by_role("link", name="Hele prislisten"))
    expect(desktop.get_by_text("Varslet", exact=True)).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "costs-prices")


def test_the_pages_fit_a_phone_and_forget_no_word(
    phone: Page, live_server: LiveServer, years: Town, pseudo: Settings
) -> None:
    enter(phone, live_server, years.nordby.birthe, PSEUDO)
    people = ["Anna Holmstrup", "Bodil Ravnsø", "Birthe Nordahl", "Nordby Kommune", "Balans Advies"]
    places = ["Jobcenter Nordby", "Forsikringsafdelingen", "Rådhustorvet 1", "9999 Nordby", "DKK", "%"]
    for path in ("prices/", "costs/", "costs/2025/", "costs/2025/?q=x", "costs/2025/print/"):
        phone.goto(f"{live_server.url}/{path}")
        picture(phone, f"costs-phone-{path.strip('/').replace('/', '-').replace('?', '-')}")
        assert not wider_than_the_window(phone), path
        assert untranslated(phone, [*people, *places]) == [], path


def test_a_year_that_is_not_there_says_so(desktop: Page, live_server: LiveServer, years: Town) -> None:
    enter(desktop, live_server, years.nordby.birthe)
    desktop.goto(f"{live_server.url}/costs/1999/")
    assert violations(desktop) == []
    picture(desktop, "costs-missing-year")
