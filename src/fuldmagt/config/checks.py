"""What must be so before the platform starts: `manage check` in Django's terms, `fuldmagt check` in ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from fuldmagt.notices.carriers import LOOPBACK
from fuldmagt.registers.eid.spelling import STAND_IN, MappingError, spelling_of
from fuldmagt.web.look import colours

LEAST_KEY = 32


@register("security")
def safe_to_run(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Unsafe or missing settings stop a production start, each with one sentence."""
    if settings.DEMO or settings.DEBUG or settings.TESTING:
        return []
    long_enough = bool(settings.SECRET_KEYS) and all(len(key) >= LEAST_KEY for key in settings.SECRET_KEYS)
    needed = {
        "Set FULDMAGT_SECRET_KEYS to one or more random secrets of at least 32 characters.": long_enough,
        "Set FULDMAGT_BASE_URL to the https address under which people reach the platform.": settings.HTTPS,
        "Set FULDMAGT_EMAIL_URL to the mail relay, for example smtp://user:password@host:587.": _leaves(
            settings.EMAIL_URL
        ),
        "Set FULDMAGT_SMS_URL to the gateway for text messages, for example https://token@gateway.": _leaves(
            settings.SMS_URL
        ),
        "Set FULDMAGT_EID_ISSUER to the OpenID issuer of the national eID's broker.": settings.EID_ISSUER,
        "Set FULDMAGT_EID_BROKER to the broker; the stand-in's people are invented.": (
            settings.EID_BROKER != STAND_IN
        ),
        "Set FULDMAGT_COMPANY_REGISTER to the https address of the company register; "
        "the stand-in's companies are invented.": _is_private(settings.COMPANY_REGISTER),
        "Set FULDMAGT_CHIP_ROOTS to a file of root certificates, without which no make of "
        "FULDMAGT_CHIP_AAGUIDS can be told.": not settings.CHIP_AAGUIDS or _is_file(settings.CHIP_ROOTS),
    }
    wrong = [sentence for sentence, so in needed.items() if not so]
    return [Error(sentence, id=f"fuldmagt.E{number:03}") for number, sentence in enumerate(wrong, 1)]


def _leaves(address: str) -> bool:
    """Whether mail or messages sent there reach anybody outside the house."""
    return urlsplit(address).scheme not in {"", "outbox"}


def _is_file(path: str) -> bool:
    return bool(path) and Path(path).is_file()


def _is_private(address: str) -> bool:
    """Whether nobody between reads or changes what is said: TLS, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


@register("security")
def claims_can_be_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The broker of the national eID is one of the table, and what is changed in the table has its shape."""
    try:
        spelling_of(settings.EID_BROKER, settings.EID_MAPPING)
    except MappingError as error:
        said = f"Correct FULDMAGT_EID_BROKER and FULDMAGT_EID_MAPPING: {error}."
        return [Error(said, id="fuldmagt.E120")]
    return []


@register("security")
def colours_can_be_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An operator's colours must carry white and stand out from the page."""
    return [Error(fault, id="fuldmagt.E110") for fault in colours.faults(settings.BRAND_COLOURS)]


@register("security")
def every_view_says_who_may_open_it(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"The view of {path} does not say who may open it (web.permission).", id="fuldmagt.E100")
        for path, view in views(get_resolver().url_patterns)
        if not hasattr(view, "permission")
    ]


def views(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[tuple[str, Any]]:
    """Every path of the web port with its view."""
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, path)
        else:
            yield path, pattern.callback
