"""The worker's part: requests that nobody answered, and those whose ground is gone."""

from datetime import datetime, timedelta

from django.conf import settings

from fuldmagt.mandates.requests import actions, queries
from fuldmagt.mandates.requests.rules import RequestStep

BATCH = 100


def end(at: datetime) -> int:
    """End what has run out of time or lost its user or right; how many."""
    late = [actions.end(row, RequestStep.EXPIRE, at=at) for row in queries.overdue(at)[:BATCH]]
    lost = [actions.end(row, RequestStep.END, at=at) for row in queries.groundless(at)[:BATCH]]
    return sum(late) + sum(lost)


def remind(at: datetime) -> int:
    """Remind the administrators of what has waited for a while; how many."""
    before = at - timedelta(days=settings.REQUEST_REMINDER_DAYS)
    return sum(actions.remind(row, at=at) for row in queries.forgotten(before, at=at)[:BATCH])
