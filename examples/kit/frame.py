"""The frame that every page of the examples has: languages, headers, and what the header shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language
from django.views.decorators.http import require_POST

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    current: bool


def now() -> datetime:
    """The moment of a request. Views read it; what they call is told (`at=`)."""
    return datetime.now(UTC)


def strict(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Pages run no script and load nothing from elsewhere; nobody keeps them."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Cache-Control", "no-store")
        return response

    return respond


def frame(request: HttpRequest) -> dict[str, Any]:
    code = get_language()
    languages = [Language(each, name, current=each == code) for each, name in settings.LANGUAGES]
    return {"languages": languages, "here": request.get_full_path() if request.method == "GET" else "/"}


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language and show the same page in it."""
    onwards = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onwards, allowed_hosts=None):
        onwards = "/"
    response = HttpResponseRedirect(onwards)
    if check_for_language(code := request.POST.get("language", "")):
        remember(response, code)
    return response


def remember(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def preferred(ui_locales: str) -> str:
    """The first of the wanted languages that the pages speak (OpenID Connect Core 3.1.2.1); else none."""
    spoken = dict(settings.LANGUAGES)
    for wanted in ui_locales.split():
        if (code := wanted.split("-")[0].lower()) in spoken:
            return code
    return ""


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("well\n", content_type="text/plain")
