"""What every request gets before a view sees it: one moment, and the visitor who is logged in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fuldmagt.vocabulary import clock
from fuldmagt.web import visitor as visitors

Handler = Callable[[HttpRequest], HttpResponse]


def moment(get_response: Handler) -> Handler:
    """Give the request its moment: every deed in it happens then."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.at = clock.now()  # type: ignore[attr-defined]  # web.visitor.Request declares it
        return get_response(request)

    return middleware


def visitor(get_response: Handler) -> Handler:
    """Give the request its visitor, judged anew: a suspended user has no session from that moment."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.visitor = visitors.recognise(request)  # type: ignore[attr-defined]  # as above
        return get_response(request)

    return middleware
