"""The way back into a login as people see it: on a desk and a phone, in every language, for everybody."""

from dataclasses import dataclass
from datetime import date, timedelta

import pyotp
import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.authenticators.models import Authenticator, PendingDisplay
from fuldmagt.onboarding.invitations.actions import Invited, invite
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.onboarding.recovery import asking
from fuldmagt.organisations.models import Organisation
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.means import Means
from tests.browser import (
    PSEUDO,
    follow,
    inline,
    passkey,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.by_hand import changed
from tests.cast import a_means, a_user, acting, nordby, sydby
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.diana import DIANA, EMAIL, Story
from tests.enrolment.provider import NationalEid
from tests.recovery.conftest import NEW, USER_ID, Scene, a_scene

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("F9")]

DATA = ["Diana Petrescu", "Nordby Kommune", "Sydby Kommune", "MitID", USER_ID, "diana.sydby", "70 20 00 00",
        "Dansk", "Nederlands", "English"]  # fmt: skip


@dataclass
class Desk:
    scene: Scene
    address: str

    def link(self) -> str:
        """What the mail brings, once the worker has looked."""
        asking.answer(clock.now())
        return self.address + link_in(last_mail(EMAIL))

    def proven(self, page: Page) -> None:
        asking.ask(USER_ID, at=clock.now())
        page.goto(self.link())
        page.locator("main button.button-primary").click()
        page.wait_for_url("**/choose/")


@pytest.fixture
def desk(eid: NationalEid, live_server: LiveServer, settings: Settings) -> Desk:
    settings.BASE_URL = live_server.url
    eid.at_the_door = DIANA
    mette = acting(nordby().mette)
    new = NewUser(
        name=DIANA.name,
        email=EMAIL,
        birth_date=date(1990, 8, 8),
        has_national_number=False,
        language="en",
    )
    invited = invite(new, by=mette, at=clock.now())
    assert isinstance(invited, Invited)
    story = Story(mette, invited.user, invited.code, Employee(eid, link_in(last_mail(EMAIL))))
    return Desk(a_scene(eid, story), live_server.url)


def judged(page: Page, name: str) -> None:
    """Nothing on the page keeps anybody out, and a picture of it is kept."""
    picture(page, f"recovery-{name}")
    assert violations(page) == []
    assert inline(page) == []
    assert not wider_than_the_window(page)


def goes_the_whole_way(page: Page, desk: Desk, suffix: str) -> None:
    """From the login page to another display in place of the one that is lost."""
    speak(page, desk.address, "en")
    page.goto(f"{desk.address}/log-in")
    page.get_by_label("User id").fill(USER_ID)
    follow(page.locator("main button.button-primary"))
    follow(page.get_by_role("link", name="Forgotten PIN or lost device"))
    judged(page, f"1-ask{suffix}")
    page.get_by_label("User id").fill(USER_ID)
    follow(page.get_by_role("button", name="Send me a link"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    judged(page, f"2-sent{suffix}")
    page.goto(desk.link())
    judged(page, f"3-start{suffix}")
    page.get_by_role("button", name="Go to MitID").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you need?")
    judged(page, f"4-choose{suffix}")
    follow(page.get_by_role("link", name=f"Stop Code display {desk.scene.serial}"))
    judged(page, f"5-lost{suffix}")
    follow(page.get_by_role("button", name="Stop it for good"))
    expect(page.get_by_text("It is stopped. Nobody can log in by it any more.")).to_be_visible()
    follow(page.get_by_role("link", name="A code display"))
    judged(page, f"6-display{suffix}")
    secret = "".join(page.locator(".fm-code span").all_inner_texts())
    page.get_by_label("Choose a PIN").fill(NEW)
    page.get_by_label("The PIN once more").fill(NEW)
    page.get_by_label("The code that is shown now").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Take it into use").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your new code display works")
    judged(page, f"7-done{suffix}")


def test_a_lost_device_is_replaced_at_a_desk(desktop: Page, desk: Desk) -> None:
    goes_the_whole_way(desktop, desk, "")

    states = Authenticator.objects.filter(person=desk.scene.user.person).order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["removed", "active"]


def test_a_lost_device_is_replaced_on_a_phone(phone: Page, desk: Desk) -> None:
    goes_the_whole_way(phone, desk, "-phone")


def test_no_step_but_a_passkey_needs_scripts(scriptless: Page, desk: Desk) -> None:
    desk.proven(scriptless)
    scriptless.locator("a.fm-choice[href*='/pin/']").click()

    expect(scriptless.get_by_label("Choose a PIN")).to_be_visible()


def test_a_passkey_is_made_on_the_way_back(desktop: Page, desk: Desk) -> None:
    passkey(desktop)
    speak(desktop, desk.address, "en")
    desk.proven(desktop)
    follow(desktop.get_by_role("link", name="A passkey on this device"))
    judged(desktop, "6-passkey")
    desktop.get_by_role("button", name="Make the passkey").click()

    expect(desktop.get_by_role("heading", level=1)).to_have_text("Your new passkey works")
    assert Authenticator.objects.filter(person=desk.scene.user.person, kind="passkey").count() == 1


def test_every_page_speaks_one_language(desktop: Page, desk: Desk, pseudo: None) -> None:
    speak(desktop, desk.address, PSEUDO)
    pages = [f"{desk.address}/forgotten/pin", f"{desk.address}/forgotten/pin/sent"]
    asking.ask(USER_ID, at=clock.now())
    link = desk.link()
    ref = desk.scene.means.ref
    within = [
        f"{link}{page}/" for page in ("choose", f"pin/{ref}", f"lost/{ref}", "app", "passkey", "display")
    ]

    for address in [*pages, link]:
        desktop.goto(address)
        assert untranslated(desktop, [*DATA, desk.scene.serial]) == [], address
    desk.proven(desktop)
    for address in [page.replace(link, desktop.url.removesuffix("choose/")) for page in within]:
        desktop.goto(address)
        serials = PendingDisplay.objects.values_list("serial", flat=True)
        assert untranslated(desktop, [*DATA, *serials, f"{desk.address}/app/"]) == [], address


@pytest.mark.requirement("B14")
def test_what_serves_two_employers_is_asked_about(phone: Page, desk: Desk, pseudo: None) -> None:
    """Diana is a user at Sydby too, by the same display."""
    theirs = sydby().organisation
    Organisation.objects.update(shares_means=True)
    changed()
    second = a_user(
        theirs, "Diana Petrescu", person=desk.scene.user.person, means=None, user_id="diana.sydby"
    )
    made = a_means(second, Means.CODE_DISPLAY)
    made.authenticator = desk.scene.means
    made.save()
    speak(phone, desk.address, PSEUDO)
    phone.goto(f"{desk.address}/log-in")
    phone.locator("input[name=user_id]").fill(USER_ID)
    follow(phone.locator("main button.button-primary"))
    follow(phone.locator("a.fm-choice[href$='/code']"))
    phone.locator("input[name=pin]").fill("480271")
    phone.locator("input[name=code]").fill(desk.scene.display.at(clock.now() + timedelta(seconds=30)))
    phone.locator("main button.button-primary").click()
    phone.wait_for_url("**/users")

    assert untranslated(phone, DATA) == []
    judged(phone, "employers-phone")
    phone.get_by_role("button", name="Sydby Kommune").click()
    phone.wait_for_url(f"{desk.address}/mine/")
    expect(phone.locator("body")).to_contain_text("Sydby Kommune")
