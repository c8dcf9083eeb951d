"""A file of users in a real browser: axe, phone, dark, forgotten words, with and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fuldmagt.onboarding.imports import tasks
from fuldmagt.onboarding.models import BulkActivation, Import
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.languages import EMPLOYEES
from tests import cast
from tests.administration.test_in_the_browser import enter
from tests.browser import (
    CONTRAST,
    LANGUAGES,
    PSEUDO,
    follow,
    inline,
    picture,
    speak,
    untranslated,
    violations,
    wider_than_the_window,
)
from tests.cast import Nordby
from tests.effort import has_turn, in_turn
from tests.imports.files import (
    ANDERS,
    BENTE,
    CARL,
    activate_all,
    csv_of,
    imported,
    looked_through,
    read_all,
    upload,
)

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.requirement("B5", "B8"),
]

FAULTY = csv_of(
    ("Agnieszka Wrona", "03-07-1990", "agnieszka.wrona@nordby.example", "Jobcenter Nordby"),
    ("Bjarke Molsted", "31-02-1988", "bjarke.molsted@nordby.example", "Forsikringsafdelingen"),
    ("Çağla Nergiz", "19-11-1994", "cagla.nergiz@nordby.example", "Jobcenter Nordby"),
    ("Dorte Vibeholm", "22-05-1979", "dorte.vibeholm(a)nordby.example", ""),
    ("Iryna Barvinok", "08-01-1987", "iryna.barvinok@nordby.example", "Jobcentret Nordby"),
)


@pytest.fixture
def town(transactional_db: None) -> Nordby:
    """Nordby with files in every state, people who wait, letters to print, an activation that runs."""
    town = cast.nordby()
    mette = cast.log_in(Client(), town.mette)
    imported(mette, ANDERS)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    activate_all()
    imported(mette, BENTE, CARL)
    looked_through(mette, FAULTY)
    looked_through(mette, csv_of(("Øyvind Fjeldskov", "14-02-1991", "oyvind@nordby.example", "")))
    upload(mette, FAULTY)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    return town


def pages() -> dict[str, str]:
    states = {of.state: of.ref for of in Import.objects.order_by("pk")}
    return {
        "new": "/imports/new/",
        "list": "/imports/",
        "nobody": "/imports/?q=zebra",
        "letters-waiting": "/imports/letters/",
        **{f"file-{state}": f"/imports/{ref}/" for state, ref in states.items()},
        "file-faulty-only": f"/imports/{states['faulty']}/?faulty=yes",
    }


def each(page: Page, server: LiveServer, *, of: int = 1) -> Iterator[str]:
    """Each page as it is opened, or those whose turn it is."""
    for place, (name, path) in enumerate(pages().items()):
        if has_turn(place, of=of):
            page.goto(f"{server.url}{path}")
            yield name


@pytest.mark.soak
def test_axe_finds_nothing_on_any_page(desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(desktop, live_server, town.mette)
    found = {}
    for place, (name, path) in enumerate(pages().items()):
        for language in in_turn(place, LANGUAGES):
            speak(desktop, live_server.url, language)
            desktop.goto(f"{live_server.url}{path}")
            picture(desktop, f"imports-{name}-{language}")
            found[f"{name} {language}"] = violations(desktop) + inline(desktop)
    desktop.goto(f"{live_server.url}/imports/letters/")
    follow(desktop.locator("main form button.button-primary"))
    picture(desktop, "imports-letters")
    found["letters"] = violations(desktop)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_nothing_is_wider_than_a_phone(phone: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(phone, live_server, town.mette)
    wide = []
    for name in each(phone, live_server):
        picture(phone, f"imports-{name}-phone")
        if wider_than_the_window(phone):
            wide.append(name)
    assert wide == []


@pytest.mark.soak
def test_dark_is_as_readable(dark: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(dark, live_server, town.mette)
    found = {}
    for name in each(dark, live_server, of=3):
        picture(dark, f"imports-{name}-dark")
        found[name] = violations(dark, only=CONTRAST)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.usefixtures("pseudo")
def test_no_word_is_forgotten(desktop: Page, live_server: LiveServer, town: Nordby) -> None:
    enter(desktop, live_server, town.mette, PSEUDO)
    names = BusinessUser.with_staged.values_list("name", flat=True)
    data = [*names, *(name.split()[0] for name in names), "users.csv", town.organisation.name, "zebra",
            "Jobcenter Nordby", "Forsikringsafdelingen", "Jobcentret Nordby", "jobcenter nordby",
            "Agnieszka Wrona", "Bjarke Molsted", "Çağla Nergiz", "Dorte Vibeholm", "Iryna Barvinok",
            "dorte.vibeholm(a)nordby.example", "CAGLA NERGIZ", "OEYVIND FJELDSKOV",
            *dict(EMPLOYEES).values()]  # fmt: skip
    left = {name: untranslated(desktop, data) for name in each(desktop, live_server)}
    assert {name: words for name, words in left.items() if words} == {}


@pytest.fixture
def faulty_file(tmp_path: Path) -> Path:
    file = tmp_path / "medarbejdere-november.csv"
    file.write_text(FAULTY, encoding="utf-8-sig")
    return file


def test_a_new_administrator_mends_a_list_and_activates_it(
    desktop: Page, live_server: LiveServer, transactional_db: None, faulty_file: Path
) -> None:
    town = cast.nordby()
    enter(desktop, live_server, town.mette)
    desktop.goto(f"{live_server.url}/users/")
    desktop.get_by_role("link", name="Importér brugere").click()
    desktop.get_by_label("Filen", exact=True).set_input_files(faulty_file)
    desktop.get_by_role("button", name="Gennemse filen").click()
    title = desktop.get_by_role("heading", level=1)
    expect(title).to_have_text("Filen læses")
    expect(desktop.get_by_role("progressbar")).to_be_visible()
    read_all()
    expect(title).to_have_text("3 rækker skal rettes først")  # the page asks by itself
    desktop.get_by_role("link", name="Række 3, Fødselsdato").click()
    expect(desktop.locator("#r3-birth-date")).to_be_in_viewport()
    with desktop.expect_download() as download:
        desktop.get_by_role("link", name="Hent fejlene som CSV").click()
    assert "31-02-1988" in Path(download.value.path()).read_text(encoding="utf-8-sig")

    mended = FAULTY.replace("31-02", "28-02").replace("(a)", "@").replace("Jobcentret", "Jobcenter")
    faulty_file.write_text(mended, encoding="utf-16")
    desktop.get_by_role("link", name="Upload den rettede fil").click()
    desktop.get_by_label("Filen", exact=True).set_input_files(faulty_file)
    desktop.get_by_role("button", name="Gennemse filen").click()
    read_all()
    desktop.get_by_role("button", name="Importér 5 brugere").click()
    expect(title).to_have_text("5 importerede brugere venter på at blive aktiveret")
    desktop.get_by_role("button", name="Aktivér alle 5").click()
    activate_all()
    desktop.get_by_role("link", name="Se, hvor langt den er").or_(
        desktop.locator(".sidemenu .current a")
    ).first.click()
    desktop.get_by_role("link", name="Gå til brevene").click()
    desktop.get_by_role("button", name="Vis brevene nu").click()
    expect(desktop.locator(".fm-letter")).to_have_count(5)
    desktop.emulate_media(media="print")
    assert len(desktop.pdf(format="A4")) > 10_000
    assert BulkActivation.objects.get().state == "done"


def test_without_any_script_the_page_is_asked_again(
    scriptless: Page, live_server: LiveServer, transactional_db: None, faulty_file: Path
) -> None:
    town = cast.nordby()
    enter(scriptless, live_server, town.mette)
    scriptless.goto(f"{live_server.url}/imports/new/")
    scriptless.get_by_label("Filen", exact=True).set_input_files(faulty_file)
    scriptless.get_by_role("button", name="Gennemse filen").click()
    expect(scriptless.get_by_text("0 af 5 rækker læst")).to_be_visible()
    tasks.read(clock.now())
    scriptless.get_by_role("link", name="Se, hvor langt den er").click()
    expect(scriptless.get_by_role("heading", level=1)).to_have_text("3 rækker skal rettes først")
    scriptless.get_by_role("button", name="Annullér importen").click()
    expect(scriptless.get_by_role("heading", level=1)).to_have_text("Importér brugere fra en fil")
