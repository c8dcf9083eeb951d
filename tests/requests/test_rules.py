"""What a request may be, for whatever is held: never a loss, never more than was meant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.catalogue.rules import Rights
from fuldmagt.mandates.assignments.rules import Holding, Wish
from fuldmagt.mandates.requests.rules import (
    STEPS,
    RequestState,
    RequestStep,
    after,
    hindrance,
    replaced,
    shortened,
    too_many,
    widened,
)
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Refusal

pytestmark = pytest.mark.requirement("C7")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LAW = Rights.of({"see": [], "edit": ["see"], "attest": []}, [{"edit", "attest"}])
RIGHTS = st.sampled_from(["see", "edit", "attest"])
BRANCHES = st.frozensets(st.sampled_from(["one", "two", "three"]))
ENDS = st.one_of(st.none(), st.integers(1, 30).map(lambda days: NOON + timedelta(days=days)))
PERIODS = ENDS.map(lambda end: Period(NOON, end))
WISHES = st.builds(Wish, RIGHTS, PERIODS, BRANCHES)
HELD = st.lists(
    st.builds(
        Holding, st.text("abc", min_size=1), st.sampled_from(["me", "other"]), RIGHTS, PERIODS, BRANCHES
    ),
    max_size=3,
)


@given(st.sampled_from(RequestState), st.sampled_from(RequestStep))
def test_only_what_waits_can_change(state: RequestState, step: RequestStep) -> None:
    outcome = after(state, step)

    assert isinstance(outcome, Refusal) == (state is not RequestState.WAITING)
    assert {old for old, _ in STEPS} == {RequestState.WAITING}


@given(WISHES, HELD)
def test_giving_what_nothing_hinders_takes_nothing_away(wish: Wish, held: list[Holding]) -> None:
    if hindrance(wish, "me", [], Category.COMPANY, held, LAW) is not None:
        return
    before = replaced(wish, "me", held)
    if before is None:
        return
    given_now = widened(wish, before)

    assert not shortened(before, wish)
    assert given_now.period.end is None or (
        before.period.end is not None and before.period.end <= given_now.period.end
    )
    assert not given_now.branches or (bool(before.branches) and before.branches <= given_now.branches)


@given(WISHES, HELD)
def test_what_is_given_is_no_more_than_wished_and_held(wish: Wish, held: list[Holding]) -> None:
    before = replaced(wish, "me", held)
    given_now = widened(wish, before)

    assert given_now.period == wish.period
    assert given_now.right == wish.right
    kept = before.branches if before else frozenset()
    assert given_now.branches <= wish.branches | kept
    assert bool(given_now.branches) == bool(wish.branches)


@given(st.integers(0, 30), st.integers(0, 60))
def test_enough_is_enough(waiting: int, lately: int) -> None:
    assert (too_many(waiting=waiting, lately=lately) is None) == (waiting < 10 and lately < 20)
