"""The words of the pages: gathered from the source, translated in .po files, compiled, and checked.

    messages.py                     what is to be translated still; compiles what there is
    messages.py add AREA PATH...    put the words of these files into an area; drop its unused ones
    messages.py check               each text translated (employees' pages into more), none fuzzy or at odds
    messages.py compile             .po -> .mo, and the pseudo-language

Needs Python alone: Babel reads and writes, Django turns a template into words.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("da", "nl")
EMPLOYEES = ("de", "pl", "ro", "uk", "es")  # for what scripts/the-way.txt lists
PSEUDO = "en_XA"
OPENS, CLOSES = "⟦", "⟧"
ONE, TWO, IN_CONTEXT, TWO_IN_CONTEXT = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": ONE,
    "gettext": ONE,
    "gettext_lazy": ONE,
    "gettext_noop": ONE,
    "ngettext": TWO,
    "ngettext_lazy": TWO,
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
    "npgettext": TWO_IN_CONTEXT,
    "npgettext_lazy": TWO_IN_CONTEXT,
}
HEADER = """# The words of {area}.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
TAG = re.compile(r"</?([a-z][a-z0-9]*)[^>]*>")

Key = tuple[str, str]  # context, words
Words = tuple[str, ...]  # one form, or singular and plural


@dataclass(frozen=True, slots=True)
class Found:
    """A text in the source that people read."""

    key: Key
    words: Words
    place: str


@dataclass(frozen=True, slots=True)
class Book:
    """A folder of translations and the source whose words are in it."""

    source: Path
    folder: Path

    def files(self, language: str) -> list[Path]:
        return sorted(self.folder.glob(f"**/{language}/LC_MESSAGES/django.po"))


def books() -> list[Book]:
    """The platform's translations, and those of each example (an application of its own)."""
    folders = [
        ROOT / "src" / "fuldmagt" / "translations",
        *sorted((ROOT / "examples").glob("*/translations")),
    ]
    return [Book(folder.parent, folder) for folder in folders if folder.is_dir()]


def shown(file: Path) -> str:
    return str(file.relative_to(ROOT) if file.is_relative_to(ROOT) else file)


