"""The operator's test and the administrator's mend, as people see them in a browser."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.onboarding.invitations.actions import Invited, invite
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary import clock
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
from tests.cast import a_user, acting, an_organisation, log_in, nordby
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid

pytestmark = pytest.mark.django_db(transaction=True)

KATARZYNA = Citizen("Katarzyna Zielna", born="1991-02-14")
RASMUS = Citizen("Rasmus Lind", born="1979-11-02", number="0211790013", level="High")
DRIFT = "dk:cvr:20000066"


@dataclass
class Story:
    address: str
    link: str
    user: BusinessUser
    mette: BusinessUser
    rasmus: BusinessUser
    eid: NationalEid


@pytest.fixture
def story(eid: NationalEid, live_server: LiveServer, settings: Settings) -> Story:
    settings.BASE_URL = live_server.url
    settings.OPERATOR = DRIFT
    mette = nordby().mette
    new = NewUser(
        name="Katarzyna Zielinska",
        email="katarzyna@nordby.example",
        birth_date=date(1991, 2, 14),
        has_national_number=False,
        language="en",
    )
    invited = invite(new, by=acting(mette), at=clock.now())
    assert isinstance(invited, Invited)
    drift = an_organisation("Fuldmagt Drift", ref=DRIFT)
    rasmus = a_user(drift, "Rasmus Lind", Role.PLATFORM_OPERATOR)
    link = live_server.url + link_in(last_mail(new.email))
    return Story(live_server.url, link, invited.user, mette, rasmus, eid)


def signs_in(page: Page, story: Story, user: BusinessUser, language: str = "en") -> None:
    client = log_in(Client(), user)
    value = client.cookies["fuldmagt_session"].value
    page.context.add_cookies([{"name": "fuldmagt_session", "value": value, "url": story.address}])
    speak(page, story.address, language)


def judged(page: Page, name: str) -> None:
    picture(page, f"eid-{name}")
    assert violations(page) == []
    assert inline(page) == []
    assert not wider_than_the_window(page)


def stops(page: Page, story: Story) -> None:
    """Katarzyna comes with another surname than Mette typed."""
    story.eid.at_the_door = KATARZYNA
    page.goto(story.link)
    page.get_by_role("button", name="Go to MitID").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The name in the eID is another")


@pytest.mark.requirement("B12")
def test_a_disagreement_is_mended_by_one_press_and_the_employee_goes_on(
    desktop: Page, phone: Page, story: Story
) -> None:
    stops(phone, story)
    judged(phone, "stopped-phone")
    expect(phone.get_by_text("Mette Lundager has been told")).to_be_visible()

    signs_in(desktop, story, story.mette)
    desktop.goto(f"{story.address}/users/{story.user.ref}/")
    judged(desktop, "disagreement")
    expect(desktop.get_by_role("row", name="Name")).to_contain_text("Katarzyna Zielinska")
    expect(desktop.get_by_role("row", name="Name")).to_contain_text("Katarzyna Zielna")
    desktop.get_by_role("button", name="Take over the name of the eID").click()
    expect(desktop.get_by_text("Katarzyna Zielna can go on.")).to_be_visible()
    judged(desktop, "mended")

    phone.goto(story.address + link_in(last_mail("katarzyna@nordby.example")))
    phone.get_by_role("button", name="Go to MitID").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Type the temporary code")


def test_the_disagreement_fits_a_phone(phone: Page, story: Story) -> None:
    stops(phone, story)
    signs_in(phone, story, story.mette)
    phone.goto(f"{story.address}/users/{story.user.ref}/")

    judged(phone, "disagreement-phone")


def test_the_operator_tests_the_connection(desktop: Page, story: Story, settings: Settings) -> None:
    story.eid.at_the_door = RASMUS
    signs_in(desktop, story, story.rasmus)
    desktop.goto(f"{story.address}/operator/eid/")
    judged(desktop, "operator")
    desktop.get_by_role("button", name="Test the connection").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("The broker of the eID answers as it should")
    judged(desktop, "operator-answers")
    desktop.get_by_role("button", name="Go to MitID").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("The login works, and this is what it tells")
    judged(desktop, "operator-login")

    settings.EID_ISSUER = "http://127.0.0.1:1"
    desktop.get_by_role("button", name="Test again").click()
    expect(desktop.get_by_text("Nobody answers there in time.")).to_be_visible()
    judged(desktop, "operator-fails")


def test_the_operators_pages_fit_a_phone(phone: Page, story: Story) -> None:
    story.eid.at_the_door = RASMUS
    signs_in(phone, story, story.rasmus)
    phone.goto(f"{story.address}/operator/eid/")
    judged(phone, "operator-phone")
    phone.get_by_role("button", name="Test the connection").click()
    follow(phone.get_by_role("button", name="Go to MitID"))

    judged(phone, "operator-login-phone")


DATA = [
    "Jobcenter Nordby", "Forsikringsafdelingen", "Deutsch", "Polski", "Română", "Українська", "Español",
    "Katarzyna Zielinska", "Katarzyna Zielna", "Mette Lundager", "Nordby Kommune", "MitID", "Dansk",
    "Nederlands", "English", "Rasmus Lind", "Fuldmagt Drift", "Nets eID Broker", "true / false",
    "YYYY-MM-DD", "mitid",
    "private", "idp_values", "idp_params", "loa_value", "substantial", "openid", "ssn", "FULDMAGT_BASE_URL",
    "FULDMAGT_EID_NAME", "FULDMAGT_EID_BROKER", "FULDMAGT_EID_MAPPING", "FULDMAGT_EID_ISSUER",
    "FULDMAGT_EID_CLIENT_ID", "FULDMAGT_EID_CLIENT_SECRET", "FULDMAGT_EID_PATIENCE", "fuldmagt",
]  # fmt: skip


@pytest.mark.requirement("X7")
def test_nothing_is_left_in_english_alone(desktop: Page, story: Story, pseudo: None) -> None:
    pages: dict[str, list[str]] = {}

    def look() -> None:
        if left := untranslated(desktop, DATA):
            pages[desktop.url] = left

    stops(desktop, story)
    signs_in(desktop, story, story.mette, PSEUDO)
    desktop.goto(f"{story.address}/users/{story.user.ref}/")
    look()
    signs_in(desktop, story, story.rasmus, PSEUDO)
    story.eid.at_the_door = RASMUS
    desktop.goto(f"{story.address}/operator/eid/")
    look()
    follow(desktop.locator("main form button[type=submit]").first)
    look()
    assert pages == {}
