"""The employee's way speaks more languages than the rest: whether another one leaks into a page of it."""

import re
from functools import cache

from django.utils import translation

from fuldmagt.vocabulary.languages import EMPLOYEES, PLATFORM
from scripts import messages

MORE = [code for code, _ in EMPLOYEES if code not in dict(PLATFORM)]


def leaked(page: str, language: str) -> list[str]:
    """The texts of the way that stand on a page in English or Danish, where those are another language."""
    if language in dict(PLATFORM):
        return []
    plain = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    return [said for said in foreign(language) if said in plain]


@cache
def foreign(language: str) -> list[str]:
    """The texts of the way in English and Danish, without what is the same in the language itself."""
    found = []
    for words in texts():
        own = said_in(language, words)
        found += [said for other in ("en", "da") if (said := said_in(other, words)) not in own]
    return found


@cache
def texts() -> list[str]:
    return [words for _context, words in messages.on_the_way() if "%" not in words and len(words) >= 12]


def said_in(language: str, words: str) -> str:
    with translation.override(language):
        return translation.gettext(words)
