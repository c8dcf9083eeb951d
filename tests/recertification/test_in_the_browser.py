"""Going through rights in a real browser: the story once through, axe, phone, forgotten words."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Right, Service
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.recertification import actions
from fuldmagt.mandates.recertification.models import Campaign
from fuldmagt.mandates.recertification.rules import Step
from fuldmagt.mandates.review_plans.rules import Rhythm
from fuldmagt.organisations.models import BusinessUser, Department, Organisation
from fuldmagt.vocabulary import clock
from tests.browser import PSEUDO, inline, picture, speak, untranslated, violations, wider_than_the_window
from tests.cast import acting, gives, log_in
from tests.recertification.cast import (
    KOMMUNAL,
    Town,
    another_right,
    begun,
    in_a_group,
    line_of,
    list_of,
    planned,
    town,
)

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.requirement("C9"),
]


@pytest.fixture
def nordby(transactional_db: None) -> Town:
    found = town()
    in_a_group(found, found.anna, another_right(found.sag, "Statistik"))
    gives(found.ole, another_right(found.sag, "Arkiv"))
    return found


def enter(page: Page, server: LiveServer, user: BusinessUser, language: str = "da") -> None:
    """The person in their browser, logged in."""
    key = log_in(Client(), user).cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": server.url}])
    speak(page, server.url, language)


def test_mette_begins_and_karen_goes_through(desktop: Page, live_server: LiveServer, nordby: Town) -> None:
    enter(desktop, live_server, nordby.mette)
    desktop.goto(f"{live_server.url}/recertification/")
    assert violations(desktop) == []
    desktop.get_by_role("link", name="Begynd den første gennemgang").click()
    picture(desktop, "recertification-new")
    assert violations(desktop) == []
    desktop.get_by_role("button", name="Se, hvem der ville blive spurgt").click()
    expect(desktop.get_by_role("heading", name="Hvis du begyndte nu")).to_be_visible()
    picture(desktop, "recertification-preview")
    assert violations(desktop) == []
    desktop.get_by_role("button", name="Begynd gennemgangen").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("0 af 5 rettigheder er gennemgået")

    enter(desktop, live_server, nordby.karen)
    desktop.goto(live_server.url)
    desktop.get_by_role("link", name="Gennemgå rettigheder 1").click()
    picture(desktop, "recertification-mine")
    assert violations(desktop) == []
    desktop.get_by_role("link", name="Jobcenter Nordby").click()
    picture(desktop, "recertification-review")
    assert violations(desktop) == []
    desktop.get_by_role("button", name="Bekræft alle 2, der venter (Ole Åkjær)").click()
    expect(desktop.get_by_text("2 rettigheder er bekræftet.")).to_be_visible()
    desktop.get_by_role("link", name="Fratag Statistik: Anna Holmstrup").click()
    picture(desktop, "recertification-withdraw")
    assert violations(desktop) == []
    desktop.get_by_label("Bemærkning").fill("Hun laver ikke statistik mere.")
    desktop.get_by_role("button", name="Fratag").click()
    expect(desktop.get_by_text("En administrator skal afslutte den")).to_be_visible()
    picture(desktop, "recertification-review-halfway")

    enter(desktop, live_server, nordby.mette)
    desktop.goto(f"{live_server.url}/recertification/")
    picture(desktop, "recertification-list")
    assert violations(desktop) == []
    desktop.get_by_role("link", name="Rettigheder i").click()
    expect(desktop.get_by_role("link", name="Tag Anna Holmstrup ud af gruppen")).to_be_visible()
    picture(desktop, "recertification-show")
    assert violations(desktop) == []


def test_every_page_fits_a_phone(phone: Page, live_server: LiveServer, nordby: Town) -> None:
    campaign = begun(nordby)
    review, line = list_of(nordby.karen), line_of(nordby.anna)
    plan = planned(nordby, rhythm=Rhythm(campaign.last_day, 12, sensitive_oftener=True))
    own = f"/recertification/lists/{review.ref}/"
    pages = {
        nordby.karen: ["/recertification/mine/", own, f"{own}{line.ref}/withdraw/"],
        nordby.mette: [
            "/recertification/",
            "/recertification/new/",
            "/recertification/plans/",
            f"/recertification/plans/{plan.ref}/",
            f"/recertification/{campaign.ref}/",
            f"/recertification/{campaign.ref}/close/",
            f"/recertification/{campaign.ref}/cancel/",
        ],
    }
    for user, addresses in pages.items():
        enter(phone, live_server, user)
        for number, address in enumerate(addresses):
            phone.goto(live_server.url + address)
            picture(phone, f"recertification-phone-{user.name.split()[0]}-{number}")
            assert not wider_than_the_window(phone), address
            assert violations(phone) == [], address
            assert inline(phone) == []


def test_a_review_by_service_is_looked_at_first_on_a_phone(
    phone: Page, live_server: LiveServer, nordby: Town
) -> None:
    enter(phone, live_server, nordby.mette)
    phone.goto(f"{live_server.url}/recertification/new/")
    phone.get_by_label("Rettighedsadministratorerne, tjeneste for tjeneste").press("Space")
    phone.get_by_role("button", name="Se, hvem der ville blive spurgt").click()
    expect(phone.get_by_role("rowheader", name="Mette Lundager")).to_be_visible()
    picture(phone, "recertification-phone-preview")
    assert not wider_than_the_window(phone)
    assert violations(phone) == []
    assert inline(phone) == []
    phone.get_by_role("button", name="Begynd gennemgangen").click()
    expect(phone.get_by_role("heading", name="Efter tjeneste")).to_be_visible()


def test_karen_hands_her_list_to_lone(phone: Page, live_server: LiveServer, nordby: Town) -> None:
    begun(nordby)
    enter(phone, live_server, nordby.karen)
    phone.goto(f"{live_server.url}/recertification/lists/{list_of(nordby.karen).ref}/")
    phone.get_by_role("link", name="Overlad listen til en kollega").press("Enter")
    picture(phone, "recertification-phone-hand")
    assert violations(phone) == []
    assert not wider_than_the_window(phone)
    phone.get_by_label("Til hvem?").select_option(nordby.lone.ref)
    phone.get_by_role("button", name="Overlad listen").click()
    expect(phone.get_by_text("Lone Vester får besked med en mail")).to_be_visible()
    picture(phone, "recertification-phone-handed")
    assert violations(phone) == []
    phone.get_by_role("link", name="Tag listen tilbage").click()
    picture(phone, "recertification-phone-take-back")
    assert violations(phone) == []
    assert inline(phone) == []
    phone.get_by_role("button", name="Tag listen tilbage").click()
    expect(phone.get_by_text("Listen er på én hånd igen.")).to_be_visible()


def test_a_plan_is_made_by_keyboard_and_looked_at(
    desktop: Page, live_server: LiveServer, nordby: Town
) -> None:
    enter(desktop, live_server, nordby.mette)
    desktop.goto(f"{live_server.url}/recertification/")
    desktop.get_by_role("link", name="Gennemgange, der gentages").press("Enter")
    assert violations(desktop) == []
    desktop.get_by_role("link", name="Lav den første plan").press("Enter")
    desktop.get_by_label("Navn").fill("Årlig gennemgang")
    desktop.get_by_label("Det fratages").press("Space")
    picture(desktop, "recertification-plan")
    assert violations(desktop) == []
    desktop.get_by_role("button", name="Gem planen").press("Enter")
    expect(desktop.get_by_text("»Årlig gennemgang« er gemt.")).to_be_visible()
    picture(desktop, "recertification-plans")
    assert violations(desktop) == []
    desktop.get_by_role("link", name="Årlig gennemgang").click()
    desktop.get_by_role("link", name="Stop planen").click()
    picture(desktop, "recertification-plan-stop")
    assert violations(desktop) == []
    desktop.get_by_role("button", name="Stop planen").click()
    expect(desktop.get_by_text("»Årlig gennemgang« begynder ingen gennemgange mere.")).to_be_visible()


def test_a_line_is_confirmed_without_scripts(scriptless: Page, live_server: LiveServer, nordby: Town) -> None:
    begun(nordby)
    enter(scriptless, live_server, nordby.karen)
    scriptless.goto(f"{live_server.url}/recertification/lists/{list_of(nordby.karen).ref}/")
    scriptless.get_by_role("button", name="Bekræft Kommunal sagsbehandler: Anna Holmstrup").press("Enter")

    expect(scriptless.get_by_text("Af Karen Leder den")).to_be_visible()


def test_no_word_was_forgotten(pseudo: None, desktop: Page, live_server: LiveServer, nordby: Town) -> None:
    campaign, now = begun(nordby), clock.now()
    by, line = acting(nordby.karen), line_of(nordby.anna)
    actions.answer(
        line_of(nordby.anna, "se-sag:Statistik").ref, Step.WITHDRAW, seen="open", remark="Nej.", by=by, at=now
    )
    plan = planned(nordby, rhythm=Rhythm(campaign.last_day, 12, sensitive_oftener=True))
    known = ["Nej.", KOMMUNAL, plan.name]
    for model in (BusinessUser, Department, Organisation, Right, Service, Group, Campaign):
        for each in model._default_manager.values():
            known += [text for text in each.values() if isinstance(text, str) and text]
    own = f"/recertification/lists/{line.review.ref}/"
    pages = {
        nordby.karen: [
            "/recertification/mine/",
            own,
            f"{own}?q=zzz",
            f"{own}{line.ref}/withdraw/",
            f"{own}hand/",
        ],
        nordby.mette: [
            "/recertification/",
            "/recertification/new/",
            "/recertification/plans/",
            f"/recertification/plans/{plan.ref}/",
            f"/recertification/plans/{plan.ref}/stop/",
            f"/recertification/{campaign.ref}/",
        ],
    }
    for user, addresses in pages.items():
        enter(desktop, live_server, user, PSEUDO)
        for address in addresses:
            desktop.goto(live_server.url + address)
            assert untranslated(desktop, known) == [], address
