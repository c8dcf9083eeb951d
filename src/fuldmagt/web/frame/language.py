"""In which language somebody reads who is not logged in yet: on this way more are spoken than elsewhere."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.languages import EMPLOYEES, spoken
from fuldmagt.web.visitor import Request

View = Callable[..., HttpResponse]


@contextmanager
def in_language_of(
    request: Request, user: BusinessUser | None, *, wished: Sequence[str] = ()
) -> Iterator[None]:
    """What this browser has chosen, else the employee's own, else the wished, else the browser's."""
    request.more_languages = EMPLOYEES
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(EMPLOYEES):
        language = chosen
    elif chosen:
        language = translation.get_language() or settings.LANGUAGE_CODE
    else:
        language = (user.language if user else "") or _first_spoken(wished) or _asked_for(request)
    with translation.override(language):
        yield


@contextmanager
def in_language_of_the_login(request: Request, *, wished: Sequence[str] = ()) -> Iterator[None]:
    """Whoever is logged in already has the frame of the platform around the page, which speaks three."""
    with in_language_of(request, None, wished=wished):
        if request.visitor is None:
            yield
        else:
            with in_language_of_the_platform():
                yield


def on_the_way(view: View) -> View:
    """A page of the way that nobody in particular opens."""

    @wraps(view)
    def spoken_in(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        with in_language_of_the_login(request):
            return view(request, *args, **kwargs)

    return spoken_in


@contextmanager
def in_language_of_the_platform() -> Iterator[None]:
    """A page that the way may lead to, and which not all of its languages have: English instead."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(spoken(language, on_the_way=False)):
        yield


def _asked_for(request: Request) -> str:
    """The first of the browser's languages that we speak on this way (RFC 9110, 12.5.4)."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    return (
        _first_spoken([language for language, _ in wanted])
        or translation.get_language()
        or settings.LANGUAGE_CODE
    )


def _first_spoken(languages: Sequence[str]) -> str:
    known = dict(EMPLOYEES)
    return next((main for each in languages if (main := each.lower().partition("-")[0]) in known), "")
