"""A service asks for the user who was refused there, and is given a handle (X2)."""

from datetime import datetime
from typing import Final

from fuldmagt.audit.journal import together
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.handles import actions as handles
from fuldmagt.mandates.handles import queries
from fuldmagt.mandates.handles.actions import Submission
from fuldmagt.mandates.handles.models import Handle
from fuldmagt.mandates.requests import actions
from fuldmagt.organisations.queries import locked
from fuldmagt.vocabulary.refusals import Reason, Refusal

KIND: Final = "right"


def ask(
    user: str, wish: Wish, why: str, submission: Submission, *, through: str, at: datetime
) -> Handle | Refusal:
    """The request and its handle, both or neither. The same submission once more gets the same handle."""
    with together():
        locked(submission.organisation)
        before = queries.submitted(submission.client, submission.key)
        if before is not None:
            same = before.digest == submission.digest
            return before if same else Refusal(Reason.ALREADY_EXISTS, about="idempotency_key")
        asked = actions.ask_through(
            user,
            wish,
            why,
            organisation=submission.organisation,
            client=submission.client,
            service=through,
            at=at,
        )
        if isinstance(asked, Refusal):
            return asked
        row = asked.request
        return handles.give(
            submission,
            kind=KIND,
            about=row.ref,
            may_cancel=row.asked_by == submission.client,
            expires_at=row.expires_at,
            at=at,
        )


def take_back(handle: Handle, *, at: datetime) -> Handle | Refusal:
    """The client that asked wants it no more."""
    done = actions.take_back_through(
        handle.about, organisation=handle.organisation, client=handle.client.ref, at=at
    )
    if isinstance(done, Refusal):
        return done
    handle.refresh_from_db()
    return handle
