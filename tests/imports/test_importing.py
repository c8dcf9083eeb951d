"""Stories of importing users from a file: looked through, mended, confirmed in one step, cancelled."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.events import Event
from fuldmagt.audit.models import Entry, PendingEntry
from fuldmagt.audit.tasks import sequence
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.imports import queries, rules, tasks
from fuldmagt.onboarding.models import Import, ImportPart, ImportRow
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock as the_clock
from tests import cast
from tests.administration.pages import heading, links, words
from tests.cast import Nordby
from tests.imports.files import (
    ANDERS,
    BENTE,
    CARL,
    activate_all,
    csv_of,
    imported,
    looked_through,
    read_all,
    tidy_all,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B5")]

FAULTY = csv_of(
    ANDERS,
    ("Bente Krogh", "31-02-1979", "bente@nordby.example", ""),
    ("Carl Emil Ditlev", "30-09-1983", "carl(a)nordby.example", ""),
    ("Ditte Aamodt", "01-01-1980", "ditte@nordby.example", "Jobcentret Nordby"),
)


def test_a_list_with_three_faulty_rows_is_mended_imported_and_activated(
    mette: Client, nordby: Nordby
) -> None:
    assert heading(upload(mette, FAULTY)) == "The file is being read"
    read_all()
    faulty = Import.objects.get()
    page = mette.get(f"/imports/{faulty.ref}/")
    assert heading(page) == "3 rows have to be mended first"
    said = words(page)
    assert "Row 3, Birth date 31-02-1979 This day does not exist in that month." in said
    assert (
        "Row 4, E-mail carl(a)nordby.example This is not an e-mail address. Is it carl@nordby.example?"
        in said
    )
    assert "Row 5, Department Jobcentret Nordby There is no such department. Is it Jobcenter Nordby?" in said
    assert "/imports/new/" in links(page)

    mette.post(f"/imports/{faulty.ref}/cancel/")
    mended = FAULTY.replace("31-02", "28-02").replace("(a)", "@").replace("Jobcentret", "Jobcenter")
    of, page = looked_through(mette, mended)
    assert heading(page) == "4 users are ready to be imported"
    page = mette.post(f"/imports/{of.ref}/confirm/", follow=True)
    assert heading(page) == "4 imported users wait to be activated"
    assert "4 users have been imported and wait to be activated." in words(page)

    mette.post("/imports/chosen/", {"do": "activate-all"})
    activate_all()
    states = BusinessUser.objects.filter(email__startswith="ditte").values_list("state", flat=True)
    assert list(states) == [UserState.INVITED]
    assert Notice.objects.filter(kind="mail").count() == 4
    page = mette.post("/imports/letters/")
    assert page.content.decode().count('class="fm-code') == 4


def test_nothing_counts_before_it_is_confirmed(mette: Client, nordby: Nordby) -> None:
    of, _ = looked_through(mette, csv_of(ANDERS, BENTE, CARL))

    assert not BusinessUser.objects.filter(state=UserState.IMPORTED).exists()
    assert not nordby.organisation.users.filter(name="Anders Lund").exists()
    assert "Anders Lund" not in words(mette.get("/users/?state=every&q=anders"))
    assert not PendingEntry.objects.filter(event=Event.USER_IMPORTED).exists()
    sequence()
    assert not Entry.objects.filter(event=Event.USER_IMPORTED).exists()
    staged = BusinessUser.with_staged.get(name="Anders Lund")
    assert mette.get(f"/users/{staged.ref}/").status_code == 404

    mette.post(f"/imports/{of.ref}/confirm/")

    assert mette.get(f"/users/{staged.ref}/").status_code == 200
    assert BusinessUser.objects.filter(state=UserState.IMPORTED).count() == 3
    assert not Notice.objects.exists()


@pytest.mark.requirement("B15")
def test_the_log_tells_of_the_import_and_of_each_user(
    mette: Client, nordby: Nordby, clock: time_machine.Traveller
) -> None:
    of, _ = looked_through(cast.log_in(mette, nordby.mette), csv_of(ANDERS, BENTE))
    clock.shift(timedelta(minutes=10))
    mette.post(f"/imports/{of.ref}/confirm/")

    deeds = PendingEntry.objects.filter(subject=of.ref).order_by("pk")
    assert [(deed.event, deed.actor, deed.facts) for deed in deeds] == [
        (Event.IMPORT_BEGUN, nordby.mette.ref, {"rows": 2}),
        (Event.IMPORT_CONFIRMED, nordby.mette.ref, {"rows": 2}),
    ]
    anders = BusinessUser.objects.get(name="Anders Lund")
    (entry,) = PendingEntry.objects.filter(subject=anders.ref)
    assert (entry.event, entry.actor, entry.at) == (Event.USER_IMPORTED, nordby.mette.ref, the_clock.now())
    assert entry.facts == {"row": 2, "import": of.ref}
    assert "Mette Lundager imported Anders Lund from a file" in words(
        mette.get(f"/users/{anders.ref}/events/")
    )
    everything = words(mette.get("/events/"))
    assert "Mette Lundager imported the users of a file" in everything
    assert "imported Anders Lund" not in everything
    while sequence():
        pass
    assert Entry.objects.filter(subject=anders.ref).count() == 1


@pytest.mark.parametrize("category", ["Personalekategori", "Medarbejdergruppe"])
def test_what_a_row_says_is_what_the_user_has(mette: Client, nordby: Nordby, category: str) -> None:
    headings = (
        "Fornavn", "Efternavn", "Fødselsdato", "E-mail", "Telefon", "Adresse", "Afdeling",
        category, "Sprog", "Har CPR-nummer", "Loginmiddel", "Skostørrelse",
    )  # fmt: skip
    row = (
        "Åse  Marie", "Ravn-Holm", "29-02-1988", "åse@blåbærgrød.example", "+45 20 12 34 56",
        "Havnegade 1\n9999 Nordby", "JOBCENTER NORDBY", "Sagsbehandlere", "hollandsk", "ja",
        "Kodeviser", "43",
    )  # fmt: skip
    of, page = looked_through(mette, csv_of(row, headings=headings))
    assert "These columns are not read: Skostørrelse." in words(page)
    mette.post(f"/imports/{of.ref}/confirm/")

    user = BusinessUser.objects.get(state=UserState.IMPORTED)
    assert (user.name, str(user.birth_date), user.email) == (
        "Åse Marie Ravn-Holm",
        "1988-02-29",
        "åse@blåbærgrød.example",
    )
    assert (user.phone, user.address, user.department) == (
        "+45 20 12 34 56",
        "Havnegade 1 9999 Nordby",
        nordby.jobcenter,
    )
    assert (user.employee_group, user.language, user.has_national_number, user.first_means) == (
        "Sagsbehandlere",
        "nl",
        True,
        "code_display",
    )


@pytest.mark.requirement("B1")
def test_a_row_names_any_language_of_the_employees_way(mette: Client, nordby: Nordby) -> None:
    said = {"polsk": "pl", "ROMANIAN": "ro", "Oekraïens": "uk", "español": "es", "de": "de", "": "uk"}
    rows = [
        (f"Medarbejder {'abcdef'[number]}", "01-02-1990", f"m{number}@nordby.example", language)
        for number, language in enumerate(said)
    ]
    upload(mette, csv_of(*rows, headings=("Navn", "Fødselsdato", "E-mail", "Sprog")), language="uk")
    read_all()
    mette.post(f"/imports/{Import.objects.get().ref}/confirm/")
    users = BusinessUser.objects.filter(state=UserState.IMPORTED).order_by("email")
    assert list(users.values_list("language", flat=True)) == list(said.values())


@pytest.mark.requirement("B1", "B6")
def test_a_row_names_the_means_as_the_pages_do(mette: Client, nordby: Nordby) -> None:
    said = {
        "": "app", "adgangsnøgle": "passkey", "kodeviser": "code_display", "Codelezer": "code_display",
        "kodeoplæser": "code_reader", "code-voorlezer": "code_reader", "Chip": "chip",
    }  # fmt: skip
    rows = [
        (f"Medarbejder {'abcdefg'[number]}", "01-02-1990", f"m{number}@nordby.example", "ja", means)
        for number, means in enumerate(said)
    ]
    headings = ("Navn", "Fødselsdato", "E-mail", "Har CPR-nummer", "Loginmiddel")
    of, _page = looked_through(mette, csv_of(*rows, headings=headings))
    mette.post(f"/imports/{of.ref}/confirm/")
    users = BusinessUser.objects.filter(state=UserState.IMPORTED).order_by("email")
    assert list(users.values_list("first_means", flat=True)) == list(said.values())


def test_a_national_number_is_kept_as_an_index_and_shown_nowhere(mette: Client, nordby: Nordby) -> None:
    headings = ("Navn", "CPR-nr.", "E-mail")
    of, page = looked_through(
        mette, csv_of(("Bo Bech", "010190-1234", "bo@nordby.example"), headings=headings)
    )
    assert "010190" not in page.content.decode()
    assert "••••••" in words(page)
    assert "010190" not in str(list(ImportRow.objects.values()))

    again, page = looked_through(mette, csv_of(("Bo Bech", "010190", "bo@nordby.example"), headings=headings))
    assert again.state == "faulty"
    faults = mette.get(f"/imports/{again.ref}/faults.csv").content.decode()
    assert "010190" not in page.content.decode() + faults

    mette.post(f"/imports/{of.ref}/confirm/")
    user = BusinessUser.objects.get(state=UserState.IMPORTED)
    assert user.has_national_number
    assert user.national_number_index


def test_the_file_is_sealed_and_gone_once_it_has_been_read(mette: Client, nordby: Nordby) -> None:
    upload(mette, csv_of(ANDERS))
    (part,) = ImportPart.objects.all()
    assert b"Anders" not in bytes(part.sealed)
    assert "Anders" in b"".join(queries.blocks(part.of)).decode()

    read_all()
    assert not ImportPart.objects.exists()
    (row,) = ImportRow.objects.all()
    assert "Anders" not in row.cells

    mette.post(f"/imports/{part.of.ref}/confirm/")
    tidy_all()
    assert not ImportRow.objects.exists()
    assert BusinessUser.objects.filter(name="Anders Lund").exists()


def test_a_cancelled_import_leaves_nothing(mette: Client, nordby: Nordby) -> None:
    of, _ = looked_through(mette, csv_of(ANDERS, BENTE))
    page = mette.post(f"/imports/{of.ref}/cancel/", follow=True)
    assert "The import of users.csv is cancelled. Nothing of it is kept." in words(page)
    tidy_all()

    assert not ImportRow.objects.exists()
    assert not BusinessUser.with_staged.exclude(staged_in=None).exists()
    assert not PendingEntry.with_held.exclude(held=None).exists()
    assert mette.post(f"/imports/{of.ref}/confirm/").status_code == 403
    assert heading(mette.get(f"/imports/{of.ref}/")) == "This import was cancelled"


def test_a_file_can_be_cancelled_while_it_is_read(mette: Client, nordby: Nordby) -> None:
    upload(mette, csv_of(ANDERS, BENTE))
    of = Import.objects.get()
    mette.post(f"/imports/{of.ref}/cancel/")

    tasks.go_on(of, at=the_clock.now())

    of.refresh_from_db()
    assert (of.state, of.rows) == ("cancelled", 0)
    assert not ImportRow.objects.exists()


def test_what_nobody_confirms_for_a_week_is_forgotten(
    mette: Client, nordby: Nordby, clock: time_machine.Traveller
) -> None:
    of, _ = looked_through(cast.log_in(mette, nordby.mette), csv_of(ANDERS))
    tasks.tidy(the_clock.now())
    assert Import.objects.get().state == "ready"
    clock.shift(rules.KEPT + timedelta(minutes=1))
    tasks.tidy(the_clock.now())
    tidy_all()
    assert Import.objects.get().state == "cancelled"
    assert not ImportRow.objects.exists()
    last = PendingEntry.objects.filter(subject=of.ref).latest("pk")
    assert (last.event, last.actor) == (Event.IMPORT_CANCELLED, "worker")


def test_only_a_few_files_wait_at_a_time(mette: Client, nordby: Nordby) -> None:
    for _ in range(rules.MOST_OPEN):
        upload(mette, csv_of(ANDERS))
    page = upload(mette, csv_of(ANDERS))
    assert "Other files are still waiting. Finish or cancel one of them first." in words(page)
    assert Import.objects.count() == rules.MOST_OPEN


def test_the_menu_shows_imported_users_only_where_there_are_any(mette: Client, nordby: Nordby) -> None:
    assert "/imports/" not in links(mette.get("/users/"))
    imported(mette, ANDERS, BENTE)
    page = mette.get("/users/")
    assert "/imports/" in links(page)
    assert "Imported users 2" in words(page)
    assert "On the way 2" not in words(page)


def test_imported_users_are_found_page_by_page(mette: Client, nordby: Nordby) -> None:
    people = [
        (
            f"Person {'abcdefghij'[n % 10]}{'abc'[n // 10]} Ravn",
            f"{n + 1:02}-01-1990",
            f"p{n}@nordby.example",
            "",
        )
        for n in range(20)
    ]
    imported(mette, *people, ANDERS)
    page = mette.get("/imports/")
    assert "Showing 1-15 of 21" in words(page)
    assert "Showing 16-21 of 21" in words(mette.get("/imports/?page=2"))
    found = mette.get("/imports/?q=anders")
    assert "Showing 1-1 of 1" in words(found)
    assert "No imported user fits the search" in words(mette.get("/imports/?q=zebra"))
