"""Whose eID it is, and what it has to reach (B10, B12, B13)."""

from datetime import date

import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.people.models import Eid, Person
from fuldmagt.vocabulary.refusals import Reason
from tests.cast import acting, nordby
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.diana import DIANA, Story, invited_by_mette
from tests.enrolment.provider import Citizen, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def story(eid: NationalEid) -> Story:
    return invited_by_mette(eid)


def refused_with(story: Story, citizen: Citizen) -> str:
    page = story.employee.shows_the_eid(citizen)
    assert page.status_code == 403
    assert BusinessUser.objects.get(pk=story.user.pk).state == UserState.INVITED
    assert not Eid.objects.exists()
    assert not Person.objects.filter(name=citizen.name, level="low").exists()
    return str(page.content.decode())


@pytest.mark.requirement("B2", "B10")
def test_an_eid_issued_over_the_counter_does_not_reach_the_level(story: Story) -> None:
    """However strong the means: without a scan at the issuing there is no other way for now."""
    said = refused_with(story, DIANA.but(level="High", issued="Low"))

    assert "issued without a scan of your passport or ID card" in said
    assert "for now there is no other way" in said
    assert "33 98 00 10" in said
    assert story.log("identity.confirmed") == [Reason.EID_ISSUED_TOO_LOW]
    assert story.employee.shows_the_eid(DIANA).request["PATH_INFO"].endswith("/code/")


@pytest.mark.requirement("B2")
def test_a_weak_login_with_an_eid_that_was_well_issued_is_refused_too(story: Story) -> None:
    said = refused_with(story, DIANA.but(level="Low", issued="Substantial"))

    assert "does not say surely enough who you are" in said
    assert "Use an eID of a higher level" in said
    assert story.log("identity.confirmed") == [Reason.EID_LEVEL_TOO_LOW]


@pytest.mark.requirement("B2")
def test_whoever_comes_back_with_a_weaker_login_goes_no_further(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)
    again = Employee(story.employee.eid, story.employee.link)

    page = again.shows_the_eid(DIANA.but(level="Low"))

    assert page.status_code == 403
    assert story.log("identity.confirmed") == ["done", Reason.EID_ISSUED_TOO_LOW]


def test_another_persons_eid_opens_nothing(story: Story) -> None:
    said = refused_with(story, Citizen("Mallory Grey", born="1979-01-01"))

    assert "The eID belongs to somebody else" in said
    assert story.log("identity.confirmed") == [Reason.EID_OTHER_PERSON]


@pytest.mark.parametrize(
    ("citizen", "reason", "told"),
    [
        (DIANA.but(name="Diana Popescu"), Reason.EID_NAME_DIFFERS, "name"),
        (DIANA.but(born="1990-08-09"), Reason.EID_BIRTH_DATE_DIFFERS, "birth date"),
        (DIANA.but(born=""), Reason.EID_BIRTH_DATE_DIFFERS, "birth date"),
    ],
)
def test_a_slip_of_the_administrator_is_told_to_both_and_easily_mended(
    story: Story, citizen: Citizen, reason: Reason, told: str
) -> None:
    said = refused_with(story, citizen)

    mail = last_mail("mette.lundager@nordby.example")
    assert "Mette Lundager" in said
    assert told in mail.body or "navn" in mail.body or "fødselsdato" in mail.body
    assert f"/users/{story.user.ref}/" in mail.body
    assert story.log("identity.confirmed") == [reason]


def test_spellings_of_one_name_are_the_same_person(eid: NationalEid) -> None:
    mette = acting(nordby().mette)
    new = NewUser(name="OEYVIND FJELDSKOV BRAATHEN", email="o@nordby.example", birth_date=date(1991, 2, 14))
    invitations.invite(new, by=mette, at=MONDAY)
    employee = Employee(eid, link_in(last_mail(new.email)))

    page = employee.shows_the_eid(Citizen("Bråthen, Øyvind Fjeldskov", born="1991-02-14"))

    assert page.request["PATH_INFO"].endswith("/code/")


def test_a_national_number_that_differs_is_another_person_whatever_the_name_says(eid: NationalEid) -> None:
    mette = acting(nordby().mette)
    new = NewUser(name="Ida Skovgaard", email="ida@nordby.example", national_number="0909990012")
    invitations.invite(new, by=mette, at=MONDAY)
    employee = Employee(eid, link_in(last_mail(new.email)))

    page = employee.shows_the_eid(Citizen("Ida Skovgaard", born="1999-09-09", number="0909990020"))

    assert page.status_code == 403
    assert PendingEntry.objects.get(event="identity.confirmed").outcome == Reason.EID_OTHER_PERSON


def test_once_confirmed_the_identity_is_that_persons_alone(story: Story) -> None:
    """A namesake born on the same day, with the link, comes too late."""
    story.employee.shows_the_eid(DIANA)
    namesake = Employee(story.employee.eid, story.employee.link)

    page = namesake.shows_the_eid(DIANA.but(subject="another-diana"))

    assert page.status_code == 403
    assert story.log("identity.confirmed") == ["done", Reason.EID_OTHER_PERSON]
    assert Eid.objects.count() == 1


def test_whoever_cancels_at_the_eid_may_try_again(story: Story) -> None:
    url = story.employee.goes_to_the_eid()

    page = story.employee.browser.get(story.employee.eid.refuse(url, "access_denied"))

    assert "The login was cancelled" in page.content.decode()
    assert story.employee.link in page.content.decode()
    assert story.log("identity.confirmed") == [Reason.LOGIN_CANCELLED]
    assert story.employee.shows_the_eid(DIANA).status_code == 200
