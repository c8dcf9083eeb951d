"""Reminding a reviewer, and asking the next one up where nothing happens: what is due, each once (C9).

The mark is a conditional update in the transaction of its mail: a worker that dies between them has done
neither, and of two that look at once one finds the row taken. Everything waits for the organisation's row,
so nothing is told of a review that is over.
"""

from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.mandates.recertification import beginning, handing, post, queries
from fuldmagt.mandates.recertification.models import Campaign, Due, Review
from fuldmagt.mandates.recertification.rules import Kind
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import UserState

PLATFORM: Final = "platform"


def do(due: Due, *, at: datetime) -> bool:
    """Remind, or pass on. Whether it was still to be done."""
    passes_on = due.kind == Kind.ESCALATION
    event = Event.REVIEW_PASSED_ON if passes_on else Event.REVIEW_REMINDED
    organisation = due.review.campaign.organisation.ref
    with deed(event, by=PLATFORM, at=at, organisation=organisation) as draft:
        locked(organisation)
        if not queries.runs(due.review):
            draft.unchanged()
            return False
        if Due.objects.filter(pk=due.pk, done_at__isnull=True).update(done_at=at) != 1:
            draft.unchanged()
            return False
        reader = None if queries.is_gone_through(due.review, at=at) else _reader(due, at)
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
            for each in _both(review, reader):
                post.remind(review, each, late=due.kind == Kind.OVERDUE, at=at)
    return True


def _both(review: Review, reader: BusinessUser) -> list[BusinessUser]:
    """Whoever is reminded, and the colleague to whom the list was handed."""
    handed = handing.current(review)
    second = [handed.to] if handed and handed.to.state == UserState.ACTIVE else []
    return list({each.pk: each for each in [reader, *second]}.values())


def _reader(due: Due, at: datetime) -> BusinessUser | None:
    """Who is told: the reviewer, or the first of those above who was not asked yet."""
    if due.kind != Kind.ESCALATION:
        reviewer = due.review.reviewer
        return reviewer if reviewer and reviewer.state == UserState.ACTIVE else None
    return _next(due.review, at)


def _next(review: Review, at: datetime) -> BusinessUser | None:
    asked = review.dues.filter(kind=Kind.ESCALATION, told__isnull=False).values_list("told__ref", flat=True)
    ways_up = beginning.above(review.campaign.organisation.ref)
    return ways_up.next_up(review, queries.holders(review, at=at), asked)


def see_who_left(campaign: Campaign, *, at: datetime) -> int:
    """Give the lists of those who cannot answer any more to those who can now; how many lists.

    Whoever does not lead any more, is locked or has left loses the list, and the new leader has it.
    """
    ways_up = beginning.above(campaign.organisation.ref)
    left = [
        each
        for each in queries.unfinished(campaign, at=at)
        if not ways_up.can(each) and ways_up.successor(each, queries.holders(each, at=at))
    ]
    return sum(_hand(each, at=at) for each in left)


def _hand(review: Review, *, at: datetime) -> bool:
    organisation = review.campaign.organisation.ref
    with deed(Event.REVIEW_PASSED_ON, by=PLATFORM, at=at, organisation=organisation) as draft:
        locked(organisation)
        ways_up = beginning.above(organisation)
        review = Review.objects.select_related("campaign__organisation", "reviewer", "department").get(
            pk=review.pk
        )
        holders = list(queries.holders(review, at=at))
        after = ways_up.successor(review, holders)
        if not queries.runs(review) or after is None or ways_up.can(review):
            draft.unchanged()
            return False
        step = review.dues.filter(kind=Kind.CHANGE).count() + 1
        said = {"done_at": at, "told": after, "told_name": after.name}
        Due.objects.create(review=review, kind=Kind.CHANGE, step=step, due_at=at, **said)
        before = review.reviewer_name
        handing.end(review, at=at)
        Review.objects.filter(pk=review.pk).update(reviewer=after, reviewer_name=after.name)
        draft.about(after.ref)
        draft.facts(campaign=review.campaign.ref, because="reviewer_left" if before else "reviewer_found")
        post.hand(queries.counted(review, at=at), after, before=before, at=at)
    return True
