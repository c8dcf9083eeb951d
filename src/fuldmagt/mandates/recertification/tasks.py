"""The worker's part in reviews of rights."""

from datetime import datetime

from fuldmagt.mandates.recertification import actions, queries

BATCH = 100


def mark(at: datetime) -> int:
    """Mark lines whose right has ended by itself; how many."""
    found = queries.ended_unsaid(at)[:BATCH]
    return sum(actions.see_what_ended(each.ref, organisation=each.organisation.ref, at=at) for each in found)
