"""The employer portal in a real browser: an employer, an adviser with two clients, and what ends."""

import pytest
from playwright.sync_api import Page, expect

from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Grant
from tests.browser import picture, violations, wider_than_the_window
from tests.by_hand import changed
from tests.employer_portal.cast import Story
from tests.sign_in.people import PIN, Employee

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page: Page, portal: str, employee: Employee) -> None:
    page.context.add_cookies([{"name": "employer_portal_language", "value": "en", "url": portal}])
    page.goto(portal)
    page.locator("main a.button-primary").click()
    page.fill("[name=user_id]", employee.user.user_id or "")
    page.locator("main form .button-primary").click()
    page.locator("main .fm-choice[href$='/code']").click()
    page.fill("[name=pin]", PIN)
    page.fill("[name=code]", employee.code())
    page.locator("main form .button-primary").click()
    expect(page.locator("main [name=pin]")).to_have_count(0)


def chooses(page: Page, name: str) -> None:
    """At the platform, which asks for whom: the one time."""
    page.locator("main button", has_text=name).first.click()
    acts_for(page, name)


def acts_for(page: Page, name: str) -> None:
    expect(page.locator("header .fm-acting strong").first).to_have_text(name)


def go_on_for(page: Page, portal: str, name: str) -> None:
    page.goto(f"{portal}/clients/")
    page.get_by_role("button", name=f"Go on for {name}").click()
    acts_for(page, name)


def well_made(page: Page, name: str) -> None:
    """For everybody: by axe, and no wider than a phone."""
    assert violations(page) == []
    picture(page, name)
    before = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    assert not wider_than_the_window(page), name
    picture(page, f"{name}-phone")
    assert before is not None
    page.set_viewport_size(before)


def test_an_employer_logs_in_finds_a_participant_and_changes_the_salary(
    told: Story, desktop: Page, portal_url: str
) -> None:
    desktop.goto(portal_url)
    well_made(desktop, "portal-front")
    log_in(desktop, portal_url, told.sanne)
    acts_for(desktop, "Bakkerij De Korrel")
    well_made(desktop, "portal-welcome")
    expect(desktop.get_by_role("link", name="Clients")).to_have_count(0)

    desktop.get_by_role("link", name="Find and change a participant").click()
    well_made(desktop, "portal-participants")
    desktop.get_by_role("link", name="2").click()
    desktop.fill("[name=q]", "nobody at all")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("main h2")).to_have_text("No participant here fits “nobody at all”")
    desktop.fill("[name=q]", "zandstra")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("main tbody tr")).to_have_count(1)
    desktop.locator("main tbody a").click()
    well_made(desktop, "portal-participant")

    desktop.locator("main a.button-primary").click()
    desktop.fill("[name=salary]", "a lot")
    desktop.fill("[name=street]", "Ny Østergade 3, Göteborg")
    desktop.locator("main button[type=submit]").click()
    expect(desktop.locator("[name=salary]")).to_have_value("a lot")
    expect(desktop.locator("#id_salary_error")).to_have_text(
        "Write the salary in whole euros, with digits alone."
    )
    well_made(desktop, "portal-edit")
    desktop.fill("[name=salary]", "47250")
    desktop.locator("main button[type=submit]").click()
    expect(desktop.locator("main [role=status]")).to_contain_text("The change has been reported")
    expect(desktop.locator("main")).to_contain_text("47,250")
    expect(desktop.locator("main")).to_contain_text("Ny Østergade 3, Göteborg")
    expect(desktop.locator("main .fm-timeline")).to_contain_text("Reported by Sanne Dekker.")


