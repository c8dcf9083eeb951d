"""Who may invite whom, and how often (B4, B9, A5)."""

from datetime import date, timedelta

import pytest
import time_machine

from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.invitations import actions as invitations
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Actor
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import acting, sydby
from tests.conftest import MONDAY
from tests.enrolment.diana import EMAIL, Story, invited_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def story(eid: NationalEid) -> Story:
    return invited_by_mette(eid)


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


@pytest.mark.requirement("A1")
@pytest.mark.parametrize("state", ["represented", "closed"])
def test_an_organisation_that_has_not_joined_has_no_users(story: Story, state: str) -> None:
    Organisation.objects.filter(ref=story.mette.organisation).update(state=state)
    users, mails = BusinessUser.objects.count(), Notice.objects.count()
    new = NewUser(name="Nina Bro", email="nina@nordby.example", birth_date=date(1990, 1, 1))
    not_joined = Refusal(Reason.ORGANISATION_CLOSED, about=story.mette.organisation)

    assert invitations.invite(new, by=story.mette, at=MONDAY) == not_joined
    for deed in (invitations.resend, invitations.new_code):
        assert deed(story.user.ref, by=story.mette, at=MONDAY) == not_joined
    assert (BusinessUser.objects.count(), Notice.objects.count()) == (users, mails)


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

    refused = invitations.invite(NewUser(**given), by=story.mette, at=MONDAY)  # type: ignore[arg-type]  # fields of any type

    assert refused == Refusal(Reason.INPUT_NOT_USABLE, about=field)


def test_the_same_person_is_not_invited_twice(story: Story) -> None:
    new = NewUser(name="Petrescu Diana", email=EMAIL.upper(), birth_date=date(1990, 8, 8))

    assert invitations.invite(new, by=story.mette, at=MONDAY) == Refusal(Reason.ALREADY_EXISTS, about="user")
