"""The words machinery notices each way in which a translation can be wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import messages
from scripts.messages import Book

SOURCE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Close")
_("Hello %(name)s")
ngettext("%(count)s user", "%(count)s users", 2)
pgettext("of a door", "Close")
_("Read <b>this</b>")
"""
TEMPLATE = """{% load i18n %}<p title="{% translate "Title" %}">
    {% blocktranslate with who=person.name %}Mended by {{ who }}{% endblocktranslate %}
      {% if x %}
        {% blocktranslate count total=total %}One row{% plural %}{{ total }} rows{% endblocktranslate %}
  {% endif %}{% badge "done" _("Active") %}</p>"""
DANISH = {
    "Close": "Luk",
    "Hello %(name)s": "Hej %(name)s",
    "%(count)s user": ("%(count)s bruger", "%(count)s brugere"),
    "Read <b>this</b>": "Læs <b>dette</b>",
    "Title": "Titel",
    "Mended by %(who)s": "Ordnes af %(who)s",
    "One row": ("Én række", "%(total)s rækker"),
    "Active": "Aktiv",
}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    (tmp_path / "views.py").write_text(SOURCE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "translations").mkdir()
    write(tmp_path, po(DANISH))
    return Book(tmp_path, tmp_path / "translations")


def po(words: dict[str, str | tuple[str, str]]) -> str:
    plurals = {"%(count)s user": "%(count)s users", "One row": "%(total)s rows"}
    entries = ['msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n']
    for one, said in words.items():
        if isinstance(said, tuple):
            entries.append(f'msgid "{one}"\nmsgid_plural "{plurals[one]}"')
            entries.append(f'msgstr[0] "{said[0]}"\nmsgstr[1] "{said[1]}"\n')
        else:
            entries.append(f'msgid "{one}"\nmsgstr "{said}"\n')
    entries.append('msgctxt "of a door"\nmsgid "Close"\nmsgstr "Smæk"\n')
    return "\n".join(entries)


def write(folder: Path, text: str, area: str = "web") -> None:
    file = folder / "translations" / area / "da" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def faults(book: Book) -> Iterator[str]:
    return messages.faults_of(book, "da", messages.gathered([book.source]))


def test_texts_are_found_in_code_and_in_templates(book: Book) -> None:
    found = messages.gathered([book.source])
    assert {key[1] for key in found} == {*DANISH}
    assert ("of a door", "Close") in found
    assert found["", "One row"].words == ("One row", "%(total)s rows")


def test_a_whole_translation_has_no_faults(book: Book) -> None:
    assert list(faults(book)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Close": ""}, "not translated: 'Close'"),
        ({"Gone": "Væk"}, "not in the source any more: 'Gone'"),
        ({"Hello %(name)s": "Hej"}, "placeholders or tags differ: 'Hello %(name)s'"),
        ({"Hello %(name)s": "Hej %(navn)s"}, "placeholders or tags differ: 'Hello %(name)s'"),
        ({"Read <b>this</b>": "Læs dette"}, "placeholders or tags differ: 'Read <b>this</b>'"),
        ({"%(count)s user": ("%(count)s bruger", "brugere")}, "placeholders or tags differ"),
        ({"%(count)s user": "%(count)s bruger"}, "the plural is not as in the source"),
    ],
)
def test_a_wrong_translation_is_noticed(
    change: dict[str, str | tuple[str, str]], said: str, book: Book
) -> None:
    write(book.source, po(DANISH | change))
    assert any(said in fault for fault in faults(book))


def test_a_fuzzy_translation_is_noticed(book: Book) -> None:
    write(book.source, po(DANISH).replace('msgid "Title"', '#, fuzzy\nmsgid "Title"'))
    assert any("fuzzy: 'Title'" in fault for fault in faults(book))


def test_two_areas_that_say_the_same_differently_are_noticed(book: Book) -> None:
    write(book.source, po({"Close": "Slut"}).split("msgctxt")[0], area="users")
    assert any("translated in several ways: 'Close'" in fault for fault in faults(book))


def test_the_pseudo_language_brackets_every_text_and_djangos_own(book: Book) -> None:
    catalog = messages.pseudo(messages.gathered([book.source]).values())
    assert catalog["Title"].string == "⟦Title⟧"
    assert catalog["One row"].string == ("⟦One row⟧", "⟦%(total)s rows⟧")
    assert catalog["This field is required."].string == "⟦This field is required.⟧"


@pytest.mark.requirement("X7")
def test_the_books_of_the_pages_and_of_the_examples_are_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Each text of the source in Danish and Dutch, none fuzzy, unused or at odds: as `make check` asks."""
    faults = messages.check()
    assert faults == 0, capsys.readouterr().out
    assert len(messages.books()) > 1
