"""The administrator sees where everybody on the way is, since when, and what is stuck (B1, B3)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.onboarding.models import TemporaryCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from tests.cast import Nordby, sydby
from tests.enrolment.conftest import Employee
from tests.enrolment.diana import DIANA
from tests.enrolment.provider import NationalEid
from tests.journey_page.conftest import FORM, PARTS, a_candidate, at, diana, invited, text, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("B1")]


def listed(people: Nordby) -> str:
    """What Mette sees, who signs in anew: time has passed."""
    return text(at(people.mette).get("/users/on-the-way/"))


def test_a_step_is_seen_with_since_when_and_whose_turn_it_is(
    mette: Client, clock: time_machine.Traveller, people: Nordby
) -> None:
    link = a_candidate(mette)
    assert "A phone that can read the chip 0 of 11 steps done 2 March 2026 0 days" in listed(people)
    clock.shift(timedelta(days=2))
    Client().post(f"{link}tick/", {"part": "phone"})
    clock.shift(timedelta(days=3))
    assert "A passport or ID card with a chip 1 of 11 steps done 4 March 2026 3 days Waiting" in listed(
        people
    )

    page = text(at(people.mette).get(f"/users/{diana().ref}/way/"))
    assert "A phone that can read the chip (done) Diana Petrescu Done on 4 March 2026." in page
    assert "A passport or ID card with a chip Diana Petrescu Here since 4 March 2026." in page
    assert "Sent 2 March 2026; the link works until 31 May 2026." in page

    Client().post(f"{link}tick/", {"part": PARTS})
    assert "You create or invite the user 5 of 11 steps done, your turn" in listed(people)


@pytest.mark.parametrize(
    ("days", "word"), [(6, "Invited"), (8, "Nothing for a week"), (31, "Temporary code expired")]
)
def test_who_does_not_move_is_seen(
    mette: Client, clock: time_machine.Traveller, days: int, word: str, people: Nordby
) -> None:
    invited(mette)
    clock.shift(timedelta(days=days))
    assert f"2 March 2026 {days} days {word}" in listed(people)


def test_a_locked_code_and_an_expired_link_are_what_is_stuck(
    mette: Client, clock: time_machine.Traveller, eid: NationalEid, people: Nordby
) -> None:
    employee = Employee(eid, invited(mette, language="en"))
    employee.shows_the_eid(DIANA)
    TemporaryCode.objects.update(tries=5)
    assert (
        "The temporary code that you hand over 7 of 11 steps done 2 March 2026 0 days Temporary code locked"
        in (listed(people))
    )
    page = text(at(people.mette).get(f"/users/{diana().ref}/way/"))
    assert "Temporary code locked Since 2 March 2026." in page

    ilie = {"name": "Ilie Campeanu", "email": "ilie@nordby.example", "has_national_number": "yes"}
    mette.post("/users/new/", FORM | ilie | {"national_number": "080890-1111"})
    clock.shift(timedelta(days=31))
    assert "Activation link expired" in listed(people)


def test_everything_done_leaves_the_list(mette: Client, people: Nordby) -> None:
    invited(mette)
    BusinessUser.objects.filter(pk=diana().pk).update(state=UserState.ACTIVE)
    assert "Nobody is on the way" in listed(people)
    assert "/way/" not in mette.get(f"/users/{diana().ref}/").content.decode()


def test_the_list_is_paged_and_of_the_own_organisation(mette: Client, people: Nordby) -> None:
    for number in range(17):
        mail = f"e{number}@nordby.example"
        mette.post("/users/new/", FORM | {"name": f"Employee Number{number}", "email": mail, "keep": "yes"})
    first, second = listed(people), text(mette.get("/users/on-the-way/?page=2"))
    assert (first.count("of 11 steps done"), second.count("of 11 steps done")) == (15, 2)
    assert "Nobody is on the way" in text(at(sydby().sigrid).get("/users/on-the-way/"))
    assert mette.get("/users/on-the-way/?page=nonsense&show=x").status_code == 200


def test_somebody_is_found_among_all_and_among_those_who_wait(mette: Client, people: Nordby) -> None:
    a_candidate(mette)
    ilie = {"name": "Ilie Câmpeanu", "email": "ilie@nordby.example", "keep": "yes"}
    mette.post("/users/new/", FORM | ilie)
    mette.post(f"/users/{diana().ref}/way/wait/", {"why": "face"})
    rows = {
        words: [name for name in ("Diana Petrescu", "Ilie Câmpeanu") if f">{name}</a>" in page]
        for words, page in {
            words: mette.get(f"/users/on-the-way/?{words}").content.decode()
            for words in ("q=", "q=CÂMP", "q=petrescu", "show=waiting&q=diana@", "show=waiting&q=ilie")
        }.items()
    }
    assert rows == {
        "q=": ["Diana Petrescu", "Ilie Câmpeanu"],
        "q=CÂMP": ["Ilie Câmpeanu"],
        "q=petrescu": ["Diana Petrescu"],
        "show=waiting&q=diana@": ["Diana Petrescu"],
        "show=waiting&q=ilie": [],
    }
    nobody = mette.get("/users/on-the-way/", {"q": "<b>" + "x" * 999, "show": "waiting"})
    assert "Nobody fits the search You searched for “&lt;b&gt;xxx" in text(nobody)
    assert 'href="/users/on-the-way/?show=waiting">Show everybody' in nobody.content.decode()
    user = text(mette.get(f"/users/{diana().ref}/"))
    assert "The user waits" in user
    assert "Invite now" not in user, "first the scan, or another way"


def test_what_the_employee_ticks_is_told_among_the_events(mette: Client, people: Nordby) -> None:
    link = invited(mette)
    Client().post(f"/journey/{token_of(link)}/tick/", {"part": "phone"})
    assert "ticked off a part of the preparation" in text(mette.get(f"/users/{diana().ref}/events/"))
