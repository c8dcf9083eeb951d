"""Enrolment as people see it: with a real passkey, at phone width, in every language, for everybody."""

from dataclasses import dataclass
from datetime import date

import pyotp
import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fuldmagt.authenticators.queries import means_of
from fuldmagt.onboarding.invitations.actions import Invited, invite
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
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
from tests.cast import acting, nordby
from tests.enrolment.conftest import code_sent_to, last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid
from tests.enrolment.representative import PREBEN

pytestmark = pytest.mark.django_db(transaction=True)

KATARZYNA = Citizen("Katarzyna Zielna", born="1991-02-14")
DATA = [
    "Katarzyna Zielna", "Nordby Kommune", "Mette Lundager", "MitID", "katarzyna.zielna.nordby",
    "katarzyna.zielna", "katarzynaz.nordby", "Dansk", "Nederlands", "English",
]  # fmt: skip


JOINING = [
    "Ulla Brink", "Preben Skaarup", "Rikke Holt", "Vesterby Tømrer og Snedker ApS",
    "Savværksvej 9, 9998 Vesterby", "ulla@toemrer.example", "20 00 00 74", "20 00 00 82",
]  # fmt: skip


@dataclass
class Story:
    address: str
    code: str
    link: str
    user: BusinessUser
    eid: NationalEid


@pytest.fixture
def story(eid: NationalEid, live_server: LiveServer, settings: Settings) -> Story:
    settings.BASE_URL = live_server.url
    eid.at_the_door = KATARZYNA
    mette = acting(nordby().mette)
    new = NewUser(
        name=KATARZYNA.name,
        email="katarzyna@nordby.example",
        birth_date=date(1991, 2, 14),
        has_national_number=False,
        language="en",
    )
    invited = invite(new, by=mette, at=clock.now())
    assert isinstance(invited, Invited)
    return Story(
        live_server.url, invited.code, live_server.url + link_in(last_mail(new.email)), invited.user, eid
    )


def judged(page: Page, name: str) -> None:
    """Nothing on the page keeps anybody out, and a picture of it is kept."""
    picture(page, f"enrolment-{name}")
    assert violations(page) == []
    assert inline(page) == []
    assert not wider_than_the_window(page)


def goes_as_far_as_the_means(page: Page, story: Story, suffix: str) -> None:
    page.goto(story.link)
    judged(page, f"1-start{suffix}")
    page.get_by_role("button", name="Go to MitID").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type the temporary code")
    page.get_by_label("Temporary code").fill("0000 0000")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".form-error-message")).to_contain_text("The code is not the right one")
    judged(page, f"2-wrong-code{suffix}")
    page.get_by_label("Temporary code").fill(story.code)
    follow(page.get_by_role("button", name="Go on"))
    judged(page, f"3-user-id{suffix}")
    page.get_by_role("button", name="katarzyna.zielna", exact=True).click()
    page.get_by_label("Phone number").fill("20 12 34 56")
    judged(page, f"4-phone{suffix}")
    follow(page.get_by_role("button", name="Send me a code"))
    judged(page, f"5-phone-code{suffix}")
    page.get_by_label("Code from the text message").fill(code_sent_to("+4520123456"))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose how you log in")
    judged(page, f"6-means{suffix}")


@pytest.mark.requirement("B10")
def test_a_passkey_is_made_on_the_device(desktop: Page, story: Story) -> None:
    passkey(desktop)
    goes_as_far_as_the_means(desktop, story, "")
    follow(desktop.get_by_role("link", name="A passkey on this device"))
    judged(desktop, "7-passkey")
    desktop.get_by_role("button", name="Make the passkey").click()

    expect(desktop.get_by_role("heading", level=1)).to_have_text("Your work login is ready")
    judged(desktop, "9-done")
    assert means_of(BusinessUser.objects.get(pk=story.user.pk)) == {Means.PASSKEY}


def test_a_device_that_makes_no_passkey_leaves_the_other_way_open(desktop: Page, story: Story) -> None:
    passkey(desktop, verified=False)
    goes_as_far_as_the_means(desktop, story, "-again")
    desktop.get_by_role("link", name="A passkey on this device").click()
    desktop.get_by_role("button", name="Make the passkey").click()

    expect(desktop.get_by_role("status")).to_contain_text("Your device made no passkey")
    judged(desktop, "7-no-passkey")
    desktop.get_by_role("link", name="Choose another way").click()
    expect(desktop.get_by_role("link", name="A code display")).to_be_visible()


@pytest.mark.requirement("B10")
def test_the_whole_way_on_a_phone_with_a_code_display(phone: Page, story: Story) -> None:
    goes_as_far_as_the_means(phone, story, "-phone")
    follow(phone.get_by_role("link", name="A code display"))
    judged(phone, "8-display-phone")
    secret = "".join(phone.locator(".fm-code span").all_inner_texts())
    phone.get_by_label("Choose a PIN").fill("480271")
    phone.get_by_label("The PIN once more").fill("480271")
    phone.get_by_label("The code that is shown now").fill(pyotp.TOTP(secret).now())
    phone.get_by_role("button", name="Take it into use").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Your work login is ready")
    judged(phone, "9-done-phone")


