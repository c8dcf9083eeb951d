"""The eID and the administrator disagree: both are told, one press mends it, the employee goes on (B12)."""

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.onboarding.models import Disagreement
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.people.models import Eid
from fuldmagt.vocabulary.refusals import Reason
from tests.cast import log_in, sydby
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.diana import DIANA, EMAIL, Story, invited_by_mette
from tests.enrolment.provider import Citizen, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("B12")]

METTE = "mette.lundager@nordby.example"
MARRIED = DIANA.but(name="Diana Ionescu")
YOUNGER = DIANA.but(born="1990-08-09")


@pytest.fixture
def story(eid: NationalEid) -> Story:
    return invited_by_mette(eid)


@pytest.fixture
def office(story: Story) -> Client:
    """Mette at her browser, in English."""
    client = Client()
    client.cookies["fuldmagt_language"] = "en"
    return log_in(client, BusinessUser.objects.get(ref=story.mette.ref))


def seen(office: Client, story: Story) -> str:
    return unescape(office.get(f"/users/{story.user.ref}/").content.decode())


def takes_over(office: Client, story: Story, what: str, **changed: str) -> Any:
    ref = Disagreement.objects.get(user=story.user).ref
    sent = {"take_over": what, "disagreement": ref} | changed
    return office.post(f"/users/{story.user.ref}/take-over/", sent, follow=True)


def mails(to: str) -> int:
    return Notice.objects.filter(kind="mail", to=to).count()


@pytest.mark.parametrize(
    ("citizen", "what", "typed", "told"),
    [
        (MARRIED, "name", "Diana Petrescu", "Diana Ionescu"),
        (YOUNGER, "birth_date", "8 August 1990", "9 August 1990"),
    ],
)
def test_one_press_mends_it_and_the_employee_goes_on(
    story: Story, office: Client, citizen: Citizen, what: str, typed: str, told: str
) -> None:
    stopped = unescape(story.employee.shows_the_eid(citizen).content.decode())
    page = seen(office, story)
    mended = unescape(takes_over(office, story, what).content.decode())
    again = Employee(story.employee.eid, link_in(last_mail(EMAIL)))
    arrived = again.shows_the_eid(citizen)

    assert "Mette Lundager has been told and sees what differs" in stopped
    assert typed not in stopped
    assert f"/users/{story.user.ref}/" in last_mail(METTE).body
    assert typed in page
    assert told in page
    assert "since 2 March 2026, 10:00" in page
    assert "can go on. A mail with a new link is on its way" in mended
    assert "Differs" not in mended
    assert last_mail(EMAIL).subject == "You can go on with your work login"
    assert arrived.request["PATH_INFO"].endswith("/code/")
    assert story.log("identity.taken-over") == ["done"]
    assert not Disagreement.objects.exists()


def test_after_the_mend_the_employee_comes_to_the_end(story: Story, office: Client) -> None:
    """The temporary code that was handed over before still works."""
    story.employee.shows_the_eid(YOUNGER)
    takes_over(office, story, "birth_date")
    story.employee = Employee(story.employee.eid, link_in(last_mail(EMAIL)))
    story.employee.shows_the_eid(YOUNGER)

    for stage in (Stage.CODE_ENTERED, Stage.NAMED, Stage.PHONED, Stage.DONE):
        story.does(stage)

    assert story.now.state == "active"
    assert story.now.birth_date == date(1990, 8, 9)
    assert story.now.person is not None


def test_the_log_says_what_became_of_the_name(story: Story, office: Client) -> None:
    story.employee.shows_the_eid(MARRIED)
    takes_over(office, story, "name")

    page = unescape(office.get(f"/users/{story.user.ref}/events/").content.decode())

    assert "Mette Lundager took over for Diana Ionescu what the eID tells" in page
    assert "Name: Diana Petrescu became Diana Ionescu" in page


