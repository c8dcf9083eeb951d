"""The same person twice: in the file, in the organisation, and in what has happened since it was read."""

import pytest
from django.test import Client

from fuldmagt.organisations.models import BusinessUser, Department
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock
from tests import cast
from tests.administration.pages import heading, words
from tests.cast import Nordby
from tests.imports.files import ANDERS, BENTE, CARL, csv_of, imported, looked_through

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B5")]


def test_the_same_address_and_name_stands_in_the_file_once(mette: Client, nordby: Nordby) -> None:
    again = ("LUND, Anders", "", "ANDERS@nordby.example", "")
    _, page = looked_through(mette, csv_of(ANDERS, BENTE, (again[0], "04-07-1990", *again[2:])))
    assert (
        "Row 4, E-mail ANDERS@nordby.example The same person with the same address stands in row 2."
        in words(page)
    )


def test_two_people_may_share_an_address(mette: Client, nordby: Nordby) -> None:
    of, _ = looked_through(mette, csv_of(ANDERS, ("Bente Krogh", "22-05-1979", ANDERS[2], "")))
    assert of.state == "ready"


@pytest.mark.parametrize("spelling", ["Søren Aaby", "SOEREN AABY", "Aby Soren", "Søren Åby"])
def test_the_same_name_and_birth_date_is_one_person_however_it_is_spelled(
    mette: Client, nordby: Nordby, spelling: str
) -> None:
    rows = [
        ("Søren Åby", "03-07-1990", "one@nordby.example", ""),
        (spelling, "1990-07-03", "two@nordby.example", ""),
    ]
    _, page = looked_through(mette, csv_of(*rows))
    assert "The same name with the same birth date stands in row 2." in words(page)


def test_far_apart_in_the_file_as_well(mette: Client, nordby: Nordby) -> None:
    letters = "abcdefghijklmnopqrstuvwxy"
    between = [
        (
            f"Per {letters[n // 25]}{letters[n % 25]}x Holm",
            f"{n % 28 + 1:02}-03-1981",
            f"p{n}@nordby.example",
            "",
        )
        for n in range(600)
    ]
    of, page = looked_through(
        mette, csv_of(ANDERS, *between, ("Anders Lund", "03-07-1990", "x@nordby.example", ""))
    )
    assert (of.rows, of.faulty) == (602, 1)
    assert "Row 603, Full name Anders Lund The same name with the same birth date stands in row 2." in words(
        page
    )


def test_who_is_there_already_is_named(mette: Client, nordby: Nordby) -> None:
    rows = [
        ("Anna Holmstrup", "01-01-1990", "Anna.Holmstrup@nordby.example", ""),
        ("Ravnsø Bodil", "17-05-1985", "other@nordby.example", ""),
    ]
    _, page = looked_through(mette, csv_of(*rows))
    assert "Row 2, E-mail Anna.Holmstrup@nordby.example There is a user with this name" in words(page)
    assert (
        "Row 3, Full name Ravnsø Bodil There is a user with this name and this birth date already."
        in words(page)
    )


def test_a_closed_user_and_a_neighbours_are_no_hindrance(
    mette: Client, nordby: Nordby, sydby: cast.Sydby
) -> None:
    BusinessUser.objects.filter(pk=nordby.anna.pk).update(state=UserState.CLOSED)
    rows = [
        ("Anna Holmstrup", "17-05-1985", nordby.anna.email, ""),
        (sydby.soren.name, "17-05-1985", sydby.soren.email, ""),
    ]
    of, _ = looked_through(mette, csv_of(*rows))
    assert of.state == "ready"


def test_a_file_is_imported_once(mette: Client, nordby: Nordby) -> None:
    imported(mette, ANDERS, BENTE)
    of, _ = looked_through(mette, csv_of(ANDERS, BENTE))
    assert (of.state, of.faulty) == ("faulty", 2)


def test_two_readings_of_one_file_cannot_both_be_confirmed(mette: Client, nordby: Nordby) -> None:
    first, _ = looked_through(mette, csv_of(ANDERS, BENTE))
    second, _ = looked_through(mette, csv_of(BENTE, CARL))
    mette.post(f"/imports/{first.ref}/confirm/")
    page = mette.post(f"/imports/{second.ref}/confirm/", follow=True)

    assert heading(page) == "One row has to be mended first"
    assert "The organisation has changed since the file was read." in words(page)
    assert "Row 2, E-mail bente@nordby.example There is a user with this name" in words(page)
    assert BusinessUser.objects.filter(state=UserState.IMPORTED).count() == 2
    assert not BusinessUser.objects.filter(name="Carl Emil Ditlev").exists()


def test_a_department_that_has_closed_meanwhile_stops_the_import(mette: Client, nordby: Nordby) -> None:
    of, _ = looked_through(mette, csv_of(ANDERS, BENTE))
    Department.objects.filter(pk=nordby.jobcenter.pk).update(closed_at=clock.now())
    page = mette.post(f"/imports/{of.ref}/confirm/", follow=True)
    assert "Row 2, Department Jobcenter Nordby There is no such department." in words(page)
    assert not BusinessUser.objects.filter(state=UserState.IMPORTED).exists()
