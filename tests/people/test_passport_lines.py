"""Machine-readable lines: the printed examples of ICAO Doc 9303, and everything that can be composed."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.people.passport import lines, names
from fuldmagt.people.passport.formats import LAYOUTS, Format, check_digit
from fuldmagt.people.passport.letters import table
from fuldmagt.people.passport.lines import Document, Particulars
from fuldmagt.vocabulary.refusals import Refusal

pytestmark = pytest.mark.requirement("B4")
VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)
ERIKSSON = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
# Letters of the tables that are written; the Arabic sign that doubles needs a letter before it.
LETTERS = sorted(letter for letter, spellings in table().items() if spellings[0].isalpha()) + list("ABCXYZ")
a_word = st.text(st.sampled_from(LETTERS), min_size=1, max_size=20)
a_name = st.lists(a_word, min_size=1, max_size=5).map(" ".join)
a_number = st.text(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=1, max_size=9)


def read(typed: list[str], today: date = TODAY) -> Document:
    document = lines.parse(lines.typed(typed), today=today)
    assert isinstance(document, Document), document
    return document


@pytest.mark.parametrize("vector", VECTORS["names"], ids=lambda each: f"{each['format']}-{each['written']}")
def test_the_printed_names_are_written_as_printed(vector):
    surname, _, given_names = vector["written"].partition(", ")
    place = LAYOUTS[Format(vector["format"])].name
    assert names.field(surname, given_names, place.width) == vector["line"][place.start :]


@pytest.mark.parametrize("vector", VECTORS["shortened"], ids=lambda each: each["line"])
def test_a_shortened_name_is_still_the_persons(vector):
    assert names.same_person(vector["written"], vector["line"][5:])
    assert names.read(vector["line"][5:]).truncated


@pytest.mark.parametrize(("text", "digit"), VECTORS["digits"])
def test_check_digits(text, digit):
    assert check_digit(text) == digit


@pytest.mark.parametrize("vector", VECTORS["documents"], ids=lambda each: each["lines"][0])
def test_the_specimens_are_valid_and_each_digit_is_looked_at(vector):
    document = read(vector["lines"])
    assert document.valid
    assert document.format == vector["format"]
    layout = LAYOUTS[document.format]
    for about, place in (("number", layout.number), ("expiry_date", layout.expiry)):
        wrong = [list(line) for line in vector["lines"]]
        digit = wrong[place.line][place.end]
        wrong[place.line][place.end] = "1" if digit != "1" else "2"
        judged = read(["".join(line) for line in wrong])
        assert not judged.checks[about]
        assert not judged.valid


def test_what_a_passport_says():
    document = read(ERIKSSON)
    assert (document.name.surname, document.name.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert (document.number, document.issuer, document.nationality) == ("L898902C3", "UTO", "UTO")
    assert (document.birth_date, document.expiry_date) == (date(1974, 8, 12), date(2012, 4, 15))
    assert (document.sex, document.name.truncated) == ("F", False)


def test_the_century_is_the_one_that_can_be():
    """Nobody is born tomorrow, and a document does not expire in eighty years."""
    assert read(ERIKSSON, today=date(2080, 1, 1)).birth_date == date(2074, 8, 12)
    assert read(ERIKSSON, today=date(1974, 8, 11)).birth_date == date(1874, 8, 12)
    assert read(ERIKSSON, today=date(1999, 1, 1)).expiry_date == date(2012, 4, 15)


def test_lines_are_read_as_people_type_them():
    assert read([line.lower() for line in ERIKSSON]) == read(ERIKSSON)
    assert (
        lines.typed("\n".join([" " + ERIKSSON[0][:20] + "  " + ERIKSSON[0][20:], "", ERIKSSON[1]]))
        == ERIKSSON
    )


@pytest.mark.parametrize(
    ("wrong", "about"),
    [
        ([], "lines"),
        (["P<UTO"], "lines"),
        ([ERIKSSON[0]], "lines"),
        ([ERIKSSON[0], ERIKSSON[1][:-1]], "lines"),
        ([ERIKSSON[0], ERIKSSON[1].replace("7", "?")], "line_2"),
        ([ERIKSSON[0].replace("ANNA", "ÅNNA"), ERIKSSON[1]], "line_1"),
        ([ERIKSSON[0].replace("ANNA", "4NNA"), ERIKSSON[1]], "line_1"),
        (["P<UTO".ljust(44, "<"), ERIKSSON[1]], "line_1"),
    ],
)
def test_what_is_no_line_is_refused_with_its_place(wrong, about):
    refusal = lines.parse(wrong, today=TODAY)
    assert isinstance(refusal, Refusal)
    assert refusal.about == about


def test_a_long_number_goes_on_in_the_optional_field():
    said = Particulars(surname="Eriksson", given_names="Anna", number="D23145890734", issuer="UTO")
    composed = lines.compose(Format.TD1, said)
    assert isinstance(composed, list)
    assert composed[0] == "I<UTOD23145890<7349<<<<<<<<<<<"
    assert read(composed).number == "D23145890734"
    assert isinstance(lines.compose(Format.TD3, said), Refusal)


def test_unknown_dates_are_left_open():
    composed = lines.compose(Format.TD3, Particulars(surname="Eriksson", given_names="Anna"))
    assert isinstance(composed, list)
    document = read(composed)
    assert (document.birth_date, document.expiry_date, document.sex) == (None, None, "X")
    assert document.checks["birth_date"]


@given(
    form=st.sampled_from(list(Format)),
    surname=a_name,
    given_names=st.one_of(st.just(""), a_name),
    number=a_number,
    born=st.dates(date(1930, 1, 1), TODAY),
    expiry=st.dates(date(2000, 1, 1), date(2070, 1, 1)),
    sex=st.sampled_from("MFX"),
)
def test_whatever_is_composed_is_read_back(form, surname, given_names, number, born, expiry, sex):
    said = Particulars(
        surname=surname, given_names=given_names, issuer="DNK", number=number, nationality="POL",
        birth_date=born, sex=sex, expiry_date=expiry,
    )  # fmt: skip
    composed = lines.compose(form, said)
    assert isinstance(composed, list)
    document = read(composed)
    assert document.valid
    assert document.format is form
    assert (document.number, document.issuer, document.nationality) == (number, "DNK", "POL")
    assert (document.expiry_date, document.sex) == (expiry, sex)
    assert document.birth_date == born or born < date(1930, 1, 1)
    whole = (names.transliterated(surname), names.transliterated(given_names))
    if document.name.truncated:
        assert len("<<".join(part.replace(" ", "<") for part in whole if part)) >= LAYOUTS[form].name.width
    else:
        assert (document.name.surname, document.name.given_names) == whole


@given(st.lists(st.text(max_size=50), max_size=4))
def test_no_typed_lines_break_the_reader(typed):
    answer = lines.parse(lines.typed(typed), today=TODAY)
    assert isinstance(answer, (Document, Refusal))


@given(st.sampled_from(ERIKSSON), st.data())
def test_one_changed_sign_is_noticed_or_is_no_digit_of_ours(line, data):
    """The digits cover the second line from end to end; the first line of a passport has none."""
    at = data.draw(st.integers(0, 43))
    sign = data.draw(st.sampled_from("0123456789"))
    changed = replace(read(ERIKSSON))
    second = ERIKSSON[1][:at] + sign + ERIKSSON[1][at + 1 :]
    judged = lines.parse([ERIKSSON[0], second], today=TODAY)
    covered = at not in range(10, 13) and second != ERIKSSON[1]
    if covered and isinstance(judged, Document):
        assert changed.valid
        assert not judged.valid or check_digit(second[at]) == check_digit(ERIKSSON[1][at])
