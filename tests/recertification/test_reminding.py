"""From the first mail to the last step, with the clock moved on: none lost, none twice (C9)."""

from datetime import datetime, timedelta

import pytest
import time_machine

from fuldmagt.mandates.recertification import actions, queries, reminding, tasks
from fuldmagt.mandates.recertification.models import Due
from fuldmagt.mandates.recertification.rules import Kind, Step
from fuldmagt.vocabulary import clock
from tests.cast import acting, gives
from tests.recertification.cast import Town, begun, letters, line_of, list_of
from tests.recertification.conftest import At

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C9")]

ASKED, WAIT = "Gennemgå rettigheder: Foråret", "Rettigheder venter stadig på dig: Foråret"
LATE, PASSED = "Rettigheder er forsinket: Foråret", "Rettigheder, som ingen har gennemgået: Foråret"


def pass_days(moved: time_machine.Traveller, days: int) -> None:
    """Days go by, and the worker looks at each."""
    for _day in range(days):
        moved.shift(timedelta(days=1))
        while tasks.remind(clock.now()):
            pass


def test_from_the_first_mail_to_the_last_step(nordby: Town, at: At, clock: time_machine.Traveller) -> None:
    campaign = begun(nordby)  # thirty days
    pass_days(clock, 9)
    assert letters(nordby.karen) == [ASKED]
    pass_days(clock, 1)
    assert letters(nordby.karen) == [ASKED, WAIT]
    pass_days(clock, 20)
    assert letters(nordby.karen) == [ASKED, WAIT, WAIT, WAIT]
    pass_days(clock, 5)
    assert letters(nordby.karen) == [ASKED, WAIT, WAIT, WAIT, LATE]
    assert PASSED not in letters(nordby.lone)
    pass_days(clock, 5)
    assert letters(nordby.lone).count(PASSED) == 1  # leads the department in which Karen works
    assert letters(nordby.mette).count(PASSED) == 1  # above Lone, whose own list nobody touched either
    pass_days(clock, 5)
    assert letters(nordby.mette).count(PASSED) == 2
    assert letters(nordby.people.birthe).count(PASSED) == 1
    pass_days(clock, 5)
    assert letters(nordby.people.birthe).count(PASSED) == 2
    pass_days(clock, 60)
    assert letters(nordby.people.birthe).count(PASSED) == 2
    assert len(letters(nordby.karen)) == 5
    assert not Due.objects.filter(done_at__isnull=True).exists()

    review = list_of(nordby.karen)
    shown = at(nordby.mette).get(f"/recertification/{campaign.ref}/").content.decode()
    assert "Passed on to Lone Vester on" in shown
    line = line_of(nordby.ole)
    done = actions.answer(line.ref, Step.CONFIRM, seen="open", by=acting(nordby.lone), at=moment())
    assert done == line
    assert at(nordby.lone).get(f"/recertification/lists/{review.ref}/").status_code == 200


def moment() -> datetime:
    return clock.now()


def test_whoever_has_gone_through_is_left_alone(nordby: Town, clock: time_machine.Traveller) -> None:
    begun(nordby)
    for user in (nordby.anna, nordby.ole):
        line = line_of(user)
        actions.answer(line.ref, Step.CONFIRM, seen="open", by=acting(nordby.karen), at=moment())
    pass_days(clock, 60)

    assert letters(nordby.karen) == [ASKED]
    assert letters(nordby.lone).count(PASSED) == 0


def test_a_worker_that_was_down_does_each_once_later(nordby: Town, clock: time_machine.Traveller) -> None:
    begun(nordby)
    clock.shift(timedelta(days=29))
    seen = list(queries.due(moment()))
    assert tasks.remind(moment()) == len(seen) == 6  # three for each of two lists
    assert [reminding.do(each, at=moment()) for each in seen] == [False] * 6
    assert letters(nordby.karen) == [ASKED, WAIT, WAIT, WAIT]


def test_a_review_that_is_over_reminds_nobody(nordby: Town, clock: time_machine.Traveller) -> None:
    campaign = begun(nordby)
    actions.close(campaign.ref, by=acting(nordby.mette), at=moment())
    pass_days(clock, 60)

    assert letters(nordby.karen) == [ASKED]


def test_who_holds_the_right_themselves_answers_for_others_only(
    nordby: Town, clock: time_machine.Traveller
) -> None:
    """A list that is passed on to somebody who is on it stays closed to them where it is their own."""
    nordby.lone.department = nordby.people.jobcenter
    nordby.lone.save()
    gives(nordby.lone, nordby.sag.kommunal)
    begun(nordby)
    assert Due.objects.filter(kind=Kind.ESCALATION).exists()
    pass_days(clock, 40)
    own = line_of(nordby.lone)
    refused = actions.answer(own.ref, Step.CONFIRM, seen="open", by=acting(nordby.lone), at=moment())
    assert getattr(refused, "reason", "") == "second_person_needed"
