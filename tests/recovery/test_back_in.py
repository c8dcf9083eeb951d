"""A forgotten PIN or a lost device: back in by the eID, alone (F9)."""

import re
from datetime import date, timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.test import Client

from fuldmagt.authenticators.models import Authenticator
from fuldmagt.onboarding.invitations.actions import Invited, invite
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.onboarding.models import Invitation
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.people.models import Person
from fuldmagt.vocabulary import clock as clocks
from tests.authenticators.device import Device
from tests.cast import acting, nordby
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.diana import DIANA, EMAIL, PIN, Story
from tests.enrolment.provider import NationalEid
from tests.recovery.conftest import ENGLISH, NEW, Scene, a_scene, mails

pytestmark = pytest.mark.requirement("F9")


def chooses_a_pin(scene: Scene, employee: Employee, code: str = "", pin: str = NEW) -> Any:
    typed = {"pin": pin, "pin_again": pin, "code": code or scene.display.now()}
    return employee.types(f"pin/{scene.means.ref}", **typed)


def takes_a_display(employee: Employee) -> tuple[pyotp.TOTP, str]:
    page = employee.browser.get(f"{employee.link}display/").content.decode()
    groups = re.search(r'class="fm-code[^>]*>(.*?)</p>', page, re.DOTALL)
    assert groups is not None, page
    display = pyotp.TOTP("".join(re.findall(r"<span>(\w+)</span>", groups[1])))
    done = employee.types("display", pin=NEW, pin_again=NEW, code=display.now())
    return display, done.content.decode()


def test_a_forgotten_pin_is_chosen_anew(scene: Scene, clock: time_machine.Traveller) -> None:
    employee = scene.proven()
    assert "Your user id is still diana.petrescu" in scene.page.content.decode()

    done = chooses_a_pin(scene, employee)

    assert "Your new PIN works" in done.content.decode()
    clock.shift(timedelta(minutes=1))
    assert not scene.logs_in(PIN)
    assert scene.logs_in(NEW)
    assert "old one works no more" in last_mail(EMAIL).body
    assert employee.opens_the_link().status_code == 410, "the link is used up"


