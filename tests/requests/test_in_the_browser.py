"""Asking and answering in a real browser: the story once through, axe, phone, forgotten words."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Provider, Right, Sector, Service
from fuldmagt.mandates.requests.actions import refuse
from fuldmagt.organisations.models import Branch, BusinessUser, Department, Organisation
from fuldmagt.vocabulary import clock
from tests.browser import PSEUDO, inline, picture, speak, untranslated, violations, wider_than_the_window
from tests.cast import acting, gives, log_in
from tests.requests.cast import KOMMUNAL, SAGSBEHANDLER, WHY, Town, another_right, asks, town

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.requirement("C7"),
]


@pytest.fixture
def nordby(transactional_db: None) -> Town:
    found = town()
    found.sag.kommunal.texts = {"da": "Se arbejdsskadesager, som kommunen er part i.", "en": "See cases."}
    found.sag.kommunal.save()
    return found


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "da") -> None:
    """The person in their browser, logged in."""
    key = log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def test_anna_asks_and_mette_gives(desktop: Page, live_server: LiveServer, nordby: Town) -> None:
    gives(nordby.anna, another_right(nordby.sag, "Statistik"))
    enter(desktop, live_server, nordby.anna)
    desktop.goto(f"{live_server.url}/mine/")
    desktop.get_by_role("link", name="Bed om en rettighed").first.click()
    desktop.get_by_role("searchbox").fill("kommunal")
    desktop.get_by_role("searchbox").press("Enter")
    picture(desktop, "requests-choose")
    assert violations(desktop) == []
    desktop.get_by_role("link", name="Bed om den").click()
    desktop.get_by_label("Hvad skal du bruge den til?").fill("Jeg overtager sagerne efter en kollega.")
    picture(desktop, "requests-new")
    assert violations(desktop) == []
    desktop.get_by_role("button", name="Send anmodningen").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("venter på svar")
    picture(desktop, "requests-mine-waits")

    enter(desktop, live_server, nordby.mette)
    desktop.goto(f"{live_server.url}/requests/")
    picture(desktop, "requests-list")
    assert violations(desktop) == []
    expect(desktop.get_by_role("navigation").get_by_role("link", name="Anmodninger 1")).to_be_visible()
    desktop.get_by_role("link", name="Anna Holmstrup").click()
    expect(desktop.get_by_text("Anna kan straks bruge")).to_be_visible()
    picture(desktop, "requests-decide")
    assert violations(desktop) == []
    desktop.get_by_role("button", name="Giv Anna rettigheden").click()
    expect(desktop.get_by_text("Anna Holmstrup har nu »Kommunal sagsbehandler«")).to_be_visible()
    picture(desktop, "requests-given")


def test_every_page_fits_a_phone(phone: Page, live_server: LiveServer, nordby: Town) -> None:
    row = asks(nordby.anna)
    pages = {
        nordby.anna: ["/requests/mine/", "/requests/choose/?find=sag", f"/requests/{row.ref}/take-back/"],
        nordby.mette: ["/requests/", f"/requests/{row.ref}/"],
        nordby.people.bodil: [f"/requests/new/?right={SAGSBEHANDLER}", f"/requests/new/?right={KOMMUNAL}"],
    }
    for user, addresses in pages.items():
        enter(phone, live_server, user)
        for address in addresses:
            phone.goto(live_server.url + address)
            picture(phone, f"requests-phone-{address.strip('/').split('?')[0].replace('/', '-')}"[:60])
            assert not wider_than_the_window(phone), address
            assert violations(phone) == [], address
            assert inline(phone) == []


def test_a_request_is_made_without_scripts(scriptless: Page, live_server: LiveServer, nordby: Town) -> None:
    enter(scriptless, live_server, nordby.anna)
    scriptless.goto(f"{live_server.url}/requests/new/?right={KOMMUNAL}")
    scriptless.get_by_label("Hvad skal du bruge den til?").fill(WHY)
    scriptless.get_by_role("button", name="Send anmodningen").press("Enter")

    expect(scriptless.get_by_role("heading", level=1)).to_contain_text("venter på svar")


def test_no_word_was_forgotten(pseudo: None, desktop: Page, live_server: LiveServer, nordby: Town) -> None:
    over, row = asks(nordby.people.bodil, SAGSBEHANDLER), asks(nordby.anna)
    refuse(over.ref, "Nej.", by=acting(nordby.mette), at=clock.now())
    known = [WHY, "Nej."]
    for model in (BusinessUser, Department, Organisation, Branch, Right, Service, Provider, Sector):
        for each in model._default_manager.values():
            known += [text for text in each.values() if isinstance(text, str) and text]
    known += ["Se arbejdsskadesager, som kommunen er part i.", "See cases.", "Public"]
    enter(desktop, live_server, nordby.mette, PSEUDO)
    for address in (
        "/requests/", "/requests/?show=over", "/requests/?q=zzz", f"/requests/{row.ref}/",
        f"/requests/{over.ref}/", "/requests/mine/", "/requests/choose/", f"/requests/new/?right={KOMMUNAL}",
    ):  # fmt: skip
        desktop.goto(live_server.url + address)
        assert untranslated(desktop, known) == [], address
