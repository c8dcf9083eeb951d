"""The app among one's own means: added beside others, in the place of an old phone, locked and taken away."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.models import Authenticator, PendingKey
from fuldmagt.authenticators.queries import means_of
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from tests.app.conftest import World
from tests.app.phone import Phone
from tests.cast import log_in

pytestmark = pytest.mark.django_db

BODIL = "bodil.ravnsoe.nordby"


def at_desk(user: BusinessUser, **login: Level | Means) -> Client:
    return log_in(Client(headers={"accept-language": "en"}), user, **login)


def code_on(page: str) -> str:
    groups = re.search(r'class="fm-code[^>]*>(.*?)</p>', page, re.DOTALL)
    assert groups is not None, page
    return "".join(re.findall(r"<span>(\d+)</span>", groups[1]))


def asks_for_a_code(desk: Client, **said: str) -> tuple[str, str]:
    """The address of the page with the code, and the code."""
    answer = desk.post("/mine/means/app/", said)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], code_on(desk.get(answer["Location"]).content.decode())


def outcomes(event: str, subject: str) -> list[str]:
    rows = PendingEntry.objects.filter(event=event, subject=subject).order_by("pk")
    return list(rows.values_list("outcome", flat=True))


@pytest.mark.requirement("B6")
def test_whoever_has_another_means_adds_the_app(world: World) -> None:
    bodil, desk, phone = world.nordby.bodil, at_desk(world.nordby.bodil), Phone()

    page, code = asks_for_a_code(desk)
    shown = desk.get(page).content.decode()
    before = desk.get(f"{page}state").json()
    entered = phone.types_code(BODIL, code).json()
    between = desk.get(f"{page}state").json()
    phone.hands_in(entered)
    after = desk.get(f"{page}state").json()
    done = desk.get(page, follow=True).content.decode()

    assert BODIL in shown
    assert "data:image/svg+xml" in shown
    assert [before, between, after] == [{"state": "waiting"}, {"state": "typed"}, {"state": "done"}]
    assert "The app is added" in done
    assert means_of(bodil) == {Means.APP, Means.PASSKEY}
    assert outcomes("means.added", bodil.ref) == ["done"]


@pytest.mark.requirement("B6")
def test_a_new_phone_takes_the_place_of_the_old_one(world: World, clock: time_machine.Traveller) -> None:
    desk, elsewhere, new = at_desk(world.anna), at_desk(world.anna), Phone()
    old = world.phone.key
    clock.shift(timedelta(minutes=1))

    _, code = asks_for_a_code(desk, replaces=old)
    assert world.phone.waiting()["gone"] == [], "the old one works until the new one is in use"
    new.activates(world.anna.user_id or "", code)

    assert world.phone.waiting()["gone"] == [old]
    assert Authenticator.objects.get(ref=old).state == Authenticator.State.REMOVED
    assert list(world.anna.user_means.filter(kind="app").values_list("authenticator__ref", flat=True)) == [
        new.key
    ]
    assert outcomes("means.removed", world.anna.ref) == ["done"]
    assert [browser.get("/mine/").status_code for browser in (desk, elsewhere)] == [302, 302]
    number = world.desk().asks(world.anna.user_id or "")
    assert new.approves(number).status_code == 200


def test_whoever_keeps_the_old_app_has_two(world: World) -> None:
    new = Phone()
    _, code = asks_for_a_code(at_desk(world.anna), replaces="none")

    new.activates(world.anna.user_id or "", code)

    number = world.desk().asks(world.anna.user_id or "")
    assert len(world.phone.waiting()["requests"]) == len(new.waiting()["requests"]) == 1
    assert new.approves(number).status_code == 200


@pytest.mark.parametrize("replaces", ["", "nobodys", "bodils"])
def test_only_an_app_of_ones_own_can_be_replaced(world: World, replaces: str) -> None:
    bodils = Authenticator.objects.get(person=world.nordby.bodil.person)

    answer = at_desk(world.anna).post(
        "/mine/means/app/", {"replaces": bodils.ref if replaces == "bodils" else replaces}
    )

    assert answer.status_code == 400
    assert not PendingKey.objects.filter(used_at__isnull=True).exists()


@pytest.mark.requirement("F1")
def test_an_open_browser_is_not_enough_to_add_the_app(world: World, clock: time_machine.Traveller) -> None:
    desk = at_desk(world.nordby.bodil)
    page, _ = asks_for_a_code(desk)
    clock.shift(timedelta(minutes=6))

    answers = [desk.get("/mine/means/app/"), desk.post("/mine/means/app/"), desk.get(page)]

    assert {answer.status_code for answer in answers} == {303}
    assert all(answer["Location"].startswith("/log-in?next=") for answer in answers)
    assert PendingKey.objects.filter(user=world.nordby.bodil).count() == 1


@pytest.mark.requirement("F1")
def test_a_weak_login_adds_no_app(world: World) -> None:
    desk = at_desk(world.nordby.bodil, level=Level.LOW, means=Means.USER_PASSWORD)

    assert desk.post("/mine/means/app/").status_code == 409
    assert not PendingKey.objects.filter(user=world.nordby.bodil).exists()
    assert outcomes("means.added", world.nordby.bodil.ref) == ["assurance_too_low"]


def test_another_persons_code_is_not_shown(world: World) -> None:
    page, _ = asks_for_a_code(at_desk(world.nordby.bodil))
    desk = at_desk(world.anna)

    assert desk.get(page).status_code == 404
    assert desk.get(f"{page}state").json() == {"state": "over"}


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("step", ["suspend", "lock"])
def test_what_ends_a_users_logins_ends_the_code_too(world: World, step: str, typed: bool) -> None:
    """Whoever made the code in a login in wrong hands gets no app of their own by it (attack test)."""
    bodil, phone = world.nordby.bodil, Phone()
    _, code = asks_for_a_code(at_desk(bodil))
    entered = phone.types_code(BODIL, code).json() if typed else {}
    mette = at_desk(world.nordby.mette)

    assert mette.post(f"/users/{bodil.ref}/steps/{step}/").status_code == 302

    answer = phone.hands_in(entered) if typed else phone.types_code(BODIL, code)
    assert BusinessUser.objects.get(pk=bodil.pk).state != "active"
    assert answer.status_code == 403
    assert means_of(bodil) == {Means.PASSKEY}


def test_a_lock_of_another_means_ends_the_code_too(world: World, clock: time_machine.Traveller) -> None:
    bodil, phone = world.nordby.bodil, Phone()
    _, code = asks_for_a_code(at_desk(bodil))
    entered = phone.types_code(BODIL, code).json()
    clock.shift(timedelta(minutes=1))
    passkey = Authenticator.objects.get(person=bodil.person)

    at_desk(world.nordby.mette).post(f"/users/{bodil.ref}/means/{passkey.ref}/lock/")

    assert phone.hands_in(entered).status_code == 403
    assert not Authenticator.objects.filter(person=bodil.person, kind="app").exists()


@pytest.mark.requirement("B6", "F1")
def test_an_administrator_locks_unlocks_and_takes_away_an_app(world: World) -> None:
    mette, page = at_desk(world.nordby.mette), f"/users/{world.anna.ref}/means/{world.phone.key}"
    number = world.desk().asks(world.anna.user_id or "")
    [shown] = world.phone.waiting()["requests"]
    said = world.phone.approval(shown, number)

    mette.post(f"{page}/lock/")
    locked, refused = world.phone.waiting(), world.phone.says("approve", **said)
    mette.post(f"{page}/unlock/")
    unlocked = world.phone.waiting()
    mette.post(f"{page}/remove/")
    removed, gone = world.phone.waiting(), world.phone.says("approve", **said)

    assert (locked["locked"], refused.json()["reason"]) == ([world.phone.key], "means_locked")
    assert (unlocked["locked"], len(unlocked["requests"])) == ([], 1)
    assert (removed["gone"], gone.status_code) == ([world.phone.key], 404)
    assert Authenticator.objects.get(ref=world.phone.key).state == Authenticator.State.REMOVED


def test_an_approval_by_an_app_that_is_taken_away_before_it_is_used_is_none(world: World) -> None:
    desk = world.desk()
    world.phone.approves(desk.asks(world.anna.user_id or ""))

    at_desk(world.nordby.mette).post(f"/users/{world.anna.ref}/means/{world.phone.key}/remove/")

    assert "/app" in desk.looks()


@pytest.mark.requirement("F1")
def test_whoever_lost_the_phone_takes_the_app_away(world: World) -> None:
    desk = at_desk(world.anna)

    assert "Remove App?" in desk.get(f"/mine/means/{world.phone.key}/remove/").content.decode()
    desk.post(f"/mine/means/{world.phone.key}/remove/")

    assert world.phone.waiting()["gone"] == [world.phone.key]
    assert means_of(world.anna) == {Means.PASSKEY}
