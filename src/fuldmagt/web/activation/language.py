"""In which language somebody reads who is not logged in yet."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.web.visitor import Request


@contextmanager
def in_language_of(request: Request, user: BusinessUser | None) -> Iterator[None]:
    """The employee's own language, unless this browser has chosen one."""
    if user is None or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        yield
        return
    with translation.override(user.language):
        yield
