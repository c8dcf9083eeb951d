"""Two workers at once, and one that is killed before it was done: each thing happens once (C9)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Barrier

import pytest
import time_machine
from django.db import connection

from fuldmagt.audit.journal import together
from fuldmagt.audit.models import PendingEntry
from fuldmagt.mandates.recertification import actions, lapsing, queries, reminding, tasks
from fuldmagt.mandates.recertification.models import Campaign, Due
from fuldmagt.mandates.recertification.rules import Calendar, Kind, Step
from fuldmagt.mandates.review_plans import queries as plans
from fuldmagt.mandates.review_plans.actions import begin
from fuldmagt.notices.models import Notice
from fuldmagt.vocabulary import clock as now
from tests.cast import acting
from tests.recertification.cast import FIRST, Town, begun, holds, letters, line_of, planned, town
from tests.recertification.test_reminding import WAIT, pass_days

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("C9")]

STRICT = Calendar(withdraw_after=10)


class KilledError(Exception):
    """The worker's process has ended, between the mail and the commit."""


def killed_after(work: Callable[[], bool]) -> None:
    mails = Notice.objects.count()
    with together():
        assert work()
        assert Notice.objects.count() > mails
        raise KilledError


@pytest.fixture
def nordby(transactional_db: None, clock: object) -> Town:
    return town()


def both(one: Callable[[], bool], other: Callable[[], bool]) -> list[bool]:
    """What comes of two that begin in the same moment."""
    ready = Barrier(2)

    def work(what: Callable[[], bool]) -> bool:
        ready.wait()
        try:
            return what()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        return list(hands.map(work, (one, other)))


def test_of_two_workers_one_reminds(nordby: Town, clock: time_machine.Traveller) -> None:
    begun(nordby)
    clock.shift(timedelta(days=10, hours=9))
    at, seen = now.now(), list(queries.due(now.now()))
    assert len(seen) == 2  # Karen's list and Lone's
    for due in seen:
        remind = partial(reminding.do, due, at=at)
        assert sorted(both(remind, remind)) == [False, True]
    assert letters(nordby.karen).count(WAIT) == letters(nordby.lone).count(WAIT) == 1


def test_of_two_workers_one_begins_what_is_planned(nordby: Town, clock: time_machine.Traveller) -> None:
    planned(nordby)
    clock.move_to(datetime(FIRST.year, FIRST.month, FIRST.day, 9, tzinfo=UTC))
    at, due = now.now(), plans.due(now.now()).get()
    assert sorted(both(lambda: begin(due, at=at), lambda: begin(due, at=at))) == [False, True]
    assert Campaign.objects.count() == 1
    due.refresh_from_db()
    assert due.next_day == date(2027, 9, 1)


def test_a_worker_and_a_leader_at_once_never_withdraw_what_was_confirmed(
    nordby: Town, clock: time_machine.Traveller
) -> None:
    begun(nordby, calendar=STRICT)
    pass_days(clock, 54)
    line = line_of(nordby.ole)
    due = Due.objects.get(kind=Kind.WITHDRAWAL, review=line.review)
    clock.shift(timedelta(days=7))
    at, karen = now.now(), acting(nordby.karen)

    def confirm() -> bool:
        return actions.answer(line.ref, Step.CONFIRM, seen="open", by=karen, at=at) == line

    confirmed, _lapsed = both(confirm, lambda: lapsing.do(due, at=at))
    line.refresh_from_db()
    assert holds(nordby.ole) == confirmed
    assert line.answer == ("confirmed" if confirmed else "withdrawn")
    assert not holds(nordby.anna)


@pytest.mark.parametrize("days", [10, 60], ids=["a-reminder", "the-last-step"])
def test_a_worker_that_is_killed_before_the_commit_has_done_nothing_and_does_it_once_later(
    nordby: Town, clock: time_machine.Traveller, days: int
) -> None:
    begun(nordby, calendar=STRICT)
    pass_days(clock, days - 1)
    clock.shift(timedelta(days=2))
    due = queries.due(now.now()).filter(review=line_of(nordby.ole).review).get()
    do = lapsing.do if due.kind == Kind.WITHDRAWAL else reminding.do
    mails, entries = Notice.objects.count(), PendingEntry.objects.count()
    with pytest.raises(KilledError):
        killed_after(lambda: do(due, at=now.now()))
    assert (Notice.objects.count(), PendingEntry.objects.count()) == (mails, entries)
    assert holds(nordby.ole)

    while tasks.remind(now.now()):
        pass
    done = Notice.objects.count()
    assert done > mails
    assert tasks.remind(now.now()) == 0
    assert not do(due, at=now.now())
    assert Notice.objects.count() == done
    assert Notice.objects.values("message_id").distinct().count() == done
