"""A company mandates its adviser by the chain, and what either side does with it (F4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context, Question
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains import actions, tasks
from fuldmagt.mandates.chains.actions import end, renew
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.administration.pages import field, words
from tests.cast import a_user, acting, an_organisation
from tests.chains.cast import EDIT, MANAGER, TAX, VIEW, Street, at_a_desk, street

pytestmark = [pytest.mark.requirement("F4"), pytest.mark.django_db]


@pytest.fixture
def town(db: None) -> Street:
    return street()


def next_year() -> str:
    return (localdate() + timedelta(days=365)).isoformat()


def given(town: Street, *rights: str, **more: str) -> Any:
    desk = at_a_desk(town.sanne)
    terms = {"right": rights or (VIEW,), "until": next_year(), "note": "2026-17", "step": "give"} | more
    return desk.post(f"/mandates/new/?receiver={town.balans.ref}", terms, follow=True)


def yes() -> dict[str, str]:
    """What the page of the mandate, as it is now, sends to accept it."""
    return {"answer": "accept", "seen": actions.stamp(the_mandate())}


def the_mandate() -> Mandate:
    return Mandate.objects.get()


def accepted(town: Street, *rights: str) -> Mandate:
    given(town, *rights)
    at_a_desk(town.femke).post(f"/mandates/{the_mandate().ref}/answer/", yes())
    return the_mandate()


def assigned(town: Street, right: str, *users: BusinessUser) -> Any:
    desk = at_a_desk(town.femke)
    mandates = list(Mandate.objects.values_list("ref", flat=True))
    cells = {"service": "portal", "client": mandates, "user": [each.ref for each in users], "right": right}
    preview = desk.post("/clients/", cells)
    return desk.post("/clients/", cells | {"seen": field(preview, "seen")}, follow=True)


def may(user: BusinessUser, right: str) -> bool:
    now = clock.now()
    return isinstance(ask(Question(user.ref, right, "nl:kvk:90000001", Context(now, now))), Allowed)


def mails(user: BusinessUser) -> list[str]:
    return list(Notice.objects.filter(to=user.email).order_by("pk").values_list("subject", flat=True))


def test_a_mandate_is_read_once_more_before_it_is_given(town: Street) -> None:
    desk = at_a_desk(town.sanne)
    found = desk.post("/mandates/new/", {"scheme": "nl:kvk", "number": "90000002"})
    assert found["Location"] == "/mandates/new/?receiver=nl%3Akvk%3A90000002"
    page = words(desk.get(found["Location"]))
    assert "What may Balans Advies do for you?" in page
    assert "Tax" not in page

    review = words(desk.post(found["Location"], {"right": VIEW, "until": next_year(), "step": "review"}))

    assert "Give Balans Advies this mandate?" in review
    assert "Balans Advies may then, for Bakkerij De Korrel: View" in review
    assert not Mandate.objects.exists()


def test_the_receiver_is_told_accepts_and_chooses_who_acts_until_it_is_ended(town: Street) -> None:
    assert "It waits for Balans Advies" in words(given(town))
    assert mails(town.femke) == ["Bakkerij De Korrel heeft u een machtiging gegeven"]
    waiting = words(at_a_desk(town.femke).get("/mandates/received/"))
    assert "1 mandate waits for you" in waiting

    mandate = the_mandate()
    at_a_desk(town.femke).post(f"/mandates/{mandate.ref}/answer/", yes())
    assert mails(town.sanne) == ["Balans Advies heeft uw machtiging geaccepteerd"]
    assert not may(town.jonas, VIEW)
    assert "1 cell is changed." in words(assigned(town, VIEW, town.jonas))
    assert may(town.jonas, VIEW)
    assert not may(town.jonas, EDIT)
    assert not may(town.yusuf, VIEW)

    gone = at_a_desk(town.sanne).post(
        f"/mandates/{mandate.ref}/end/", {"word": "Andere adviseur"}, follow=True
    )

    assert "Nobody can act by this mandate any more" in words(gone)
    assert not may(town.jonas, VIEW)
    assert Assignment.objects.get().state == "revoked"
    assert "Andere adviseur" in Notice.objects.filter(to=town.femke.email).latest("pk").body


def test_both_sides_read_the_same_story_and_no_name_of_the_other(town: Street) -> None:
    mandate = accepted(town)
    here = words(at_a_desk(town.sanne).get(f"/mandates/{mandate.ref}/"))
    there = words(at_a_desk(town.femke).get(f"/mandates/{mandate.ref}/"))
    for page, stranger in ((here, "Femke"), (there, "Sanne")):
        assert "Balans Advies accepted" in page
        assert "Bakkerij De Korrel gave the mandate" in page
        assert stranger not in page


def test_what_is_added_waits_and_what_is_taken_out_ends_at_once(town: Street) -> None:
    mandate = accepted(town, VIEW)
    assigned(town, VIEW, town.jonas)
    desk = at_a_desk(town.sanne)
    seen = field(desk.get(f"/mandates/{mandate.ref}/change/"), "seen")

    desk.post(f"/mandates/{mandate.ref}/change/", {"right": [VIEW, EDIT], "seen": seen})

    refused = words(at_a_desk(town.femke).post("/clients/", {
        "service": "portal", "client": mandate.ref, "user": town.jonas.ref, "right": EDIT,
    }))  # fmt: skip
    assert "has not given you “Edit”" in refused
    at_a_desk(town.femke).post(f"/mandates/{mandate.ref}/answer/", yes())
    assigned(town, EDIT, town.jonas)
    assert may(town.jonas, EDIT)

    stale = desk.post(f"/mandates/{mandate.ref}/change/", {"right": [VIEW], "seen": seen})
    assert "Somebody changed the mandate after you opened it." in words(stale)
    seen = field(desk.get(f"/mandates/{mandate.ref}/change/"), "seen")
    desk.post(f"/mandates/{mandate.ref}/change/", {"right": [VIEW], "seen": seen})
    assert not may(town.jonas, EDIT)
    assert Assignment.objects.filter(state="active").exists(), "changing keeps what hangs on it"


def test_renewing_keeps_the_assignments_until_ninety_days_after_the_end(town: Street) -> None:
    mandate = accepted(town)
    assigned(town, VIEW, town.jonas)
    now = clock.now()
    Mandate.objects.update(starts_at=now - timedelta(days=200), ends_at=now - timedelta(days=89))
    assert not may(town.jonas, VIEW)

    outcome = renew(mandate.ref, now + timedelta(days=300), by=acting(town.sanne), at=now)

    assert isinstance(outcome, Mandate)
    assert may(town.jonas, VIEW)
    Mandate.objects.update(ends_at=now - timedelta(days=91))
    late = renew(mandate.ref, now + timedelta(days=300), by=acting(town.sanne), at=now)
    assert late == Refusal(Reason.EXPIRED, about="mandate")


def test_reminders_come_once_each_to_both_sides_and_none_is_lost(town: Street) -> None:
    mandate = accepted(town)
    assert mandate.ends_at is not None
    Notice.objects.all().delete()
    for days in (61, 60, 59, 30, 29, 7, 6, 1):
        for _again in range(2):
            tasks.remind(mandate.ends_at - timedelta(days=days, minutes=-1))
    assert len(mails(town.sanne)) == len(mails(town.femke)) == 3


def test_what_nobody_accepts_is_asked_again_and_lapses_with_word_to_both(town: Street) -> None:
    given(town)
    now = clock.now()
    Notice.objects.all().delete()
    assert tasks.answer(now + timedelta(days=15)) == 1
    assert tasks.answer(now + timedelta(days=16)) == 0
    assert len(mails(town.femke)) == 1
    assert tasks.answer(now + timedelta(days=31)) == 1
    assert len(mails(town.femke)) == 2
    assert len(mails(town.sanne)) == 1
    assert (the_mandate().state, the_mandate().ended_as) == ("revoked", "lapsed")
    late = at_a_desk(town.femke).post(f"/mandates/{the_mandate().ref}/answer/", yes())
    assert "The mandate is not at this stage" in words(late)


def test_it_is_declined_with_a_word(town: Street) -> None:
    given(town)
    desk = at_a_desk(town.femke)
    desk.post(f"/mandates/{the_mandate().ref}/answer/", {"answer": "decline", "word": "Wij doen dit niet"})
    assert "Wij doen dit niet" in Notice.objects.filter(to=town.sanne.email).get().body
    assert the_mandate().ended_as == "declined"


def test_nobody_gives_what_is_not_theirs_to_give(town: Street) -> None:
    assert "Declined" not in words(given(town, TAX))
    assert not Mandate.objects.exists(), "the right is not open to the giver"
    own = at_a_desk(town.sanne).get(f"/mandates/new/?receiver={town.korrel.ref}")
    assert "This is your own number." in words(own)
    unknown = at_a_desk(town.sanne).get("/mandates/new/?receiver=nl:kvk:99999999")
    assert "No organisation with this number has joined" in words(unknown)
    given(town, until=(localdate() + timedelta(days=366 * 5 + 3)).isoformat())
    assert not Mandate.objects.exists()
    given(town)
    assert "already. Change or renew that one." in words(given(town))
    assert Mandate.objects.count() == 1


def test_a_third_organisation_sees_nothing_of_it_and_the_receiver_does_not_change_it(town: Street) -> None:
    mandate = accepted(town)
    stranger = a_user(an_organisation("Zilvermeeuw", ref="nl:kvk:90000077"), "Ida Zee", MANAGER)
    for path in ("", "change/", "renew/", "end/"):
        assert at_a_desk(stranger).get(f"/mandates/{mandate.ref}/{path}").status_code == 404
    assert isinstance(end(mandate.ref, "x", by=acting(stranger), at=clock.now()), Refusal)
    assert at_a_desk(town.femke).get(f"/mandates/{mandate.ref}/renew/").status_code == 404
    assert isinstance(
        renew(mandate.ref, clock.now() + timedelta(9), by=acting(town.femke), at=clock.now()), Refusal
    )
    assert the_mandate().state == "active"


def test_two_who_change_the_same_cells_are_both_told_and_nothing_is_lost(town: Street) -> None:
    mandate = accepted(town, VIEW, EDIT)
    desk = at_a_desk(town.femke)
    cells = {
        "service": "portal",
        "client": mandate.ref,
        "user": [town.jonas.ref, town.yusuf.ref],
        "right": EDIT,
    }
    preview = desk.post("/clients/", cells)
    assert "2 cells change when you save" in words(preview)
    assigned(town, VIEW, town.jonas)

    late = desk.post("/clients/", cells | {"seen": field(preview, "seen")})

    assert late.status_code == 409
    assert "Somebody changed one of these cells" in words(late)
    assert may(town.jonas, VIEW)
    assert not may(town.jonas, EDIT)
    assert not may(town.yusuf, VIEW)
    assert "Jonas Wit , Bakkerij De Korrel: View becomes Edit" in words(desk.post("/clients/", cells))
    assigned(town, "", town.jonas)
    assert not may(town.jonas, VIEW)


def test_with_four_eyes_nobody_assigns_a_client_to_themselves(town: Street) -> None:
    accepted(town)
    town.balans.four_eyes = True
    town.balans.save()
    assigned(town, VIEW, town.femke, town.jonas)
    assert may(town.jonas, VIEW)
    assert not may(town.femke, VIEW)
