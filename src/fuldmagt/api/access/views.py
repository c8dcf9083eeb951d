"""The door for decisions on the web port, and the doors of Django's own that are for applications too."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fuldmagt.api.access import account, door
from fuldmagt.api.access.admission import admitted
from fuldmagt.api.access.messages import Answered, Asked, sane


class Request(HttpRequest):
    at: datetime


View = Callable[..., HttpResponse]


def decisions(request: Request) -> HttpResponse:
    """Everything that is asked at the door; it finds its own way by the path."""
    headers = request.headers
    asked = Asked(
        method=request.method or "",
        path=request.path,
        at=request.at,
        authorization=headers.get("Authorization", ""),
        content_type=headers.get("Content-Type", ""),
        accept_language=headers.get("Accept-Language", ""),
        request_id=headers.get("X-Request-ID", ""),
        traceparent=headers.get("Traceparent", ""),
        body=request.read(door.LONGEST_BODY + 1),
    )
    if account.writer().is_full:
        return response(account.NONE_KEPT)
    answered = door.answer(asked)
    account.note(asked, answered)
    account.writer().write()
    return response(answered)


@csrf_exempt  # no cookie is read here: the credentials are the caller's own
def questions(request: Request, rest: str = "") -> HttpResponse:
    return decisions(request)


@csrf_exempt  # as above
def notices(request: Request) -> HttpResponse:
    return decisions(request)


questions.permission = "other proof"  # type: ignore[attr-defined]  # a mark on the function
notices.permission = "everybody"  # type: ignore[attr-defined]  # as above


def response(answered: Answered) -> HttpResponse:
    return HttpResponse(answered.body, status=answered.status, headers=dict(answered.headers))


def answering(view: View) -> View:
    """What every answer of such a door has: the caller's request id, and that nobody keeps it."""

    @wraps(view)
    def answered(request: Request, *args: str, **kwargs: str) -> HttpResponse:
        response = view(request, *args, **kwargs)
        request_id = request.headers.get("X-Request-ID", "")
        if sane(request_id):
            response["X-Request-ID"] = request_id
        response.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        return response

    return answered


def for_clients(scope: str, *, method: str = "POST") -> Callable[[Callable[..., HttpResponse]], View]:
    """A door for applications that show who they are and hold the scope."""

    def decorate(view: Callable[..., HttpResponse]) -> View:
        @csrf_exempt  # no cookie is read here: the credentials are the caller's own
        @answering
        @require_http_methods([method])
        @wraps(view)
        def guarded(request: Request, *args: str, **kwargs: str) -> HttpResponse:
            caller = admitted(request.headers.get("Authorization", ""), scope, at=request.at)
            if isinstance(caller, Answered):
                return response(caller)
            return view(request, caller, *args, **kwargs)

        guarded.permission = "other proof"  # type: ignore[attr-defined]  # a mark on the function
        return guarded

    return decorate
