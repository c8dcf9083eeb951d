"""A group in a real browser: made, filled, given a right; axe, phone and forgotten words."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.groups.models import Group
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
from tests.cast import Nordby, a_user, gives, log_in, nordby
from tests.groups.cast import CALCULATE, SICKNESS, STATE, a_group, give, give_department
from tests.rights.test_in_the_browser import enter

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.usefixtures("the_catalogue"),
    pytest.mark.requirement("C5"),
]


@pytest.fixture
def town(transactional_db: None, the_catalogue: object) -> Nordby:
    return nordby()


def sound(page: Page, name: str) -> None:
    """Without violations, without markup that the policy forbids, and no wider than the window."""
    assert violations(page) == []
    assert inline(page) == []
    assert not wider_than_the_window(page)
    picture(page, name)


def test_mette_makes_a_group_and_gives_it_a_right(
    desktop: Page, live_server: LiveServer, town: Nordby
) -> None:
    gives(town.anna, Right.objects.get(ref=STATE))
    enter(desktop, live_server, town.mette)
    desktop.goto(f"{live_server.url}/groups/")
    sound(desktop, "groups-none")
    desktop.get_by_role("link", name="Opret den første gruppe").click()
    desktop.get_by_label("Navn").fill("Refusion")
    sound(desktop, "groups-new")
    desktop.get_by_role("button", name="Opret gruppen").click()

    desktop.get_by_role("link", name="Sæt personer i gruppen").click()
    choose_box(desktop.get_by_label("Anna Holmstrup"))
    desktop.get_by_label("E-mailadresser").fill(town.birthe.email)
    sound(desktop, "groups-add")
    desktop.get_by_role("button", name="Sæt dem i gruppen").click()
    expect(desktop.get_by_text("2 personer er kommet i gruppen.")).to_be_visible()

    desktop.get_by_role("link", name="Giv gruppen en rettighed").click()
    desktop.locator("select[name=right]").select_option(CALCULATE)
    desktop.locator("input[name=note]").fill("Sag 26-114")
    sound(desktop, "groups-give")
    desktop.get_by_role("button", name="Se, hvem den når").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("1 person ville få")
    sound(desktop, "groups-preview")
    desktop.get_by_role("button", name="Giv gruppen rettigheden").click()
    expect(desktop.get_by_text("Sag 26-114")).to_be_visible()
    sound(desktop, "groups-show")

    desktop.get_by_role("link", name="Luk gruppen").click()
    sound(desktop, "groups-close")


def test_the_pages_fit_a_phone(phone: Page, live_server: LiveServer, town: Nordby) -> None:
    mette = log_in(Client(), town.mette)
    gives(town.anna, Right.objects.get(ref=STATE))
    group = a_group(mette, "Refusion", town.anna, town.birthe)
    give(mette, group, CALCULATE, note="Sag 26-114")
    enter(phone, live_server, town.mette)
    for name in ("", "add/", "give/"):
        phone.goto(f"{live_server.url}/groups/{group.ref}/{name}")
        assert not wider_than_the_window(phone)
        picture(phone, f"groups-phone-{name.strip('/') or 'show'}")


def test_a_department_has_a_right_and_who_comes_waits(
    desktop: Page, phone: Page, live_server: LiveServer, town: Nordby
) -> None:
    enter(desktop, live_server, town.mette)
    desktop.goto(f"{live_server.url}/departments/{town.jobcenter.ref}/")
    desktop.get_by_role("link", name="Giv afdelingen en rettighed").click()
    desktop.locator("select[name=right]").select_option(CALCULATE)
    desktop.locator("input[name=note]").fill("Sag 26-114")
    desktop.get_by_role("button", name="Se, hvem den når").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("1 person ville få")
    sound(desktop, "department-preview")
    desktop.get_by_role("button", name="Giv afdelingen rettigheden").click()
    expect(desktop.get_by_text("Sag 26-114")).to_be_visible()

    ida = a_user(town.organisation, "Ida Nyborg", department=town.jobcenter)
    gives(ida, Right.objects.get(ref=STATE))
    a_user(town.organisation, "Bo Tilflytter", department=town.jobcenter)
    give_department(log_in(Client(), town.mette), town.jobcenter, SICKNESS)
    desktop.reload()
    sound(desktop, "department-with-newcomers")
    desktop.get_by_role("link", name="Se, hvad der venter på at blive givet").click()
    sound(desktop, "waiting")
    enter(phone, live_server, town.mette)
    for name in ("rights/waiting/", f"departments/{town.jobcenter.ref}/"):
        phone.goto(f"{live_server.url}/{name}")
        assert not wider_than_the_window(phone)
        picture(phone, f"phone-{name.split('/')[0]}")

    desktop.get_by_role("button", name="Giv det til dem, der er krydset af").click()
    expect(desktop.get_by_text("2 personer har nu det, afdeling og grupper har.")).to_be_visible()
    sound(desktop, "waiting-none")
    desktop.goto(f"{live_server.url}/users/{ida.ref}/rights/")
    picture(desktop, "rights-by-department")
    source = town.jobcenter.sources.get(right__ref=CALCULATE)
    desktop.goto(f"{live_server.url}/departments/{town.jobcenter.ref}/rights/{source.ref}/end/")
    sound(desktop, "department-end")


def test_no_word_is_forgotten(pseudo: None, desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    mette = log_in(Client(), town.mette)
    group = a_group(mette, "Refusion", town.anna)
    give(mette, group, CALCULATE, note="Sag 26-114")
    source, group = group.sources.get(), Group.objects.get()
    enter(desktop, live_server, town.mette, PSEUDO)
    data = {each.name for each in (town.anna, town.birthe, town.bodil, town.mette)}
    data |= {town.organisation.name, "Refusion", "Sag 26-114", "Ydelsesrefusion"}
    data |= {each.email for each in (town.anna, town.birthe, town.bodil, town.mette)}
    data |= {town.jobcenter.name, town.insurance.name}
    for path in ("", "add/", "close/", f"rights/{source.ref}/end/", f"members/{town.anna.ref}/remove/"):
        speak(desktop, f"{live_server.url}/groups/{group.ref}/{path}", PSEUDO)
        assert untranslated(desktop, data) == [], path
    give_department(mette, town.jobcenter, CALCULATE)
    a_user(town.organisation, "Ida Nyborg", department=town.jobcenter)
    data |= {"Ida Nyborg", "ida.nyborg@nordby.example"}
    of_department = town.jobcenter.sources.get()
    for path in ("", "give/", f"rights/{of_department.ref}/end/", "waiting"):
        where = "rights/waiting/" if path == "waiting" else f"departments/{town.jobcenter.ref}/{path}"
        speak(desktop, f"{live_server.url}/{where}", PSEUDO)
        assert untranslated(desktop, data) == [], path
