"""What somebody hears of an end over any history of dates: each thing once, the last thing true."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.sign_in.endings.rules import Last, News, due

pytestmark = pytest.mark.requirement("F8")

STAGES = (60, 30, 7)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ends = st.one_of(st.none(), st.integers(1, 200).map(lambda days: BEGIN + days * DAY))


@given(st.lists(st.tuples(st.integers(0, 25), ends, st.booleans(), st.booleans()), max_size=25))
def test_each_thing_is_told_once_and_the_last_is_true(
    history: list[tuple[int, datetime | None, bool, bool]],
) -> None:
    at, last = BEGIN, None
    heard: list[tuple[datetime | None, int]] = []
    for days, planned, accepted, the_worker_runs in history:
        end = planned if accepted else None
        at += days * DAY
        if not the_worker_runs:
            continue
        while said := due(last, end, STAGES, accepted=accepted, at=at):
            last = said.last
            heard.append((last.end, last.days))
            assert len(heard) < 200
            assert said.news is not News.ENDS or (end is not None and at < end)
            assert said.news is not News.STAYS or accepted
            assert said.news is not News.TAKEN_OFF or not accepted
        if last is not None:
            assert last.end == end or (last.end is None and (end is None or at < end - 60 * DAY or at >= end))
    for one, other in pairwise(heard):
        assert one[0] != other[0] or one[1] > other[1]


@given(st.integers(1, 400))
def test_a_worker_that_slept_says_the_nearest_alone(days: int) -> None:
    end = BEGIN + days * DAY
    said = due(None, end, STAGES, accepted=True, at=BEGIN)
    assert (said is None) == (days > 60)
    if said:
        assert said.last == Last(end, min(stage for stage in STAGES if days <= stage))
        assert due(said.last, end, STAGES, accepted=True, at=BEGIN) is None