def test_no_step_but_the_passkey_needs_scripts(scriptless: Page, story: Story) -> None:
    scriptless.goto(story.link)
    scriptless.get_by_role("button", name="Go to MitID").click()
    scriptless.get_by_label("Temporary code").fill(story.code)
    scriptless.get_by_role("button", name="Go on").click()
    scriptless.get_by_role("button", name="Use this user id").click()
    scriptless.get_by_label("Phone number").fill("20 12 34 56")
    scriptless.get_by_role("button", name="Send me a code").click()
    scriptless.get_by_label("Code from the text message").fill(code_sent_to("+4520123456"))
    scriptless.get_by_role("button", name="Go on").click()
    scriptless.get_by_role("link", name="A passkey on this device").click()

    expect(scriptless.get_by_text("A passkey needs JavaScript")).to_be_visible()


def test_a_refusal_can_be_read_by_everybody(desktop: Page, story: Story) -> None:
    story.eid.at_the_door = KATARZYNA.but(name="Katarzyna Kowalska")
    desktop.goto(story.link)
    desktop.get_by_role("button", name="Go to MitID").click()

    expect(desktop.get_by_role("heading", level=1)).to_contain_text("The name in the eID is another")
    judged(desktop, "stopped")
    expect(desktop.get_by_role("link", name="Write to Mette Lundager")).to_be_visible()


def test_joining_can_be_walked_by_everybody(desktop: Page, story: Story) -> None:
    story.eid.at_the_door = Citizen("Ulla Brink", born="1972-05-04", number="0405720006")
    speak(desktop, story.address, "en")
    desktop.goto(f"{story.address}/join/")
    judged(desktop, "join-1-find")
    desktop.get_by_label("Organisation number").fill("20000082")
    follow(desktop.get_by_role("button", name="Find the organisation"))
    judged(desktop, "join-2-dissolved")
    desktop.goto(f"{story.address}/join/")
    desktop.get_by_label("Organisation number").fill("20000074")
    desktop.get_by_role("button", name="Find the organisation").click()
    desktop.get_by_label("Your work e-mail address").fill("ulla@toemrer.example")
    desktop.get_by_text("I accept the terms of use").click()
    judged(desktop, "join-3-describe")
    desktop.get_by_role("button", name="Confirm with MitID").click()
    desktop.get_by_label("E-mail address of Preben Skaarup").fill("preben@toemrer.example")
    judged(desktop, "join-4-others")
    desktop.get_by_role("button", name="Ask Preben Skaarup by e-mail").click()
    expect(desktop.get_by_text("Has been asked")).to_be_visible()
    desktop.goto(story.address + link_in(last_mail("preben@toemrer.example")))
    judged(desktop, "join-5-sign")


def test_the_letter_box_can_be_read_by_everybody(phone: Page, story: Story) -> None:
    phone.goto(f"{story.address}/demo/post")
    judged(phone, "post")
    mail = phone.context.new_page()
    shown = phone.get_by_role("link", name="Som modtagerens mailprogram viser den").get_attribute("href")
    mail.goto(f"{story.address}{shown}")
    picture(mail, "mail")
    phone.locator("a[href*='/activate/']").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("this is your way to a work login")


@pytest.mark.requirement("X7")
def test_nothing_is_left_in_english_alone(desktop: Page, story: Story, pseudo: None) -> None:
    speak(desktop, story.address, PSEUDO)
    pages: dict[str, list[str]] = {}

    def look() -> None:
        left = untranslated(desktop, DATA)
        if left:
            pages[desktop.url] = left

    button = desktop.locator("main form button[type=submit]").first
    desktop.goto(story.link)
    look()
    follow(button)
    look()
    desktop.locator("input[name=code]").fill(story.code)
    follow(button)
    look()
    follow(button)
    look()
    desktop.locator("input[name=phone]").fill("20123456")
    follow(button)
    look()
    desktop.locator("input[name=code]").fill(code_sent_to("+4520123456"))
    follow(button)
    look()
    for page in ("app", "passkey", "display"):
        desktop.goto(f"{story.link}means/{page}/")
        look()
    secret = "".join(desktop.locator(".fm-code span").all_inner_texts())
    for name, typed in (("pin", "480271"), ("pin_again", "480271"), ("code", pyotp.TOTP(secret).now())):
        desktop.locator(f"input[name={name}]").fill(typed)
    follow(button)
    assert desktop.url.endswith("/done/")
    look()
    desktop.goto(story.link)
    look()
    for path in ("/join/", "/activate/unknown/"):
        desktop.goto(story.address + path)
        look()
    assert pages == {}


@pytest.mark.requirement("X7")
def test_nothing_of_joining_is_left_in_english_alone(desktop: Page, story: Story, pseudo: None) -> None:
    story.eid.at_the_door = Citizen("Ulla Brink", born="1972-05-04", number="0405720006")
    speak(desktop, story.address, PSEUDO)
    pages: dict[str, list[str]] = {}

    def look(name: str) -> None:
        if left := untranslated(desktop, [*DATA, *JOINING]):
            pages[name] = left

    main = desktop.locator("main form button[type=submit]").first
    for number, name in (("20000082", "dissolved"), ("20000074", "describe")):
        desktop.goto(f"{story.address}/join/")
        desktop.locator("input[name=number]").fill(number)
        follow(main)
        look(name)
    follow(main)
    look("describe-missing")
    desktop.locator("input[name=email]").fill("ulla@toemrer.example")
    desktop.locator("label[for=id_terms]").click()
    follow(main)
    look("others")
    asked = desktop.locator("main form", has_text="Preben Skaarup")
    asked.locator("input[name=email]").fill("preben@toemrer.example")
    follow(asked.locator("button"))
    look("asked")
    desktop.goto(story.address + link_in(last_mail("preben@toemrer.example")))
    look("sign")
    story.eid.at_the_door = PREBEN
    follow(main)
    look("signed")
    assert pages == {}
