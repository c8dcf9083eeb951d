"""A provider's catalogue and applications in a real browser: proposed and accepted, a secret; axe, phone."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Proposal, Provider
from fuldmagt.clients.actions import Application, register
from fuldmagt.organisations.models import BusinessUser
from tests import cast
from tests.browser import (
    CONTRAST,
    PSEUDO,
    follow,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.console.library import RET, SE, Library, library

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.requirement("C1"),
]

PAGES = {
    "start": "/provider/",
    "service": "/provider/services/laan/",
    "right": f"/provider/rights/{SE}/",
    "contact": "/provider/bogskab/contact/",
    "service-change": "/provider/services/laan/change/",
    "service-add": "/provider/bogskab/services/add/",
    "right-add": "/provider/services/laan/rights/add/",
    "right-change": f"/provider/rights/{RET}/change/",
    "right-retire": f"/provider/rights/{SE}/retire/",
    "sets": "/provider/bogskab/sets/",
    "set-add": "/provider/bogskab/sets/add/",
    "set-remove": "/provider/sets/laan-to/remove/",
    "proposals": "/provider/bogskab/proposals/",
    "proposal": "/provider/proposals/known/",
    "clients": "/provider/bogskab/clients/",
    "client-add": "/provider/bogskab/clients/add/",
    "client": "/provider/clients/bogskab-kort/",
    "client-change": "/provider/clients/bogskab-kort/change/",
    "client-secret": "/provider/clients/bogskab-kort/secret/",
    "client-suspend": "/provider/clients/bogskab-kort/suspend/",
}
NAMES = (
    "Lån af bøger.",
    "Bogskabet",
    "bogskab",
    "Lån",
    "laan",
    "Lånekortet",
    "Liv Bang",
    "Otto Ravn",
    "Kultur",
    "support",
)


@pytest.fixture
def bogskab(live_server: LiveServer) -> Library:
    made = library()
    Proposal.objects.create(
        ref="known",
        provider=made.provider,
        kind="right",
        subject=RET,
        said={"assurance": "low", "categories": [], "implies": [SE]},
        seen="",
        why="Alle kommuner beder om det.",
        proposed_by=made.otto.ref,
        proposed_at=cast.NEW_YEAR,
    )
    kort = Application(
        ref="bogskab-kort",
        name="Lånekortet",
        provider="bogskab",
        services=("laan",),
        redirect_uris=("https://kort.example/tilbage",),
    )
    register(kort, by="command line", at=cast.NEW_YEAR)
    return made


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "da") -> None:
    key = cast.log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def test_liv_proposes_a_lower_level_and_otto_accepts_it(
    bogskab: Library, desktop: Page, live_server: LiveServer
) -> None:
    Proposal.objects.all().delete()
    enter(desktop, live_server, bogskab.liv)
    desktop.goto(f"{live_server.url}/provider/rights/{RET}/")
    follow(desktop.get_by_role("link", name="Ret dette"))
    desktop.get_by_text("lav", exact=True).click()
    follow(desktop.get_by_role("button", name="Se, hvad det betyder"))
    expect(desktop.get_by_role("heading", name="En kollega skal godkende dette")).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "console-change-preview")
    follow(desktop.get_by_role("button", name="Foreslå det"))
    expect(desktop.get_by_text("En kollega afgør det ud fra det").first).to_be_visible()
    picture(desktop, "console-change-without-a-reason")
    desktop.get_by_label("Hvorfor det skal være sådan").fill("Alle kommuner beder om det.")
    follow(desktop.get_by_role("button", name=re.compile("Se, hvad det betyder")))
    follow(desktop.get_by_role("button", name="Foreslå det"))
    expect(desktop.get_by_role("heading", name="Dit forslag venter på en kollega")).to_be_visible()

    enter(desktop, live_server, bogskab.otto)
    desktop.goto(f"{live_server.url}/provider/")
    follow(desktop.get_by_role("link", name="Én ændring venter på en anden person"))
    follow(desktop.get_by_role("link", name="Ret lån"))
    assert violations(desktop) == []
    picture(desktop, "console-proposal-to-otto")
    follow(desktop.get_by_role("button", name="Godkend ændringen"))

    expect(desktop.get_by_text("Ændringen er godkendt og gælder straks.")).to_be_visible()
    assert bogskab.right(RET).assurance == "low"


def test_liv_registers_an_application_and_sees_its_secret_once(
    bogskab: Library, desktop: Page, live_server: LiveServer
) -> None:
    enter(desktop, live_server, bogskab.liv)
    desktop.goto(f"{live_server.url}/provider/bogskab/clients/add/")
    desktop.get_by_label("Klient-id").fill("app")
    desktop.get_by_label("Navn", exact=True).fill("Låneappen")
    desktop.get_by_text("Logge folk ind").click()
    desktop.get_by_text("Lån", exact=True).click()
    desktop.get_by_label("Hvor folk vender tilbage til efter login").fill("http://app.example/")
    desktop.get_by_text("En hemmelighed, i headeren").click()
    follow(desktop.get_by_role("button", name="Registrér applikationen"))
    expect(desktop.get_by_text("http://app.example/ kan ikke bruges.").first).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "console-client-refused")
    desktop.get_by_label("Hvor folk vender tilbage til efter login").fill("https://app.example/")
    follow(desktop.get_by_role("button", name="Registrér applikationen"))
    expect(desktop.get_by_role("heading", name="Dette er hemmeligheden for Låneappen")).to_be_visible()
    assert violations(desktop) == []
    picture(desktop, "console-client-secret-shown")


def test_axe_finds_nothing_and_no_word_was_forgotten(
    bogskab: Library, desktop: Page, live_server: LiveServer, pseudo: None
) -> None:
    data = [*NAMES, "Alle kommuner beder om det.", "bogskab-kort", "https://kort.example/tilbage", "ES256"]
    data += ["RS256", RET, SE, "bogskab-", "View loans", "Edit loans", "Approve loans", "Borrow books."]
    data += ["Boeken lenen.", "Se bøgerne.", "De boeken zien.", "Se lån", "Leningen bekijken"]
    data += ["Bogskabets support", "See the books.", "Edit the books.", "Approve them.", "Deutsch"]
    enter(desktop, live_server, bogskab.liv, PSEUDO)
    for name, path in PAGES.items():
        desktop.goto(live_server.url + path)
        assert untranslated(desktop, data) == [], name
        assert violations(desktop, but=CONTRAST) == [], name
        assert inline(desktop) == [], name


def test_every_page_fits_a_phone(
    bogskab: Library, desktop: Page, phone: Page, live_server: LiveServer
) -> None:
    Provider.objects.filter(ref="bogskab").update(contact_phone="70 20 09 00")
    enter(phone, live_server, bogskab.liv, "nl")
    enter(desktop, live_server, bogskab.liv)
    for name, path in PAGES.items():
        desktop.goto(live_server.url + path)
        picture(desktop, f"console-{name}")
        phone.goto(live_server.url + path)
        picture(phone, f"console-{name}-phone")
        assert not wider_than_the_window(phone), name
