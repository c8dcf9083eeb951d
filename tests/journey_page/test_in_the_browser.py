"""The way as people see it: axe, phone, dark, without scripts, no forgotten words, in their languages."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.organisations.rules import Role
from tests.browser import (
    PSEUDO,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.cast import Nordby, a_user, an_organisation, nordby
from tests.enrolment.provider import NationalEid
from tests.journey_page.conftest import EMAIL, FORM, PARTS, a_candidate, at, diana, invited, token_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("B1", "X7")]

DATA = [
    "Diana Petrescu", "Nordby Kommune", "Mette Lundager", "Mette", "MitID", EMAIL, "Dansk", "Nederlands",
    "English", "Deutsch", "Polski", "Română", "Українська", "Español", "70 20 00 41", "33 98 00 10",
]  # fmt: skip


@pytest.fixture
def town(transactional_db: None, eid: NationalEid) -> Nordby:
    return nordby()


@pytest.fixture
def desk(town: Nordby) -> Client:
    return at(town.mette)


def judged(page: Page, name: str) -> None:
    picture(page, f"way-{name}")
    assert violations(page) == []
    assert inline(page) == []
    assert not wider_than_the_window(page)


@pytest.mark.requirement("B3")
def test_she_prepares_on_her_phone_in_her_language_step_by_step(
    phone: Page, live_server: LiveServer, desk: Client
) -> None:
    phone.goto(live_server.url + a_candidate(desk, language="pl"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Diana Petrescu, to Twoja droga do loginu służbowego"
    )
    judged(phone, "phone-pl")
    phone.get_by_role("button", name="Mój telefon to potrafi").click()
    phone.get_by_role("button", name="Ma chip").click()
    phone.get_by_label("Ostatni dzień ważności").fill("04-03-2099")
    phone.get_by_role("button", name="Jest ważny").click()
    expect(phone.get_by_text("Ważny do 4 marca 2099")).to_be_visible()
    expect(phone.get_by_role("link", name="Zadzwoń: 33 98 00 10")).to_have_attribute(
        "href", "tel:+4533980010"
    )
    judged(phone, "phone-pl-p-code")
    phone.get_by_role("button", name="Mam już kod p").click()
    for label in ("Pobierz aplikację MitID", "Otwórz aplikację", "Wpisz kod p"):
        phone.get_by_label(label).check()
    phone.get_by_role("button", name="Zapisz zaznaczone").click()
    expect(phone.get_by_label("Wpisz kod p")).to_be_checked()
    judged(phone, "phone-pl-app")

    phone.locator("summary", has_text="Polski").click()
    judged(phone, "phone-languages")
    phone.get_by_role("button", name="Українська").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("твій шлях")
    phone.get_by_role("link", name="Додати мене до списку очікування").click()
    judged(phone, "phone-uk-wait")
    phone.get_by_label("Чип не зчитується").check()
    phone.get_by_role("button", name="Додати мене до списку очікування").click()
    expect(phone.get_by_role("heading", name="Ми збережемо твоє місце")).to_be_visible()
    judged(phone, "phone-uk-waiting")


def test_the_invitation_in_every_mood(
    desktop: Page, dark: Page, live_server: LiveServer, desk: Client
) -> None:
    link = live_server.url + invited(desk, language="en")
    for page, mood in ((desktop, "light"), (dark, "dark")):
        page.goto(link)
        judged(page, f"invited-{mood}")
    Client().post(f"/journey/{token_of(link)}/tick/", {"part": PARTS})
    desktop.goto(link)
    judged(desktop, "invited-ready")
    desktop.get_by_role("button", name="Go to MitID").click()
    expect(desktop).not_to_have_url(re.compile("/activate/.*/$"))


def test_without_scripts_it_all_works(scriptless: Page, live_server: LiveServer, desk: Client) -> None:
    scriptless.goto(live_server.url + a_candidate(desk, language="en"))
    scriptless.get_by_role("button", name="My phone can").click()
    expect(scriptless.locator("li.is-done")).to_have_count(1)
    scriptless.get_by_role("button", name="Not done after all").click()
    expect(scriptless.locator("li.is-done")).to_have_count(0)
    scriptless.locator("summary", has_text="English").click()
    scriptless.get_by_role("button", name="Español").click()
    expect(scriptless.locator("html")).to_have_attribute("lang", "es")


@pytest.mark.requirement("B3")
def test_no_word_is_forgotten_and_the_administrators_pages_keep_nobody_out(
    desktop: Page, phone: Page, live_server: LiveServer, desk: Client, town: Nordby, pseudo: None
) -> None:
    own, url = a_candidate(desk, language="en"), live_server.url
    Client().post(f"{own}wait/", {"why": "face"})
    other = {"name": "Ilie Câmpeanu", "email": "ilie@nordby.example"}
    desk.post("/users/new/", FORM | other)
    operator = an_organisation("Drift", ref="dk:cvr:20000031")
    olga = a_user(operator, "Olga Operator", Role.PLATFORM_OPERATOR)
    assert at(olga).get("/operator/ways/").status_code == 403, "nobody operates from another organisation"
    for page in (desktop, phone):
        session = desk.cookies["fuldmagt_session"].value
        page.context.add_cookies([{"name": "fuldmagt_session", "value": session, "url": url}])
    data = [*DATA, "Ilie Câmpeanu", "Ilie"]
    for path in ("/users/on-the-way/", "/users/on-the-way/?show=waiting", f"/users/{diana().ref}/way/"):
        name = path.split("/")[2][:8] + ("-waiting" if "?" in path else "")
        for page, kind in ((desktop, "desktop"), (phone, "phone")):
            page.goto(url + path)
            judged(page, f"administrator-{name}-{kind}")
    speak(desktop, url, PSEUDO)
    for path in ("/users/on-the-way/", f"/users/{diana().ref}/way/", own, f"{own}wait/"):
        desktop.goto(url + path)
        assert untranslated(desktop, data) == [], path


@pytest.mark.requirement("B3")
def test_the_operator_opens_a_way_on_a_page_that_keeps_nobody_out(
    desktop: Page, phone: Page, live_server: LiveServer, desk: Client, settings: Settings, pseudo: None
) -> None:
    Client().post(f"{a_candidate(desk, language='en')}wait/", {"why": "face"})
    drift = an_organisation("Drift", ref="dk:cvr:20000031")
    settings.OPERATOR = drift.ref
    olga = at(a_user(drift, "Olga Operator", Role.PLATFORM_OPERATOR))
    session, url = olga.cookies["fuldmagt_session"].value, live_server.url
    for page, name in ((desktop, "desktop"), (phone, "phone")):
        page.context.add_cookies([{"name": "fuldmagt_session", "value": session, "url": url}])
        page.goto(f"{url}/operator/ways/")
        judged(page, f"operator-{name}")
    for code in ("da", "nl", "en"):
        desktop.locator(f"[name=name_{code}]").fill("Rådhus")
        desktop.locator(f"[name=text_{code}]").fill("Bestil en tid")
    desktop.locator("main form button[type=submit]").click()
    expect(desktop.get_by_role("heading", name="Rådhus")).to_be_visible()
    judged(desktop, "operator-opened")
    speak(desktop, url, PSEUDO)
    desktop.goto(f"{url}/operator/ways/")
    assert untranslated(desktop, [*DATA, "Olga Operator", "Drift", "Rådhus", "Bestil en tid"]) == []
