"""What nobody answers is withdrawn where that was chosen, when all had the time they were told (C9)."""

from datetime import date, timedelta

import pytest
import time_machine

from fuldmagt.audit.models import PendingEntry
from fuldmagt.mandates.assignments.actions import withdraw
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.recertification import actions, lapsing, outcome, tasks
from fuldmagt.mandates.recertification.models import Campaign, Due, Entry, Review
from fuldmagt.mandates.recertification.rules import Calendar, Kind, Scope, Step
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.vocabulary import clock as now
from fuldmagt.vocabulary.refusals import Refusal
from tests.cast import a_user, acting, gives
from tests.recertification.cast import (
    Town,
    another_right,
    begun,
    holds,
    in_a_group,
    letters,
    line_of,
    list_of,
)
from tests.recertification.conftest import At
from tests.recertification.test_reminding import pass_days

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C9")]

STRICT = Calendar(withdraw_after=10)
LAPSED = "Frataget, fordi ingen svarede: Foråret"
FORM = {"name": "Foråret", "last_day": "2026-12-31"}


def body(user: BusinessUser, beginning: str) -> str:
    """The last mail to somebody whose subject begins so."""
    found = Notice.objects.filter(to=user.email, subject__startswith=beginning).last()
    assert found is not None, letters(user)
    return found.body


def says(user: BusinessUser, line: Entry, step: Step) -> None:
    done = actions.answer(line.ref, step, seen="open", by=acting(user), at=now.now())
    assert not isinstance(done, Refusal), done


def last_day_of(review: Review) -> date:
    due = outcome.withdrawal_of(review)
    assert due is not None
    return due.due_at.date()


def test_what_nobody_answers_is_withdrawn_on_the_day_that_each_mail_named(
    nordby: Town, at: At, clock: time_machine.Traveller
) -> None:
    another = another_right(nordby.sag, "Statistik")
    in_a_group(nordby, nordby.ole, another)
    campaign = begun(nordby, calendar=STRICT)  # thirty days
    says(nordby.karen, line_of(nordby.anna), Step.CONFIRM)
    said = f"{last_day_of(list_of(nordby.karen)).day}. "
    pass_days(clock, 54)
    for beginning in ("Gennemgå rettigheder", "Rettigheder venter", "Rettigheder er forsinket"):
        assert said in body(nordby.karen, beginning)
    assert said in body(nordby.lone, "Rettigheder, som ingen")
    assert holds(nordby.ole)
    page = at(nordby.karen).get(f"/recertification/lists/{list_of(nordby.karen).ref}/").content.decode()
    assert "is withdrawn then" in page
    revision = Organisation.objects.get(ref=nordby.ref).revision
    pass_days(clock, 6)

    assert holds(nordby.anna)
    assert not holds(nordby.ole)
    assert line_of(nordby.ole, "se-sag:Statistik").answer == "to_be_ended"  # others have it by the group too
    assert Organisation.objects.get(ref=nordby.ref).revision > revision
    entry = PendingEntry.objects.get(event="right.withdrawn", subject=nordby.ole.ref)
    assert (entry.actor, entry.facts["because"]) == ("platform", "review")
    assert PendingEntry.objects.filter(event="review.lapsed", outcome="done").count() == 2  # Karen's own list
    assert letters(nordby.mette).count(LAPSED) == 2
    assert letters(nordby.karen).count(LAPSED) == 1
    assert "Du har ikke længere" in letters(nordby.ole)[-1]
    shown = at(nordby.karen).get(f"/recertification/lists/{list_of(nordby.karen).ref}/").content.decode()
    assert "Taken away, because nobody answered" in shown
    report = at(nordby.mette).get(f"/recertification/{campaign.ref}/report.csv").content.decode()
    assert "Taken away, because nobody answered" in report
    assert not Due.objects.filter(done_at=None).exists()


def test_without_that_choice_it_stays(nordby: Town, clock: time_machine.Traveller) -> None:
    begun(nordby)
    pass_days(clock, 120)
    assert holds(nordby.ole)
    assert not Due.objects.filter(kind=Kind.WITHDRAWAL).exists()


def test_what_was_given_or_changed_meanwhile_is_never_withdrawn(
    nordby: Town, clock: time_machine.Traveller
) -> None:
    begun(nordby, calendar=STRICT)
    withdraw(nordby.ole.ref, "se-sag:kommunal-sagsbehandler", by=acting(nordby.mette), at=now.now())
    gives(nordby.ole, nordby.sag.kommunal)
    longer = now.now() + timedelta(days=400)
    Assignment.objects.filter(user=nordby.anna).update(ends_at=longer)
    gives(nordby.anna, another_right(nordby.sag, "Statistik"))
    pass_days(clock, 70)

    assert holds(nordby.ole)
    assert holds(nordby.anna)
    assert holds(nordby.anna, "se-sag:Statistik")
    assert line_of(nordby.anna).answer == "open"
    assert not holds(nordby.karen)  # whose own line nobody answered


