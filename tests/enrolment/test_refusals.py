"""What stops an activation: each in plain words, with who mends it, counted and logged."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.actions import Invited
from fuldmagt.onboarding.invitations.rules import CODE_TRIES, LINK_LASTS, NewUser
from fuldmagt.onboarding.models import TemporaryCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor, UserState
from fuldmagt.people.models import Eid, Person
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import acting, nordby, sydby
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DIANA = Citizen("Diana Petrescu", born="1990-08-08")
EMAIL = "diana@nordby.example"


@dataclass
class Story:
    mette: Actor
    user: BusinessUser
    code: str
    employee: Employee

    def log(self, event: str) -> list[str]:
        rows = PendingEntry.objects.filter(subject=self.user.ref, event=event).order_by("pk")
        return list(rows.values_list("outcome", flat=True))


@pytest.fixture
def story(eid: NationalEid) -> Story:
    mette = acting(nordby().mette)
    new = NewUser(
        name="Diana Petrescu",
        email=EMAIL,
        birth_date=date(1990, 8, 8),
        has_national_number=False,
        language="en",
    )
    invited = invitations.invite(new, by=mette, at=MONDAY)
    assert isinstance(invited, Invited)
    return Story(mette, invited.user, invited.code, Employee(eid, link_in(last_mail(EMAIL))))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"


# The link


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


# The eID


def refused_with(story: Story, citizen: Citizen) -> str:
    page = story.employee.shows_the_eid(citizen)
    assert page.status_code == 403
    assert BusinessUser.objects.get(pk=story.user.pk).state == UserState.INVITED
    assert not Eid.objects.exists()
    assert not Person.objects.filter(name=citizen.name, level="low").exists()
    return str(page.content.decode())


@pytest.mark.requirement("B10")
def test_an_eid_issued_over_the_counter_does_not_reach_the_level(story: Story) -> None:
    said = refused_with(story, DIANA.but(level="Low"))

    assert "does not say surely enough who you are" in said
    assert story.log("identity.confirmed") == [Reason.EID_LEVEL_TOO_LOW]


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


# The temporary code


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


def test_a_new_code_makes_the_old_one_void_and_forgets_the_tries(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)
    for _ in range(CODE_TRIES):
        story.employee.types("code", code=wrong(story.code))

    made = invitations.new_code(story.user.ref, by=story.mette, at=MONDAY)

    assert isinstance(made, Invited)
    assert "Type the temporary code" in story.employee.types("code", code=story.code).content.decode()
    assert "Choose your user id" in story.employee.types("code", code=made.code).content.decode()


def test_an_expired_code_is_a_locked_code(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)
    TemporaryCode.objects.update(expires_at=MONDAY)

    assert story.employee.types("code", code=story.code).status_code == 403
    assert story.log("temporary-code.entered") == ["code_locked"]


def test_the_code_is_of_no_use_without_the_eid(story: Story) -> None:
    page = story.employee.types("code", code=story.code)

    assert "First: show who you are" in page.content.decode()
    assert story.log("temporary-code.entered") == []


# User id, phone, order of steps


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


# Who may invite, and how much


@pytest.mark.requirement("B9")
def test_a_mailbox_is_not_flooded_by_sending_again(story: Story, clock: time_machine.Traveller) -> None:
    outcomes = [invitations.resend(story.user.ref, by=story.mette, at=MONDAY) for _ in range(8)]

    assert sum(not isinstance(outcome, Refusal) for outcome in outcomes) == 4  # the first mail counts
    assert Notice.objects.filter(to=EMAIL).count() == 5
    assert outcomes[-1] == Refusal(Reason.TOO_MANY_TRIES, about="user")
    later = MONDAY + timedelta(hours=1)
    assert not isinstance(invitations.resend(story.user.ref, by=story.mette, at=later), Refusal)


@pytest.mark.requirement("A5")
def test_only_a_user_administrator_of_the_same_organisation_invites(story: Story) -> None:
    stranger = acting(sydby().sigrid)
    anna = Actor("anna", story.mette.organisation, frozenset())
    new = NewUser(name="Nina Bro", email="nina@nordby.example", birth_date=date(1990, 1, 1))

    assert invitations.invite(new, by=anna, at=MONDAY) == Refusal(Reason.NOT_PERMITTED, about="manage_users")
    for by in (stranger, anna):
        for deed in (invitations.resend, invitations.new_code):
            assert isinstance(deed(story.user.ref, by=by, at=MONDAY), Refusal)
    assert Notice.objects.filter(to=EMAIL).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "12345"),
        ("email", "diana"),
        ("email", "a@b.c"),
        ("email", "a@b.example\nBcc: all@x.example"),
        ("birth_date", None),
        ("birth_date", date(2026, 3, 2)),
        ("birth_date", date(1899, 12, 31)),
    ],
)
def test_a_user_is_not_created_of_what_cannot_be_right(story: Story, field: str, value: object) -> None:
    given = {"name": "Nina Bro", "email": "nina@nordby.example", "birth_date": date(1990, 1, 1)} | {
        field: value
    }

    refused = invitations.invite(NewUser(**given), by=story.mette, at=MONDAY)  # type: ignore[arg-type] - of any type

    assert refused == Refusal(Reason.INPUT_NOT_USABLE, about=field)


def test_the_same_person_is_not_invited_twice(story: Story) -> None:
    new = NewUser(name="Petrescu Diana", email=EMAIL.upper(), birth_date=date(1990, 8, 8))

    assert invitations.invite(new, by=story.mette, at=MONDAY) == Refusal(Reason.ALREADY_EXISTS, about="user")
