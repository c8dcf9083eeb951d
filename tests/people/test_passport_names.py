"""Names as passports spell them, and two spellings of one person."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.people.passport import names
from fuldmagt.people.passport.letters import table
from tests.people.test_passport_lines import a_name

pytestmark = pytest.mark.requirement("B4", "B12")


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Søren Åse Bjørnæs", "SOEREN AASE BJOERNAES"),
        ("Þórður Eiðsson", "THORDUR EIDSSON"),
        ("Jürgen Groß", "JUERGEN GROSS"),
        ("Žydrūnas Ąžuolas", "ZYDRUNAS AZUOLAS"),
        ("Ștefan Țurcanu", "STEFAN TURCANU"),
        ("Łukasz Wójcik", "LUKASZ WOJCIK"),
        ("Nguyễn Thị Hồng", "NGUYEN THI HONG"),
        ("Ĳsbrand", "IJSBRAND"),
        ("O'Connor Smith-Jones", "OCONNOR SMITH JONES"),
        ("d’Angelo", "DANGELO"),
        ("Іванка Ковальчук", "IVANKA KOVALCHUK"),
        ("Ђоковић", "DOKOVIC"),
        ("عبّاس", "EBBAS"),
        ("فاطمة", "FAXTTMXAH"),
        ("Anna\u00a0Maria", "ANNA MARIA"),
        ("A\u030ase", "AASE"),
    ],
)  # fmt: skip
def test_how_a_passport_spells(written, line):
    assert names.transliterated(written) == line


@pytest.mark.parametrize("written", ["山田", "😀", "Anna 3", "日本 Anna"])
def test_what_no_passport_can_spell_is_not_guessed(written):
    assert names.transliterated(written) is None
    assert not names.same_person(written, written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Søren Kierkegaard", "KIERKEGAARD SOEREN"),
        ("Jürgen Müller", "JUERGEN MUELLER"),
        ("Jürgen Müller", "MULLER JURGEN"),
        ("Jürgen Müller", "MUXXLLER<<JUXXRGEN"),
        ("Begoña Ñíguez", "BEGONXXA NIGUEZ"),
        ("Anna Maria Holm", "Holm Anna"),
        ("Anna Holm", "Anna Sofie Maria Holm"),
        ("Jan van der Berg", "VANDERBERG JAN"),
        ("Jean-Paul Martin", "JEAN PAUL MARTIN"),
        ("Jean-Paul Martin", "MARTIN<<JEAN<PAUL<<<<<<<<<<<<<<<<<<<<<<"),
        ("Оксана Шевченко", "OKSANA SHEVCHENKO"),
        ("Sukarno", "SUKARNO"),
        ("Bennelong Wooloomooloo Dingo", "BENNELONG<WOOLOOMOO<<DINGO<POTOROO<WARR"),
    ],
)  # fmt: skip
def test_one_person(one, other):
    assert names.same_person(one, other)
    assert names.same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Holm", "Anna Berg"),
        ("Anna Holm", "Anne Holm"),
        ("Anna", "Anna Holm"),
        ("Anna Anna", "Anna Holm"),
        ("Søren Møller", "Sara Møller"),
        ("Ann Holmstrup", "ANNA<HOLM"),
        ("", "Anna"),
        ("", ""),
        ("Ivan", "Ivana"),
    ],
)  # fmt: skip
def test_two_people(one, other):
    assert not names.same_person(one, other)
    assert not names.same_person(other, one)


@given(a_name)
def test_everybody_is_the_person_of_their_own_passport(name):
    line = names.transliterated(name)
    assert line
    assert names.same_person(name, line)
    assert names.same_person(name, " ".join(reversed(line.split())))
    assert names.same_person(unicodedata.normalize("NFD", name), line)


@given(a_name, st.sampled_from([30, 31, 39]))
def test_a_field_is_full_before_anything_is_left_out(name, width):
    field = names.field(name, "", width)
    assert field
    assert len(field) == width
    whole = (names.transliterated(name) or "").replace(" ", "<")
    assert field == whole.ljust(width, "<") if len(whole) <= width else field[-1] != "<"


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_name_breaks_the_comparison(one, other):
    assert names.same_person(one, other) == names.same_person(other, one)
    names.transliterated(one)


def test_many_spellings_are_compared_without_trying_each():
    """A name of two hundred letters, each with three spellings."""
    assert names.same_person("Ü" * 200 + " Öz", "U" * 200 + " Oez")
    assert not names.same_person("Ü" * 200 + " Öz", "U" * 199 + "A Oez")


def test_the_tables_hold_what_the_document_lists():
    scripts = {unicodedata.name(letter).split()[0] for letter in table()}
    assert scripts == {"LATIN", "CYRILLIC", "ARABIC"}
    assert len(table()) == 226
