"""What must be so before the platform starts: `manage check` in Django's terms, `fuldmagt check` in ours."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from fuldmagt.web.look import colours

LEAST_KEY = 32


@register("security")
def safe_to_run(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Unsafe or missing settings stop a production start, each with one sentence."""
    if settings.DEMO or settings.DEBUG or settings.TESTING:
        return []
    wrong = []
    if not settings.SECRET_KEYS or any(len(key) < LEAST_KEY for key in settings.SECRET_KEYS):
        wrong.append("Set FULDMAGT_SECRET_KEYS to one or more random secrets of at least 32 characters.")
    if not settings.HTTPS:
        wrong.append("Set FULDMAGT_BASE_URL to the https address under which people reach the platform.")
    if not settings.EMAIL_URL:
        wrong.append("Set FULDMAGT_EMAIL_URL to the mail relay, for example smtp://user:password@host:587.")
    if not settings.EID_ISSUER:
        wrong.append("Set FULDMAGT_EID_ISSUER to the OpenID issuer of the national eID's broker.")
    return [Error(sentence, id=f"fuldmagt.E{number:03}") for number, sentence in enumerate(wrong, 1)]


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
