"""What cannot be answered, as RFC 9457 problem details."""

from http import HTTPStatus

import msgspec
from django.http import HttpResponse


def problem(status: HTTPStatus, detail: str, *, type_: str = "about:blank") -> HttpResponse:
    """An answer that says what is wrong with the request itself; a *no* of the law is none of these."""
    body = {"type": type_, "title": status.phrase, "status": status.value, "detail": detail}
    return HttpResponse(
        msgspec.json.encode(body), status=status.value, content_type="application/problem+json"
    )
