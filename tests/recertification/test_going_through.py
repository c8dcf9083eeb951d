"""A review by department: begun, gone through line by line, by nobody their own, and ended (C9)."""

import pytest
from django.utils.html import escape

from fuldmagt.audit.models import PendingEntry
from fuldmagt.mandates.assignments.actions import withdraw
from fuldmagt.mandates.groups.actions import remove
from fuldmagt.mandates.recertification import actions, tasks
from fuldmagt.mandates.recertification.models import Campaign, Entry, Review
from fuldmagt.mandates.recertification.rules import Scope, Step, stamp
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import a_department, a_user, acting, gives
from tests.recertification.cast import (
    KOMMUNAL,
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

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C9")]


def says(user: BusinessUser, line: Entry, step: Step, *, seen: str = "open", remark: str = "") -> object:
    return actions.answer(line.ref, step, seen=seen, remark=remark, by=acting(user), at=clock.now())


def refused(done: object) -> Reason:
    assert isinstance(done, Refusal), done
    return done.reason


def test_each_leader_is_asked_about_their_own_people(nordby: Town, at: At) -> None:
    page = at(nordby.mette).post("/recertification/new/", {"name": "Foråret", "last_day": "2026-12-31"})
    campaign = Campaign.objects.get()
    assert page["Location"] == f"/recertification/{campaign.ref}/"

    karens, lones = list_of(nordby.karen), list_of(nordby.lone)
    assert {each.user_name for each in karens.entries.all()} == {"Anna Holmstrup", "Ole Åkjær"}
    assert [each.user_name for each in lones.entries.all()] == ["Karen Leder"]
    assert letters(nordby.karen) == letters(nordby.lone) == ["Gennemgå rettigheder: Foråret"]
    shown = at(nordby.mette).get(page["Location"]).content.decode()
    assert "Foråret: 0 of 3 rights are gone through" in shown
    assert "Jobcenter Nordby" in shown


def test_what_is_given_later_is_not_in_it_and_the_words_stay(nordby: Town) -> None:
    begun(nordby)
    gives(nordby.anna, another_right(nordby.sag, "Statistik"))
    nordby.anna.name = "Anna Nygift"
    nordby.anna.save()

    assert [each.user_name for each in Entry.objects.filter(user=nordby.anna)] == ["Anna Holmstrup"]


def test_a_leader_without_a_leader_is_answered_for_by_a_rights_administrator(nordby: Town) -> None:
    gives(nordby.lone, nordby.sag.kommunal)  # she leads the department in which she works
    gives(nordby.mette, another_right(nordby.sag, "Statistik"))
    begun(nordby)

    assert line_of(nordby.lone).review.reviewer == nordby.mette
    assert line_of(nordby.mette, "se-sag:Statistik").review.reviewer == nordby.rikke


def test_departments_and_people_without_rights_are_left_out(nordby: Town, at: At) -> None:
    form = {"name": "Foråret", "last_day": "2026-12-31", "left_out": [nordby.people.jobcenter.ref]}
    at(nordby.mette).post("/recertification/new/", form)

    assert [each.user for each in Entry.objects.all()] == [nordby.karen]
    assert Campaign.objects.get().left_out == ["Jobcenter Nordby"]


def test_a_campaign_needs_a_day_to_come_a_name_of_its_own_and_somebody_who_holds(
    nordby: Town, at: At
) -> None:
    late = at(nordby.mette).post("/recertification/new/", {"name": "Foråret", "last_day": "2020-01-01"})
    assert b"The last day has passed already." in late.content
    begun(nordby)
    twice = at(nordby.mette).post("/recertification/new/", {"name": "Foråret", "last_day": "2026-12-31"})
    assert b"A review with this name is under way already." in twice.content
    everywhere = frozenset({nordby.people.jobcenter.ref, nordby.people.insurance.ref})
    wanted = actions.Wanted(
        name="Sommer", last_day=Campaign.objects.get().last_day, scope=Scope(left_out=everywhere)
    )
    nobody = actions.begin(wanted, by=acting(nordby.mette), at=clock.now())
    assert refused(nobody) is Reason.STEP_NOT_POSSIBLE
    assert Campaign.objects.count() == 1


def test_karen_confirms_one_and_withdraws_the_other(nordby: Town, at: At) -> None:
    begun(nordby)
    review, anna, ole = list_of(nordby.karen), line_of(nordby.anna), line_of(nordby.ole)
    karen, address = at(nordby.karen), f"/recertification/lists/{list_of(nordby.karen).ref}/"
    assert b"2 rights wait for your answer" in karen.get(address).content
    assert b"Given to Anna alone." in karen.get(address).content

    said = {"seen": "open", "step": "confirm", "remark": "Hun er  stadig sagsbehandler."}
    back = karen.post(f"{address}{anna.ref}/?show=open", said)
    assert back["Location"] == f"{address}?show=open#p-{nordby.anna.ref}"
    asked = karen.get(f"{address}{ole.ref}/withdraw/").content.decode()
    assert "It ends with your click." in asked
    assert holds(nordby.ole)
    karen.post(f"{address}{ole.ref}/withdraw/", {"seen": "open", "remark": "Skiftet afdeling."})

    anna.refresh_from_db()
    assert (anna.answer, anna.remark) == ("confirmed", "Hun er stadig sagsbehandler.")
    assert anna.answered_by_name == "Karen Leder"
    assert holds(nordby.anna)
    assert not holds(nordby.ole)
    entry = PendingEntry.objects.get(event="right.withdrawn")
    assert (entry.actor, entry.subject, entry.facts["because"]) == (
        nordby.karen.ref,
        nordby.ole.ref,
        "review",
    )
    done = karen.get(address).content.decode()
    assert "Everything is gone through" in done
    assert "Skiftet afdeling." in done
    assert review.pk


def test_what_was_confirmed_can_be_opened_again_and_what_was_withdrawn_not(nordby: Town, at: At) -> None:
    begun(nordby)
    address = f"/recertification/lists/{list_of(nordby.karen).ref}/{line_of(nordby.anna).ref}/"
    at(nordby.karen).post(address, {"seen": "open", "step": "confirm"})
    at(nordby.karen).post(address, {"seen": "confirmed", "step": "reopen"})
    assert line_of(nordby.anna).answer == "open"

    assert not isinstance(says(nordby.karen, line_of(nordby.anna), Step.WITHDRAW), Refusal)
    again = says(nordby.karen, line_of(nordby.anna), Step.REOPEN, seen="withdrawn")
    assert refused(again) is Reason.STEP_NOT_POSSIBLE


def test_all_of_one_person_are_confirmed_at_once(nordby: Town, at: At) -> None:
    gives(nordby.anna, another_right(nordby.sag, "Statistik"))
    begun(nordby)
    address = f"/recertification/lists/{list_of(nordby.karen).ref}/people/{nordby.anna.ref}/"
    lines = list(Entry.objects.filter(user=nordby.anna).values_list("ref", flat=True))
    stale = at(nordby.karen).post(address, {"seen": stamp([lines[0], line_of(nordby.ole).ref])})
    assert stale.status_code == 409
    at(nordby.karen).post(address, {"seen": stamp(lines)})

    assert {each.answer for each in Entry.objects.filter(user=nordby.anna)} == {"confirmed"}
    assert line_of(nordby.ole).answer == "open"


def test_what_comes_through_a_group_becomes_a_task_until_it_is_done(nordby: Town, at: At) -> None:
    group = in_a_group(nordby, nordby.anna, another_right(nordby.sag, "Statistik"))
    campaign = begun(nordby)
    line = line_of(nordby.anna, "se-sag:Statistik")
    page = at(nordby.karen).get(f"/recertification/lists/{line.review.ref}/").content.decode()
    assert "Because Anna is in the group Sagsbehandlere." in page
    says(nordby.karen, line, Step.WITHDRAW)

    assert holds(nordby.anna, "se-sag:Statistik")
    task = "Take Anna Holmstrup out of the group Sagsbehandlere"
    address = f"/recertification/{campaign.ref}/"
    shown = at(nordby.mette).get(address).content.decode()
    assert task in shown
    assert f"/groups/{group.ref}/" in shown
    remove(group.ref, nordby.anna.ref, by=acting(nordby.mette), at=clock.now())
    assert task not in at(nordby.mette).get(address).content.decode()
    assert tasks.mark(clock.now()) == 1
    line.refresh_from_db()
    assert (line.answer, line.answered_by_name) == ("withdrawn", "Karen Leder")


def test_what_ends_meanwhile_needs_no_answer(nordby: Town, at: At) -> None:
    begun(nordby)
    withdraw(nordby.anna.ref, KOMMUNAL, by=acting(nordby.mette), at=clock.now())

    assert refused(says(nordby.karen, line_of(nordby.anna), Step.CONFIRM)) is Reason.STEP_NOT_POSSIBLE
    page = at(nordby.karen).get(f"/recertification/lists/{list_of(nordby.karen).ref}/").content.decode()
    assert "1 right waits for your answer" in page
    assert tasks.mark(clock.now()) == 1
    assert tasks.mark(clock.now()) == 0
    assert line_of(nordby.anna).answer == "ended"


def test_nobody_goes_through_their_own_rights(nordby: Town, at: At) -> None:
    other = a_user(
        nordby.people.organisation,
        "Karen Anden",
        department=nordby.people.jobcenter,
        person=nordby.karen.person,
    )
    gives(other, another_right(nordby.sag, "Statistik"))
    begun(nordby)
    line = line_of(other, "se-sag:Statistik")
    assert line.review.reviewer == nordby.lone  # of the department in which Karen works

    Entry.objects.filter(pk=line.pk).update(review=list_of(nordby.karen))
    line.refresh_from_db()
    for step in (Step.CONFIRM, Step.WITHDRAW):
        assert refused(says(nordby.karen, line, step)) is Reason.SECOND_PERSON_NEEDED
    whole = actions.confirm_all(line.review.ref, other.ref, seen="", by=acting(nordby.karen), at=clock.now())
    assert refused(whole) is Reason.SECOND_PERSON_NEEDED
    page = at(nordby.karen).get(f"/recertification/lists/{line.review.ref}/").content.decode()
    assert "Somebody else answers for these" in page


def test_a_list_is_its_reviewers_own(nordby: Town, at: At) -> None:
    begun(nordby)
    line, review = line_of(nordby.anna), list_of(nordby.karen)
    for other in (nordby.lone, nordby.mette, nordby.anna):
        assert at(other).get(f"/recertification/lists/{review.ref}/").status_code == 404
        assert at(other).get(f"/recertification/lists/{review.ref}/{line.ref}/withdraw/").status_code == 404
        assert refused(says(other, line, Step.WITHDRAW)) is Reason.NOT_FOUND
        whole = actions.confirm_all(review.ref, nordby.anna.ref, seen="", by=acting(other), at=clock.now())
        assert refused(whole) is Reason.NOT_FOUND
    assert at(nordby.karen).get(f"/recertification/{review.campaign.ref}/").status_code == 403
    assert holds(nordby.anna)
    assert line_of(nordby.anna).answer == "open"


def test_a_second_answer_from_an_old_page_is_told(nordby: Town, at: At) -> None:
    begun(nordby)
    line = line_of(nordby.anna)
    says(nordby.karen, line, Step.CONFIRM)
    address = f"/recertification/lists/{line.review.ref}/{line.ref}/withdraw/"
    late = at(nordby.karen).post(address, {"seen": "open", "remark": "Nej tak."})

    assert late.status_code == 409
    assert escape("Somebody has answered this after you opened it.") in late.content.decode()
    assert b"Nej tak." in late.content
    assert holds(nordby.anna)


@pytest.mark.parametrize("end", ["close", "cancel"])
def test_what_is_over_changes_no_more(nordby: Town, at: At, end: str) -> None:
    campaign = begun(nordby)
    if end == "cancel":
        empty = at(nordby.mette).post(f"/recertification/{campaign.ref}/cancel/", {"reason": " "})
        assert empty.status_code == 400
    at(nordby.mette).post(f"/recertification/{campaign.ref}/{end}/", {"reason": "Forkert afdeling."})

    for step in (Step.CONFIRM, Step.WITHDRAW):
        assert refused(says(nordby.karen, line_of(nordby.anna), step)) is Reason.STEP_NOT_POSSIBLE
    whole = actions.confirm_all(
        list_of(nordby.karen).ref, nordby.anna.ref, seen="", by=acting(nordby.karen), at=clock.now()
    )
    assert refused(whole) is Reason.STEP_NOT_POSSIBLE
    again = actions.close(campaign.ref, by=acting(nordby.mette), at=clock.now())
    assert refused(again) is Reason.STEP_NOT_POSSIBLE
    shown = at(nordby.mette).get(f"/recertification/{campaign.ref}/").content.decode()
    assert "3 of 3 rights stayed without an answer" in shown
    assert ("Forkert afdeling." in shown) == (end == "cancel")


def test_a_large_organisation_begins_in_seconds(nordby: Town, django_assert_max_num_queries: object) -> None:
    home = nordby.people.organisation
    rights = [another_right(nordby.sag, f"Sag {n}") for n in range(5)]
    for n in range(40):
        user = a_user(home, f"Ansat {n}", department=nordby.people.jobcenter, means=None)
        for right in rights:
            gives(user, right)
    a_department(home, "Tom afdeling")
    with django_assert_max_num_queries(45):  # type: ignore[operator]  # a fixture of pytest-django
        begun(nordby)
    assert Entry.objects.count() == 203
    assert Review.objects.count() == 2
