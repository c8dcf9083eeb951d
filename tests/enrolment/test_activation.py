"""From the invitation to a login that works: the whole way, and leaving and coming back (B7 to B10, B13)."""

import re
from dataclasses import dataclass
from datetime import date

import pyotp
import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.authenticators.code.actions import verify
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.queries import means_of
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.invitations.actions import Invited, invite
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.means import Means
from tests.cast import Nordby, acting, nordby
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, code_sent_to, last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

KATARZYNA = Citizen("Katarzyna Zielna", born="1991-02-14")
PIN = "480271"


@dataclass
class Story:
    nordby: Nordby
    user: BusinessUser
    code: str
    employee: Employee


@pytest.fixture
def story(eid: NationalEid) -> Story:
    """Mette has invited Katarzyna, who has no Danish national number, and handed her the code."""
    municipality = nordby()
    new = NewUser(
        name="Katarzyna Zielna",
        email="katarzyna@nordby.example",
        birth_date=date(1991, 2, 14),
        has_national_number=False,
        language="en",
    )
    invited = invite(new, by=acting(municipality.mette), at=MONDAY)
    assert isinstance(invited, Invited)
    return Story(municipality, invited.user, invited.code, Employee(eid, link_in(last_mail(new.email))))


def enrols_a_display(story: Story) -> tuple[str, object]:
    """Read the secret from the page, choose a PIN, and type the code that the display shows."""
    page = story.employee.browser.get(f"{story.employee.link}means/display/").content.decode()
    groups = re.search(r'class="fm-code[^>]*>(.*?)</p>', page, re.DOTALL)
    assert groups is not None
    secret = "".join(re.findall(r"<span>(\w+)</span>", groups[1]))
    code = pyotp.TOTP(secret).at(MONDAY)
    return secret, story.employee.types("means/display", pin=PIN, pin_again=PIN, code=code)


@pytest.mark.requirement("B8", "B9", "B10", "B15")
def test_a_foreign_employee_gets_a_login_of_her_own(story: Story) -> None:
    employee = story.employee
    assert "Katarzyna Zielna, this is your way" in employee.opens_the_link().content.decode()

    page = employee.shows_the_eid(KATARZYNA)
    assert "Type the temporary code" in page.content.decode()
    page = employee.types("code", code=f"{story.code[:4]} {story.code[4:]}")
    assert "Choose your user id" in page.content.decode()
    page = employee.types("user-id", user_id="Katarzyna.Zielna")
    page = employee.types("phone", phone="20 12 34 56")
    assert "+45 20 12 34 56" in page.content.decode()
    page = employee.types("phone/code", code=code_sent_to("+4520123456"))
    assert "Choose how you log in" in page.content.decode()
    secret, page = enrols_a_display(story)

    assert "Your work login is ready" in page.content.decode()
    assert "katarzyna.zielna" in page.content.decode()
    user = BusinessUser.objects.get(pk=story.user.pk)
    assert (user.state, user.phone) == (UserState.ACTIVE, "+4520123456")
    assert means_of(user) == {Means.CODE_DISPLAY}
    later = MONDAY.replace(minute=1)
    proof = verify("katarzyna.zielna", PIN, pyotp.TOTP(secret).at(later), at=later)
    assert isinstance(proof, Proof)
    assert proof.user == user.ref


@pytest.mark.requirement("B10")
def test_every_step_can_be_left_and_is_resumed_by_the_link_and_the_same_eid(
    story: Story, clock: time_machine.Traveller
) -> None:
    story.employee.shows_the_eid(KATARZYNA)
    story.employee.types("code", code=story.code)

    at_home = Employee(story.employee.eid, story.employee.link, Client())
    refused = at_home.types("user-id", user_id="katarzyna.zielna")
    assert "Show again that it is you" in refused.content.decode()
    page = at_home.shows_the_eid(KATARZYNA)

    assert "Choose your user id" in page.content.decode()


@pytest.mark.requirement("B13")
def test_an_employee_whose_national_number_agrees_needs_no_code(eid: NationalEid) -> None:
    mette = acting(nordby().mette)
    new = NewUser(name="Ida Skovgaard", email="ida@nordby.example", national_number="0909990012")
    invite(new, by=mette, at=MONDAY)
    employee = Employee(eid, link_in(last_mail(new.email)))

    page = employee.shows_the_eid(Citizen("NAVNE & ADRESSEBESKYTTET", born="1999-09-09", number="0909990012"))

    assert "Vælg dit bruger-id" in page.content.decode() or "Choose your user id" in page.content.decode()


@pytest.mark.requirement("B15")
def test_the_log_tells_each_step_and_no_secret(story: Story) -> None:
    test_a_foreign_employee_gets_a_login_of_her_own(story)

    entries = of_subject(story.user.ref, organisation=story.nordby.organisation.ref)
    told = [entry.event for entry in reversed(entries)]
    written = " ".join(str(entry.facts) for entry in entries)

    assert told == [
        "user.created",
        "invitation.opened",
        "identity.confirmed",
        "temporary-code.entered",
        "user-id.chosen",
        "phone-code.sent",
        "phone.confirmed",
        "means.added",
        "user.activated",
        "means.used",
    ]
    assert {entry.at for entry in entries} == {MONDAY, MONDAY.replace(minute=1)}  # the means is used later
    assert entries[-1].actor == story.nordby.mette.ref
    assert {entry.actor for entry in entries[:-1]} == {story.user.ref}
    assert story.code not in written
    assert not any(word in written for word in ("Katarzyna", "zielna", "4520123456", PIN))


def test_the_mail_reads_well_in_the_employees_language(story: Story) -> None:
    notice = last_mail("katarzyna@nordby.example")

    assert notice.subject == "Activate your work login"
    assert notice.language == "en"
    assert "Mette Lundager at Nordby Kommune has created a work login for you." in notice.body
    assert "&" not in notice.body
    assert story.code not in notice.body + notice.html
    assert Notice.objects.filter(body__contains=story.code).count() == 0
