"""Rights of many changed in a real browser: chosen, looked at, saved, undone; axe, phone, forgotten words."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
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
from tests.cast import Nordby, gives, nordby
from tests.many.cast import CALCULATE, MANY, STATE
from tests.rights.test_in_the_browser import enter, words_of_the_data

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.usefixtures("the_catalogue"),
    pytest.mark.requirement("C5"),
]


@pytest.fixture
def town(transactional_db: None, the_catalogue: object) -> Nordby:
    town = nordby()
    gives(town.anna, Right.objects.get(ref=STATE))
    return town


def sound(page: Page, name: str) -> None:
    """Without violations, without markup that the policy forbids, and no wider than the window."""
    assert violations(page) == []
    assert inline(page) == []
    assert not wider_than_the_window(page)
    picture(page, name)


def walk(page: Page, live_server: LiveServer, town: Nordby, device: str) -> None:
    """From the list of users to a right given to two people at once."""
    page.goto(f"{live_server.url}/users/")
    page.get_by_role("link", name="Ændr rettigheder for mange").last.click()
    sound(page, f"many-people-{device}")
    for user in (town.anna, town.birthe):
        choose_box(page.get_by_label(f"Vælg {user.name}"))
    page.get_by_role("button", name="Gå videre med de afkrydsede").click()

    page.get_by_role("searchbox", name="Find en rettighed").fill("opgør")
    page.keyboard.press("Enter")
    expect(page.locator("details[open] summary", has_text="Ydelsesrefusion")).to_be_visible()
    choose_box(page.locator(f"input[name=right][value='{CALCULATE}']"))
    page.get_by_label("Sagsnummer eller bemærkning").fill("Sag 12")
    sound(page, f"many-rights-{device}")
    page.get_by_role("button", name="Se, hvad det betyder").click()

    expect(page.get_by_text("Én person kan kun have én af dem")).to_be_visible()
    sound(page, f"many-preview-{device}")
    page.get_by_role("button", name="Gem 1 ændring").click()
    expect(page.get_by_role("heading", name="1 ændring er gemt")).to_be_visible()
    sound(page, f"many-done-{device}")


def test_mette_gives_a_right_to_many_and_undoes_it(
    desktop: Page, live_server: LiveServer, town: Nordby
) -> None:
    enter(desktop, live_server, town.mette)
    walk(desktop, live_server, town, "desktop")
    assert Assignment.objects.get(right__ref=CALCULATE, state="active").user == town.birthe

    desktop.get_by_role("button", name="Fortryd det for alle").click()
    desktop.get_by_role("button", name="Gem 1 ændring").click()
    expect(desktop.get_by_role("heading", name="1 ændring er gemt")).to_be_visible()
    assert not Assignment.objects.filter(right__ref=CALCULATE, state="active").exists()


def test_the_pages_fit_a_phone(phone: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(phone, live_server, town.mette)
    walk(phone, live_server, town, "phone")


def test_no_word_is_forgotten(pseudo: None, desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(desktop, live_server, town.mette, PSEUDO)
    people = (town.anna, town.birthe, town.bodil, town.mette)
    data = {each.name for each in people} | {each.email for each in people} | {"Sag 12"}
    data |= {town.organisation.name, town.jobcenter.name, town.insurance.name}
    words = [*data, *words_of_the_data(), *(f": {name}" for name in _rights())]
    speak(desktop, live_server.url, PSEUDO)
    desktop.goto(live_server.url + MANY)
    assert untranslated(desktop, words) == []
    for user in (town.anna, town.birthe):
        choose_box(desktop.locator(f"#u-{user.ref}"))
    desktop.locator("main form[method=post] button.button-primary").click()
    assert untranslated(desktop, words) == []
    desktop.get_by_role("searchbox").fill("opgør")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("details[open] summary", has_text="Ydelsesrefusion")).to_be_visible()
    choose_box(desktop.locator(f"input[name=right][value='{CALCULATE}']"))
    for button in ("look", "save"):
        desktop.locator(f"button[value={button}]").click()
        desktop.wait_for_load_state()
        assert untranslated(desktop, words) == [], button


def _rights() -> list[str]:
    return list(Right.objects.values_list("name", flat=True))
