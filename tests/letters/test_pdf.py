"""The letter with the code as PDF: for one, for many, to be read by everybody, and kept nowhere (B8)."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from fuldmagt.audit.models import PendingEntry
from fuldmagt.onboarding.bulk.actions import show_letters
from fuldmagt.onboarding.models import HandoverCode, TemporaryCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.secrets import hashes
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.languages import EMPLOYEES
from tests.cast import Nordby, acting, log_in, nordby, sydby
from tests.imports.files import ANDERS, BENTE, CARL, activate_all, imported

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B8")]

FORM = {
    "name": "Diana Petrescu", "birth_date": "08-08-1990", "email": "diana@nordby.example", "language": "ro",
    "has_national_number": "no", "means": "app",
}  # fmt: skip
HEADINGS = {
    "da": "Din midlertidige kode", "nl": "Uw tijdelijke code", "en": "Your temporary code",
    "de": "Dein vorläufiger Code", "pl": "Twój kod tymczasowy", "ro": "Codul tău temporar",
    "uk": "Твій тимчасовий код", "es": "Tu código temporal",
}  # fmt: skip


@pytest.fixture
def people() -> Nordby:
    return nordby()


@pytest.fixture
def mette(people: Nordby) -> Client:
    return log_in(Client(headers={"accept-language": "en"}), people.mette)


def diana() -> BusinessUser:
    return BusinessUser.objects.get(email=FORM["email"])


def the_code(page: Any) -> str:
    found = re.search(r'name="code" value="(\d{8})"', page.content.decode())
    assert found is not None
    return found[1]


def read(answer: Any) -> PdfReader:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    return PdfReader(BytesIO(answer.content))


def on(sheet: Any) -> str:
    return " ".join(sheet.extract_text().split())


def a_letter(mette: Client, **other: str) -> PdfReader:
    page = mette.post("/users/new/", FORM | other, follow=True)
    return read(mette.post(f"/users/{diana().ref}/letter/", {"code": the_code(page), "pdf": "yes"}))


@pytest.mark.parametrize("language", HEADINGS)
def test_the_letter_is_in_the_language_of_its_reader_and_says_which(mette: Client, language: str) -> None:
    letter = a_letter(mette, language=language)
    (sheet,) = letter.pages
    assert set(HEADINGS) == set(dict(EMPLOYEES))
    assert HEADINGS[language] in on(sheet)
    assert not [said for code, said in HEADINGS.items() if code != language and said in on(sheet)]
    assert letter.metadata is not None
    assert letter.metadata.title == HEADINGS[language]
    assert str(letter.trailer["/Root"]["/Lang"]).startswith(language)


def test_the_code_stands_on_it_with_whom_it_is_for_and_who_helps(mette: Client, people: Nordby) -> None:
    page = mette.post("/users/new/", FORM | {"language": "en"}, follow=True)
    code = the_code(page)
    assert "Letter as PDF" in page.content.decode()
    (sheet,) = read(mette.post(f"/users/{diana().ref}/letter/", {"code": code, "pdf": "yes"})).pages
    said = on(sheet)
    assert f"{code[:4]} {code[4:]}" in said
    for words in (
        "Diana Petrescu",
        "Nordby Kommune",
        "Rådhustorvet 1",
        "diana@nordby.example",
        "Mette Lundager",
    ):
        assert words in said
    kept = [*TemporaryCode.objects.values(), *PendingEntry.objects.values()]
    assert code not in str(kept)


def test_it_can_be_read_aloud(mette: Client) -> None:
    """As PDF/UA-1 asks: tagged, marked as such, with a language, a title to show, headings and a list."""
    letter = a_letter(mette)
    root = letter.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    kinds = set(kinds_of(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/P", "/L", "/LI"} <= kinds
    fonts = {str(font) for sheet in letter.pages for font in names_of_fonts(sheet)}
    assert all("IBMPlexSans" in font for font in fonts), fonts


def kinds_of(element: Any) -> list[str]:
    found = [str(element["/S"])] if "/S" in element else []
    below = element.get("/K", [])
    for each in below if isinstance(below, list) else [below]:
        each = each.get_object()
        if isinstance(each, dict):
            found += kinds_of(each)
    return found


def names_of_fonts(sheet: Any) -> list[str]:
    return [font.get_object()["/BaseFont"] for font in sheet["/Resources"]["/Font"].values()]


@pytest.mark.parametrize(
    "name",
    [
        "Катерина Шевченко", "Zażółć Gęślą-Jaźń", '#include "/etc/passwd"',
        "*Bold* _it_ $x$ `raw` @ref <label>", "محمد علي", "王小明", "Emoji 😀 Name", "A" * 190 + " b",
        "O’Brien \\ #sys.inputs.data",
    ],
)  # fmt: skip
def test_whatever_somebody_is_called_it_is_a_letter_and_no_markup(mette: Client, name: str) -> None:
    mette.post("/users/new/", FORM | {"language": "en"})
    BusinessUser.objects.filter(email=FORM["email"]).update(name=name)
    answer = mette.post(f"/users/{diana().ref}/letter/", {"code": "01234567", "pdf": "yes"})
    (sheet,) = read(answer).pages
    assert "0123 4567" in on(sheet)
    if name.isascii() and len(name) < 100:
        assert name in on(sheet)


def test_nobody_else_makes_a_letter(mette: Client, people: Nordby) -> None:
    mette.post("/users/new/", FORM)
    path, sent = f"/users/{diana().ref}/letter/", {"code": "12345678", "pdf": "yes"}
    for other in (people.anna, sydby().sigrid):
        assert log_in(Client(), other).post(path, sent).status_code in {403, 404}
    for wrong in ("", "1234", "１２３４５６７８", "12345678 #x"):
        assert mette.post(path, sent | {"code": wrong}).status_code == 404


@pytest.mark.requirement("B5")
def test_the_letters_of_many_are_one_file_and_are_handed_out_once(mette: Client) -> None:
    imported(mette, ANDERS, BENTE, CARL)
    BusinessUser.objects.filter(name="Bente Krogh").update(language="uk")
    mette.post("/imports/chosen/", {"do": "activate-all"})
    activate_all()
    assert "All letters as PDF" in mette.get("/imports/letters/").content.decode()

    sheets = [on(sheet) for sheet in read(mette.post("/imports/letters/", {"pdf": "yes"})).pages]

    assert ["Bente Krogh" in said for said in sheets if "Твій тимчасовий код" in said] == [True]
    # The label ends with the year until which the code is good.
    codes = {said: re.search(r" 20\d\d (\d{4}) (\d{4})\b", said) for said in sheets}
    assert len({found[0] for found in codes.values() if found}) == len(sheets) == 3
    for user in BusinessUser.objects.filter(name__in=["Anders Lund", "Bente Krogh"]):
        found = next(found for said, found in codes.items() if user.name in said)
        assert found is not None
        assert hashes.is_code(found[1] + found[2], TemporaryCode.objects.get(user=user).code)
    assert not HandoverCode.objects.exists()
    assert mette.post("/imports/letters/", {"pdf": "yes"}).status_code == 404
    assert PendingEntry.objects.filter(event="letters.shown", outcome="done").count() == 3


@pytest.mark.requirement("B5")
def test_a_file_holds_so_many_letters_and_the_others_wait(mette: Client, people: Nordby) -> None:
    imported(mette, ANDERS, BENTE, CARL)
    mette.post("/imports/chosen/", {"do": "activate-all"})
    activate_all()
    first = show_letters(most=2, by=acting(people.mette), at=clock.now())
    assert isinstance(first, list)
    assert len(first) == 2
    assert HandoverCode.objects.count() == 1
    assert len(read(mette.post("/imports/letters/", {"pdf": "yes"})).pages) == 1