def sources(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for file in sorted(place.rglob("*")):
        is_code = file.suffix == ".py" and "migrations" not in file.parts
        is_template = file.suffix in (".html", ".txt") and "templates" in file.parts
        if is_code or is_template:
            yield file


def texts_in(file: Path) -> Iterator[Found]:
    """The texts of a Python file or of a template."""
    source = file.read_text()
    if file.suffix != ".py":
        # What templatize leaves of the markup must not look like indentation to Python's tokenizer.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(file)).splitlines())
    for number, function, arguments, _ in extract_python(
        BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        if not arguments:  # the words are in a variable
            continue
        words = [arguments] if isinstance(arguments, str) else list(arguments)
        shape = KEYWORDS[str(function)]
        context = str(words.pop(0)) if shape in (IN_CONTEXT, TWO_IN_CONTEXT) else ""
        forms = tuple(str(word) for word in words[: 2 if shape in (TWO, TWO_IN_CONTEXT) else 1] if word)
        if forms and forms[0]:
            yield Found((context, forms[0]), forms, f"{shown(file)}:{number}")


def gathered(places: Iterable[Path]) -> dict[Key, Found]:
    """Every text once; one with a plural wins over the same without."""
    found: dict[Key, Found] = {}
    for place in places:
        for file in sources(place):
            for text in texts_in(file):
                if text.key not in found or len(text.words) > len(found[text.key].words):
                    found[text.key] = text
    return found


def read(file: Path, language: str) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def entries(catalog: Catalog) -> Iterator[tuple[Key, Message]]:
    for message in catalog:
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            yield (message.context or "", first), message


def forms(message: Message) -> tuple[str, ...]:
    """The translated forms of an entry."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def is_translated(message: Message) -> bool:
    return all(form.strip() for form in forms(message))


def marks(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """What a translation must keep: the placeholders and the tags."""
    return frozenset(match.group() for match in PLACEHOLDER.finditer(text)), tuple(sorted(TAG.findall(text)))


def faults_of(
    book: Book, language: str, found: dict[Key, Found], needed: dict[Key, Found] | None = None
) -> Iterator[str]:
    """What is wrong with the translations into a language, in sentences; all is needed, or just this."""
    said: dict[Key, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in book.files(language):
        name = shown(file)
        for key, message in entries(read(file, language)):
            if key not in found:
                yield f"{name}: not in the source any more: {key[1]!r}"
                continue
            if message.fuzzy:
                yield f"{name}: fuzzy: {key[1]!r}"
            if len(found[key].words) != (1 if isinstance(message.id, str) else 2):
                yield f"{name}: the plural is not as in the source: {key[1]!r}"
            if not is_translated(message):
                continue
            said[key][forms(message)].append(name)
            kept = {marks(words) for words in found[key].words}
            for form in forms(message):
                if marks(form) not in kept:
                    yield f"{name}: placeholders or tags differ: {key[1]!r} -> {form!r}"
    for key, text in (found if needed is None else needed).items():
        if key not in said:
            yield f"{language}: not translated: {key[1]!r} ({text.place})"
        elif len(said[key]) > 1:
            where = ", ".join(files[0] for files in said[key].values())
            yield f"{language}: translated in several ways: {key[1]!r} ({where})"


def check() -> int:
    faults = faults_on_the_way()
    for book in books():
        found = gathered([book.source])
        for language in LANGUAGES:
            faults += faults_of(book, language, found)
    print("\n".join(faults) or "Every text is translated.")
    return 1 if faults else 0


def on_the_way() -> dict[Key, Found]:
    return gathered(ROOT / place for place in (ROOT / "scripts" / "the-way.txt").read_text().split())


def faults_on_the_way() -> list[str]:
    """What is wrong in the employees' languages. They may say more; which reasons they must, a test knows."""
    book = books()[0]
    found, needed = gathered([book.source]), on_the_way()
    return [fault for language in EMPLOYEES for fault in faults_of(book, language, found, needed)]


def compile_all() -> int:
    """Write the .mo of every .po, and the pseudo-language beside the platform's own area."""
    for book in books():
        for file in [file for language in (*LANGUAGES, *EMPLOYEES) for file in book.files(language)]:
            with file.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, read(file, file.parts[-3]))
    write_pseudo(books()[0].folder / "web")
    return 0


def write_pseudo(folder: Path) -> None:
    """Write the pseudo-language of the platform's source into a folder of translations."""
    target = folder / PSEUDO / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream:
        write_mo(stream, pseudo(gathered([books()[0].source]).values()))


def pseudo(texts: Iterable[Found]) -> Catalog:
    """A language in which every text stands in brackets, Django's own texts as well."""
    catalog = Catalog(locale="en")
    with (Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po").open("rb") as stream:
        of_django = [Found(key, as_words(message), "") for key, message in entries(read_po(stream))]
    for text in [*of_django, *texts]:
        bracketed = tuple(f"{OPENS}{words}{CLOSES}" for words in text.words)
        one = len(text.words) == 1
        words, said = (text.words[0], bracketed[0]) if one else (text.words, bracketed)
        catalog.add(words, said, context=text.key[0] or None)
    return catalog


def as_words(message: Message) -> Words:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def add(area: str, places: list[Path]) -> int:
    """Bring an area's files up to date: what is new without a translation, what is gone taken out."""
    platform = books()[0]
    wanted, everything = gathered(places), gathered([platform.source])
    for language in (*LANGUAGES, *(EMPLOYEES if area == "journey" else ())):
        wanted = on_the_way() if language in EMPLOYEES else wanted
        file = platform.folder / area / language / "LC_MESSAGES" / "django.po"
        old = dict(entries(read(file, language))) if file.exists() else {}
        elsewhere = {
            key
            for other in platform.files(language)
            if other != file
            for key, message in entries(read(other, language))
            if is_translated(message)
        }
        new = Catalog(locale=language)
        kept = {key: everything[key] for key in old if key in everything and is_translated(old[key])}
        for key, text in {**wanted, **kept}.items():
            if key in elsewhere and key not in old:
                continue
            string = old[key].string if key in old and len(text.words) == len(as_words(old[key])) else ""
            one = len(text.words) == 1
            new.add(text.words[0] if one else text.words, string, context=key[0] or None)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            stream.write(HEADER.format(area=area, language=language, plural=new.plural_forms).encode())
            write_po(stream, new, width=110, omit_header=True, sort_output=True)
        missing = sum(not is_translated(message) for _, message in entries(read(file, language)))
        print(f"{shown(file)}: {len(new)} texts, {missing} to translate")
    return 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    deeds = parser.add_subparsers(dest="deed")
    deeds.add_parser("check")
    deeds.add_parser("compile")
    adding = deeds.add_parser("add")
    adding.add_argument("area")
    adding.add_argument("paths", nargs="+", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.deed == "add":
        return add(chosen.area, [path.resolve() for path in chosen.paths])
    if chosen.deed != "check":
        compile_all()
    faulty = 0 if chosen.deed == "compile" else check()
    return faulty if chosen.deed == "check" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
