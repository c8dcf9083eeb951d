"""A request is answered: by somebody else where two are needed, once, and by the rules of every gift."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from fuldmagt.audit.queries import of_subject
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.requests.actions import approve, refuse
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import Actor, Role
from fuldmagt.vocabulary import clock as now
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.administration.pages import heading, rows, words
from tests.cast import a_user, acting, gives, sydby
from tests.requests.cast import HARBOUR, KOMMUNAL, LIBRARY, WHY, Town, another_right, asks, letters, may, town
from tests.requests.conftest import At

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C7")]

APRIL = datetime(2026, 4, 1, tzinfo=UTC)


def page(row: RightRequest, word: str = "") -> str:
    return f"/requests/{row.ref}/{word}"


def test_mette_gives_the_right_and_anna_is_told_in_her_language(nordby: Town, at: At) -> None:
    row = asks(nordby.anna)
    before = Organisation.objects.get(ref=nordby.ref).revision

    answer = at(nordby.mette).post(page(row, "approve/"), {"note": "Sag 2026-17"}, follow=True)

    assert "Anna Holmstrup has “Kommunal sagsbehandler” now, and is told by mail." in words(answer)
    assert may(nordby.anna, KOMMUNAL)
    given = Assignment.objects.get()
    assert (given.given_by, given.note) == (nordby.mette.ref, "Sag 2026-17")
    assert Organisation.objects.get(ref=nordby.ref).revision > before
    assert letters(nordby.anna) == ["Du har fået den rettighed, du bad om"]
    events = [entry.event for entry in of_subject(nordby.anna.ref, organisation=nordby.ref)]
    assert {"right.given", "request.approved", "request.made"} <= set(events)


def test_the_administrator_may_shorten_it_and_choose_other_branches(nordby: Town, at: At) -> None:
    row = asks(nordby.anna)

    at(nordby.mette).post(page(row, "approve/"), {"until": "2026-03-31", "branches": [HARBOUR]})

    given = Assignment.objects.get()
    assert (given.branches, given.ends_at) == ([HARBOUR], datetime(2026, 3, 31, 22, tzinfo=UTC))
    assert may(nordby.anna, KOMMUNAL, HARBOUR)
    assert not may(nordby.anna, KOMMUNAL)


def test_a_no_has_a_reason_that_anna_reads(nordby: Town, at: At) -> None:
    row = asks(nordby.anna)
    empty = at(nordby.mette).post(page(row, "refuse/"), {"answer": " "})
    assert empty.status_code == 400
    assert "Write why not." in words(empty)

    at(nordby.mette).post(page(row, "refuse/"), {"answer": "Jonas already does this work."})

    assert not may(nordby.anna, KOMMUNAL)
    shown = at(nordby.anna).get(page(row))
    assert heading(shown) == "Anna Holmstrup was not given “Kommunal sagsbehandler”"
    assert "Jonas already does this work." in words(shown)
    assert letters(nordby.anna) == ["Du har ikke fået den rettighed, du bad om"]


def test_the_page_shows_what_is_held_and_what_giving_would_do(nordby: Town, at: At) -> None:
    gives(nordby.anna, another_right(nordby.sag, "Statistik"))
    row = asks(nordby.anna)

    shown = words(at(nordby.mette).get(page(row)))

    assert "Statistik, Se Sag" in shown
    assert "Anna could use “Kommunal sagsbehandler” in Se Sag at once." in shown
    assert "It needs a login at the level substantial. Anna has a means that reaches it." in shown
    assert WHY in shown


def test_what_became_impossible_meanwhile_is_not_given(nordby: Town, at: At) -> None:
    row = asks(nordby.anna)
    nordby.anna.department = nordby.people.insurance
    nordby.anna.save()

    shown = words(at(nordby.mette).get(page(row)))
    assert "Open the rights of Anna" in shown
    answer = at(nordby.mette).post(page(row, "approve/"), {"note": "kept"})

    assert answer.status_code == 409
    assert "Nothing was decided" in words(answer)
    assert 'value="kept"' in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "waiting"
    assert not Assignment.objects.exists()


def test_a_longer_time_replaces_a_shorter_one(nordby: Town) -> None:
    short = gives(nordby.anna, nordby.sag.kommunal)
    Assignment.objects.filter(pk=short.pk).update(ends_at=APRIL)
    row = asks(nordby.anna)

    outcome = approve(row.ref, until=None, branches=frozenset(), by=acting(nordby.mette), at=now.now())

    assert isinstance(outcome, RightRequest)
    assert [each.ends_at for each in Assignment.objects.filter(state="active")] == [None]


def test_and_further_branches_come_beside_those_that_are_held(nordby: Town) -> None:
    held = gives(nordby.anna, nordby.sag.kommunal)
    Assignment.objects.filter(pk=held.pk).update(branches=[HARBOUR])
    row = asks(nordby.anna)

    approve(row.ref, until=None, branches=frozenset({LIBRARY}), by=acting(nordby.mette), at=now.now())

    assert may(nordby.anna, KOMMUNAL, HARBOUR)
    assert may(nordby.anna, KOMMUNAL, LIBRARY)


@pytest.mark.requirement("A5")
def test_nobody_decides_their_own_request_where_four_eyes_are_on(nordby: Town, at: At) -> None:
    nordby.four_eyes()
    nordby.rikke.department = nordby.people.jobcenter
    nordby.rikke.save()
    row = asks(nordby.rikke)

    shown = at(nordby.rikke).get(page(row))
    assert "Another person has to decide this" in words(shown)
    assert "Give the right" not in words(shown)
    for word in ("approve/", "refuse/"):
        assert at(nordby.rikke).post(page(row, word), {"answer": "no"}).status_code == 409
    row.refresh_from_db()
    assert row.state == "waiting"
    assert letters(nordby.rikke) == [], "nor is she asked to"
    assert at(nordby.mette).post(page(row, "approve/")).status_code == 302


@pytest.mark.requirement("A5")
def test_nor_as_another_user_of_the_same_person(nordby: Town) -> None:
    nordby.four_eyes()
    other = a_user(
        nordby.people.organisation, "Anna H.", Role.RIGHTS_ADMINISTRATOR, person=nordby.anna.person,
        user_id="anna.other", email="anna.other@nordby.example",
    )  # fmt: skip
    row = asks(nordby.anna)

    outcome = approve(row.ref, until=None, branches=frozenset(), by=acting(other), at=now.now())

    assert outcome == Refusal(Reason.SECOND_PERSON_NEEDED, about="request")


@pytest.mark.requirement("A5")
def test_nor_the_leader_who_asked_for_her(nordby: Town) -> None:
    nordby.four_eyes()
    leader = a_user(nordby.people.organisation, "Lone Leder", Role.RIGHTS_ADMINISTRATOR)
    nordby.people.jobcenter.leader = leader
    nordby.people.jobcenter.save()
    row = asks(nordby.anna, by=leader)

    outcome = refuse(row.ref, "no", by=acting(leader), at=now.now())

    assert outcome == Refusal(Reason.SECOND_PERSON_NEEDED, about="request")


def test_without_four_eyes_one_is_enough(nordby: Town) -> None:
    nordby.mette.department = nordby.people.jobcenter
    nordby.mette.save()
    row = asks(nordby.mette)

    outcome = approve(row.ref, until=None, branches=frozenset(), by=acting(nordby.mette), at=now.now())

    assert isinstance(outcome, RightRequest)


def test_the_second_administrator_is_told(nordby: Town, at: At) -> None:
    row = asks(nordby.anna)
    at(nordby.mette).post(page(row, "refuse/"), {"answer": "Not now."})

    answer = at(nordby.rikke).post(page(row, "approve/"))

    assert answer.status_code == 409
    assert "This request has been answered already, or is over." in words(answer)
    assert "Not now." in words(answer), "and by whom"
    assert not may(nordby.anna, KOMMUNAL)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_give_one_answer(clock: time_machine.Traveller) -> None:
    nordby = town()
    row = asks(nordby.anna)
    outcomes: list[object] = []
    start = threading.Barrier(2)

    def answer(by: Actor, how: str) -> None:
        try:
            start.wait()
            if how == "approve":
                outcomes.append(approve(row.ref, until=None, branches=frozenset(), by=by, at=now.now()))
            else:
                outcomes.append(refuse(row.ref, "no", by=by, at=now.now()))
        finally:
            connection.close()

    pairs = ((acting(nordby.mette), "approve"), (acting(nordby.rikke), "refuse"))
    threads = [threading.Thread(target=answer, args=each) for each in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    refusals = [each for each in outcomes if isinstance(each, Refusal)]
    assert refusals == [Refusal(Reason.STEP_NOT_POSSIBLE, about="request")]
    row.refresh_from_db()
    assert may(nordby.anna, KOMMUNAL) == (row.state == "approved")
    assert len(letters(nordby.anna)) == 1


def test_an_asker_takes_it_back_and_nobody_else_does(nordby: Town, at: At) -> None:
    row = asks(nordby.anna)
    for somebody in (nordby.karen, nordby.mette):
        assert at(somebody).post(page(row, "take-back/")).status_code == 404

    anna = at(nordby.anna)
    assert heading(anna.get(page(row, "take-back/"))) == "Take back the request for “Kommunal sagsbehandler”?"
    assert "The request is taken back." in words(anna.post(page(row, "take-back/"), follow=True))
    assert at(nordby.mette).post(page(row, "approve/")).status_code == 409


@pytest.mark.requirement("A5")
def test_who_reads_and_who_decides(nordby: Town, at: At) -> None:
    row = asks(nordby.anna)
    auditor = a_user(nordby.people.organisation, "Ole Revisor", Role.AUDITOR)
    leader, bodil, sigrid = nordby.karen, nordby.people.bodil, sydby().sigrid

    opens = {
        user.name: at(user).get(page(row)).status_code
        for user in (nordby.anna, auditor, leader, bodil, sigrid)
    }
    assert opens == {
        "Anna Holmstrup": 200,
        "Ole Revisor": 200,
        "Karen Leder": 404,
        "Bodil Ravnsø": 404,
        "Sigrid Sydby": 404,
    }
    decides = [
        at(user).post(page(row, "approve/")).status_code for user in (nordby.anna, auditor, leader, sigrid)
    ]
    assert decides == [403, 403, 403, 404]
    assert at(nordby.anna).get("/requests/").status_code == 403
    assert "What Anna holds now" not in words(at(nordby.anna).get(page(row))), "she has a page for that"
    row.refresh_from_db()
    assert row.state == "waiting"


def test_the_list_is_searched_paged_and_keeps_what_was_answered(nordby: Town, at: At) -> None:
    gone = asks(nordby.people.bodil, "se-sag:sagsbehandler")
    refuse(gone.ref, "No.", by=acting(nordby.mette), at=now.now())
    for number in range(9):
        asks(nordby.anna, another_right(nordby.sag, f"right-{number}").ref)
    for number in range(9):
        asks(nordby.karen, f"se-sag:right-{number}")
    mette = at(nordby.mette)

    assert heading(mette.get("/requests/")) == "18 requests wait for an answer"
    assert len(rows(mette.get("/requests/"))) == 15
    assert len(rows(mette.get("/requests/?page=2"))) == 3
    assert len(rows(mette.get("/requests/?q=karen+right-3"))) == 1
    assert "No request matches “nobody”" in words(mette.get("/requests/?q=nobody"))
    assert ["Bodil" in row for row in rows(mette.get("/requests/?show=over"))] == [True]


def test_a_request_that_ran_out_this_minute_is_not_answered(
    nordby: Town, clock: time_machine.Traveller
) -> None:
    row = asks(nordby.anna)
    clock.shift(timedelta(days=31))

    outcome = approve(row.ref, until=None, branches=frozenset(), by=acting(nordby.mette), at=now.now())

    assert outcome == Refusal(Reason.STEP_NOT_POSSIBLE, about="request")
    assert wants_again(nordby)


def wants_again(nordby: Town) -> bool:
    """Also before the worker has come by."""
    return asks(nordby.anna).state == "waiting"