def test_a_worker_that_was_down_withdraws_nothing_before_the_time_that_was_promised(
    nordby: Town, clock: time_machine.Traveller
) -> None:
    begun(nordby, calendar=STRICT)
    clock.shift(timedelta(days=200))
    while tasks.remind(now.now()):
        pass
    assert holds(nordby.ole)
    pass_days(clock, 9)
    assert holds(nordby.ole)
    pass_days(clock, 2)
    assert not holds(nordby.ole)


def test_a_review_that_was_closed_withdraws_nothing(nordby: Town, clock: time_machine.Traveller) -> None:
    campaign = begun(nordby, calendar=STRICT)
    pass_days(clock, 58)
    dues = list(Due.objects.filter(kind=Kind.WITHDRAWAL))
    actions.close(campaign.ref, by=acting(nordby.mette), at=now.now())
    clock.shift(timedelta(days=30))
    assert [lapsing.do(each, at=now.now()) for each in dues] == [False] * 2
    assert holds(nordby.ole)


def test_what_nobody_could_be_asked_about_stays(nordby: Town, clock: time_machine.Traveller) -> None:
    for user in (nordby.rikke, nordby.people.birthe):
        user.state = "suspended"
        user.save()
    archive = another_right(nordby.sag, "Arkiv")
    gives(nordby.mette, archive)
    begun(nordby, calendar=STRICT)
    assert line_of(nordby.mette, "se-sag:Arkiv").review.reviewer is None
    pass_days(clock, 90)
    assert holds(nordby.mette, "se-sag:Arkiv")


def test_the_days_are_chosen_when_a_review_begins(nordby: Town, at: At) -> None:
    chosen = {"before": "7, 2", "after": "1", "between": "4", "unanswered": "withdraw", "withdraw_after": "6"}
    at(nordby.mette).post("/recertification/new/", FORM | chosen)
    campaign = Campaign.objects.get()
    assert Calendar.read(campaign.calendar) == Calendar((7, 2), 1, 4, 6)
    shown = at(nordby.mette).get(f"/recertification/{campaign.ref}/").content.decode()
    assert "Is withdrawn 6 days after the last one was asked" in shown


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("before", "snart", "Write up to five numbers"),
        ("before", "1,2,3,4,5,6", "Write up to five numbers"),
        ("before", "-3", "Write up to five numbers"),
        ("after", "0", "from 1 to 60"),
        ("between", "61", "from 1 to 60"),
        ("withdraw_after", "1", "from 3 to 60"),
    ],
)
def test_days_that_leave_no_time_are_refused(
    nordby: Town, at: At, field: str, value: str, complaint: str
) -> None:
    page = at(nordby.mette).post("/recertification/new/", {**FORM, field: value, "unanswered": "withdraw"})
    assert complaint in page.content.decode()
    assert f'value="{value}"' in page.content.decode()
    wanted = actions.Wanted(name="X", last_day=date(2027, 1, 1), calendar=Calendar(withdraw_after=1))
    assert isinstance(actions.begin(wanted, by=acting(nordby.mette), at=now.now()), Refusal)
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("state", ["locked", "suspended", "leads no more"])
def test_the_list_of_whoever_cannot_answer_any_more_is_the_new_leaders(
    nordby: Town, at: At, clock: time_machine.Traveller, state: str
) -> None:
    begun(nordby)
    review = list_of(nordby.karen)
    new = a_user(nordby.people.organisation, "Nanna Ny", department=nordby.people.insurance)
    nordby.people.jobcenter.leader = new
    nordby.people.jobcenter.save()
    if state != "leads no more":
        nordby.karen.state = state
        nordby.karen.save()
    assert tasks.see_who_left(now.now()) == 1
    assert tasks.see_who_left(now.now()) == 0

    review.refresh_from_db()
    assert review.reviewer == new
    assert letters(new) == ["Gennemgå rettigheder: Foråret"]
    assert "Karen Leder" in body(new, "Gennemgå")
    says(new, line_of(nordby.anna), Step.CONFIRM)
    late = actions.answer(
        line_of(nordby.ole).ref, Step.WITHDRAW, seen="open", by=acting(nordby.karen), at=now.now()
    )
    assert isinstance(late, Refusal)
    pass_days(clock, 10)
    assert "Rettigheder venter stadig på dig: Foråret" in letters(new)


def test_what_nobody_could_answer_is_somebodys_when_there_is_one(nordby: Town) -> None:
    for user in (nordby.rikke, nordby.people.birthe):
        user.state = "suspended"
        user.save()
    gives(nordby.mette, another_right(nordby.sag, "Arkiv"))
    begun(nordby, scope=Scope(left_out=frozenset({nordby.people.jobcenter.ref, nordby.people.insurance.ref})))
    assert tasks.see_who_left(now.now()) == 0
    nordby.rikke.state = "active"
    nordby.rikke.save()
    assert tasks.see_who_left(now.now()) == 1
    assert line_of(nordby.mette, "se-sag:Arkiv").review.reviewer == nordby.rikke
