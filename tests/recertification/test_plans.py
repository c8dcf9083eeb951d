"""A review that repeats: begun on its morning, sensitive data twice as often, changed and stopped (C9)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from fuldmagt.audit.models import PendingEntry
from fuldmagt.catalogue.models import Right, Service
from fuldmagt.mandates.recertification.models import Campaign, Entry
from fuldmagt.mandates.recertification.rules import By, Calendar, Scope
from fuldmagt.mandates.review_plans import actions, tasks
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.review_plans.rules import MONTHS, Rhythm, in_turn, months_after
from fuldmagt.vocabulary import clock as now
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import acting, gives
from tests.recertification.cast import FIRST, Town, intended, letters, planned
from tests.recertification.conftest import At

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C9")]

FORM = {"name": "Årlig", "months": "12", "days": "30", "by": "department", "sensitive_oftener": "on"}


@pytest.fixture
def health(nordby: Town) -> Right:
    """A service with sensitive data, of which Anna holds a right."""
    service = Service.objects.create(
        ref="sundhed", provider=nordby.sag.service.provider, name="Sundhed", data_class="sensitive"
    )
    right = Right.objects.create(ref="sundhed:laes", service=service, name="Læs", assurance="low")
    gives(nordby.anna, right)
    nordby.sag.service.data_class = "ordinary"
    nordby.sag.service.save()
    return right


def at_hour(clock: time_machine.Traveller, day: date, hour: int, minute: int = 0) -> int:
    """Somebody's worker looks at this hour (UTC); how many reviews it begins."""
    clock.move_to(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC))
    return tasks.begin(now.now())


@given(
    st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.sampled_from(MONTHS), st.booleans(), st.integers(0, 30)
)
def test_turns_follow_one_another_and_each_whole_one_is_so_many_months_after_the_last(
    first: date, months: int, oftener: bool, turn: int
) -> None:
    rhythm = Rhythm(first, months, oftener)
    assert rhythm.day(turn) < rhythm.day(turn + 1)
    assert rhythm.is_whole(turn) == (not oftener or turn % 2 == 0)
    if rhythm.is_whole(turn):
        assert months_after(first, turn * rhythm.step) in {rhythm.day(turn)}
    later = rhythm.after(turn, rhythm.day(turn + 2))
    assert later == turn + 3


def test_a_plan_on_the_last_day_of_a_month_stays_there() -> None:
    rhythm = Rhythm(date(2027, 8, 31), 6, False)
    assert [rhythm.day(turn) for turn in range(3)] == [
        date(2027, 8, 31),
        date(2028, 2, 29),
        date(2028, 8, 31),
    ]


def test_a_turn_about_nothing_sensitive_is_not_about_everything() -> None:
    assert in_turn(Scope(), [], whole=False) is None
    assert in_turn(Scope(services=frozenset({"a"})), ["b"], whole=False) is None
    assert in_turn(Scope(By.SERVICE), ["b"], whole=False) == Scope(By.SERVICE, frozenset({"b"}))


def test_a_plan_begins_its_reviews_by_itself(
    nordby: Town, at: At, health: Right, clock: time_machine.Traveller
) -> None:
    page = at(nordby.mette).post("/recertification/plans/new/", FORM | {"first_day": "2027-03-01"})
    assert page["Location"] == "/recertification/plans/"
    assert at_hour(clock, FIRST, 6, 59) == 0  # eight in the morning in Denmark is seven in UTC
    assert at_hour(clock, FIRST, 7) == 1
    assert at_hour(clock, FIRST, 7, 1) == 0

    campaign = Campaign.objects.get()
    assert (campaign.name, campaign.last_day) == ("Årlig 2027-03-01", date(2027, 3, 31))
    assert Entry.objects.count() == 4
    assert letters(nordby.karen) == ["Gennemgå rettigheder: Årlig 2027-03-01"]
    assert PendingEntry.objects.get(event="review.begun").actor == "platform"
    shown = at(nordby.mette).get(f"/recertification/{campaign.ref}/").content.decode()
    assert "by the plan Årlig" in shown
    listed = at(nordby.mette).get("/recertification/plans/").content.decode()
    assert "Årlig 2027-03-01" in listed
    assert "1 September 2027" in listed


def test_sensitive_data_are_gone_through_twice_as_often(
    nordby: Town, at: At, health: Right, clock: time_machine.Traveller
) -> None:
    plan = planned(nordby)
    assert at_hour(clock, FIRST, 9) == 1
    assert at_hour(clock, date(2027, 9, 1), 9) == 1  # in summer time it begins at six in UTC

    half = Campaign.objects.get(name="Årlig 2027-09-01")
    assert [each.right.ref for each in half.entries.select_related("right")] == ["sundhed:laes"]
    first = Campaign.objects.get(name="Årlig 2027-03-01")
    assert first.state == "closed"  # it was at its end long ago
    shown = at(nordby.mette).get(f"/recertification/{first.ref}/").content.decode()
    assert "when the next one began" in shown
    assert at_hour(clock, date(2028, 3, 1), 9) == 1
    assert Campaign.objects.get(name="Årlig 2028-03-01").entries.count() == 4
    plan.refresh_from_db()
    assert plan.next_day == date(2028, 9, 1)


