"""However a spreadsheet writes it: encodings, separators, line ends, quoted line breaks, headings."""

import codecs
from itertools import product

import pytest
from django.test import Client

from fuldmagt.onboarding.imports.columns import ALSO, TEMPLATES, Column, Layout, laid_out
from fuldmagt.onboarding.imports.reading import Form, form_of, rows
from fuldmagt.onboarding.imports.rules import MOST_COLUMNS
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from tests.cast import Nordby
from tests.imports.files import csv_of, looked_through

pytestmark = pytest.mark.requirement("B5")

ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "cp1252": b"",
}
ROWS = [["Fulde navn", "Fødselsdato", "E-mail"], ["Åse\nMarie; Ølgaard", "1", 'a "b", c']]


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_file_of_any_spreadsheet_is_read(
    mette: Client, nordby: Nordby, encoding: str, separator: str
) -> None:
    row = ("Åse\r\nMarie Ølgaard", "03-07-1990", "aase@nordby.example", "Jobcenter Nordby")
    text = csv_of(row, headings=("Fulde navn", "Fødselsdato", "E-mail", "Afdeling"), separator=separator)
    of, _ = looked_through(mette, ENCODINGS[encoding] + text.encode(encoding))
    assert of.state == "ready"
    mette.post(f"/imports/{of.ref}/confirm/")
    user = BusinessUser.objects.get(state=UserState.IMPORTED)
    assert (user.name, user.department) == ("Åse Marie Ølgaard", nordby.jobcenter)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize(("end", "separator"), list(product(["\n", "\r\n", "\r"], ";,\t")))
def test_where_the_pieces_of_a_file_end_makes_no_difference(end: str, separator: str, size: int) -> None:
    written = separator.join(["Fulde navn", "Fødselsdato", "E-mail"]) + end
    written += separator.join(['"Åse\nMarie; Ølgaard"', "1", '"a ""b"", c"']) + end
    for encoding, mark in ENCODINGS.items():
        data = mark + written.encode(encoding)
        pieces = [data[start : start + size] for start in range(0, len(data), size)]
        form = form_of(iter(pieces))
        assert isinstance(form, Form)
        assert form.separator == separator
        assert list(rows(iter(pieces), form)) == [(1, ROWS[0]), (2, ROWS[1])]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    text = 'sep=;\r\nName;E-mail\r\n"Two\nlines";a\r\n\r\n;;\r\nAfter;b\r\n'
    form = form_of(iter([text.encode()]))
    assert isinstance(form, Form)
    assert [number for number, _ in rows(iter([text.encode()]), form)] == [1, 2, 5]  # type: ignore[misc]  # no misfit here


def test_signs_that_only_look_like_line_ends_end_no_line() -> None:
    text = "Name;E-mail\nA\u2028B\x0bC\x85D;x\n"
    form = form_of(iter([text.encode()]))
    assert isinstance(form, Form)
    assert len(list(rows(iter([text.encode()]), form))) == 2


@pytest.mark.parametrize("language", TEMPLATES)
def test_a_template_has_a_heading_for_every_column(language: str) -> None:
    found = laid_out(list(TEMPLATES[language].values()), most=MOST_COLUMNS)
    assert isinstance(found, Layout)
    assert set(found.places) == set(Column) - {Column.GIVEN_NAMES, Column.SURNAME}


def test_every_heading_means_one_column() -> None:
    for column, headings in ALSO.items():
        for heading in headings:
            for written in (heading, heading.upper(), f" {heading} ", heading.replace(" ", "_")):
                found = laid_out([written, "x"], most=MOST_COLUMNS)
                assert not isinstance(found, Layout) or column in found.places
    others = {"E-mail": Column.EMAIL, "Birth date": Column.BIRTH_DATE, "Name": Column.NAME}
    for column, headings in ALSO.items():
        for heading in headings:
            rest = [written for written, of in others.items() if of is not column]
            found = laid_out([heading, *rest], most=MOST_COLUMNS)
            assert isinstance(found, Layout)
            assert found.places[column] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "nl", "en"])
def test_the_template_can_be_downloaded_filled_in_and_uploaded(
    mette: Client, nordby: Nordby, language: str
) -> None:
    answer = mette.get(f"/imports/template.csv?language={language}")
    assert answer["Content-Disposition"] == f'attachment; filename="users-{language}.csv"'
    filled = answer.content.decode("utf-8-sig") + "Anders Lund;3.7.1990;anders@nordby.example;;;;;;;;\r\n"
    of, _ = looked_through(mette, filled)
    assert (of.state, of.total) == ("ready", 1)
