"""Each fault is named by row and column; what looks like a formula is data, and no formula comes out."""

import csv
import io

import pytest
from django.test import Client

from fuldmagt.onboarding.models import ImportRow
from fuldmagt.organisations.models import BusinessUser
from tests.administration.pages import words
from tests.cast import Nordby
from tests.imports.files import ANDERS, csv_of, imported, looked_through, upload

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B5")]

HEAD = "Name;Birth date;E-mail\r\n"
NAME, BIRTH, EMAIL = "Anders Lund", "03-07-1990", "anders@nordby.example"


def faults(
    mette: Client, *row: str, headings: tuple[str, ...] = ("Name", "Birth date", "E-mail")
) -> list[list[str]]:
    """The faults of a file with one row, as the file of faults tells them."""
    of, _ = looked_through(mette, csv_of(row, headings=headings))
    told = mette.get(f"/imports/{of.ref}/faults.csv").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(told), delimiter=";"))[1:]


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        (("", BIRTH, EMAIL), "Full name", "The name is missing."),
        (("1", BIRTH, EMAIL), "Full name", "This cannot be a name."),
        (("Anders 🎉 Lund", BIRTH, EMAIL), "Full name", "No passport can spell this."),
        (("李 小龍", BIRTH, EMAIL), "Full name", "No passport can spell this."),
        (("A" * 199 + " Lund", BIRTH, EMAIL), "Full name", "This is too long. 200 characters is the most."),
        (("Anders\u202e Lund", BIRTH, EMAIL), "Full name", "A sign that cannot be seen or read"),
        ((NAME, "31-02-1990", EMAIL), "Birth date", "This day does not exist in that month."),
        ((NAME, "29-02-1991", EMAIL), "Birth date", "This day does not exist in that month."),
        ((NAME, "00-00-1990", EMAIL), "Birth date", "A birth date of which a part is unknown"),
        ((NAME, "XX-XX-1990", EMAIL), "Birth date", "A birth date of which a part is unknown"),
        ((NAME, "1990", EMAIL), "Birth date", "A birth date of which a part is unknown"),
        ((NAME, "03-07-90", EMAIL), "Birth date", "Write the year with four digits."),
        ((NAME, "3. juli 1990", EMAIL), "Birth date", "This is not a date."),
        ((NAME, "٠٣-٠٧-١٩٩٠", EMAIL), "Birth date", "This is not a date."),
        ((NAME, "03-07-2090", EMAIL), "Birth date", "Nobody who works was born then."),
        ((NAME, "03-07-1890", EMAIL), "Birth date", "Nobody who works was born then."),
        ((NAME, "", EMAIL), "Birth date", "The birth date is missing."),
        ((NAME, BIRTH, ""), "E-mail", "The e-mail address is missing."),
        ((NAME, BIRTH, "anders"), "E-mail", "This is not an e-mail address."),
        ((NAME, BIRTH, "a" * 250 + "@x.example"), "E-mail", "This is too long. 254 characters is the most."),
    ],
)  # fmt: skip
def test_a_fault_has_its_row_its_column_and_a_sentence(
    mette: Client, nordby: Nordby, cells: tuple[str, ...], column: str, says: str
) -> None:
    ((row, where, _, said),) = faults(mette, *cells)
    assert (row, where) == ("2", column)
    assert said.startswith(says)


@pytest.mark.parametrize(
    ("heading", "cell", "says"),
    [
        ("Phone", "ring to me", "This is not a phone number."),
        ("Department", "Nowhere", "There is no such department."),
        ("Language", "Klingon", "Write the language by its name"),
        ("Has national number", "perhaps", "Write yes or no."),
        ("National number", "12", "This is not a national number."),
        ("Means of login", "a key", "This is no means of login that we know."),
        ("Means of login", "private eID", "The private eID cannot be the login."),
        ("Means of login", "code display", "This means of login cannot be chosen here."),
        ("Means of login", "passkey", "This means of login cannot be chosen here."),
        ("Staff category", "g" * 101, "This is too long. 100 characters is the most."),
    ],
)
def test_a_fault_in_a_column_that_may_be_left_out(
    mette: Client, nordby: Nordby, heading: str, cell: str, says: str
) -> None:
    ((row, where, _, said),) = faults(
        mette, NAME, BIRTH, EMAIL, cell, headings=("Name", "Birth date", "E-mail", heading)
    )
    assert (row, where.lower().split()[0]) == ("2", heading.lower().split()[0])
    assert said.startswith(says)


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Suharto", "One name alone. That is right where the passport has one."),
        ("Øyvind Åse", "The passport’s machine-readable line has OEYVIND AASE."),
        ("محمد علي", "The passport’s machine-readable line has MXHMD ELY."),
        ("Оксана Шевченко", "The passport’s machine-readable line has OKSANA SHEVCHENKO."),
    ],
)
def test_a_name_that_may_surprise_is_imported_with_a_note(
    mette: Client, nordby: Nordby, name: str, note: str
) -> None:
    of, page = looked_through(mette, csv_of((name, BIRTH, EMAIL, "")))
    assert (of.state, of.notes) == ("ready", 1)
    assert note in words(page)


