"""Somebody who has no private eID yet is kept as a candidate, and invited when it is there (B4)."""

import re
from typing import Any

import pytest
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context, Question
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.models import Invitation, TemporaryCode
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary.refusals import Reason
from tests.by_hand import changed
from tests.cast import Nordby, a_user, acting, log_in, nordby, se_sag, sydby
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee, last_mail, link_in
from tests.enrolment.diana import DIANA, EMAIL, Story
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

FORM = {
    "name": DIANA.name,
    "birth_date": "08-08-1990",
    "email": EMAIL,
    "language": "en",
    "has_national_number": "no",
    "means": "app",
    "employee_group": "Vej og park",
    "keep": "yes",
}


def at(user: BusinessUser) -> Client:
    return log_in(Client(headers={"accept-language": "en"}), user)


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def code_on(answer: Any) -> str:
    found = re.search(r'class="fm-code[^"]*">(.*?)</p>', answer.content.decode(), re.DOTALL)
    return re.sub(r"\D", "", re.sub(r"<[^>]+>", "", found[1])) if found else ""


def diana() -> BusinessUser:
    return BusinessUser.objects.select_related("organisation").get(email=EMAIL)


@pytest.fixture
def people() -> Nordby:
    return nordby()


@pytest.fixture
def mette(people: Nordby) -> Client:
    return at(people.mette)


@pytest.mark.requirement("B4", "B15")
def test_a_candidate_is_kept_without_mail_and_without_code(mette: Client, people: Nordby) -> None:
    page = mette.post("/users/new/", FORM, follow=True)

    user = diana()
    assert (user.state, user.employee_group) == (UserState.WAITING, "Vej og park")
    assert user.first_means == "app"
    assert "Diana Petrescu is kept as a candidate. No mail has been sent and no code made." in text(page)
    assert code_on(page) == ""
    assert [table.objects.count() for table in (Notice, Invitation, TemporaryCode)] == [0, 0, 0]
    assert "Diana Petrescu" in text(mette.get("/users/"))
    assert "Waiting" in text(mette.get("/users/"))
    assert "Kept as a candidate" in text(mette.get("/"))
    (entry,) = PendingEntry.objects.filter(event="user.created")
    assert (entry.actor, entry.at, entry.subject) == (people.mette.ref, MONDAY, user.ref)
    assert (entry.outcome, entry.facts["state"]) == ("done", "waiting")


@pytest.mark.requirement("B4", "B8", "B9", "B15")
def test_a_candidate_who_is_invited_gets_mail_and_code_and_goes_the_whole_way(
    mette: Client, people: Nordby, eid: NationalEid
) -> None:
    page = mette.post("/users/new/", FORM, follow=True)
    assert "Invite now" in text(page)

    page = mette.post(f"/users/{diana().ref}/invite/", follow=True)
    code = code_on(page)

    assert len(code) == 8
    assert diana().state == UserState.INVITED
    assert "Invite now" not in text(mette.get(f"/users/{diana().ref}/"))
    assert code_on(mette.get(f"/users/{diana().ref}/code/")) == "", "the code is shown once"
    (entry,) = PendingEntry.objects.filter(event="invitation.sent")
    assert (entry.actor, entry.subject, entry.facts["before"], entry.facts["after"]) == (
        people.mette.ref, diana().ref, "waiting", "invited",
    )  # fmt: skip
    story = Story(acting(people.mette), diana(), code, Employee(eid, link_in(last_mail(EMAIL))))
    assert "Type the temporary code" in story.employee.shows_the_eid(DIANA).content.decode()
    assert "Choose your user id" in story.employee.types("code", code=code).content.decode()


def test_a_candidate_is_invited_once_and_gets_neither_link_nor_code_alone(mette: Client) -> None:
    mette.post("/users/new/", FORM)
    path = f"/users/{diana().ref}/"
    for way in ("resend", "new-code"):
        assert way not in mette.get(path).content.decode()
        assert mette.post(f"{path}{way}/").status_code == 403
    assert not Notice.objects.exists()
    assert diana().state == UserState.WAITING

    mette.post(f"{path}invite/")
    again = mette.post(f"{path}invite/")

    assert again.status_code == 403
    assert (Notice.objects.count(), TemporaryCode.objects.count()) == (1, 1)


@pytest.mark.requirement("B4", "B15")
def test_a_candidate_can_be_corrected_and_closed(mette: Client) -> None:
    mette.post("/users/new/", FORM)
    user = diana()
    corrected = {
        "name": "Diana Petrescu Ionescu", "birth_date": "08-08-1990", "email": "diana.p@nordby.example",
        "language": "en", "version": str(user.version),
    }  # fmt: skip
    mette.post(f"/users/{user.ref}/", corrected)
    user.refresh_from_db()
    assert (user.name, user.email, user.state) == (
        "Diana Petrescu Ionescu", "diana.p@nordby.example", UserState.WAITING,
    )  # fmt: skip
    assert not Notice.objects.exists(), "who is not invited gets no mail by a correction"

    mette.post(f"/users/{user.ref}/steps/close/", {"reason": "Found other work"})
    user.refresh_from_db()
    assert user.state == UserState.CLOSED
    assert mette.post(f"/users/{user.ref}/invite/").status_code == 403
    assert not Notice.objects.exists()


@pytest.mark.requirement("B4", "A5")
def test_only_the_user_administrators_of_the_organisation_keep_and_invite(
    mette: Client, people: Nordby
) -> None:
    neighbour = at(sydby().sigrid)
    rights_only = at(a_user(people.organisation, "Rita Ret", Role.RIGHTS_ADMINISTRATOR))
    mette.post("/users/new/", FORM)
    path = f"/users/{diana().ref}/"

    assert neighbour.get(path).status_code == 404
    for other in (neighbour, rights_only, at(people.anna)):
        assert other.post(f"{path}invite/").status_code in {403, 404}
    assert rights_only.post("/users/new/", FORM | {"email": "else@nordby.example"}).status_code == 403
    assert "Invite now" not in text(rights_only.get(path))
    assert diana().state == UserState.WAITING
    assert BusinessUser.objects.filter(email="else@nordby.example").count() == 0
    assert not Notice.objects.exists()


@pytest.mark.requirement("B15")
@pytest.mark.parametrize("state", [UserState.WAITING, UserState.INVITED, UserState.IDENTITY_CONFIRMED])
def test_the_law_takes_nobody_for_a_user_before_the_activation(
    mette: Client, people: Nordby, state: UserState
) -> None:
    law = se_sag()
    mette.post("/users/new/", FORM | {"department": people.jobcenter.ref, "right": [law.kommunal.ref]})
    BusinessUser.objects.filter(email=EMAIL).update(state=state)
    assert Assignment.objects.get().right == law.kommunal

    def asked() -> Any:
        context = Context(MONDAY, MONDAY)
        return ask(Question(diana().ref, law.kommunal.ref, people.organisation.ref, context))

    denied = asked()
    BusinessUser.objects.filter(email=EMAIL).update(state=UserState.ACTIVE)
    changed()

    assert [each.reason for each in denied.reasons] == [Reason.USER_NOT_ACTIVATED]
    assert isinstance(asked(), Allowed)
