"""The worker's part in reviews that repeat."""

from datetime import datetime

from fuldmagt.mandates.review_plans import actions, queries

BATCH = 200


def begin(at: datetime) -> int:
    """Begin what is planned for today, where it is morning already; how many turns."""
    return sum(actions.begin(each, at=at) for each in queries.due(at)[:BATCH])
