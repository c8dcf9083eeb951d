"""An answer of the law as the door writes it (interfaces, "Decisions over AuthZEN").

The same as `decisions.explain` writes for the command line, in shapes that are written out at once.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal, TypedDict

from msgspec import UNSET, Meta, Struct, UnsetType

from fuldmagt.api.access.wording import Messages
from fuldmagt.decisions.decide import Allowed, Evidence, Refused
from fuldmagt.decisions.ways import WayKind
from fuldmagt.vocabulary.refusals import Mender, Reason, Remedy


def one_of(*shapes: str) -> Meta:
    """What stands there, for the description: shapes that are written need no mark that tells them apart."""
    return Meta(extra_json_schema={"anyOf": [{"$ref": f"#/components/schemas/{each}"} for each in shapes]})


Mark = Literal[True] | UnsetType  # said only where it is so


class Yes(Struct, frozen=True, gc=False):
    """Why it is allowed. `valid_until` is information, not a promise."""

    way: WayKind
    evidence: tuple[Evidence, ...]
    right_held: str
    valid_until: datetime | None
    revision: str
    precheck: Mark = UNSET
    simulation: Mark = UNSET


class Obstacle(Struct, frozen=True, gc=False):
    """What stands in the way, who can mend it, and how, in the reader's language."""

    reason: Reason
    about: str
    mended_by: Mender
    remedy: Remedy
    message: str


class AccessRequest(Struct, frozen=True):
    """How to ask for what was refused (AuthZEN Access Request and Approval Profile, draft)."""

    requestable: Literal[True]
    endpoint: str
    template: str
    reason: Reason
    expires_at: str
    request_context: str
    form_url: str
    display: Mapping[str, str]


class Offer(TypedDict, total=False):
    """What the context of a no gains where a request would help."""

    evaluation_id: str
    evaluated_at: str
    access_request: AccessRequest


class No(Struct, frozen=True, gc=False):
    """Everything that stands in the way, in the order of mending."""

    reasons: tuple[Obstacle, ...]
    revision: str
    acr_values: str | UnsetType = UNSET
    precheck: Mark = UNSET
    simulation: Mark = UNSET
    evaluation_id: str | UnsetType = UNSET
    evaluated_at: str | UnsetType = UNSET
    access_request: AccessRequest | UnsetType = UNSET


class Fault(Struct, frozen=True):
    status: Annotated[int, Meta(ge=400, le=599)]
    message: str


class Failed(Struct, frozen=True):
    error: Fault


class Decision(Struct, frozen=True, gc=False):
    """`decision` is true only where the law allows it; of several, one that is no question says why."""

    decision: bool
    context: Annotated[Any, one_of("Yes", "No", "Failed")]


class Decisions(Struct, frozen=True, gc=False):
    evaluations: list[Decision]


def yes(allowed: Allowed, precheck: Mark, simulation: Mark) -> Decision:
    until = allowed.valid_until
    if until is not None and until.tzinfo is not UTC:
        until = until.astimezone(UTC)
    elif precheck is UNSET and simulation is UNSET:
        return Decision(True, allowed)  # which is written as `Yes` is
    evidence, held = allowed.evidence, allowed.right_held
    return Decision(True, Yes(allowed.way, evidence, held, until, allowed.revision, precheck, simulation))


def no(refused: Refused, messages: Messages, *, offer: Offer, precheck: Mark, simulation: Mark) -> Decision:
    """Only what a service needs to help the person: not the nearest way, nor the person's other homes."""
    reasons = tuple(
        Obstacle(each.reason, each.about, each.mended_by, each.remedy, message)
        for each, message in zip(refused.reasons, messages, strict=True)
    )
    level = refused.level_needed
    return Decision(
        False,
        No(
            reasons,
            refused.revision,
            UNSET if level is None else level.acr,
            precheck,
            simulation,
            **offer,
        ),
    )


def failed(status: HTTPStatus, words: str) -> Decision:
    """A question among several that could not be put: whoever cannot be answered is refused."""
    return Decision(False, Failed(Fault(status.value, words)))
