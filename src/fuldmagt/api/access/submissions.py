"""An access request as a service writes it, or what is wrong with it. Source: as in `denials`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any, Literal

import msgspec
from django.utils.dateparse import parse_duration
from msgspec import Meta, Struct, field

from fuldmagt.api.access.parsing import Action, Resource, Subject, Unreadable

Plain = Annotated[str, Meta(max_length=500, pattern=r"^[^\x00]*\Z")]
LONGEST = timedelta(days=3660)


class Hint(Struct, frozen=True):
    requestable: bool = False
    request_context: Annotated[str, Meta(max_length=4096)] = ""


class Decided(Struct, frozen=True):
    decision: bool


class Denial(Struct, frozen=True):
    decision: Decided
    access_request: Hint
    evaluation_id: Plain = ""


class Wished(Struct, frozen=True):
    requested_duration: Plain | None = None
    requested_until: Annotated[datetime, Meta(tz=True)] | None = None


class Call(Struct, frozen=True):
    endpoint: Plain
    state: Plain = ""
    events: list[Literal["approved", "denied", "expired", "cancelled", "failed", "partial"]] = field(
        default_factory=list
    )


class Access(Struct, frozen=True):
    """A submission for one right. What else it carries is passed over, as the draft asks."""

    subject: Subject
    action: Action
    resource: Resource
    denial: Denial
    context: Mapping[str, Any] = field(default_factory=dict)
    requested_access: Wished = Wished()
    callback: Call | None = None

    @property
    def why(self) -> str:
        said = self.context.get("business_justification", "")
        return said.replace("\x00", "")[:1000] if isinstance(said, str) else ""


def submission(body: bytes) -> Access | Unreadable:
    try:
        return msgspec.json.decode(body, type=Access)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Unreadable(str(error))


def end(wished: Wished, *, now: datetime) -> datetime | Unreadable | None:
    """Until when access is wished for; None where the service does not say."""
    if wished.requested_duration is not None and wished.requested_until is not None:
        return Unreadable("Give requested_duration or requested_until, not both.")
    if wished.requested_duration is None:
        return wished.requested_until
    try:
        lasts = parse_duration(wished.requested_duration)
    except (ValueError, OverflowError):
        lasts = None
    if lasts is None or not timedelta() < lasts <= LONGEST:
        return Unreadable("requested_duration is no ISO 8601 duration of at most ten years.")
    return now + lasts


def digest(body: bytes) -> str:
    """What makes two submissions the same: all that they say, whatever its order."""
    return sha256(msgspec.json.encode(msgspec.json.decode(body), order="sorted")).hexdigest()
