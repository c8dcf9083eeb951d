"""The pages of chain mandates in a real browser: given, accepted, assigned; axe, a phone, forgotten words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.groups.models import Group, Member
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock
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
from tests.cast import an_organisation, log_in
from tests.chains.cast import EDIT, VIEW, Street, street

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.requirement("F4"),
]


@pytest.fixture
def town(transactional_db: None) -> Street:
    return street()


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "nl") -> None:
    key = log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def seen(page: Page, name: str) -> None:
    picture(page, name)
    assert violations(page) == [], name
    assert inline(page) == [], name


def test_a_bakery_mandates_its_adviser_who_chooses_who_works_for_it(
    desktop: Page, live_server: LiveServer, town: Street
) -> None:
    page, live = desktop, live_server.url
    enter(page, live_server, town.sanne)
    page.goto(f"{live}/mandates/")
    seen(page, "chains-none-yet")
    page.get_by_role("link", name="Geef een machtiging").first.click()
    page.get_by_label("Nummer", exact=True).fill("90000099")
    page.get_by_role("button").filter(has_text="organisatie").last.click()
    expect(page.get_by_text("Er is geen organisatie met dit nummer aangesloten")).to_be_visible()
    seen(page, "chains-whom-refused")
    page.get_by_label("Nummer", exact=True).fill("90000002")
    page.get_by_role("button").filter(has_text="organisatie").last.click()
    expect(page.get_by_role("heading", name="Wat mag Balans Advies voor u doen?")).to_be_visible()
    for right in (VIEW, EDIT):
        choose_box(page.locator(f'input[name="right"][value="{right}"]'))
    page.get_by_label("Laatste dag").fill((localdate() + timedelta(days=300)).isoformat())
    seen(page, "chains-new")
    page.get_by_role("button", name="Lees haar voordat u haar geeft").click()
    seen(page, "chains-review")
    page.get_by_role("button", name="Geef de machtiging").click()
    expect(page.get_by_text("Zij wacht op Balans Advies")).to_be_visible()
    seen(page, "chains-waits")
    the_adviser_accepts(page, live_server, town)


def a_team(town: Street) -> None:
    at = clock.now()
    group = Group.objects.create(
        ref="loonteam", organisation=town.balans, name="Loonteam", created_at=at, created_by="-"
    )
    Member.objects.create(group=group, user=town.yusuf, since=at, added_by="-")


def the_adviser_accepts(page: Page, live_server: LiveServer, town: Street) -> None:
    a_team(town)
    enter(page, live_server, town.femke)
    page.goto(f"{live_server.url}/mandates/received/")
    seen(page, "chains-received")
    page.get_by_role("link", name="Bakkerij De Korrel").click()
    seen(page, "chains-answer")
    page.get_by_role("button", name="Accepteer de machtiging").click()
    page.get_by_role("link", name="Kies wie voor deze klant werkt").click()
    choose_box(page.get_by_label("Kies Bakkerij De Korrel"))
    choose_box(page.get_by_label("Jonas Wit"))
    choose_box(page.get_by_label("Loonteam"))
    expect(page.get_by_text("2 vakken zijn gekozen.")).to_be_visible()
    page.get_by_label("Recht", exact=True).select_option(EDIT)
    seen(page, "chains-clients")
    page.get_by_role("button", name="Bekijken en opslaan").click()
    seen(page, "chains-preview")
    page.get_by_role("button", name="Sla de wijzigingen op").click()
    expect(page.get_by_text("2 vakken zijn gewijzigd.")).to_be_visible()
    seen(page, "chains-clients-saved")


@pytest.fixture
def paths(town: Street) -> list[tuple[BusinessUser, str, str]]:
    a_team(town)
    mandate = Mandate.objects.create(
        ref="m-korrel-balans", giver=town.korrel, receiver=town.balans, accepted=True,
        starts_at=clock.now() - timedelta(days=9), ends_at=clock.now() + timedelta(days=12),
    )  # fmt: skip
    mandate.rights.set(Right.objects.filter(ref=VIEW))
    mandate.awaiting.set(Right.objects.filter(ref=EDIT))
    lindenhof = an_organisation("Boomkwekerij Lindenhof", ref="nl:kvk:90000005", country="NL")
    at = clock.now() - timedelta(days=9)
    for asker, client in ((lindenhof, town.korrel), (town.balans, lindenhof)):
        wish = Wish.objects.create(
            ref=f"w-{asker.pk}", asker=asker, client=client.ref, asked_by="-", asked_at=at, last_sent_at=at
        )
        wish.rights.set(Right.objects.filter(ref__in=(VIEW, EDIT)))
    one = f"/mandates/{mandate.ref}/"
    return [
        (town.sanne, "chains-given", "/mandates/"),
        (town.sanne, "chains-show", one),
        (town.sanne, "chains-change", f"{one}change/"),
        (town.sanne, "chains-renew", f"{one}renew/"),
        (town.sanne, "chains-end", f"{one}end/"),
        (town.sanne, "chains-whom", "/mandates/new/"),
        (town.sanne, "chains-terms", f"/mandates/new/?receiver={town.balans.ref}"),
        (town.femke, "chains-widened", one),
        (town.femke, "chains-grid", "/clients/"),
        (town.sanne, "chains-asked", "/mandates/asked/"),
        (town.femke, "chains-asking", "/mandates/asking/"),
        (town.femke, "chains-ask", "/mandates/ask/"),
    ]


def test_every_page_fits_a_phone(
    phone: Page, live_server: LiveServer, paths: list[tuple[BusinessUser, str, str]]
) -> None:
    for who, name, path in paths:
        enter(phone, live_server, who, "da")
        phone.goto(live_server.url + path)
        picture(phone, f"{name}-phone")
        assert not wider_than_the_window(phone), name
        assert violations(phone) == [], name


@pytest.mark.requirement("X7")
@pytest.mark.usefixtures("pseudo")
def test_no_word_was_forgotten(
    desktop: Page, live_server: LiveServer, town: Street, paths: list[tuple[BusinessUser, str, str]]
) -> None:
    data = [
        "Bakkerij De Korrel",
        "Balans Advies",
        "Werkgeversportaal",
        "Pensioenhuis",
        "View",
        "Edit",
        "Tax",
        "Private",
    ]
    data += [
        "Loonteam",
        "Boomkwekerij Lindenhof",
        "90000005",
        *(each.ref for each in (town.korrel, town.balans)),
    ]
    data += [name for each in BusinessUser.objects.all() for name in (each.name, each.name.split()[0])]
    for who, name, path in paths:
        enter(desktop, live_server, who, PSEUDO)
        desktop.goto(live_server.url + path)
        assert untranslated(desktop, data) == [], name
