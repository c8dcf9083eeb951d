"""An employer lets its adviser in from the portal, mends what it gave and ends it: two people."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from fuldmagt.organisations.rules import Role
from tests.browser import choose_box, speak
from tests.cast import a_user, gives
from tests.employer_portal.cast import Story
from tests.employer_portal.test_in_the_browser import acts_for, go_on_for, log_in, well_made
from tests.grants.cast import links
from tests.sign_in.people import an_employee

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.requirement("F1", "F4", "F5", "F6")
def test_an_employer_lets_its_adviser_in_who_logs_in_once(
    told: Story, desktop: Page, portal_url: str
) -> None:
    told.grant.delete()
    femke = a_user(told.hofstee, "Femke Hofstee", Role.MANDATE_MANAGER)
    gives(femke, told.portal.edit)
    log_in(desktop, portal_url, an_employee(femke))
    desktop.get_by_role("link", name="Let an adviser in").click()
    well_made(desktop, "portal-adviser")
    names_the_adviser(desktop)
    well_made(desktop, "portal-adviser-waits")

    browser = desktop.context.browser
    assert browser is not None
    adviser = browser.new_context(locale="en-GB").new_page()
    log_in(adviser, portal_url, told.jonas)
    acts_for(adviser, "Bakkerij De Korrel")  # the only one as yet, so nothing is asked
    adviser.goto(f"{portal_url}/clients/")
    expect(adviser.get_by_text("Hofstee Techniek")).to_have_count(0)
    confirms(desktop)
    go_on_for(adviser, portal_url, "Hofstee Techniek")

    adviser.goto(f"{portal_url}/participants/20733-001/edit/")
    expect(adviser.locator("h1")).to_have_text("You cannot edit for Hofstee Techniek yet")
    page = gives_more(desktop, written_to(adviser))
    adviser.reload()
    expect(adviser.locator("h1")).to_have_text("You cannot edit for Hofstee Techniek yet")
    confirms(desktop)
    adviser.reload()
    expect(adviser.locator("main button[type=submit]")).to_have_text("Report the change")

    desktop.goto(page)
    desktop.get_by_role("link", name="End the access").click()
    desktop.locator("main form button").first.click()
    adviser.locator("main button[type=submit]").click()
    expect(adviser.locator("h1")).to_have_text("You cannot see the data of Hofstee Techniek now")
    go_on_for(adviser, portal_url, "Bakkerij De Korrel")
    adviser.goto(f"{portal_url}/adviser/")
    expect(adviser.get_by_role("button", name="Give access")).to_have_count(0)
    adviser.context.close()


@pytest.mark.requirement("F7")
def test_who_gives_no_access_is_back_in_the_portal(told: Story, desktop: Page, portal_url: str) -> None:
    log_in(desktop, portal_url, told.sanne)
    desktop.goto(f"{portal_url}/adviser/given?result=waiting&state=another")
    expect(desktop.locator("main [role=status]")).to_have_count(0)
    speak(desktop, settings.BASE_URL, "en")
    desktop.get_by_role("button", name="Give access").click()
    desktop.get_by_label("Number", exact=True).fill("90000099")
    choose_box(desktop.locator('input[value="portal:view"]'))
    desktop.get_by_role("button", name="Go on").click()
    expect(desktop.locator("main")).to_contain_text("Willem Contact")
    desktop.get_by_role("button", name="Write another number").click()
    desktop.get_by_role("link", name="Cancel").click()
    acts_for(desktop, "Bakkerij De Korrel")
    expect(desktop.locator("[role=status]")).to_contain_text("You have given nobody access")


def names_the_adviser(page: Page) -> None:
    speak(page, settings.BASE_URL, "en")
    page.get_by_role("button", name="Give access").click()
    expect(page.locator("h1")).to_have_text("Which adviser may act for Hofstee Techniek?")
    page.get_by_label("Number", exact=True).fill("90000002")
    choose_box(page.locator('input[value="portal:view"]'))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Give access and send the link").click()
    page.get_by_role("link", name="Back to").click()
    expect(page.locator("[role=status]")).to_contain_text("when the link in the e-mail is pressed")


def gives_more(page: Page, address: str) -> str:
    """Where the access stands afterwards."""
    page.goto(address)
    page.get_by_role("link", name="Balans Advies").click()
    page.get_by_role("link", name="Change what it gives").click()
    choose_box(page.locator('input[value="portal:edit"]'))
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_role("button", name="Save the change")).to_have_count(0)
    return page.url


def confirms(page: Page) -> None:
    """The link of the newest mail is opened, and pressed."""
    page.goto(settings.BASE_URL + links()[-1])
    page.get_by_role("button", name="Confirm the access").click()
    expect(page.locator("main form")).to_have_count(0)


def written_to(page: Page) -> str:
    """The address in the letter that the button of the explanation writes to the employer."""
    letter = page.get_by_role("link", name="Write to Hofstee Techniek").get_attribute("href") or ""
    body = parse_qs(urlsplit(letter).query)["body"][0]
    return next(word for word in body.split() if word.endswith("/grants/"))
