"""Guesses are counted at the user id, the address and the organisation, beside the means itself."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.code import actions as codes
from fuldmagt.authenticators.guesses import tasks
from fuldmagt.authenticators.models import Authenticator, Tries
from fuldmagt.authenticators.proof import Proof
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock as clocks
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import Nordby, Sydby, log_in, nordby, sydby
from tests.sign_in.people import PIN, Employee, an_employee

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}
FAILED = Refusal(Reason.LOGIN_FAILED)
WRONG = "902714"


@dataclass
class Scene:
    nordby: Nordby
    sydby: Sydby
    anna: Employee
    bodil: Employee
    soren: Employee

    def tries(self, user_id: str, pin: str = WRONG, code: str = "000000", **more: str) -> object:
        return codes.verify(user_id, pin, code, at=clocks.now(), **more)

    def right(self, who: Employee, **more: str) -> bool:
        shown = codes.verify(who.user.user_id or "", PIN, who.code(), at=clocks.now(), **more)
        return isinstance(shown, Proof)

    def unlocks(self, who: Employee) -> None:
        """The display itself is open again: what still stops the login is the count."""
        Authenticator.objects.filter(person=who.user.person).update(state="active", failures=0)

    def mette(self) -> Client:
        return log_in(Client(headers=ENGLISH), self.nordby.mette)


@pytest.fixture
def scene(db: None, clock: time_machine.Traveller, settings: Settings) -> Scene:
    settings.TRIES_PER_ACCOUNT = 6
    ours, theirs = nordby(), sydby()
    people = (an_employee(ours.anna), an_employee(ours.bodil), an_employee(theirs.soren))
    BusinessUser.objects.update(language="en")
    Notice.objects.all().delete()
    return Scene(ours, theirs, *people)


def counted(kind: str) -> int:
    return Tries.objects.get(kind=kind).count


def test_an_account_rests_after_many_wrong_tries_and_goes_on_by_itself(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    said = [scene.tries("anna.holmstrup.nordby") for _ in range(9)]
    scene.unlocks(scene.anna)

    assert said == [FAILED] * 9
    assert not scene.right(scene.anna), "not even what is right is judged"
    assert scene.right(scene.bodil)
    clock.shift(timedelta(minutes=14))
    assert not scene.right(scene.anna)
    clock.shift(timedelta(minutes=1))
    assert scene.right(scene.anna)


def test_the_user_is_told_once_and_the_log_says_so(scene: Scene) -> None:
    for _ in range(12):
        scene.tries("anna.holmstrup.nordby")

    told = Notice.objects.filter(subject="Somebody tries to log in as you")
    assert [each.to for each in told] == [scene.nordby.anna.email]
    assert "Nobody has got in" in told[0].body
    entry = PendingEntry.objects.get(event="tries.paused")
    assert (entry.subject, entry.actor) == (scene.nordby.anna.ref, "anybody")


@pytest.mark.requirement("F9")
def test_the_administrator_sees_it_and_lets_the_user_go_on(scene: Scene) -> None:
    page = f"/users/{scene.nordby.anna.ref}/means/"
    assert "many wrong tries" not in scene.mette().get(page).content.decode()
    for _ in range(7):
        scene.tries("anna.holmstrup.nordby")
    scene.unlocks(scene.anna)
    assert (
        "Until 10:15 nobody can log in as this user with a PIN or a code"
        in scene.mette().get(page).content.decode()
    )

    done = scene.mette().post(f"{page}let-on/", follow=True).content.decode()

    assert "Anna Holmstrup can try again now" in done
    assert scene.right(scene.anna)
    assert PendingEntry.objects.get(event="tries.let-on").actor == scene.nordby.mette.ref
    assert scene.mette().post(f"{page}let-on/").status_code == 403, "there is nothing to end"


def test_nobody_else_lets_the_user_go_on(scene: Scene) -> None:
    for _ in range(7):
        scene.tries("anna.holmstrup.nordby")
    scene.unlocks(scene.anna)

    for who in (scene.sydby.sigrid, scene.nordby.bodil, scene.nordby.birthe):
        at = log_in(Client(headers=ENGLISH), who)
        assert at.post(f"/users/{scene.nordby.anna.ref}/means/let-on/").status_code in {403, 404}

    assert not scene.right(scene.anna)


def test_a_user_id_that_nobody_has_is_counted_and_answered_alike(scene: Scene) -> None:
    entries = PendingEntry.objects.filter(event="tries.paused")
    for user_id in ("anna.holmstrup.nordby", "nobody.at.all"):
        pages = []
        for _ in range(9):
            who = Employee(scene.nordby.anna, scene.anna.secret, Client(headers=ENGLISH))
            page = who.types_user_id(who.follows("/log-in"), user_id)
            who.types_code(page.removesuffix("means") + "code", pin=WRONG)
            pages.append((who.page.status_code, "do not belong together" in who.text))
        assert pages == [(200, True)] * 9

    assert {each.count for each in Tries.objects.filter(kind="account")} == {6}
    assert entries.count() == 1, "nobody's is in no log"


def test_who_was_right_is_not_counted_and_resets_nobody_elses_count(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    for _ in range(4):
        scene.tries("anna.holmstrup.nordby", address="192.0.2.1")
    assert scene.right(scene.anna, address="192.0.2.1")

    assert (counted("account"), counted("address"), counted("organisation")) == (4, 4, 4)


def test_many_wrong_tries_from_one_address_stop_that_address(
    scene: Scene, settings: Settings, clock: time_machine.Traveller
) -> None:
    settings.TRIES_PER_ADDRESS = 5
    said = [scene.tries(f"user.{number}", address="192.0.2.1") for number in range(7)]

    assert said == [FAILED] * 5 + [Refusal(Reason.TOO_MANY_TRIES, about="address")] * 2
    assert not scene.right(scene.anna, address="192.0.2.1")
    assert scene.right(scene.anna, address="192.0.2.2")
    clock.shift(timedelta(minutes=15))
    assert scene.right(scene.anna, address="192.0.2.1")


def guesses_at_the_page(**request: str) -> int:
    who = Client(headers=ENGLISH, **request)
    page = who.get("/log-in")["Location"]
    who.post(f"{page}user-id", {"user_id": "somebody.else"})
    return int(who.post(f"{page}code", {"pin": WRONG, "code": "000000"}).status_code)


def test_a_header_that_anybody_can_write_is_no_address(scene: Scene, settings: Settings) -> None:
    settings.TRIES_PER_ADDRESS, settings.TRIES_PER_ACCOUNT = 3, 100
    got = [
        guesses_at_the_page(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
        for number in range(5)
    ]
    assert got == [200, 200, 200, 429, 429]


@pytest.mark.parametrize(
    "written", ["{}, 198.51.100.9", "198.51.100.9", "::ffff:198.51.100.9", "no address at all {}", ""]
)
def test_behind_a_proxy_its_own_word_counts_and_nonsense_does_not_get_by(
    scene: Scene, settings: Settings, written: str
) -> None:
    settings.TRUSTED_PROXY, settings.TRIES_PER_ADDRESS, settings.TRIES_PER_ACCOUNT = True, 3, 100
    got = [
        guesses_at_the_page(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=written.format(f"192.0.2.{number}"))
        for number in range(5)
    ]
    assert got == [200, 200, 200, 429, 429]


def test_all_addresses_of_one_customers_network_are_one(scene: Scene, settings: Settings) -> None:
    settings.TRIES_PER_ADDRESS, settings.TRIES_PER_ACCOUNT = 3, 100
    got = [guesses_at_the_page(REMOTE_ADDR=f"2001:db8:0:7:{number}::1") for number in range(5)]
    assert got == [200, 200, 200, 429, 429]
    assert guesses_at_the_page(REMOTE_ADDR="2001:db8:0:8::1") == 200


def test_an_organisation_under_attack_rests_and_its_administrators_are_told(
    scene: Scene, settings: Settings, clock: time_machine.Traveller
) -> None:
    settings.TRIES_PER_ORGANISATION = 5
    for name in ("anna.holmstrup", "bodil.ravnsoe"):
        for _ in range(4):
            assert scene.tries(f"{name}.nordby") == FAILED

    assert not scene.right(scene.anna)
    assert scene.right(scene.soren), "the neighbour goes on"
    told = Notice.objects.filter(subject="Somebody tries to log in as your users")
    assert sorted(each.to for each in told) == [scene.nordby.birthe.email, scene.nordby.mette.email]
    assert not Authenticator.objects.filter(state="locked").exists(), "and no display was locked by it"
    clock.shift(timedelta(minutes=15))
    assert scene.right(scene.anna)


def test_what_is_counted_cannot_be_read_and_is_forgotten(scene: Scene, clock: time_machine.Traveller) -> None:
    scene.tries("anna.holmstrup.nordby", address="192.0.2.1")
    read = str(list(Tries.objects.values()))
    assert not [word for word in ("anna", "192.0.2", "20000015") if word in read]

    assert tasks.forget(clocks.now()) == 0
    clock.shift(timedelta(days=2))
    assert tasks.forget(clocks.now()) == 3
    assert not Tries.objects.exists()
