"""The language that a caller wants its sentences in."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

LONGEST = 500  # of a header that is read


def accepted(accept_language: str) -> str:
    """The first language of the header that the platform speaks; else the installation's own."""
    return _accepted(accept_language[:LONGEST])


@lru_cache(maxsize=500)
def _accepted(accept_language: str) -> str:
    for language, _ in parse_accept_lang_header(accept_language.lower()):
        try:
            return get_supported_language_variant(language)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
