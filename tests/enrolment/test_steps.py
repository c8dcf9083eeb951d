"""The temporary code, the user id, the phone: wrong ones are refused, counted and logged (B10)."""

from datetime import timedelta

import pytest
import time_machine

from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.actions import Invited
from fuldmagt.onboarding.invitations.rules import CODE_TRIES
from fuldmagt.onboarding.models import TemporaryCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from tests.conftest import MONDAY
from tests.enrolment.conftest import last_mail
from tests.enrolment.diana import DIANA, Story, invited_by_mette, wrong
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def story(eid: NationalEid) -> Story:
    return invited_by_mette(eid)


@pytest.mark.requirement("B10")
def test_a_wrong_code_is_counted_and_the_fifth_locks_it(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)

    said = [story.employee.types("code", code=wrong(story.code)).content.decode() for _ in range(CODE_TRIES)]
    right = story.employee.types("code", code=story.code)

    assert "You have 4 tries left" in said[0]
    assert "You have 1 try left" in said[3]
    assert "locked" in said[4]
    assert right.status_code == 403
    assert story.log("temporary-code.entered") == ["code_wrong"] * 4 + ["code_locked"] * 2
    assert "Diana Petrescu" in last_mail("mette.lundager@nordby.example").body


@pytest.mark.requirement("B8")
def test_a_new_code_makes_the_old_one_void_and_forgets_the_tries(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)
    for _ in range(CODE_TRIES):
        story.employee.types("code", code=wrong(story.code))

    made = invitations.new_code(story.user.ref, by=story.mette, at=MONDAY)

    assert isinstance(made, Invited)
    assert "Type the temporary code" in story.employee.types("code", code=story.code).content.decode()
    assert "Choose your user id" in story.employee.types("code", code=made.code).content.decode()


@pytest.mark.requirement("B10")
def test_an_expired_code_is_a_locked_code(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)
    TemporaryCode.objects.update(expires_at=MONDAY)

    assert story.employee.types("code", code=story.code).status_code == 403
    assert story.log("temporary-code.entered") == ["code_locked"]


@pytest.mark.requirement("B10")
def test_the_code_is_of_no_use_without_the_eid(story: Story) -> None:
    page = story.employee.types("code", code=story.code)

    assert "this is your way to a work login" in page.content.decode()
    assert story.log("temporary-code.entered") == []


@pytest.mark.requirement("B10")
def test_a_taken_or_unusable_user_id_is_said_at_the_field(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)
    story.employee.types("code", code=story.code)

    taken = story.employee.types("user-id", user_id="METTE.LUNDAGER.NORDBY").content.decode()
    unusable = [
        story.employee.types("user-id", user_id=each).content.decode()
        for each in ("abc", "8889900123456", "d..p..x", "Дiana", "admin", "a b c d e")
    ]

    assert "Somebody else has this user id" in taken
    assert all("Use 5 to 40 letters" in page for page in unusable)
    assert BusinessUser.objects.get(pk=story.user.pk).user_id is None


def on_to_the_phone(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)
    story.employee.types("code", code=story.code)
    story.employee.types("user-id", user_id="diana.petrescu")


def test_a_number_that_is_no_phone_gets_no_message(story: Story) -> None:
    on_to_the_phone(story)

    for number in ("12", "hej", "+45 1", "+999 123456789", "0045"):
        page = story.employee.types("phone", phone=number)
        assert "This is not a telephone number" in page.content.decode()
    assert not Notice.objects.filter(kind="text_message").exists()


@pytest.mark.requirement("B10")
def test_five_wrong_codes_use_a_phone_code_up_and_ten_minutes_do_too(
    story: Story, clock: time_machine.Traveller
) -> None:
    on_to_the_phone(story)
    story.employee.types("phone", phone="20123456")
    body = Notice.objects.get(kind="text_message").body
    code = body.split()[0]
    for _ in range(5):
        story.employee.types("phone/code", code=f"{(int(code) + 1) % 10**6:06}")

    assert "wrong too many times" in story.employee.types("phone/code", code=code).content.decode()

    clock.shift(timedelta(minutes=10))
    page = story.employee.types("phone/code", code=code)
    assert "has run out" in page.content.decode()


def test_nobodys_telephone_is_flooded(story: Story, clock: time_machine.Traveller) -> None:
    on_to_the_phone(story)

    pages = [story.employee.types("phone", phone="20123456").content.decode() for _ in range(8)]

    assert Notice.objects.filter(kind="text_message").count() == 5
    assert "Too many codes were sent to this telephone" in pages[-1]
    clock.shift(timedelta(hours=1))
    assert "Type the code" in story.employee.types("phone", phone="20123456").content.decode()


@pytest.mark.requirement("B10")
def test_steps_out_of_their_order_lead_nowhere(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)

    for page, typed in {
        "user-id": {"user_id": "diana.petrescu"},
        "phone": {"phone": "20123456"},
        "phone/code": {"code": "123456"},
        "means/display": {"pin": "480271", "pin_again": "480271", "code": "123456"},
        "means/passkey": {"ceremony": "x", "response": "{}"},
        "finish": {},
    }.items():
        answer = story.employee.types(page, **typed)
        assert "Type the temporary code" in answer.content.decode(), page
    assert BusinessUser.objects.get(pk=story.user.pk).state == UserState.IDENTITY_CONFIRMED


def test_a_suspended_way_stops(story: Story) -> None:
    BusinessUser.objects.filter(pk=story.user.pk).update(state=UserState.CLOSED)

    assert story.employee.shows_the_eid(DIANA).status_code == 403