def test_nothing_of_it_is_readable_where_it_is_kept(story: Story) -> None:
    story.employee.shows_the_eid(MARRIED)

    kept = Disagreement.objects.get(user=story.user)
    entry = PendingEntry.objects.get(event="identity.confirmed")

    assert "Ionescu" not in kept.told
    assert "Ionescu" not in str(entry.facts)
    assert not Eid.objects.exists()


def test_the_administrator_is_told_once_however_often_it_is_tried(story: Story) -> None:
    before = mails(METTE)
    for _ in range(3):
        story.employee.shows_the_eid(MARRIED)

    assert mails(METTE) == before + 1
    assert story.log("identity.confirmed") == [Reason.EID_NAME_DIFFERS] * 3


def test_another_eid_is_news_and_voids_what_the_administrator_has_seen(story: Story, office: Client) -> None:
    """The button of an older page takes over nothing that the administrator has not seen."""
    story.employee.shows_the_eid(MARRIED)
    older = Disagreement.objects.get(user=story.user).ref
    story.employee.shows_the_eid(DIANA.but(name="Mallory Grey"))

    answer = takes_over(office, story, "name", disagreement=older)

    assert "Somebody changed this after you opened it" in unescape(answer.content.decode())
    assert story.log("identity.taken-over") == [Reason.CHANGED_MEANWHILE]
    assert story.now.name == "Diana Petrescu"
    assert "Mallory Grey" in seen(office, story)


def test_an_eid_that_agrees_in_nothing_is_told_and_not_kept(story: Story, office: Client) -> None:
    stopped = story.employee.shows_the_eid(Citizen("Mallory Grey", born="1979-01-01"))
    page = seen(office, story)

    assert "The eID belongs to somebody else" in stopped.content.decode()
    assert "Somebody else’s MitID was shown" in page
    assert "Mallory" not in page
    assert "Take over" not in page
    assert (
        "neither the name nor the birth date" in last_mail(METTE).body or "hverken" in last_mail(METTE).body
    )
    refused = takes_over(office, story, "name")
    assert refused.status_code == 403
    assert story.now.name == "Diana Petrescu"


def test_a_mend_by_hand_is_told_to_the_employee_by_one_press(story: Story, office: Client) -> None:
    story.employee.shows_the_eid(MARRIED)
    before = mails(EMAIL)
    user = story.now
    office.post(
        f"/users/{user.ref}/",
        {"version": str(user.version), "name": "Diana Ionescu", "email": EMAIL, "birth_date": "08-08-1990",
         "language": "en"},
    )  # fmt: skip
    page = seen(office, story)

    mended = unescape(takes_over(office, story, "").content.decode())

    assert "What is typed now agrees with the MitID" in page
    assert "can go on" in mended
    assert mails(EMAIL) == before + 1


def test_what_still_differs_is_not_called_mended(story: Story, office: Client) -> None:
    story.employee.shows_the_eid(MARRIED)

    assert takes_over(office, story, "").status_code == 403
    assert takes_over(office, story, "birth_date").request["PATH_INFO"] == f"/users/{story.user.ref}/"
    assert Disagreement.objects.exists()
    assert last_mail(EMAIL).subject == "Activate your work login"


def test_a_name_that_is_protected_is_never_taken_over(story: Story, office: Client) -> None:
    stopped = story.employee.shows_the_eid(DIANA.but(name="NAVNE & ADRESSEBESKYTTET"))
    page = seen(office, story)

    assert "Your eID does not tell your name, because it is protected" in unescape(stopped.content.decode())
    assert "The MitID does not tell enough" in page
    assert "ADRESSEBESKYTTET" not in page
    assert takes_over(office, story, "name").status_code == 403
    assert story.now.name == "Diana Petrescu"


def test_an_eid_without_birth_date_offers_none(story: Story, office: Client) -> None:
    story.employee.shows_the_eid(DIANA.but(born=""))

    assert "Take over" not in seen(office, story)
    assert takes_over(office, story, "birth_date").status_code == 403


