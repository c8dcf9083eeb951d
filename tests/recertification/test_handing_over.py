"""A list is handed to a colleague who may answer, told by mail, taken back, and in the report (C9)."""

import pytest
import time_machine

from fuldmagt.audit.models import PendingEntry
from fuldmagt.mandates.recertification import actions, handing, tasks
from fuldmagt.mandates.recertification.models import Handover
from fuldmagt.mandates.recertification.rules import Step
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock as now
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import a_user, acting, gives
from tests.recertification.cast import Town, begun, holds, letters, line_of, list_of
from tests.recertification.conftest import At
from tests.recertification.test_reminding import WAIT, pass_days

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C9")]

ASKS, TOOK = (
    "Karen Leder beder dig gennemgå rettigheder: Foråret",
    "Karen Leder tog en liste tilbage: Foråret",
)
GAVE = "Lone Vester gav en liste tilbage: Foråret"


def hands(nordby: Town, to: BusinessUser) -> Handover:
    done = handing.hand(list_of(nordby.karen).ref, to.ref, by=acting(nordby.karen), at=now.now())
    assert isinstance(done, Handover), done
    return done


def says(user: BusinessUser, of: BusinessUser, step: Step) -> Reason | None:
    done = actions.answer(line_of(of).ref, step, seen="open", by=acting(user), at=now.now())
    return done.reason if isinstance(done, Refusal) else None


def test_karen_hands_her_list_to_lone_who_answers_until_it_is_taken_back(nordby: Town, at: At) -> None:
    campaign = begun(nordby)
    karen, lone = at(nordby.karen), at(nordby.lone)
    address = f"/recertification/lists/{list_of(nordby.karen).ref}/"
    assert lone.get(address).status_code == 404
    assert "Hand the list to a colleague" in karen.get(address).content.decode()
    back = karen.post(f"{address}hand/", {"to": nordby.lone.ref})
    assert back["Location"] == address
    assert "Lone Vester answers for this list too" in karen.get(address).content.decode()

    assert letters(nordby.lone)[-1] == ASKS
    assert "Karen Leder handed this list to you" in lone.get(address).content.decode()
    assert says(nordby.lone, nordby.anna, Step.WITHDRAW) is None
    assert not holds(nordby.anna)
    assert says(nordby.karen, nordby.ole, Step.CONFIRM) is None  # both answer
    karen.post(f"{address}take-back/")
    assert letters(nordby.lone)[-1] == TOOK
    assert lone.get(address).status_code == 404
    report = at(nordby.mette).get(f"/recertification/{campaign.ref}/").content.decode()
    assert "Handed to Lone Vester by Karen Leder on" in report
    assert "Not any more since" in report
    assert line_of(nordby.anna).answered_by_name == "Lone Vester"
    events = PendingEntry.objects.filter(event__in=["review.handed", "review.taken-back"])
    assert {(each.event, each.subject) for each in events} == {
        ("review.handed", nordby.lone.ref),
        ("review.taken-back", nordby.lone.ref),
    }


def test_whoever_got_a_list_gives_it_back_and_does_not_hand_it_on(nordby: Town, at: At) -> None:
    begun(nordby)
    hands(nordby, nordby.lone)
    ref, lone = list_of(nordby.karen).ref, acting(nordby.lone)
    on = handing.hand(ref, nordby.mette.ref, by=lone, at=now.now())
    assert isinstance(on, Refusal)
    assert on.reason is Reason.NOT_FOUND
    assert at(nordby.lone).get(f"/recertification/lists/{ref}/hand/").status_code == 404
    at(nordby.lone).post(f"/recertification/lists/{ref}/take-back/")
    assert letters(nordby.karen)[-1] == GAVE
    assert says(nordby.lone, nordby.anna, Step.CONFIRM) is Reason.NOT_FOUND


def test_nobody_answers_for_their_own_rights_on_a_list_that_was_handed_to_them(nordby: Town, at: At) -> None:
    begun(nordby)
    hands(nordby, nordby.ole)  # who works in Karen's department
    assert says(nordby.ole, nordby.ole, Step.CONFIRM) is Reason.SECOND_PERSON_NEEDED
    assert says(nordby.ole, nordby.anna, Step.CONFIRM) is None
    page = at(nordby.ole).get(f"/recertification/lists/{list_of(nordby.karen).ref}/").content.decode()
    assert "Somebody else answers for these" in page


def test_only_a_colleague_who_may_answer_gets_a_list(nordby: Town, at: At) -> None:
    begun(nordby)
    elsewhere = a_user(nordby.people.organisation, "Else Vhere", department=nordby.people.insurance)
    locked = a_user(nordby.people.organisation, "Låst Leder", department=nordby.people.jobcenter)
    locked.state = "locked"
    locked.save()
    again = a_user(
        nordby.people.organisation,
        "Karen Anden",
        department=nordby.people.jobcenter,
        person=nordby.karen.person,
    )
    karen, address = at(nordby.karen), f"/recertification/lists/{list_of(nordby.karen).ref}/hand/"
    page = karen.get(address).content.decode()
    assert "Ole Åkjær" in page
    for user in (elsewhere, locked, again, nordby.karen):
        assert user.ref not in page
        assert karen.post(address, {"to": user.ref}).status_code == 400
        done = handing.hand(list_of(nordby.karen).ref, user.ref, by=acting(nordby.karen), at=now.now())
        assert isinstance(done, Refusal)
    assert "Choose to whom you hand the list." in karen.post(address, {}).content.decode()
    assert not Handover.objects.exists()


def test_a_list_is_in_one_other_hand_and_none_once_it_is_over(nordby: Town) -> None:
    campaign = begun(nordby)
    ref, karen = list_of(nordby.karen).ref, acting(nordby.karen)
    hands(nordby, nordby.lone)
    twice = handing.hand(ref, nordby.mette.ref, by=karen, at=now.now())
    assert isinstance(twice, Refusal)
    assert twice.reason is Reason.ALREADY_EXISTS
    actions.close(campaign.ref, by=acting(nordby.mette), at=now.now())
    for done in (
        handing.take_back(ref, by=karen, at=now.now()),
        handing.hand(ref, nordby.mette.ref, by=karen, at=now.now()),
    ):
        assert isinstance(done, Refusal)
        assert done.reason is Reason.STEP_NOT_POSSIBLE


def test_both_are_reminded_and_a_new_leader_gets_it_alone(
    nordby: Town, clock: time_machine.Traveller
) -> None:
    begun(nordby)
    gives(nordby.lone, nordby.sag.kommunal)
    hands(nordby, nordby.rikke)
    pass_days(clock, 10)
    assert letters(nordby.karen).count(WAIT) == letters(nordby.rikke).count(WAIT) == 1
    nordby.people.jobcenter.leader = nordby.lone
    nordby.people.jobcenter.save()
    assert tasks.see_who_left(now.now()) == 1
    assert says(nordby.rikke, nordby.anna, Step.CONFIRM) is Reason.NOT_FOUND
    assert says(nordby.lone, nordby.anna, Step.CONFIRM) is None
