"""What every request gets before a view sees it: one moment, and the visitor who is logged in."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from fuldmagt.secrets.hashes import BusyError
from fuldmagt.vocabulary import clock
from fuldmagt.web import visitor as visitors
from fuldmagt.web.errors.views import unavailable

Handler = Callable[[HttpRequest], HttpResponse]
FORM = "application/x-www-form-urlencoded"


def moment(get_response: Handler) -> Handler:
    """Give the request its moment: every deed in it happens then."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.at = clock.now()  # type: ignore[attr-defined]  # web.visitor.Request declares it
        return get_response(request)

    return middleware


class Legible:
    """Refuse words with a NUL in them: no text has one, and PostgreSQL takes none."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        asked = request.GET.lists()
        typed = request.POST.lists() if request.content_type == FORM else ()
        if any("\x00" in word for _, words in (*asked, *typed) for word in words):
            raise BadRequest


class Busy:
    """Turn somebody away for whom there is no room in the queue for slow hashes: 503, come back soon."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(request) if isinstance(exception, BusyError) else None


def visitor(get_response: Handler) -> Handler:
    """Give the request its visitor, judged anew: a suspended user has no session from that moment."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.visitor = visitors.recognise(request)  # type: ignore[attr-defined]  # as above
        return get_response(request)

    return middleware