@pytest.mark.requirement("A5")
def test_only_who_manages_the_users_of_the_organisation_takes_over(story: Story) -> None:
    story.employee.shows_the_eid(MARRIED)
    ref = Disagreement.objects.get(user=story.user).ref
    neighbour = log_in(Client(), sydby().sigrid)
    birthe = log_in(Client(), BusinessUser.objects.get(name="Birthe Nordahl"))
    sent = {"take_over": "name", "disagreement": ref}

    assert neighbour.post(f"/users/{story.user.ref}/take-over/", sent).status_code == 404
    assert birthe.post(f"/users/{story.user.ref}/take-over/", sent).status_code == 403
    assert "Ionescu" not in birthe.get(f"/users/{story.user.ref}/").content.decode()
    assert story.now.name == "Diana Petrescu"


def test_once_the_identity_is_confirmed_nothing_can_be_taken_over(story: Story, office: Client) -> None:
    story.employee.shows_the_eid(MARRIED)
    ref = Disagreement.objects.get(user=story.user).ref
    story.employee.shows_the_eid(DIANA)

    answer = office.post(
        f"/users/{story.user.ref}/take-over/", {"take_over": "name", "disagreement": ref}, follow=True
    )

    assert answer.status_code == 404
    assert story.now.name == "Diana Petrescu"
    assert "Differs" not in seen(office, story)


def test_where_many_mails_went_out_the_older_link_still_works(story: Story, office: Client) -> None:
    for _ in range(4):
        invitations.resend(story.user.ref, by=story.mette, at=MONDAY)
    story.employee = Employee(story.employee.eid, link_in(last_mail(EMAIL)))
    story.employee.shows_the_eid(MARRIED)

    mended = unescape(takes_over(office, story, "name").content.decode())

    assert "can go on with the link in the older mail" in mended
    assert story.employee.shows_the_eid(MARRIED).request["PATH_INFO"].endswith("/code/")


# Names that are one person's


@pytest.fixture
def names(eid: NationalEid) -> Callable[[str, str], bool]:
    mette = invited_by_mette(eid).mette

    def comes(typed: str, told: str) -> bool:
        new = NewUser(
            name=typed, email="n@nordby.example", birth_date=date(1991, 2, 14), has_national_number=False
        )
        made = invitations.invite(new, by=mette, at=MONDAY)
        assert isinstance(made, invitations.Invited), made
        employee = Employee(eid, link_in(last_mail(new.email)))
        answer = employee.shows_the_eid(Citizen(told, born="1991-02-14"))
        return bool(answer.request["PATH_INFO"].endswith("/code/"))

    return comes


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("OEYVIND FJELDSKOV BRAATHEN", "Bråthen, Øyvind Fjeldskov"),
        ("Petrescu Diana", "Diana Petrescu"),
        ("Diana Petrescu", "Diana Maria Petrescu"),
        ("Юлія Коваленко", "Yuliia Kovalenko"),
        ("Łukasz Żółć", "LUKASZ ZOLC"),
        ("Soren Kjaer", "Søren Kjær"),
        ("José María Núñez", "JOSE MARIA NUNXXEZ"),
        ("Van der Berg, Anna", "Anna Vanderberg"),
        ("Γιώργος Νικολάου", "γιώργος  νικολάου"),
        ("Suharto", "Suharto"),
    ],
)
def test_spellings_of_one_name_go_on(names: Callable[[str, str], bool], typed: str, told: str) -> None:
    assert names(typed, told)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Diana Petrescu", "Diana Ionescu"),
        ("Diana Petrescu", "Diana"),
        ("Anna Maria Holm", "Anna Louise Berg"),
        ("Γιώργος Νικολάου", "Νίκος Γεωργίου"),
    ],
)
def test_names_of_two_people_stop(names: Callable[[str, str], bool], typed: str, told: str) -> None:
    assert not names(typed, told)
