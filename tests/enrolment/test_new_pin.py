"""A forgotten PIN: the administrator starts, the user alone chooses, and only after showing the eID."""

from dataclasses import dataclass
from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.models import Authenticator
from fuldmagt.authenticators.proof import Proof
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.invitations.rules import PER_USER
from fuldmagt.onboarding.recovery import actions as recovery
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import acting, sydby
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.diana import DIANA, EMAIL, invited_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OLD, NEW = "480271", "719304"
BEFORE = MONDAY - timedelta(minutes=5)


@dataclass
class Story:
    """Diana has a code display and has forgotten its PIN; Mette has started a new one."""

    user: BusinessUser
    means: Authenticator
    display: pyotp.TOTP
    employee: Employee

    def chooses(self, code: str) -> str:
        page = self.employee.types("choose", pin=NEW, pin_again=NEW, code=code)
        return str(page.content.decode())

    def logs_in(self, pin: str, minutes: int = 0) -> Proof | Refusal:
        at = MONDAY + timedelta(minutes=minutes)
        return displays.verify("diana.petrescu", pin, self.display.at(at), at=at)


@pytest.fixture
def story(eid: NationalEid) -> Story:
    begun = invited_by_mette(eid)
    begun.employee.shows_the_eid(DIANA)
    begun.employee.types("code", code=begun.code)
    begun.employee.types("user-id", user_id="diana.petrescu")
    user = BusinessUser.objects.select_related("organisation", "person").get(pk=begun.user.pk)
    enrolment = displays.begin_enrolment(user, at=BEFORE)
    display = pyotp.TOTP(enrolment.secret)
    first = FirstUse(OLD, OLD, display.at(BEFORE))
    kept = displays.finish_enrolment(enrolment.ref, first, user=user, by=user.ref, at=BEFORE)
    assert isinstance(kept, Authenticator)
    BusinessUser.objects.filter(pk=user.pk).update(state=UserState.ACTIVE)
    recovery.start_new_pin(user.ref, kept.ref, by=begun.mette, at=MONDAY)
    return Story(user, kept, display, Employee(eid, link_in(last_mail(EMAIL))))


def test_the_user_chooses_it_after_showing_the_eid(story: Story) -> None:
    assert story.logs_in(OLD) == Refusal(Reason.LOGIN_FAILED)

    assert "Choose a new PIN" in story.employee.shows_the_eid(DIANA).content.decode()
    assert "Your new PIN works" in story.chooses(story.display.at(MONDAY))

    assert isinstance(story.logs_in(NEW, minutes=1), Proof)
    assert story.employee.opens_the_link().status_code == 410


def test_the_link_alone_chooses_nothing(story: Story) -> None:
    typed = {"pin": NEW, "pin_again": NEW, "code": story.display.at(MONDAY)}

    answer = Client().post(f"{story.employee.link}choose/", typed)

    assert answer.status_code == 302
    assert story.logs_in(NEW, minutes=1) == Refusal(Reason.LOGIN_FAILED)


def test_somebody_elses_eid_or_a_weak_one_chooses_nothing(story: Story) -> None:
    for citizen in (DIANA.but(subject="another"), DIANA.but(level="Low")):
        assert story.employee.shows_the_eid(citizen).status_code == 403
        assert "Go to MitID" in story.chooses(story.display.at(MONDAY))


def test_five_wrong_codes_lock_the_display(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)

    said = [story.chooses("000000") for _ in range(5)]

    story.means.refresh_from_db()
    assert "The code is not the right one" in said[0]
    assert "locked" in said[-1]
    assert story.means.state == Authenticator.State.LOCKED


def test_weak_pins_are_refused_here_too(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)

    page = story.employee.types("choose", pin="123456", pin_again="123456", code=story.display.at(MONDAY))

    assert "too easy to guess" in page.content.decode()


def test_only_a_user_administrator_of_the_same_organisation_starts_one(story: Story) -> None:
    mails = Notice.objects.count()

    for by in (acting(BusinessUser.objects.get(name="Anna Holmstrup")), acting(sydby().sigrid)):
        assert isinstance(recovery.start_new_pin(story.user.ref, story.means.ref, by=by, at=MONDAY), Refusal)

    assert Notice.objects.count() == mails


def test_the_pin_is_stopped_every_time_but_the_mailbox_is_not_flooded(story: Story) -> None:
    mette = acting(BusinessUser.objects.get(name="Mette Lundager"))

    for _ in range(8):
        assert isinstance(
            recovery.start_new_pin(story.user.ref, story.means.ref, by=mette, at=MONDAY), Authenticator
        )

    assert Notice.objects.filter(kind="mail", to=EMAIL).count() == PER_USER
