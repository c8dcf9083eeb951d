"""What holds of every campaign, whatever its days and whoever is in it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.mandates.recertification.rules import (
    Answer,
    Calendar,
    CampaignState,
    Due,
    Kind,
    Reviewer,
    Step,
    after,
    line_up,
    next_in,
    plan,
)
from fuldmagt.vocabulary.categories import DataClass
from fuldmagt.vocabulary.refusals import Refusal

pytestmark = pytest.mark.requirement("C9")

people = st.builds(Reviewer, st.sampled_from("abcdef"), st.sampled_from(["", "p", "q", "r"]))
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
calendars = st.builds(
    Calendar,
    before=st.lists(st.integers(1, 60), max_size=4).map(tuple),
    after=st.integers(1, 30),
    between_steps=st.integers(1, 30),
    withdraw_after=st.none() | st.integers(1, 60),
)


@given(people, st.lists(people))
def test_nobody_answers_for_themselves_and_each_person_once(whom: Reviewer, ways: list[Reviewer]) -> None:
    line = line_up(whom, ways)
    assert not any(each.is_same(whom) for each in line)
    assert not any(one.is_same(other) for n, one in enumerate(line) for other in line[n + 1 :])
    assert all(each.is_same(whom) or any(each.is_same(kept) for kept in line) for each in ways)


@given(days, st.integers(1, 90), calendars, st.integers(0, 4))
def test_everything_becomes_due_once_and_in_order(
    begun: date, runs: int, calendar: Calendar, steps_up: int
) -> None:
    deadline = begun + timedelta(days=runs)
    planned = plan(begun, deadline, calendar, steps_up=steps_up)
    assert [each.day for each in planned] == sorted({each.day for each in planned})
    assert len({(each.kind, each.step) for each in planned}) == len(planned)
    assert all(each.day > begun for each in planned)
    assert all((each.day < deadline) == (each.kind is Kind.REMINDER) for each in planned)
    assert sum(each.kind is Kind.ESCALATION for each in planned) == steps_up
    assert any(each.kind is Kind.WITHDRAWAL for each in planned) == (calendar.withdraw_after is not None)


def test_the_days_are_those_of_the_requirement() -> None:
    first = date(2027, 3, 1)
    planned = plan(first, date(2027, 3, 31), Calendar(), steps_up=1)
    assert planned == [
        Due(date(2027, 3, 11), Kind.REMINDER, 1),
        Due(date(2027, 3, 21), Kind.REMINDER, 2),
        Due(date(2027, 3, 28), Kind.REMINDER, 3),
        Due(date(2027, 4, 5), Kind.OVERDUE, 1),
        Due(date(2027, 4, 10), Kind.ESCALATION, 1),
    ]


@given(st.sampled_from(Answer), st.sampled_from(Step), st.booleans(), st.sampled_from(CampaignState))
def test_only_a_running_campaign_changes_and_only_a_direct_right_is_withdrawn(
    answer: Answer, step: Step, direct: bool, campaign: CampaignState
) -> None:
    found = after(answer, step, direct=direct, campaign=campaign)
    if campaign is not CampaignState.RUNNING or answer in {Answer.WITHDRAWN, Answer.ENDED}:
        assert isinstance(found, Refusal)
    if step is Step.WITHDRAW and not isinstance(found, Refusal):
        assert found is (Answer.WITHDRAWN if direct else Answer.TO_BE_ENDED)


def test_sensitive_data_are_gone_through_twice_as_often() -> None:
    assert [next_in(12, each) for each in (DataClass.ORDINARY, DataClass.SENSITIVE)] == [12, 6]
    assert next_in(1, DataClass.SENSITIVE) == 1