def test_two_at_once_both_see_what_happened(told: Story, desktop: Page, portal_url: str) -> None:
    log_in(desktop, portal_url, told.sanne)
    desktop.goto(f"{portal_url}/participants/20418-002/edit/")
    other = desktop.context.new_page()
    other.goto(f"{portal_url}/participants/20418-002/edit/")
    other.fill("[name=city]", "Zeist")
    other.locator("main button[type=submit]").click()
    expect(other.locator("main")).to_contain_text("Zeist")

    desktop.fill("[name=part_time]", "50")
    desktop.locator("main button[type=submit]").click()
    expect(desktop.locator("h1")).to_have_text("Somebody was quicker: read what is new, then save again")
    expect(desktop.locator("main .fm-timeline")).to_contain_text("Zeist")
    expect(desktop.locator("[name=part_time]")).to_have_value("50")
    expect(desktop.locator("[name=city]")).to_have_value("Zeist")  # not what was read before
    desktop.locator("main button[type=submit]").click()
    expect(desktop.locator("main")).to_contain_text("50 %")
    expect(desktop.locator("main")).to_contain_text("Zeist")


@pytest.mark.requirement("F1", "F4", "F5")
def test_an_adviser_logs_in_once_and_goes_from_client_to_client(
    told: Story, desktop: Page, portal_url: str
) -> None:
    """One client by the chain, one by a grant, and back; the platform asks nothing more."""
    log_in(desktop, portal_url, told.jonas)
    chooses(desktop, "Bakkerij De Korrel")
    acts_for(desktop, "Bakkerij De Korrel")
    session = cookie(desktop, portal_url)
    desktop.get_by_role("link", name="Clients", exact=True).click()
    expect(desktop.locator("h1")).to_have_text("You can act for 2 clients")
    well_made(desktop, "portal-clients")
    go_on_for(desktop, portal_url, "Hofstee Techniek")
    assert cookie(desktop, portal_url) != session, "the session is another after the switch"
    expect(desktop.locator("main .fm-lead")).to_have_text(
        "You can view the data of Hofstee Techniek, not edit them."
    )
    desktop.goto(f"{portal_url}/participants/20418-001/")
    expect(desktop.locator("h1")).to_have_text("This page does not exist")
    go_on_for(desktop, portal_url, "Bakkerij De Korrel")
    desktop.goto(f"{portal_url}/participants/20418-001/edit/")
    expect(desktop.locator("main button[type=submit]")).to_have_text("Report the change")


@pytest.mark.requirement("F5", "F6")
def test_who_may_view_reads_why_not_edit_and_who_changes_it(
    told: Story, desktop: Page, portal_url: str
) -> None:
    """By a grant it is the employer in the portal; by an own right the rights administrator at home."""
    log_in(desktop, portal_url, told.jonas)
    chooses(desktop, "Hofstee Techniek")
    desktop.goto(f"{portal_url}/participants/20733-001/")
    expect(desktop.locator("main")).to_contain_text("Hofstee Techniek, in this portal")
    well_made(desktop, "portal-view-only")
    desktop.get_by_role("link", name="What has to happen").click()
    expect(desktop.locator("h1")).to_have_text("You cannot edit for Hofstee Techniek yet")
    expect(desktop.locator("main .fm-reasons")).to_contain_text("from viewing to viewing and editing")
    button = desktop.get_by_role("link", name="Write to Hofstee Techniek")
    assert (button.get_attribute("href") or "").startswith("mailto:info%40hofstee.example?subject=Access")
    well_made(desktop, "portal-refused")

    Grant.objects.filter(pk=told.grant.pk).update(right=told.portal.edit)
    changed()
    desktop.reload()
    expect(desktop.locator("main button[type=submit]")).to_have_text("Report the change")


@pytest.mark.requirement("F6")
def test_an_employer_who_may_only_view_is_sent_to_the_own_rights_administrator(
    told: Story, desktop: Page, portal_url: str
) -> None:
    log_in(desktop, portal_url, told.yusuf)
    desktop.goto(f"{portal_url}/participants/20418-001/edit/")
    expect(desktop.locator("main .fm-who")).to_contain_text("a rights administrator at Bakkerij De Korrel")
    button = desktop.get_by_role("link", name="Ask for the right")
    asking = "/requests/new/?right=portal%3Aedit&organisation=nl%3Akvk%3A90000001"
    assert (button.get_attribute("href") or "").endswith(asking)
    button.click()
    expect(desktop.locator("main form textarea")).to_be_visible()
    desktop.go_back()
    desktop.get_by_role("link", name="Go on viewing").click()
    expect(desktop.locator("main tbody tr")).to_have_count(15)


