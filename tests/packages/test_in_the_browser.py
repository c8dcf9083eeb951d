"""A package in a real browser: made, given, changed, news accepted; axe, phone and forgotten words."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.catalogue.models import Package, Provider, Right, Service
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
from tests.cast import Nordby, log_in, nordby
from tests.groups.cast import CALCULATE, LEAVE, SICKNESS
from tests.packages.cast import NEW, PAY, a_package, put_in, to_person
from tests.rights.test_in_the_browser import enter, unfold

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.usefixtures("the_catalogue"),
    pytest.mark.requirement("C8"),
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


def test_mette_makes_a_package_gives_it_and_accepts_what_is_new(
    desktop: Page, live_server: LiveServer, town: Nordby
) -> None:
    enter(desktop, live_server, town.mette)
    desktop.goto(f"{live_server.url}/packages/")
    sound(desktop, "packages-list")
    desktop.get_by_role("link", name="Lav en pakke").click()
    desktop.get_by_label("Navn").fill("Vikarer")
    unfold(desktop, "Løn og fravær", "Fraværskontoret", "Indberetning")
    choose_box(desktop.locator(f'input[name=right][value="{SICKNESS}"]'))
    sound(desktop, "packages-new")
    desktop.get_by_role("button", name="Lav pakken").click()
    expect(desktop.get_by_text("Pakken Vikarer er lavet.")).to_be_visible()
    sound(desktop, "packages-show")

    desktop.get_by_role("link", name="Giv den til nogen").click()
    desktop.get_by_label("Eller én person").fill(town.anna.email)
    sound(desktop, "packages-give")
    desktop.get_by_role("button", name="Se, hvem den når").click()
    sound(desktop, "packages-preview")
    desktop.get_by_role("button", name="Giv pakken").click()
    expect(desktop.get_by_text("Anna Holmstrup har pakken nu.")).to_be_visible()

    mette = log_in(Client(), town.mette)
    to_person(mette, PAY, town.bodil)
    put_in(SICKNESS, LEAVE, CALCULATE, NEW)
    desktop.goto(f"{live_server.url}/packages/")
    desktop.get_by_role("link", name="Se, hvad der er nyt").click()
    sound(desktop, "packages-news")
    desktop.locator("button[value=accept]").click()
    expect(desktop.get_by_text("Det er godkendt og når alle, der har pakken.")).to_be_visible()


def pages(town: Nordby) -> list[str]:
    """Every page of packages, with something on it."""
    mette = log_in(Client(), town.mette)
    own = a_package(mette)
    to_person(mette, own.ref, town.anna)
    to_person(mette, PAY, town.anna)
    put_in(SICKNESS, LEAVE, CALCULATE, NEW)
    source = Package.objects.get(ref=own.ref).sources.get()
    named = [f"{own.ref}/", f"{own.ref}/change/", f"{own.ref}/retire/", f"{PAY}/"]
    return ["", "new/", "news/", f"give/?package={own.ref}", f"given/{source.ref}/end/", *named]


def test_each_page_fits_a_phone(phone: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(phone, live_server, town.mette)
    for number, path in enumerate(pages(town)):
        phone.goto(f"{live_server.url}/packages/{path}")
        sound(phone, f"packages-phone-{number}")


def test_no_word_is_forgotten(pseudo: None, desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    found = pages(town)
    enter(desktop, live_server, town.mette, PSEUDO)
    data = {"Fravær", "Til vikarer", town.organisation.name, town.mette.name, town.anna.name}
    for path in found:
        speak(desktop, f"{live_server.url}/packages/{path}", PSEUDO)
        assert untranslated(desktop, sorted(data | catalogue())) == [], path


def catalogue() -> set[str]:
    """The catalogue's own words, which are written in three languages and in no others."""
    rows = [*Right.objects.all(), *Package.objects.all(), *Service.objects.all()]
    said = {text for row in rows for text in row.texts.values()}
    said |= {text for row in rows if not isinstance(row, Service) for text in row.names.values()}
    return said | {row.name for row in [*rows, *Provider.objects.all()]}
