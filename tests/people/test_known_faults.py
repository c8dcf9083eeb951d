"""Faults that other readers of passports are known for (docs/passport-lines.md)."""

from datetime import date

import pytest

from fuldmagt.people.passport import lines, names
from fuldmagt.people.passport.formats import Format
from fuldmagt.people.passport.lines import Document, Particulars

pytestmark = pytest.mark.requirement("B4")
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Ūla Jūratė", "ULA JURATE"),
        ("Ștefan Țepeș", "STEFAN TEPES"),
        ("Иванка", "IVANKA"),
        ("Ќосев", "KOSEV"),
        ("Ђоковић", "DOKOVIC"),
        ("Подъячев", "PODIEIACHEV"),
        ("Ірина", "IRINA"),
        ("أحمد", "XAEXHMD"),
        ("إسراء", "ISRAXE"),
        ("آمال", "XAAMAL"),
        ("مؤمن", "MUMN"),
        ("عائشة", "EAXIXSHXAH"),
        ("عبّاس", "EBBAS"),
    ],
)
def test_letters_that_others_lose(written, line):
    assert names.transliterated(written) == line


def test_the_macedonian_spelling_is_accepted_where_a_passport_has_it():
    assert names.same_person("Ќосев Борис", "KJOSEV BORIS")
    assert not names.same_person("Косев Борис", "KJOSEV BORIS")


@pytest.mark.parametrize("code", ["D", "XPO", "XES", "XDC", "RKS", "XXA", "UTO", "EUE"])
def test_codes_that_are_no_countries_of_three_letters(code):
    said = Particulars(surname="Eriksson", given_names="Anna", issuer=code, nationality=code, number="1")
    for form in Format:
        composed = lines.compose(form, said)
        assert isinstance(composed, list)
        read = lines.parse(composed, today=TODAY)
        assert isinstance(read, Document)
        assert (read.issuer, read.nationality, read.valid) == (code, code, True)


def test_an_empty_personal_number_may_have_a_filler_for_its_digit():
    read = lines.parse(
        ["P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4"],
        today=TODAY,
    )
    assert isinstance(read, Document)
    assert read.checks["personal_number"]
