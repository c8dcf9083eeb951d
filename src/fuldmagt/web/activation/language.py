"""In which language somebody reads who is not logged in yet: on this way more are spoken than elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.languages import EMPLOYEES
from fuldmagt.web.visitor import Request


@contextmanager
def in_language_of(request: Request, user: BusinessUser | None) -> Iterator[None]:
    """The language that this browser has chosen, else the employee's own."""
    request.more_languages = EMPLOYEES
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(EMPLOYEES):
        language = chosen
    else:
        own = user.language if user and not chosen else translation.get_language()
        language = own or settings.LANGUAGE_CODE
    with translation.override(language):
        yield
