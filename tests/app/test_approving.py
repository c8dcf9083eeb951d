"""A login by the app: a number on one screen, typed on the other, signed under a PIN; once."""

from datetime import timedelta

import pytest
import time_machine

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators import actions as means
from fuldmagt.authenticators.models import AppRequest, Authenticator, UserMeans
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import UserState
from fuldmagt.sign_in.models import SignIn
from tests import cast
from tests.app.conftest import World
from tests.app.phone import Phone, other, phone_of
from tests.cast import acting
from tests.oidc.party import BACK

ANNA = "anna.holmstrup.nordby"


def outcomes(event: str, subject: str) -> list[str]:
    rows = PendingEntry.objects.filter(event=event, subject=subject).order_by("pk")
    return list(rows.values_list("outcome", flat=True))


@pytest.mark.requirement("B10", "F1")
def test_the_number_and_the_pin_let_the_login_go_on(world: World) -> None:
    desk = world.desk()

    number = desk.asks(ANNA)
    waiting = desk.text
    [shown] = world.phone.waiting()["requests"]
    approved = world.phone.approves(number)
    back = desk.looks()

    assert f'<p class="fm-code fm-code-xl"><span>{number}</span></p>' in waiting
    assert (shown["name"], shown["organisation_name"], shown["service"], shown["provider"]) == (
        "Anna Holmstrup", "Nordby Kommune", world.se_sag.service.name, world.se_sag.service.provider.name
    )  # fmt: skip
    assert shown["where"].startswith("from Firefox on Windows, at ")
    assert number not in {str(told) for told in shown.values()}
    assert approved.status_code == 200
    assert back.startswith(BACK)
    login = SignIn.objects.get()
    assert (login.means, login.level, login.user) == ("app", "substantial", world.anna)
    assert AppRequest.objects.get().state == "taken"


def test_the_page_waits_and_says_so_until_somebody_approves(world: World) -> None:
    desk = world.desk()

    number = desk.asks(ANNA)
    desk.looks()

    assert desk.number == number
    assert desk.browser.get(f"{desk.path}/state").json() == {"state": "waiting"}
    world.phone.approves(number)
    assert desk.browser.get(f"{desk.path}/state").json() == {"state": "approved"}


def test_another_number_is_refused_and_the_third_ends_the_request(world: World) -> None:
    """Whoever approves what they do not see does not know the number (attack test: number matching)."""
    desk = world.desk()
    number = desk.asks(ANNA)

    wrong = [world.phone.approves(other(number)) for _ in range(3)]

    assert [each.json()["reason"] for each in wrong] == ["code_wrong"] * 3
    assert "not the number on the screen" in wrong[0].json()["says"]
    assert world.phone.waiting()["requests"] == []
    assert "/app" in desk.looks()
    assert "The app has not approved the login" in desk.text
    assert Authenticator.objects.get(ref=world.phone.key).failures == 0


def test_five_wrong_pins_in_a_row_lock_the_app_and_tell_its_user(world: World) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)

    tried = [world.phone.approves(number, wrong_pin=True).json() for _ in range(5)]

    assert [each["reason"] for each in tried] == ["login_failed"] * 4 + ["means_locked"]
    assert "You have 4 tries left" in tried[0]["says"]
    assert world.phone.waiting() == {"requests": [], "gone": [], "locked": [world.phone.key]}
    assert Authenticator.objects.get(ref=world.phone.key).state == Authenticator.State.LOCKED
    assert Notice.objects.get(to=world.anna.email, subject="Din app er låst")
    assert outcomes("means.used", world.anna.ref) == ["login_failed"] * 4 + ["means_locked"]


def test_a_locked_app_approves_nothing_with_the_right_pin(world: World) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)
    [shown] = world.phone.waiting()["requests"]
    for _ in range(5):
        world.phone.approves(number, wrong_pin=True)

    late = world.phone.says("approve", **world.phone.approval(shown, number))

    assert late.json()["reason"] == "means_locked"
    assert AppRequest.objects.get().state == "waiting"


def test_a_right_pin_forgets_the_wrong_ones_before_it(world: World) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)
    for _ in range(4):
        world.phone.approves(number, wrong_pin=True)

    assert world.phone.approves(number).status_code == 200
    assert Authenticator.objects.get(ref=world.phone.key).failures == 0


def test_an_approval_is_used_once(world: World) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)
    [shown] = world.phone.waiting()["requests"]
    said = world.phone.approval(shown, number)

    first, again = world.phone.says("approve", **said), world.phone.says("approve", **said)
    desk.looks()
    after = world.phone.says("approve", **said)

    assert [each.status_code for each in (first, again, after)] == [200, 403, 403]
    assert again.json()["about"] == "request"
    assert AppRequest.objects.get().state == "taken"


def test_another_users_app_cannot_answer(world: World) -> None:
    bodil = phone_of(world.nordby.bodil)
    desk = world.desk()
    number = desk.asks(ANNA)
    [shown] = world.phone.waiting()["requests"]

    as_herself = bodil.says("approve", **bodil.approval(shown, number))
    with_annas_key = bodil.says("approve", **bodil.approval(shown, number) | {"key": world.phone.key})
    denied = bodil.says("deny", key=bodil.key, secret=bodil.secret, request=shown["request"])

    assert (as_herself.status_code, with_annas_key.status_code, denied.status_code) == (403, 404, 403)
    assert bodil.waiting()["requests"] == []
    assert AppRequest.objects.get().state == "waiting"


