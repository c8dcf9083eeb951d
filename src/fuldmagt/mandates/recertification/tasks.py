"""The worker's part in reviews of rights."""

from datetime import datetime

from fuldmagt.mandates.recertification import actions, queries, reminding

BATCH = 100


def mark(at: datetime) -> int:
    """Mark lines whose right has ended by itself; how many."""
    found = queries.ended_unsaid(at)[:BATCH]
    return sum(actions.see_what_ended(each.ref, organisation=each.organisation.ref, at=at) for each in found)


def remind(at: datetime) -> int:
    """Remind those who have not gone through their list, and ask the next one up; how much was done."""
    return sum(reminding.do(each, at=at) for each in queries.due(at)[:BATCH])
