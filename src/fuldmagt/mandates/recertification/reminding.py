"""Reminding a reviewer, and asking the next one up where nothing happens: what is due, each once (C9).

The mark is a conditional update in the transaction of its mail: a worker that dies between them has done
neither, and of two that look at once one finds the row taken.
"""

from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.mandates.recertification import beginning, post, queries
from fuldmagt.mandates.recertification.models import Due, Review
from fuldmagt.mandates.recertification.rules import Kind
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import UserState

PLATFORM: Final = "platform"


def do(due: Due, *, at: datetime) -> bool:
    """Do what is due for a list. Whether it was still to be done."""
    passes_on = due.kind == Kind.ESCALATION
    event = Event.REVIEW_PASSED_ON if passes_on else Event.REVIEW_REMINDED
    organisation = due.review.campaign.organisation.ref
    with deed(event, by=PLATFORM, at=at, organisation=organisation) as draft:
        locked(organisation)
        if Due.objects.filter(pk=due.pk, done_at__isnull=True).update(done_at=at) != 1:
            draft.unchanged()
            return False
        reader = None if queries.is_gone_through(due.review, at=at) else _reader(due)
        if reader is None:
            draft.unchanged()
            return True
        Due.objects.filter(pk=due.pk).update(told=reader, told_name=reader.name)
        draft.about(reader.ref)
        draft.facts(campaign=due.review.campaign.ref, step=due.step)
        review = queries.counted(due.review, at=at)
        if passes_on:
            post.pass_on(review, reader, at=at)
        else:
            post.remind(review, reader, late=due.kind == Kind.OVERDUE, at=at)
    return True


def _reader(due: Due) -> BusinessUser | None:
    """Who is told: the reviewer, or the first of those above who was not asked yet."""
    if due.kind != Kind.ESCALATION:
        reviewer = due.review.reviewer
        return reviewer if reviewer and reviewer.state == UserState.ACTIVE else None
    return _next(due.review)


def _next(review: Review) -> BusinessUser | None:
    asked = set(review.dues.filter(kind=Kind.ESCALATION).values_list("told__ref", flat=True))
    line = beginning.above(review.campaign.organisation.ref).after(review)
    return next((each for each in line if each.ref not in asked), None)
