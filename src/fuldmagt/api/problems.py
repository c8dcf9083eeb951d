"""What cannot be answered, as RFC 9457 problem details."""

from http import HTTPStatus
from typing import Final

import msgspec
from django.http import HttpResponse

MEDIA_TYPE: Final = "application/problem+json"


class Details(msgspec.Struct, frozen=True, rename={"type_": "type"}):
    """RFC 9457, section 3.1."""

    type_: str
    title: str
    status: int
    detail: str


def details(status: HTTPStatus, detail: str, *, type_: str = "about:blank") -> bytes:
    """What is wrong with the request itself; a *no* of the law is none of these."""
    return msgspec.json.encode(Details(type_, status.phrase, status.value, detail))


def problem(status: HTTPStatus, detail: str, *, type_: str = "about:blank") -> HttpResponse:
    body = details(status, detail, type_=type_)
    return HttpResponse(body, status=status.value, content_type=MEDIA_TYPE)