@pytest.mark.parametrize("cell", ["=1+1", "+45 20 12 34 56", "-2", "@SUM(A1)", "\t=x", " =1", "＝1"])
def test_what_looks_like_a_formula_is_data_and_comes_out_harmless(
    mette: Client, nordby: Nordby, cell: str
) -> None:
    headings = ("Name", "Birth date", "E-mail", "Employee group", "Department")
    rows = csv_of(
        (NAME, BIRTH, EMAIL, cell, "Nowhere"), (NAME + "en", BIRTH, cell, "", ""), headings=headings
    )
    of, _ = looked_through(mette, rows)
    told = mette.get(f"/imports/{of.ref}/faults.csv").content.decode("utf-8-sig")
    for line in csv.reader(io.StringIO(told), delimiter=";"):
        assert not any(text.lstrip()[:1] in {"=", "+", "-", "@", "＝"} for text in line), line
        assert not any(text[:1] in {"\t", "\r"} for text in line), line

    mended = csv_of((NAME, BIRTH, EMAIL, cell, ""), headings=headings)
    of, _ = looked_through(mette, mended)
    assert of.state == "ready"
    mette.post(f"/imports/{of.ref}/confirm/")
    assert BusinessUser.objects.get(name=NAME).employee_group == cell.strip()


def test_all_faults_are_told_at_once_and_paged(mette: Client, nordby: Nordby) -> None:
    rows = [(f"Person {n}", "no date", "no address", "Nowhere") for n in range(120)]
    of, page = looked_through(mette, csv_of(ANDERS, *rows))
    assert (of.faulty, of.faults, of.total) == (120, 480, 121)
    assert "The first 20 of 480." in words(page)
    assert "Showing 1-50 of 121" in words(page)
    assert "Showing 51-100 of 120" in words(mette.get(f"/imports/{of.ref}/?faulty=yes&page=2"))
    lines = mette.get(f"/imports/{of.ref}/faults.csv").content.decode().splitlines()
    assert len(lines) == 481


def test_a_row_with_more_cells_than_headings_is_a_fault_of_the_row(mette: Client, nordby: Nordby) -> None:
    text = csv_of(ANDERS) + "Bo Bech;03-07-1990;bo@nordby.example;;surplus\r\n"
    _, page = looked_through(mette, text)
    assert "Row 3, The row The row has more cells than there are headings." in words(page)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The file is empty."),
        ("\r\n \r\n", "The file is empty."),
        ("Name;Birth date;E-mail\r\n", "There are headings in the file, but no rows under them."),
        ("Name;E-mail\r\nBo;b@x.dk\r\n", "There is no column for “Birth date” in row 1"),
        ("Name;Birth date\r\nBo;b@x.dk\r\n", "There is no column for “E-mail” in row 1"),
        ("Given names;Birth date;E-mail\r\nBo;1;2\r\n", "There is no column for “Full name” in row 1"),
        ("Name;Navn;Birth date;E-mail\r\nBo;1;2;3\r\n", "The heading “Navn” stands twice"),
        ("Name;Birth date;E-mail" + ";x" * 60 + "\r\nBo\r\n", "The file has 63 columns. 60 is the most."),
        (f'{HEAD}Bo;"1;2\r\nA;1;2\r\n', "The quotation marks in row 2 do not fit together."),
        (f'{HEAD}Bo;1;2\r\nA;"b"c;2\r\n', "The quotation marks in row 3 do not fit together."),
        (f'{HEAD}Bo;"' + "x" * 120_000, "The quotation marks in row 2 do not fit together."),
        (b"Name;Birth date;E-mail\r\nBo\x81;1;2\r\n", "The letters in row 2 or near it cannot be read."),
        (b"PK\x03\x04\0\0\0\0", "This is not a file of text. Save the spreadsheet as CSV (UTF-8)."),
        ("Name;Birth date;E-mail\r\nBo;1;2".encode("utf-16-le"), "This is not a file of text."),
        ("Name;Birth date;E-mail\0\r\nBo;1;2".encode("utf-16"), "This is not a file of text."),
        (b"\xef\xbb\xbf" + HEAD.encode() + b"B\xf8;1;2\r\n", "The letters in row 1 or near it cannot"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_at_once(
    mette: Client, nordby: Nordby, text: str | bytes, says: str
) -> None:
    page = upload(mette, text)
    assert page.status_code == 200
    assert says in words(page)
    assert not ImportRow.objects.exists()


def test_an_imported_users_name_is_harmless_in_the_list_of_users(mette: Client, nordby: Nordby) -> None:
    imported(mette, ("Anders Lund", BIRTH, EMAIL, ""))
    BusinessUser.objects.filter(email=EMAIL).update(employee_group="=1+1")
    assert "'=1+1" in mette.get("/users/download.csv").content.decode()
