"""One record for each question that an application asks at the door, however many parts it has.

Source: Authorization Decision Log (a draft of Logius, part of Federatieve Toegangsverlening), as
dutch-standards, section 3, tells of it: the names of the fields, that a no is no error, and where request
and answer stand. A trace goes on where the caller began it (W3C Trace Context); otherwise it begins here.
"""

from http import HTTPStatus
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Raw

from fuldmagt.secrets import dice, hashes

WHOSE: Final = {"service.name": "fuldmagt"}
WITHHELD: Final = "withheld"


class Told(NamedTuple):
    """What is kept of a question and its answer until it is written. `at` is milliseconds since 1970."""

    event: str
    at: int
    status: int
    client: str
    trace: str
    activity: str
    request: bytes
    response: bytes


class Redaction(msgspec.Struct, frozen=True):
    """What of a record is written: the ids of users or a keyed hash of them, and the bodies or nothing."""

    users: bool = False
    bodies: bool = False


def line(told: Told, redaction: Redaction) -> bytes:
    """The record as one line of JSON."""
    ours = dice.hexadecimal(24)
    trace, parent = _trace(told.trace) if told.trace else (ours[:32], None)
    attributes = {"fuldmagt.client": told.client, "http.response.status_code": told.status}
    if told.activity:
        attributes["dpl.core.processing_activity_id"] = told.activity
    was_read = told.status == HTTPStatus.OK
    record = {
        "trace_id": trace,
        "span_id": ours[32:],
        "parent_span_id": parent,
        "event_name": told.event,
        "timestamp": told.at,
        "status": "Ok" if told.status < HTTPStatus.BAD_REQUEST else "Error",
        "attributes": attributes,
        "resource": WHOSE,
        "body": {
            "adl.core.request": _body(told.request, redaction, was_read=was_read),
            "adl.core.response": _body(told.response, redaction, was_read=was_read),
        },
    }
    return msgspec.json.encode(record)


def _trace(traceparent: str) -> tuple[str, str | None]:
    """The trace and the span of the caller."""
    _, trace, parent, *_ = traceparent.split("-")
    return trace, parent


def _body(body: bytes, redaction: Redaction, *, was_read: bool) -> object:
    """JSON as it is, but on one line; what is none as text. What `was_read` is JSON for certain."""
    if redaction.bodies:
        return WITHHELD
    try:
        text = body.decode()
        if redaction.users:
            return _without_users(msgspec.json.decode(body))
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        return body.decode(errors="replace")
    if not was_read and not _is_json(body):
        return text
    return Raw(body.replace(b"\n", b" ").replace(b"\r", b" ") if b"\n" in body or b"\r" in body else body)


def _is_json(body: bytes) -> bool:
    try:
        msgspec.json.decode(body, type=Raw)
    except msgspec.DecodeError:
        return False
    return True


def _without_users(part: Any) -> Any:
    """The same, with each user as a hash that only this installation can make."""
    if isinstance(part, list):
        return [_without_users(each) for each in part]
    if not isinstance(part, dict):
        return part
    found = {name: _without_users(each) for name, each in part.items()}
    if found.get("type") == "user" and isinstance(found.get("id"), str):
        found["id"] = hashes.of_token(found["id"])[:32]
    return found
