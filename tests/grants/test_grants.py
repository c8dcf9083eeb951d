"""An employer lets an adviser in, confirms by the link in the mail, changes and ends it (F5, F7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context, Question
from fuldmagt.mandates.grants import actions
from fuldmagt.mandates.grants import links as sending
from fuldmagt.mandates.grants.models import Adviser, Grant, GrantLink
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.administration.pages import field, words
from tests.cast import a_user, acting, an_organisation
from tests.chains.cast import EDIT, MANAGER, TAX, VIEW, at_a_desk
from tests.grants.cast import OFFICE, TYPED, Portal, gives, links, portal, the_grant

pytestmark = [pytest.mark.requirement("F5"), pytest.mark.django_db]


@pytest.fixture
def door(db: None) -> Portal:
    return portal()


def may(user: BusinessUser, right: str) -> bool:
    now = clock.now()
    return isinstance(ask(Question(user.ref, right, "nl:kvk:90000001", Context(now, now))), Allowed)


def pressed(link: str, answer: str = "confirm") -> Any:
    return Client(headers={"accept-language": "en"}).post(link, {"answer": answer})


def confirmed(door: Portal, right: str = VIEW) -> Grant:
    gives(door.street.sanne, right=right)
    pressed(links()[-1])
    return the_grant()


def changed(door: Portal, right: str) -> Any:
    desk, path = at_a_desk(door.street.sanne), f"/grants/{the_grant().ref}/change/"
    seen = field(desk.get(path), "seen")
    return desk.post(path, {"right": right, "until": "", "seen": seen}, follow=True)


def test_access_is_read_once_more_then_confirmed_by_a_press_on_the_link(door: Portal) -> None:
    desk = at_a_desk(door.street.sanne)
    review = words(desk.post("/grants/new/", TYPED | {"step": "review"}))
    assert "Let Balans Advies in?" in review
    assert not Grant.objects.exists()

    sent = words(desk.post("/grants/new/", TYPED))
    assert "k•••@dekorrel.example" in sent
    assert OFFICE not in sent
    assert "Waits to be confirmed" in words(desk.get("/grants/"))
    assert not may(door.street.jonas, VIEW)

    visitor = Client(headers={"accept-language": "en"})
    page = words(visitor.get(links()[0]))
    assert "May Balans Advies act for Bakkerij De Korrel?" in page
    assert not may(door.street.jonas, VIEW)
    assert "Balans Advies may act for Bakkerij De Korrel from now on" in words(pressed(links()[0]))
    assert may(door.street.jonas, VIEW)
    assert not may(door.street.jonas, EDIT)


def test_the_employer_gets_the_mail_and_the_adviser_none(door: Portal) -> None:
    confirmed(door)
    told = set(Notice.objects.values_list("to", flat=True))
    assert told == {OFFICE, door.street.sanne.email}
    received = words(at_a_desk(door.street.femke).get("/grants/received/"))
    assert "Bakkerij De Korrel" in received
    assert "View" in received


def test_a_link_is_pressed_once(door: Portal) -> None:
    confirmed(door)
    actions.end(the_grant().ref, by=acting(door.street.sanne), at=clock.now())
    again = pressed(links()[0])
    assert again.status_code == 410
    assert not may(door.street.jonas, VIEW)


def test_whoever_may_view_gives_a_view_and_no_more(door: Portal) -> None:
    page = words(at_a_desk(door.baker).get("/grants/new/"))
    assert "View" in page
    assert "Edit" not in page
    refused = gives(door.baker, right=EDIT)
    assert refused.status_code == 400
    by, at = acting(door.baker), clock.now()
    wanted = actions.Wanted("nl:kvk:90000002", EDIT)
    done = actions.give(wanted, held=frozenset({VIEW}), by=by, at=at)
    assert done == Refusal(Reason.POWER_NOT_HELD, about="grant_right")
    gives(door.baker)
    assert the_grant().given_by == door.baker.ref


def test_who_holds_nothing_and_manages_nothing_is_told_what_to_do(door: Portal) -> None:
    nobody = a_user(door.street.korrel, "Nina Nieuw")
    assert "There is no access that you can give" in words(at_a_desk(nobody).get("/grants/new/"))


@pytest.mark.requirement("F7")
def test_a_number_that_is_no_advisers_is_the_providers_to_mend_whoever_has_it(door: Portal) -> None:
    an_organisation("Vreemd Advies", ref="nl:kvk:90000077", country="NL")
    pages = []
    for number in ("90000077", "90000078"):
        desk = at_a_desk(door.street.sanne)
        page = words(desk.post("/grants/new/", TYPED | {"number": number, "step": "review"}))
        assert "Marit Relatie" in page
        pages.append(page.replace(number, ""))
        assert "Marit Relatie" in words(desk.post("/grants/new/", TYPED | {"number": number}))
    assert pages[0] == pages[1]
    assert not Grant.objects.exists()


def test_a_wider_right_holds_when_its_own_link_is_pressed_and_a_narrower_at_once(door: Portal) -> None:
    confirmed(door)
    assert "It holds when the link in the mail is pressed" in words(changed(door, EDIT))
    assert may(door.street.jonas, VIEW)
    assert not may(door.street.jonas, EDIT)
    pressed(links()[-1])
    assert may(door.street.jonas, EDIT)

    assert "The change holds at once" in words(changed(door, VIEW))
    assert not may(door.street.jonas, EDIT)
    assert may(door.street.jonas, VIEW)


def test_an_older_link_confirms_nothing_of_a_changed_access(door: Portal) -> None:
    gives(door.street.sanne)
    changed(door, EDIT)
    older, newer = links()
    assert pressed(older).status_code == 410
    assert not the_grant().confirmed
    pressed(newer)
    assert the_grant().right.ref == EDIT


def test_a_link_that_was_sent_again_replaces_the_older_one(door: Portal) -> None:
    gives(door.street.sanne)
    at_a_desk(door.street.sanne).post(f"/grants/{the_grant().ref}/remind/")
    older, newer = links()
    assert pressed(older).status_code == 410
    assert pressed(newer).status_code == 200


def test_a_link_runs_out_after_fourteen_days(door: Portal) -> None:
    gives(door.street.sanne)
    token = links()[0].split("/")[-2]
    late = clock.now() + timedelta(days=14)
    assert sending.confirm(token, at=late) == Refusal(Reason.LINK_EXPIRED, about="link")
    assert not the_grant().confirmed


def test_what_nobody_expected_is_turned_down_from_the_mail(door: Portal) -> None:
    gives(door.street.sanne)
    assert "The access is not given" in words(pressed(links()[0], "deny"))
    assert pressed(links()[0]).status_code == 410
    assert the_grant().state == "revoked"


def test_a_link_that_was_guessed_says_nothing(door: Portal) -> None:
    page = Client().get("/grants/confirm/not-one-of-ours/")
    assert page.status_code == 404
    assert b"Korrel" not in page.content


def test_a_press_needs_the_page_that_asks_for_it(door: Portal) -> None:
    gives(door.street.sanne)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(links()[0], {"answer": "confirm"}).status_code == 403
    assert not the_grant().confirmed


def test_ending_it_stops_the_next_request(door: Portal) -> None:
    grant = confirmed(door)
    desk = at_a_desk(door.street.sanne)
    assert "End the access of Balans Advies?" in words(desk.get(f"/grants/{grant.ref}/end/"))
    desk.post(f"/grants/{grant.ref}/end/")
    assert not may(door.street.jonas, VIEW)
    assert "It was ended" in words(desk.get(f"/grants/{grant.ref}/"))


def test_another_organisation_sees_and_does_nothing_with_it(door: Portal) -> None:
    grant = confirmed(door)
    stranger = a_user(an_organisation("Elders", ref="nl:kvk:90000079"), "Els", MANAGER)
    for desk in (at_a_desk(stranger), at_a_desk(door.street.femke)):
        assert desk.get(f"/grants/{grant.ref}/").status_code == 404
        assert desk.post(f"/grants/{grant.ref}/end/").status_code == 404
    assert Grant.objects.get().state == "active"
    by, at = acting(stranger), clock.now()
    assert actions.end(grant.ref, by=by, at=at) == Refusal(Reason.NOT_FOUND, about="grant")


def test_two_accesses_for_one_adviser_in_one_service_are_one_that_is_changed(door: Portal) -> None:
    gives(door.street.sanne)
    assert "Change what it gives" in words(gives(door.street.sanne, right=EDIT))
    assert Grant.objects.count() == 1


def test_nobodys_mailbox_is_filled_by_sending_again(door: Portal) -> None:
    gives(door.street.sanne)
    desk, path = at_a_desk(door.street.sanne), f"/grants/{the_grant().ref}/remind/"
    answers = [desk.post(path).status_code for _ in range(6)]
    assert answers == [302] * 4 + [429] * 2
    assert GrantLink.objects.count() == 5


@pytest.mark.requirement("F7")
def test_the_end_of_a_recognition_ends_what_an_access_carries(door: Portal) -> None:
    confirmed(door)
    Adviser.objects.update(state="revoked")
    assert not may(door.street.jonas, VIEW)


def test_a_right_that_is_not_open_to_the_employer_is_not_on_offer(door: Portal) -> None:
    assert gives(door.street.sanne, right=TAX).status_code == 400
