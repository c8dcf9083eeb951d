"""The worker's part in reviews of rights."""

from datetime import datetime

from fuldmagt.mandates.recertification import actions, lapsing, queries, reminding
from fuldmagt.mandates.recertification.models import Due
from fuldmagt.mandates.recertification.rules import Kind

BATCH = 100


def mark(at: datetime) -> int:
    """Mark lines whose right has ended by itself; how many."""
    found = queries.ended_unsaid(at)[:BATCH]
    return sum(actions.see_what_ended(each.ref, organisation=each.organisation.ref, at=at) for each in found)


def remind(at: datetime) -> int:
    """Remind those who have not gone through their list, and ask the next one up; how much was done."""
    return sum(_do(each, at) for each in queries.due(at)[:BATCH])


def _do(due: Due, at: datetime) -> bool:
    return lapsing.do(due, at=at) if due.kind == Kind.WITHDRAWAL else reminding.do(due, at=at)


def see_who_left(at: datetime) -> int:
    """Give the lists of reviewers who have left to whoever answers now; how many lists."""
    return sum(reminding.see_who_left(each, at=at) for each in queries.running())
