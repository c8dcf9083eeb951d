"""The whole story through the pages: a company mandates its adviser by the chain, a second one grants in
the portal, and the adviser's employee acts for both after one login, as long as both let them (F4, F5)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.rules import Role
from tests.browser import a_page, choose_box, picture, speak, violations
from tests.cast import a_user, gives
from tests.employer_portal.cast import Story
from tests.employer_portal.test_access_in_the_browser import (
    confirms,
    gives_more,
    names_the_adviser,
    written_to,
)
from tests.employer_portal.test_in_the_browser import acts_for, chooses, go_on_for, log_in
from tests.sign_in.people import PIN, Employee, an_employee

pytestmark = pytest.mark.django_db(transaction=True)
KORREL, HOFSTEE = "Bakkerij De Korrel", "Hofstee Techniek"


@pytest.fixture
def desks(browser: Browser) -> Iterator[list[Page]]:
    """A browser each for the company, for its adviser's manager, and for the adviser's employee."""
    opened = [a_page(browser, language="en") for _ in range(3)]
    yield [next(each) for each in opened]
    for each in opened:
        next(each, None)


@pytest.mark.requirement("F1", "F3", "F4", "F5", "F6")
def test_one_login_for_a_client_of_the_chain_and_one_of_the_portal(
    told: Story, desktop: Page, desks: list[Page], portal_url: str
) -> None:
    told.grant.delete()
    Assignment.objects.filter(mandate=told.mandate).delete()
    told.mandate.delete()
    company, manager, adviser = desks
    femke = a_user(told.hofstee, "Femke Hofstee", Role.MANDATE_MANAGER)
    gives(femke, told.portal.edit)
    henk = told.korrel.users.get(name="Henk Visser")
    balans = told.portal.balans
    daan = a_user(balans, "Daan Balans", Role.MANDATE_MANAGER)

    enter(company, an_employee(henk))
    mandate = gives_the_mandate(company, balans.name)
    enter(manager, an_employee(daan))
    accepts_and_assigns(manager, told.jonas.user.name)
    log_in(desktop, portal_url, an_employee(femke))
    desktop.get_by_role("link", name="Let an adviser in").click()
    names_the_adviser(desktop)
    confirms(desktop)

    log_in(adviser, portal_url, told.jonas)
    chooses(adviser, KORREL)
    acts_for(adviser, KORREL)
    go_on_for(adviser, portal_url, HOFSTEE)  # the same login: nothing is asked
    refused_and_mended(adviser, desktop, portal_url)
    sees_both(adviser)

    ends_the_access(desktop)
    adviser.goto(f"{portal_url}/participants/")
    expect(adviser.locator("h1")).to_have_text(f"You cannot see the data of {HOFSTEE} now")
    go_on_for(adviser, portal_url, KORREL)
    adviser.goto(f"{portal_url}/participants/20418-001/edit/")
    ends_the_mandate(company, mandate)
    adviser.locator("main button[type=submit]").click()
    expect(adviser.locator("h1")).to_have_text(f"You cannot see the data of {KORREL} now")


def enter(page: Page, employee: Employee) -> None:
    """Log in to the platform itself, by the code display."""
    page.goto(f"{settings.BASE_URL}/log-in?next=/")
    speak(page, settings.BASE_URL, "en")
    page.goto(f"{settings.BASE_URL}/log-in?next=/")
    page.fill("[name=user_id]", employee.user.user_id or "")
    page.locator("main form .button-primary").click()
    page.locator("main .fm-choice[href$='/code']").click()
    page.fill("[name=pin]", PIN)
    page.fill("[name=code]", employee.code())
    page.locator("main form .button-primary").click()
    expect(page.locator("main [name=pin]")).to_have_count(0)


def gives_the_mandate(page: Page, receiver: str) -> str:
    """For the right to edit, by the number of the adviser; where it stands afterwards."""
    page.goto(f"{settings.BASE_URL}/mandates/")
    page.get_by_role("link", name="Give a mandate").first.click()
    page.get_by_label("Number", exact=True).fill("90000002")
    page.get_by_role("button").filter(has_text="organisation").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(receiver)
    choose_box(page.locator('input[name="right"][value="portal:edit"]'))
    page.get_by_label("Last day").fill((localdate() + timedelta(days=300)).isoformat())
    page.get_by_role("button", name="Read it before you give it").click()
    page.get_by_role("button", name="Give the mandate").click()
    expect(page.get_by_text(f"It waits for {receiver}")).to_be_visible()
    return page.url


def accepts_and_assigns(page: Page, name: str) -> None:
    page.goto(f"{settings.BASE_URL}/mandates/received/")
    page.get_by_role("link", name=KORREL).click()
    page.get_by_role("button", name="Accept the mandate").click()
    page.get_by_role("link", name="Choose who works for this client").click()
    choose_box(page.get_by_label(f"Choose {KORREL}"))
    choose_box(page.get_by_label(name))
    page.get_by_label("Right", exact=True).select_option("portal:edit")
    page.get_by_role("button", name="Review and save").click()
    page.get_by_role("button", name="Save the changes").click()
    assert violations(page) == []


def refused_and_mended(adviser: Page, employer: Page, portal: str) -> None:
    """Where only viewing was given, editing is refused; the employer mends it from the letter's address."""
    adviser.goto(f"{portal}/participants/20733-001/edit/")
    expect(adviser.locator("h1")).to_have_text(f"You cannot edit for {HOFSTEE} yet")
    picture(adviser, "story-refused")
    gives_more(employer, written_to(adviser))
    confirms(employer)
    adviser.reload()
    expect(adviser.locator("main button[type=submit]")).to_have_text("Report the change")


def sees_both(page: Page) -> None:
    """On the own page: for whom, by which way, until when."""
    page.goto(f"{settings.BASE_URL}/mine/powers/")
    speak(page, settings.BASE_URL, "en")
    page.goto(f"{settings.BASE_URL}/mine/powers/")
    for name in (KORREL, HOFSTEE):
        expect(page.locator("main")).to_contain_text(name)
    picture(page, "story-powers")
    assert violations(page) == []


def ends_the_access(page: Page) -> None:
    page.goto(f"{settings.BASE_URL}/grants/")
    page.get_by_role("link", name="Balans Advies").click()
    page.get_by_role("link", name="End the access").click()
    page.locator("main form button").first.click()


def ends_the_mandate(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="End the mandate").click()
    page.locator("main [name=word]").fill("We do it ourselves now.")
    picture(page, "story-end-mandate")
    page.get_by_role("button", name="End the mandate").click()
    expect(page.get_by_role("button", name="End the mandate")).to_have_count(0)