def test_a_turn_with_nothing_to_go_through_says_so_and_the_next_one_comes(
    nordby: Town, at: At, clock: time_machine.Traveller
) -> None:
    Service.objects.update(data_class="ordinary")
    plan = planned(nordby)
    at_hour(clock, FIRST, 9)
    assert at_hour(clock, date(2027, 9, 1), 9) == 1
    assert Campaign.objects.count() == 1
    plan.refresh_from_db()
    assert (plan.skipped_day, plan.next_day) == (date(2027, 9, 1), date(2028, 3, 1))
    assert (
        "there was nothing to go through" in at(nordby.mette).get("/recertification/plans/").content.decode()
    )


def test_a_worker_that_was_down_for_a_year_begins_one(nordby: Town, clock: time_machine.Traveller) -> None:
    plan = planned(nordby, rhythm=Rhythm(FIRST, 4, True))
    assert at_hour(clock, date(2028, 4, 10), 9) == 1
    assert at_hour(clock, date(2028, 4, 10), 10) == 0
    assert Campaign.objects.get().name == "Årlig 2028-04-10"
    plan.refresh_from_db()
    assert plan.next_day == date(2028, 5, 1)


def test_a_plan_is_changed_and_stopped_as_it_was_seen(
    nordby: Town, at: At, clock: time_machine.Traveller
) -> None:
    plan, mette = planned(nordby), at(nordby.mette)
    address = f"/recertification/plans/{plan.ref}/"
    changed = FORM | {"first_day": "2027-05-01", "months": "6", "unanswered": "withdraw", "seen": "1"}
    mette.post(address, changed)
    plan.refresh_from_db()
    assert (plan.months, plan.next_day, plan.intended.calendar.withdraw_after) == (6, date(2027, 5, 1), 10)
    stale = mette.post(address, changed | {"name": "Anden"})
    assert stale.status_code == 409
    assert "This plan was changed after you opened it" in stale.content.decode()
    assert 'value="Anden"' in stale.content.decode()  # nothing typed is lost
    assert "Look at it again" in mette.post(f"{address}stop/", {"seen": "1"}).content.decode()
    mette.post(f"{address}stop/", {"seen": "2"})
    assert at_hour(clock, date(2027, 5, 1), 9) == 0
    assert not Campaign.objects.exists()
    assert "Stopped" in at(nordby.mette).get("/recertification/plans/").content.decode()
    again = actions.change(plan.ref, intended(), seen=3, by=acting(nordby.mette), at=now.now())
    assert isinstance(again, Refusal)
    assert again.reason is Reason.STEP_NOT_POSSIBLE


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"first_day": "2020-01-01"}, "Choose a day from today on"),
        ({"first_day": "9999-12-31"}, "Choose a day from today on"),
        ({"months": "4", "days": "45"}, "would begin before this one is at its very end"),
        ({"months": "3"}, "Choose one of the possibilities"),
        ({"days": "3"}, "from 7 to 45"),
        ({"name": " "}, "Write what the plan is to be called"),
        ({"name": "Halvårlig"}, "A plan with this name runs already."),
    ],
    ids=["past", "never", "too-close", "months", "days", "name", "twice"],
)
def test_a_plan_that_cannot_be_is_refused_where_it_was_written(
    nordby: Town, at: At, changed: dict[str, str], complaint: str
) -> None:
    planned(nordby, name="Halvårlig")
    page = at(nordby.mette).post("/recertification/plans/new/", FORM | {"first_day": "2027-03-01"} | changed)
    assert complaint in page.content.decode()
    assert Plan.objects.count() == 1


def test_only_who_runs_reviews_plans_them(nordby: Town, at: At) -> None:
    plan = planned(nordby)
    for user in (nordby.karen, nordby.people.birthe):
        for address in ("new/", f"{plan.ref}/", f"{plan.ref}/stop/"):
            assert at(user).get(f"/recertification/plans/{address}").status_code == 403
        done = actions.stop(plan.ref, seen=1, by=acting(user), at=now.now())
        assert isinstance(done, Refusal)
    assert PendingEntry.objects.filter(event="review.plan-stopped", outcome="not_permitted").count() == 2


def test_what_a_plan_withdraws_is_withdrawn(nordby: Town, clock: time_machine.Traveller) -> None:
    planned(nordby, calendar=Calendar(withdraw_after=5))
    at_hour(clock, FIRST, 9)
    assert Calendar.read(Campaign.objects.get().calendar).withdraw_after == 5
    assert now.now() - Campaign.objects.get().begun_at < timedelta(minutes=1)
