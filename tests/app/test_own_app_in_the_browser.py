"""The app added from the page of one's own means: a desktop and a phone, each a browser of its own."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.app.two_screens import Story, judged
from tests.browser import PSEUDO, choose_box, speak, untranslated
from tests.cast import log_in

pytestmark = pytest.mark.django_db(transaction=True)

BODIL = "bodil.ravnsoe.nordby"


def enters(story: Story, language: str = "en") -> None:
    """Bodil at her desk, who has just logged in by a passkey."""
    key = log_in(Client(), story.nordby.bodil).cookies["fuldmagt_session"].value
    story.desk.context.add_cookies([{"name": "fuldmagt_session", "value": key, "url": story.address}])
    speak(story.desk, story.address, language)
    story.desk.goto(f"{story.address}/mine/")


@pytest.mark.requirement("B6")
def test_the_app_is_added_from_the_page_of_ones_own_means(story: Story) -> None:
    desk, phone = story.desk, story.phone
    enters(story)
    desk.get_by_role("link", name="Add the app").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Add the app")
    judged(desk, "own-1-add")
    desk.get_by_role("button", name="Show the activation code").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Activate the app on your phone")
    judged(desk, "own-2-code")

    phone.get_by_role("button", name="An activation code").click()
    phone.get_by_label("User id").fill(BODIL)
    phone.get_by_label("Activation code").fill("".join(desk.locator(".fm-code span").all_inner_texts()))
    phone.get_by_role("button", name="Go on").click()
    expect(desk.get_by_role("heading", name="The app has your code")).to_be_visible()
    phone.get_by_label("PIN", exact=True).fill("480271")
    phone.get_by_label("Once more").fill("480271")
    phone.get_by_role("button", name="Take the app into use").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("The app is ready")
    expect(desk.get_by_role("heading", level=1)).to_have_text("My rights and means")
    expect(desk.locator("main")).to_contain_text("The app is added.")
    judged(desk, "own-3-added")
    desk.get_by_role("link", name="Add the app").click()
    expect(desk.get_by_text("What about the app that you have?")).to_be_visible()
    judged(desk, "own-4-second")


@pytest.mark.requirement("X7")
def test_nothing_of_adding_the_app_is_left_in_english_alone(story: Story, pseudo: None) -> None:
    story.takes_into_use(story.nordby.bodil)
    data = ["Bodil Ravnsø", "Nordby Kommune", "Dansk", "Nederlands", "English", BODIL, "bodil@nordby.example"]
    enters(story, PSEUDO)

    story.desk.goto(f"{story.address}/mine/means/app/")
    assert untranslated(story.desk, data) == []
    choose_box(story.desk.locator("main input[type=radio]").last)
    story.desk.locator("main button[type=submit]").click()
    story.desk.wait_for_selector("[data-state]")
    assert untranslated(story.desk, data) == []
