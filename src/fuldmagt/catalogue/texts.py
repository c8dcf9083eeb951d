"""Texts of the catalogue are kept by language; this chooses the one to show. Pure."""

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("da", "nl", "en")


def in_language(texts: Mapping[str, str], language: str, *, otherwise: str = "") -> str:
    """The text in the reader's language; failing that in another, better than none."""
    for each in (language.split("-")[0], "en", *LANGUAGES):
        if text := texts.get(each):
            return text
    return otherwise
