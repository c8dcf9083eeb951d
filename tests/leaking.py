"""The employee's way speaks more languages than the rest: whether another one leaks into a page of it."""

import re
from functools import cache

from django.utils import translation

from fuldmagt.vocabulary.languages import EMPLOYEES, PLATFORM
from scripts import messages

MORE = [code for code, _ in EMPLOYEES if code not in dict(PLATFORM)]

LONG = 12
"""Letters of a text that is not found by chance, as a part of a name."""


def leaked(page: str, language: str) -> list[str]:
    """The texts of the platform that stand on a page in English or Danish, where that is another language."""
    if language in dict(PLATFORM):
        return []
    plain = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    return [said for said in foreign(language) if said in plain]


@cache
def foreign(language: str) -> list[str]:
    """The texts of the platform in English and Danish, without what is the same in the language itself."""
    found = []
    for words in texts():
        own = said_in(language, words)
        found += [said for other in ("en", "da") if (said := said_in(other, words)) not in own]
    return [said for said in found if len(said) >= LONG]


@cache
def texts() -> list[str]:
    found = messages.gathered([messages.books()[0].source])
    return [words for _context, words in found if "%" not in words and len(words) >= LONG]


def said_in(language: str, words: str) -> str:
    with translation.override(language):
        return translation.gettext(words)
