"""The languages that people read here, each under its own name.

The platform speaks three; the pages and mails of an employee's way to a login speak more (B1, X7).
"""

from typing import Final

Language = tuple[str, str]

PLATFORM: Final[tuple[Language, ...]] = (("da", "Dansk"), ("nl", "Nederlands"), ("en", "English"))
EMPLOYEES: Final[tuple[Language, ...]] = (
    *PLATFORM,
    ("de", "Deutsch"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("uk", "Українська"),
    ("es", "Español"),
)
ELSEWHERE: Final = "en"
"""What those read whose language only the employee's way speaks."""


def spoken(language: str, *, on_the_way: bool) -> str:
    """The language of a text for somebody with this language: theirs, where the text exists in it."""
    only_on_the_way = language in dict(EMPLOYEES) and language not in dict(PLATFORM)
    return ELSEWHERE if only_on_the_way and not on_the_way else language
