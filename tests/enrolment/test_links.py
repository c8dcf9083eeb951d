"""A link in a mail: looked at freely, used by one, for a while (B9)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.rules import LINK_LASTS, PER_USER
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.registers.eid.models import EidLogin
from fuldmagt.vocabulary.refusals import Reason
from tests.cast import log_in
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.diana import DIANA, EMAIL, Story, invited_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def story(eid: NationalEid) -> Story:
    return invited_by_mette(eid)


def test_looking_at_the_link_changes_nothing_however_often_mail_scanners_look(story: Story) -> None:
    before = PendingEntry.objects.count()

    pages = [Client().get(story.employee.link) for _ in range(20)]

    assert {page.status_code for page in pages} == {200}
    assert PendingEntry.objects.count() == before
    assert story.employee.shows_the_eid(DIANA).status_code == 200


@pytest.mark.requirement("B9")
def test_a_link_works_until_its_last_second_and_not_one_second_longer(
    story: Story, clock: time_machine.Traveller
) -> None:
    clock.shift(LINK_LASTS - timedelta(seconds=1))
    assert story.employee.opens_the_link().status_code == 200

    clock.shift(timedelta(seconds=1))
    page = story.employee.opens_the_link()

    assert page.status_code == 410
    assert "Mette Lundager" in page.content.decode()
    assert story.employee.browser.post(story.employee.link).status_code == 410


def test_a_link_that_expires_while_its_holder_is_at_the_eid_confirms_nobody(
    story: Story, clock: time_machine.Traveller
) -> None:
    clock.shift(LINK_LASTS - timedelta(seconds=5))
    url = story.employee.goes_to_the_eid()
    clock.shift(timedelta(seconds=6))

    page = story.employee.browser.get(story.employee.eid.login(url, DIANA))

    assert page.status_code in {403, 410}
    assert BusinessUser.objects.get(pk=story.user.pk).person is None
    assert story.log("identity.confirmed") == [Reason.LINK_EXPIRED]


@pytest.mark.requirement("B9")
def test_sending_the_mail_again_makes_the_older_link_void(story: Story) -> None:
    invitations.resend(story.user.ref, by=story.mette, at=MONDAY)

    old = story.employee.opens_the_link()
    new = Employee(story.employee.eid, link_in(last_mail(EMAIL))).opens_the_link()

    assert (old.status_code, new.status_code) == (410, 200)
    assert "A newer link has replaced this one" in old.content.decode()


def test_what_was_done_is_kept_when_a_new_link_is_sent(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)
    story.employee.types("code", code=story.code)
    invitations.resend(story.user.ref, by=story.mette, at=MONDAY)

    page = Employee(story.employee.eid, link_in(last_mail(EMAIL))).shows_the_eid(DIANA)

    assert "Choose your user id" in page.content.decode()


def test_a_link_that_nobody_sent_opens_nothing(story: Story) -> None:
    for path in ("/activate/guess/", "/activate/guess/code/", "/activate/guess/done/", "/new-pin/guess/"):
        assert Client().get(path).status_code in {403, 410}


@pytest.mark.requirement("B9")
def test_a_corrected_address_gets_the_mail_and_the_link_in_the_old_one_is_void(story: Story) -> None:
    desk = log_in(Client(headers={"accept-language": "en"}), BusinessUser.objects.get(ref=story.mette.ref))
    corrected = {
        "name": "Diana Petrescu", "birth_date": "08-08-1990", "email": "diana.petrescu@nordby.example",
        "language": "en", "version": str(story.now.version),
    }  # fmt: skip

    page = desk.post(f"/users/{story.user.ref}/", corrected, follow=True).content.decode()

    assert "A new activation mail is on its way to diana.petrescu@nordby.example." in page
    assert story.employee.opens_the_link().status_code == 410
    assert story.employee.browser.post(story.employee.link).status_code == 410
    right = Employee(story.employee.eid, link_in(last_mail("diana.petrescu@nordby.example")))
    assert "Type the temporary code" in right.shows_the_eid(DIANA).content.decode()
    assert story.log("user.changed") == story.log("invitation.sent") == ["done"]


@pytest.mark.requirement("B9")
def test_the_old_link_is_void_even_when_no_more_mail_may_be_sent(story: Story) -> None:
    desk = log_in(Client(headers={"accept-language": "en"}), BusinessUser.objects.get(ref=story.mette.ref))
    for _ in range(PER_USER):
        invitations.resend(story.user.ref, by=story.mette, at=MONDAY)
    newest = Employee(story.employee.eid, link_in(last_mail(EMAIL)))
    corrected = {
        "name": "Diana Petrescu", "birth_date": "08-08-1990", "email": "diana.petrescu@nordby.example",
        "language": "en", "version": str(story.now.version),
    }  # fmt: skip

    page = desk.post(f"/users/{story.user.ref}/", corrected, follow=True).content.decode()

    assert "The link in the older mail no longer works." in page
    assert newest.opens_the_link().status_code == 410
    assert not Notice.objects.filter(to="diana.petrescu@nordby.example").exists()


def test_another_telephone_sends_no_new_mail(story: Story) -> None:
    desk = log_in(Client(headers={"accept-language": "en"}), BusinessUser.objects.get(ref=story.mette.ref))
    same = {
        "name": "Diana Petrescu", "birth_date": "08-08-1990", "email": EMAIL, "phone": "20 12 34 56",
        "language": "en", "version": str(story.now.version),
    }  # fmt: skip

    desk.post(f"/users/{story.user.ref}/", same)

    assert story.now.phone == "20 12 34 56"
    assert Notice.objects.filter(kind="mail").count() == 1
    assert story.employee.opens_the_link().status_code == 200


@pytest.mark.requirement("B9")
def test_a_link_that_has_led_to_a_login_leads_nobody_again(story: Story) -> None:
    story.comes_to(Stage.DONE)
    elsewhere = Client(headers={"accept-language": "en"})
    written = PendingEntry.objects.count()

    opened, pressed = elsewhere.get(story.employee.link), elsewhere.post(story.employee.link)

    assert (opened.status_code, pressed.status_code) == (410, 410)
    assert "has been used" in opened.content.decode()
    assert "Location" not in pressed
    assert (EidLogin.objects.count(), PendingEntry.objects.count()) == (1, written)
    assert elsewhere.get(f"{story.employee.link}done/").status_code == 410