def test_a_display_that_wrong_pins_have_locked_opens_with_a_new_one(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        assert not scene.logs_in("999111")
    assert not scene.logs_in()
    assert "http://localhost:8000/forgotten/pin" in last_mail(EMAIL).body

    clock.shift(timedelta(minutes=20))
    chooses_a_pin(scene, scene.proven())

    clock.shift(timedelta(minutes=1))
    assert scene.logs_in(NEW)


def test_a_lost_device_is_stopped_and_another_taken(scene: Scene, clock: time_machine.Traveller) -> None:
    employee = scene.proven()
    assert (
        "Stop it for good" in employee.browser.get(f"{employee.link}lost/{scene.means.ref}/").content.decode()
    ), "asked first"
    assert scene.means.state == Authenticator.State.ACTIVE

    said = employee.types(f"lost/{scene.means.ref}").content.decode()

    assert "It is stopped" in said
    assert scene.means.state == Authenticator.State.REMOVED
    assert not scene.logs_in(), "at once, whether or not another is taken"
    assert "reported as lost" in last_mail(EMAIL).body
    display, done = takes_a_display(employee)
    assert "Your new code display works" in done
    assert "a new means of login" in last_mail(EMAIL).subject
    clock.shift(timedelta(minutes=1))
    assert scene.logs_in(NEW, display)


def test_a_passkey_can_be_the_new_means(scene: Scene) -> None:
    employee = scene.proven()
    page = employee.browser.get(f"{employee.link}passkey/")
    ceremony = page.context["ceremony"]

    done = employee.types("passkey", ceremony=ceremony.ref, response=Device().makes(ceremony.options))

    assert "Your new passkey works" in done.content.decode()
    assert {each.kind for each in Authenticator.objects.filter(person=scene.user.person)} == {
        "code_display",
        "passkey",
    }
    assert employee.opens_the_link().status_code == 410


def test_the_link_alone_opens_nothing(scene: Scene) -> None:
    scene.asks()
    stranger = scene.opens()
    pages = ["choose", f"pin/{scene.means.ref}", f"lost/{scene.means.ref}", "passkey", "display"]

    for page in pages:
        for answer in (
            stranger.browser.get(f"{stranger.link}{page}/"),
            stranger.browser.post(f"{stranger.link}{page}/", {"pin": NEW, "pin_again": NEW}),
        ):
            assert (answer.status_code, answer["Location"]) == (302, stranger.link), page

    assert scene.logs_in()


@pytest.mark.parametrize(
    ("citizen", "said"),
    [
        (DIANA.but(subject="another"), "somebody else"),
        (DIANA.but(level="Low"), "level"),
        (DIANA.but(name="Ilie Campeanu", subject="ilie", born="1990-08-08"), "somebody else"),
    ],
)
def test_another_persons_eid_or_a_weaker_one_opens_nothing(scene: Scene, citizen: Any, said: str) -> None:
    employee = scene.proven(citizen)

    assert scene.page.status_code == 403
    assert said in scene.page.content.decode()
    assert "Go to MitID" in chooses_a_pin(scene, employee).content.decode()
    assert scene.logs_in()


def test_the_eid_is_as_sure_as_it_was_at_the_enrolment(scene: Scene) -> None:
    """Her identity was once confirmed at the level high: by less, nobody becomes her again."""
    Person.objects.filter(pk=scene.user.person_id).update(level="high")

    scene.proven()
    assert scene.page.status_code == 403
    employee = scene.proven(DIANA.but(level="High"))

    assert "Your new PIN works" in chooses_a_pin(scene, employee).content.decode()


def test_a_newer_link_makes_the_older_void_and_each_ends_after_a_day(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    scene.asks()
    older = scene.opens()
    scene.asks()
    newer = scene.opens()

    assert older.link != newer.link
    assert older.opens_the_link().status_code == 410
    assert newer.opens_the_link().status_code == 200
    clock.shift(timedelta(hours=24))
    assert newer.opens_the_link().status_code == 410


def test_what_the_browser_was_shown_ends_with_the_link(scene: Scene) -> None:
    """Proven in one browser; meanwhile another link was sent: the first browser goes no further."""
    employee = scene.proven()
    scene.asks()

    assert chooses_a_pin(scene, employee).status_code == 410
    assert scene.logs_in()


@pytest.mark.parametrize("step", ["lock", "suspend", "close"])
def test_whom_an_administrator_has_stopped_does_not_start_again_alone(scene: Scene, step: str) -> None:
    employee = scene.proven()
    scene.mette().post(f"/users/{scene.user.ref}/steps/{step}/")

    done = chooses_a_pin(scene, employee)
    lost = employee.types(f"lost/{scene.means.ref}")

    assert (done.status_code, lost.status_code) == (403, 403)
    assert scene.means.state == Authenticator.State.ACTIVE
    sent = len(mails(subject="Get back"))
    scene.asks()
    assert len(mails(subject="Get back")) == sent, "and asks for no further link"


def test_a_means_that_an_administrator_has_locked_gets_no_new_pin(scene: Scene) -> None:
    scene.mette().post(f"/users/{scene.user.ref}/means/{scene.means.ref}/lock/")
    employee = scene.proven()

    page, done = scene.page.content.decode(), chooses_a_pin(scene, employee)

    assert "I have it, but not the PIN" not in page
    assert done.status_code == 403
    assert scene.means.state == Authenticator.State.LOCKED


def test_a_display_is_opened_again_once_by_a_link_and_no_more(scene: Scene) -> None:
    employee = scene.proven()

    said = [chooses_a_pin(scene, employee, code="000000").status_code for _ in range(12)]

    assert said == [200, 200, 200, 200, 403] * 2 + [403, 403]
    assert scene.means.state == Authenticator.State.LOCKED
    assert not scene.logs_in()


def test_a_slip_of_the_pen_does_not_use_the_link_up(scene: Scene) -> None:
    employee = scene.proven()

    weak = chooses_a_pin(scene, employee, pin="123456")
    wrong = chooses_a_pin(scene, employee, code="000000")

    assert "too easy to guess" in weak.content.decode()
    assert "The code is not the right one" in wrong.content.decode()
    assert Invitation.objects.filter(purpose="recovery", used_at__isnull=True).count() == 1
    assert "Your new PIN works" in chooses_a_pin(scene, employee).content.decode()


def test_another_users_means_is_not_among_hers(scene: Scene) -> None:
    others = Authenticator.objects.exclude(person=scene.user.person).first()
    assert others is not None
    employee = scene.proven()

    for page in ("lost", "pin"):
        answer = employee.browser.post(f"{employee.link}{page}/{others.ref}/")
        assert answer.status_code == 302

    others.refresh_from_db()
    assert others.state == Authenticator.State.ACTIVE


def test_a_link_for_one_thing_opens_no_other(scene: Scene) -> None:
    scene.asks()
    token = scene.opens().link.split("/")[2]
    browser = Client(headers=ENGLISH)

    assert browser.get(f"/activate/{token}/").status_code == 403
    assert browser.get(f"/new-pin/{token}/").status_code == 403
    assert scene.story.employee.link.startswith("/activate/")
    assert browser.get(scene.story.employee.link.replace("activate", "recover")).status_code == 403


@pytest.mark.requirement("B13")
def test_who_has_a_national_number_comes_back_the_same_way(
    db: None, eid: NationalEid, clock: time_machine.Traveller
) -> None:
    numbered = DIANA.but(number="0808900002")
    mette = acting(nordby().mette)
    new = NewUser(
        name=DIANA.name, email=EMAIL, birth_date=date(1990, 8, 8), national_number="0808900002", language="en"
    )
    invited = invite(new, by=mette, at=clocks.now())
    assert isinstance(invited, Invited)
    story = Story(mette, invited.user, invited.code, Employee(eid, link_in(last_mail(EMAIL))))
    scene = a_scene(eid, story, numbered)
    clock.shift(timedelta(days=30))

    another = scene.proven(numbered.but(subject="another", number="0808900010"))
    assert scene.page.status_code == 403
    assert "Go to MitID" in chooses_a_pin(scene, another).content.decode()
    done = chooses_a_pin(scene, scene.proven(numbered))

    assert "Your new PIN works" in done.content.decode()


@pytest.mark.requirement("B6")
def test_what_was_not_chosen_at_the_creation_is_not_taken_on_the_way_back(scene: Scene) -> None:
    """Another user, for whom a passkey was chosen, and who has never had a code display (decision 0015)."""
    BusinessUser.objects.filter(pk=scene.user.pk).update(first_means="passkey")
    Authenticator.objects.filter(person=scene.user.person).update(kind="passkey")
    employee = scene.proven()

    assert "/display/" not in scene.page.content.decode()
    _, done = takes_a_display(employee)

    assert "Another means of login was chosen for you" in done
    assert Authenticator.objects.filter(person=scene.user.person).count() == 1