@pytest.mark.requirement("F4", "F5", "X1")
def test_ending_a_mandate_or_a_grant_stops_the_next_request(
    told: Story, desktop: Page, portal_url: str
) -> None:
    log_in(desktop, portal_url, told.jonas)
    chooses(desktop, "Bakkerij De Korrel")
    desktop.goto(f"{portal_url}/participants/20418-003/edit/")
    desktop.fill("[name=city]", "Nergenshuizen")
    Mandate.objects.filter(pk=told.mandate.pk).update(state="revoked")
    changed()
    desktop.locator("main button[type=submit]").click()
    expect(desktop.locator("h1")).to_have_text("You cannot see the data of Bakkerij De Korrel now")
    expect(desktop.locator("main")).not_to_contain_text("Nergenshuizen")
    well_made(desktop, "portal-ended")

    go_on_for(desktop, portal_url, "Hofstee Techniek")
    Grant.objects.filter(pk=told.grant.pk).update(state="revoked")
    changed()
    desktop.goto(f"{portal_url}/participants/")
    expect(desktop.locator("h1")).to_have_text("You cannot see the data of Hofstee Techniek now")
    desktop.get_by_role("link", name="Choose another client").click()
    expect(desktop.locator("main h2").first).to_have_text("You cannot choose any client now")
    expect(desktop.locator("#not-there")).to_have_text("Is a client missing? There are two causes")
    well_made(desktop, "portal-no-clients")


@pytest.mark.requirement("F6", "F7")
def test_a_number_that_is_not_in_the_contract_is_refused_with_the_relation_manager(
    told: Story, desktop: Page, portal_url: str
) -> None:
    log_in(desktop, portal_url, told.joke)
    expect(desktop.locator("main .fm-reasons")).to_contain_text("Willem Contact")
    picture(desktop, "portal-not-in-the-contract")


def test_a_switch_to_one_without_mandate_leaves_everything_as_it_was(
    told: Story, desktop: Page, portal_url: str
) -> None:
    """The form is altered in the browser: the platform refuses the one named, and offers no other."""
    log_in(desktop, portal_url, told.jonas)
    chooses(desktop, "Bakkerij De Korrel")
    desktop.goto(f"{portal_url}/clients/")
    field = desktop.locator("main form [name=organisation]")
    field.evaluate("each => { each.value = 'nl:kvk:90000006'; }")
    desktop.locator("main form button").first.click()
    expect(desktop.locator("h1")).to_contain_text("Vermeulen Transport")
    expect(desktop.locator("main a[href$='/organisation']")).to_have_count(0)
    desktop.locator("main form[action$='/cancel'] button").click()
    expect(desktop.locator("h1")).to_have_text("You still act for Bakkerij De Korrel")
    well_made(desktop, "portal-not-switched")
    desktop.goto(f"{portal_url}/welcome/")
    acts_for(desktop, "Bakkerij De Korrel")


@pytest.mark.requirement("X7")
def test_the_portal_speaks_three_languages(told: Story, desktop: Page, portal_url: str) -> None:
    log_in(desktop, portal_url, told.yusuf)
    for language, words in (("da", "Velkommen"), ("nl", "Welkom"), ("en", "Welcome")):
        desktop.locator(f"footer button[lang={language}]").click()
        expect(desktop.locator("h1")).to_have_text(f"{words}, Yusuf Arslan")
        assert desktop.locator("html").get_attribute("lang") == language
    desktop.locator("footer button[lang=nl]").click()
    desktop.goto(f"{portal_url}/participants/20418-001/edit/")
    expect(desktop.locator("h1")).to_have_text("U kunt nog niet wijzigen voor Bakkerij De Korrel")
    well_made(desktop, "portal-refused-nl")


def cookie(page: Page, portal: str) -> str:
    kept = {each["name"]: each["value"] for each in page.context.cookies(portal)}
    return str(kept["employer_portal_session"])