@pytest.mark.parametrize("part", ["request", "challenge", "user_id", "services", "organisation"])
def test_what_was_signed_is_what_was_asked(world: World, part: str) -> None:
    """A signature for another login, service, user or organisation is none for this one."""
    desk = world.desk()
    number = desk.asks(ANNA)
    [shown] = world.phone.waiting()["requests"]
    signature = world.phone.signature(shown | {part: "another"}, number)

    refused = world.phone.says("approve", **world.phone.approval(shown, number) | {"signature": signature})

    assert refused.json()["reason"] == "login_failed"


@pytest.mark.requirement("B10")
def test_it_was_not_me_stops_the_login_and_tells_the_administrator_once(world: World) -> None:
    desk = world.desk()
    desk.asks(ANNA)

    denied = world.phone.denies()
    desk.looks()

    assert denied.status_code == 200
    assert "The login was stopped in the app" in desk.text
    assert outcomes("approval.denied", world.anna.ref) == ["done"]
    desk.page = desk.browser.post(desk.path, follow=True)
    world.phone.denies()
    assert Notice.objects.filter(to=world.nordby.mette.email).count() == 1
    assert not SignIn.objects.filter(user__isnull=False).exists()


def test_an_approved_login_can_still_be_stopped_before_it_goes_on(world: World) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)
    [shown] = world.phone.waiting()["requests"]
    world.phone.approves(number)

    world.phone.says("deny", key=world.phone.key, secret=world.phone.secret, request=shown["request"])

    assert desk.looks().endswith("/app")
    assert "The login was stopped in the app" in desk.text


def test_a_request_ends_by_itself(world: World, clock: time_machine.Traveller) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)
    [shown] = world.phone.waiting()["requests"]

    clock.shift(timedelta(minutes=4))

    assert world.phone.says("approve", **world.phone.approval(shown, number)).json()["about"] == "request"
    assert desk.browser.get(f"{desk.path}/state").json() == {"state": "over"}


def test_an_approval_is_taken_up_soon_or_not_at_all(world: World, clock: time_machine.Traveller) -> None:
    desk = world.desk()
    world.phone.approves(desk.asks(ANNA))

    clock.shift(timedelta(minutes=4))

    assert desk.looks().endswith("/app")
    assert not SignIn.objects.filter(user__isnull=False).exists()


def test_a_login_typed_for_somebody_else_since_does_not_take_the_approval(world: World) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)
    desk.browser.post(desk.path.removesuffix("app") + "user-id", {"user_id": "bodil.ravnsoe.nordby"})
    world.phone.approves(number)

    assert desk.looks().endswith("/app")
    assert desk.number
    assert not SignIn.objects.filter(user__isnull=False).exists()


def test_a_suspended_user_is_told_so_on_the_login_page(world: World) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)
    BusinessUser.objects.filter(pk=world.anna.pk).update(state=UserState.SUSPENDED)
    world.phone.approves(number)

    assert desk.looks().endswith("/refused")


def test_an_app_that_was_removed_meanwhile_lets_nobody_in(world: World) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)
    world.phone.approves(number)
    means.remove(
        world.anna.ref, world.phone.key, by=acting(world.nordby.mette), at=SignIn.objects.get().begun_at
    )

    desk.looks()

    assert not SignIn.objects.filter(user__isnull=False).exists()
    assert world.phone.waiting()["gone"] == [world.phone.key]


def test_an_administrator_unlocks_the_app(world: World) -> None:
    desk = world.desk()
    number = desk.asks(ANNA)
    for _ in range(5):
        world.phone.approves(number, wrong_pin=True)

    at = SignIn.objects.get().begun_at
    means.unlock(world.anna.ref, world.phone.key, by=acting(world.nordby.mette), at=at)

    assert world.phone.approves(number).status_code == 200


@pytest.mark.requirement("B14")
def test_one_app_may_serve_two_users_of_the_person(world: World) -> None:
    bodil, anna = world.nordby.bodil, world.anna
    BusinessUser.objects.filter(pk=bodil.pk).update(person=anna.person)
    held = Authenticator.objects.get(ref=world.phone.key)
    UserMeans.objects.create(user=bodil, kind="app", authenticator=held, since=held.created_at)
    desk = world.desk()

    number = desk.asks("bodil.ravnsoe.nordby")
    [shown] = world.phone.waiting()["requests"]

    assert shown["user_id"] == "bodil.ravnsoe.nordby"
    assert world.phone.approves(number).status_code == 200


@pytest.mark.requirement("B14")
@pytest.mark.parametrize("allowed", [True, False])
def test_an_app_that_serves_two_employers_answers_where_each_allows_it(world: World, allowed: bool) -> None:
    theirs, held = cast.sydby().organisation, Authenticator.objects.get(ref=world.phone.key)
    second = cast.a_user(theirs, "Anna Holmstrup", person=world.anna.person, means=None, user_id="anna.sydby")
    UserMeans.objects.create(user=second, kind="app", authenticator=held, since=held.created_at)
    Organisation.objects.update(shares_means=True)
    Organisation.objects.filter(pk=theirs.pk).update(shares_means=allowed)

    world.desk().asks("anna.sydby")

    assert [each["user_id"] for each in world.phone.waiting()["requests"]] == ["anna.sydby"] * allowed
    number = world.desk().asks(ANNA)
    [hers] = [each for each in world.phone.waiting()["requests"] if each["user_id"] == ANNA]
    answer = world.phone.says("approve", **world.phone.approval(hers, number))
    assert answer.status_code == 200, "where it was hers first it works in any case"


def test_the_secret_of_a_key_is_not_in_the_table(world: World) -> None:
    key = Authenticator.objects.get(ref=world.phone.key).app_key

    assert world.phone.secret not in key.secret
    assert Phone(key=world.phone.key, secret="another").waiting()["gone"] == [world.phone.key]
