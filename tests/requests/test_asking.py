"""An employee asks for a right: once, for good reasons, and never for what could not be given."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from fuldmagt.audit.queries import of_subject
from fuldmagt.mandates.requests import tasks
from fuldmagt.mandates.requests.actions import Asked, take_back
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.requests.rules import MOST_A_DAY, MOST_WAITING
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock as now
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.administration.pages import heading, links, words
from tests.cast import a_user, acting, gives, sydby
from tests.requests.cast import KOMMUNAL, SAGSBEHANDLER, WHY, Town, another_right, asks, letters, wants
from tests.requests.conftest import At

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C7")]

NEW = f"/requests/new/?right={KOMMUNAL}"


def refused(done: Asked | Refusal) -> Reason | None:
    return done.reason if isinstance(done, Refusal) else None


def test_anna_asks_and_those_who_decide_get_a_mail(nordby: Town, at: At) -> None:
    answer = at(nordby.anna).post(NEW, {"why": WHY, "until": "2026-06-30"}, follow=True)

    assert heading(answer) == "Your request for “Kommunal sagsbehandler” waits for an answer"
    assert "30 June 2026" in words(answer)
    row = RightRequest.objects.get()
    assert (row.user, row.why, row.asked_by) == (nordby.anna, WHY, nordby.anna.ref)
    assert row.until == datetime(2026, 6, 30, 22, tzinfo=UTC), "midnight in Denmark"
    for administrator in (nordby.mette, nordby.rikke):
        assert letters(administrator) == ["Anna Holmstrup beder om en rettighed"]
    assert "1" in words(at(nordby.mette).get("/requests/"))


def test_asking_twice_for_the_same_is_one_request(nordby: Town, at: At) -> None:
    row = asks(nordby.anna)

    again = wants(nordby.anna)

    assert again == Asked(row, before=True)
    answer = at(nordby.anna).post(NEW, {"why": "Once more"}, follow=True)
    assert "This request waits already; nothing new was sent." in words(answer)
    assert RightRequest.objects.count() == 1
    assert len(letters(nordby.mette)) == 1


def test_what_could_not_be_given_is_said_before_anything_is_sent(nordby: Town, at: At) -> None:
    page = at(nordby.anna).get(f"/requests/new/?right={SAGSBEHANDLER}")

    assert heading(page) == "You cannot be given “Sagsbehandler” as things are"
    assert "Jobcenter Nordby" in words(page), "which department it is about"
    assert "Choose another right" in words(page)
    assert refused(wants(nordby.anna, SAGSBEHANDLER)) is Reason.NOT_ELIGIBLE
    assert not RightRequest.objects.exists()
    assert of_subject(nordby.anna.ref, organisation=nordby.ref)[0].outcome == "not_eligible"


@pytest.mark.requirement("C2")
def test_nor_what_excludes_another_right_that_is_held(nordby: Town) -> None:
    nordby.sag.sagsbehandler.categories = []
    nordby.sag.sagsbehandler.save()
    gives(nordby.anna, nordby.sag.kommunal)

    assert refused(wants(nordby.anna, SAGSBEHANDLER)) is Reason.RIGHTS_CONFLICT


def test_what_is_held_need_not_be_asked_for(nordby: Town) -> None:
    gives(nordby.anna, nordby.sag.kommunal)

    assert wants(nordby.anna) == Refusal(Reason.ALREADY_EXISTS, about="right_held")


def test_unknown_rights_and_branches_of_others_are_refused(nordby: Town, at: At) -> None:
    assert refused(wants(nordby.anna, "se-sag:nothing")) is Reason.RIGHT_UNKNOWN
    assert refused(wants(nordby.anna, branches=frozenset({"dk:pnr:1999999999"}))) is Reason.BRANCH_UNKNOWN
    assert at(nordby.anna).get("/requests/new/?right=se-sag:nothing").status_code == 404
    assert at(nordby.anna).get(f"{NEW}&organisation=dk:cvr:20000023").status_code == 404


def test_nothing_typed_is_lost_when_something_is_missing(nordby: Town, at: At) -> None:
    answer = at(nordby.anna).post(NEW, {"why": "", "until": "2026-01-01"})

    assert answer.status_code == 400
    assert "Write what the right is needed for." in words(answer)
    assert "The last day has passed already." in words(answer)
    assert 'value="2026-01-01"' in answer.content.decode()


def test_a_person_has_so_many_open_requests_and_no_more(nordby: Town) -> None:
    for number in range(MOST_WAITING):
        asks(nordby.anna, another_right(nordby.sag, f"right-{number}").ref)

    assert refused(wants(nordby.anna)) is Reason.TOO_MANY_TRIES


def test_taking_back_and_asking_anew_does_not_fill_a_mailbox(nordby: Town) -> None:
    for _ in range(MOST_A_DAY):
        take_back(asks(nordby.anna).ref, by=acting(nordby.anna), at=now.now())

    assert refused(wants(nordby.anna)) is Reason.TOO_MANY_TRIES
    assert len(letters(nordby.mette)) == MOST_A_DAY


def test_a_leader_asks_for_one_of_their_own_people(nordby: Town, at: At) -> None:
    karen = at(nordby.karen)
    offered = [link for link in links(karen.get("/departments/mine/")) if nordby.anna.ref in link]
    assert offered == [f"/requests/choose/?for={nordby.anna.ref}"]

    answer = karen.post(f"{NEW}&for={nordby.anna.ref}", {"why": WHY}, follow=True)

    assert heading(answer) == "Anna Holmstrup asks for “Kommunal sagsbehandler”"
    assert "Karen Leder, for Anna Holmstrup" in words(answer)
    assert "Karen Leder, for Anna Holmstrup" in words(at(nordby.anna).get("/requests/mine/"))


@pytest.mark.requirement("A5")
def test_nobody_else_asks_for_others(nordby: Town, at: At) -> None:
    sigrid = sydby().sigrid
    for somebody in (nordby.mette, nordby.karen, sigrid):
        target = nordby.people.bodil if somebody != sigrid else nordby.anna
        answer = at(somebody).post(f"{NEW}&for={target.ref}", {"why": WHY})
        assert answer.status_code == 404
        assert refused(wants(target, by=somebody)) is Reason.NOT_FOUND
    assert not RightRequest.objects.exists()


def test_the_tree_says_of_each_right_what_it_is_and_leads_to_the_request(nordby: Town, at: At) -> None:
    page = at(nordby.anna).get("/requests/choose/?find=kommunal")

    assert "1 right matches “kommunal”." in words(page)
    assert f"/requests/new/?right={KOMMUNAL.replace(':', '%3A')}" in links(page)
    nobody = at(nordby.anna).get("/requests/choose/?find=spaceship")
    assert "No right matches “spaceship”" in words(nobody)


def test_a_request_that_nobody_answers_reminds_once_and_then_ends(
    nordby: Town, clock: time_machine.Traveller
) -> None:
    row = asks(nordby.anna)
    assert tasks.remind(now.now()) == 0

    clock.shift(timedelta(days=6))
    assert (tasks.remind(now.now()), tasks.remind(now.now())) == (1, 0)
    assert letters(nordby.mette)[-1] == "Anna Holmstrup venter stadig på en rettighed"
    clock.shift(timedelta(days=25))
    assert (tasks.end(now.now()), tasks.end(now.now())) == (1, 0)

    row.refresh_from_db()
    assert row.state == "expired"
    assert letters(nordby.anna) == ["Ingen svarede på din anmodning i tide"]


@pytest.mark.parametrize("state", [UserState.SUSPENDED, UserState.CLOSED])
def test_a_request_ends_with_its_user(nordby: Town, state: UserState, at: At) -> None:
    row = asks(nordby.anna)
    BusinessUser.objects.filter(pk=nordby.anna.pk).update(state=state)

    assert heading(at(nordby.mette).get("/requests/")) == "No request waits for an answer", "at once"
    assert tasks.end(now.now()) == 1
    row.refresh_from_db()
    assert row.state == "ended"


def test_a_request_ends_with_its_right(nordby: Town) -> None:
    row = asks(nordby.anna)
    nordby.sag.kommunal.retired_at = now.now()
    nordby.sag.kommunal.save()

    assert tasks.end(now.now()) == 1
    row.refresh_from_db()
    assert row.state == "ended"
    assert letters(nordby.anna) == ["Din anmodning er ophørt"]


def test_a_suspended_user_is_not_asked_for(nordby: Town) -> None:
    away = a_user(
        nordby.people.organisation, "Ulla Ude", department=nordby.people.jobcenter, state=UserState.SUSPENDED
    )

    assert refused(wants(away, by=nordby.karen)) is Reason.USER_SUSPENDED
