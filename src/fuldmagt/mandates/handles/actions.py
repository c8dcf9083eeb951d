"""Giving a client a handle, and saying on it what became of the thing: inside the deed that it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.clients.models import Client
from fuldmagt.mandates.handles import queries, rules
from fuldmagt.mandates.handles.models import Handle
from fuldmagt.mandates.handles.rules import TaskStatus
from fuldmagt.secrets import dice


@dataclass(frozen=True, slots=True)
class Callback:
    """Where a client wants to be told, with a word of its own, and of which ends (none: of each)."""

    endpoint: str = ""
    state: str = ""
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """Who submitted what: so that the same submission twice gets the same handle."""

    client: str
    service: str
    organisation: str
    callback: Callback = Callback()
    key: str = ""
    digest: str = ""


def give(
    submission: Submission, *, kind: str, about: str, may_cancel: bool, expires_at: datetime, at: datetime
) -> Handle:
    """A handle for what has been asked for; the one that is there where nothing differs."""
    said = submission.callback
    if not submission.key:
        there = queries.open_for(submission.client, kind, about, said.endpoint, said.state)
        if there is not None:
            return there
    return Handle.objects.create(
        ref=dice.reference(),
        client=Client.objects.get(ref=submission.client),
        kind=kind,
        about=about,
        service=submission.service,
        organisation=submission.organisation,
        may_cancel=may_cancel,
        made_at=at,
        expires_at=expires_at + rules.KEPT,
        idempotency_key=submission.key,
        digest=submission.digest if submission.key else "",
        callback=said.endpoint,
        callback_state=said.state,
        callback_events=list(said.events),
    )


def became(
    kind: str, about: str, status: TaskStatus, *, good_until: datetime | None = None, at: datetime
) -> None:
    """Say on every handle for a thing how it ended; those who want to be told are told by the worker."""
    for handle in Handle.objects.filter(kind=kind, about=about, status=TaskStatus.PENDING):
        told = rules.is_told(status, endpoint=handle.callback, events=handle.callback_events)
        Handle.objects.filter(pk=handle.pk).update(
            status=status, over_at=at, good_until=good_until, due_at=at if told else None
        )
