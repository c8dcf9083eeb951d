"""What becomes of a list that nobody finishes: who was asked, and what would be withdrawn when."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from fuldmagt.mandates.recertification.models import Due, Entry, Review
from fuldmagt.mandates.recertification.queries import open_lines
from fuldmagt.mandates.recertification.rules import Answer, Kind
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState


def withdrawal_of(review: Review) -> Due | None:
    """When what nobody answered is withdrawn, where that was chosen."""
    return review.dues.filter(kind=Kind.WITHDRAWAL, done_at__isnull=True).first()


def withdrawn_for_nobody(review: Review) -> tuple[int, int]:
    """How many lines of a list were withdrawn because nobody answered; how many of them are to be ended."""
    lapsed = review.entries.filter(unanswered=True)
    return lapsed.count(), lapsed.filter(answer=Answer.TO_BE_ENDED).count()


def answerers(review: Review) -> list[BusinessUser]:
    """Everybody who answers for a list, the reviewer first: as far as they are active."""
    told = review.dues.filter(kind=Kind.ESCALATION, told__state=UserState.ACTIVE).select_related("told")
    first = [review.reviewer] if review.reviewer and review.reviewer.state == UserState.ACTIVE else []
    found = [*first, *(each.told for each in told.order_by("step") if each.told)]
    return list({each.pk: each for each in found}.values())


def before_withdrawal(review: Review) -> QuerySet[Due]:
    """All that comes before anything is withdrawn from a list."""
    return review.dues.exclude(kind=Kind.WITHDRAWAL)


def unchanged(found: QuerySet[Entry]) -> QuerySet[Entry]:
    """Lines whose right is still what it was when the campaign began."""
    same_end = Q(assignment__ends_at=F("until")) | Q(assignment__ends_at__isnull=True, until__isnull=True)
    return found.filter(same_end, assignment__starts_at=F("given_at"))


def lapsing(review: Review, *, at: datetime) -> QuerySet[Entry]:
    """What would be withdrawn because nobody answers: what still is as it was when the campaign began."""
    return unchanged(open_lines(review, at=at))
