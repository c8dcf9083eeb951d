"""A request to the door and its answer, in the words of no web framework."""

from datetime import datetime
from http import HTTPStatus
from typing import Final

import msgspec
from msgspec import Struct

from fuldmagt.api import problems

JSON: Final = "application/json"
LONGEST_ID: Final = 256
AS_JSON: Final = ("Content-Type", JSON)
OF_THE_MOMENT: Final = (("Cache-Control", "no-store"), ("Vary", "Accept-Language, Authorization"))
ENCODER: Final = msgspec.json.Encoder()
Headers = tuple[tuple[str, str], ...]


class Asked(Struct, frozen=True, gc=False, kw_only=True):
    """A request: what the door reads of it. A header that was not sent is empty. `base` is the address of the
    door that it came to, where that is not the platform's own.

    Whoever receives it reads at most one byte more of the body than `door.LONGEST_BODY`.
    """

    method: str
    path: str
    at: datetime
    authorization: str = ""
    content_type: str = ""
    accept_language: str = ""
    request_id: str = ""
    traceparent: str = ""
    body: bytes = b""
    base: str = ""


class Answered(Struct, frozen=True):
    """An answer to send as it is.

    The rest is for an account of what was asked: whose credentials it came with, in which trace (W3C Trace
    Context), and for which activity of the caller's register of processing; each empty where there is none.
    """

    status: int
    headers: Headers
    body: bytes
    client: str = ""
    trace: str = ""
    activity: str = ""


def notice(body: bytes) -> Answered:
    """What is so for everybody, and may be kept for an hour."""
    return Answered(200, (AS_JSON, ("Cache-Control", "public, max-age=3600")), body)


def encoded(body: Struct, headers: Headers = (), *, trace: str = "", activity: str = "") -> Answered:
    written = ENCODER.encode(body)
    return Answered(200, (AS_JSON, *OF_THE_MOMENT, *headers), written, "", trace, activity)


def problem(status: HTTPStatus, detail: str, headers: Headers = ()) -> Answered:
    """Why the request itself is not answered. The sentence is English: developers read it."""
    about = (("Content-Type", problems.MEDIA_TYPE), ("Content-Language", "en"), *OF_THE_MOMENT, *headers)
    return Answered(status.value, about, problems.details(status, detail))


def sane(request_id: str) -> bool:
    """Whether a caller's name for its request can be sent back: not what would be another header."""
    return 0 < len(request_id) <= LONGEST_ID and request_id.isascii() and request_id.isprintable()
