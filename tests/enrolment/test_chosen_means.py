"""The means that the administrator chose is the one that the employee begins with (B6)."""

from typing import Any

import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.app.actions import begin, code_of
from fuldmagt.authenticators.models import PendingDisplay, PendingKey
from fuldmagt.authenticators.passkey.actions import begin_registration
from fuldmagt.authenticators.queries import means_of
from fuldmagt.onboarding.activation import actions
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.onboarding.creation.actions import create
from fuldmagt.onboarding.invitations.rules import NewUser
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.app.phone import Phone
from tests.authenticators.device import Device
from tests.cast import acting, nordby
from tests.conftest import MONDAY
from tests.enrolment.diana import DIANA, EMAIL, created_by_mette, invited_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PAGES = {
    Means.APP: "app",
    Means.PASSKEY: "passkey",
    Means.CODE_DISPLAY: "display",
    Means.CODE_READER: "reader",
    Means.CHIP: "chip",
}
TYPED = {
    Means.APP: {},
    Means.PASSKEY: {"ceremony": "x", "response": "{}"},
    Means.CODE_DISPLAY: {"pin": "480271", "pin_again": "480271", "code": "123456"},
    Means.CODE_READER: {"pin": "480271", "pin_again": "480271", "code": "123456"},
    Means.CHIP: {"ceremony": "x", "response": "{}"},
}


@pytest.mark.requirement("B6")
@pytest.mark.parametrize("means", PAGES)
def test_no_other_means_is_offered_shown_or_taken(eid: NationalEid, means: Means) -> None:
    story = created_by_mette(eid, means)
    story.comes_to(Stage.PHONED)
    others, employee = [each for each in PAGES if each is not means], story.employee

    offered = employee.browser.get(f"{employee.link}means/").content.decode()
    shown = [employee.browser.get(f"{employee.link}means/{PAGES[each]}/") for each in others]
    taken = [employee.types(f"means/{PAGES[each]}", **TYPED[each]) for each in others]

    assert [each for each in PAGES if f'/means/{PAGES[each]}/"' in offered] == [means]
    assert "Your organisation has chosen it for you." in offered
    assert "The app on your phone, a passkey" not in offered
    assert {answer.status_code for answer in [*shown, *taken]} == {403}
    assert all("Another means of login was chosen for you" in page.content.decode() for page in shown)
    assert not PendingDisplay.objects.exists()
    assert not PendingKey.objects.exists()
    assert story.now.state == UserState.IDENTITY_CONFIRMED
    assert not means_of(story.now)


def test_the_right_answer_of_another_means_is_refused_too(eid: NationalEid) -> None:
    story = created_by_mette(eid, Means.CODE_DISPLAY)
    story.comes_to(Stage.PHONED)
    user = story.now
    assert user.person is not None
    asked = begin_registration(user.person, user, at=MONDAY)

    taken = actions.take_passkey(user, asked.ref, Device().makes(asked.options), at=MONDAY)

    assert taken == Refusal(Reason.STEP_NOT_POSSIBLE, about="other_means")
    assert story.now.state == UserState.IDENTITY_CONFIRMED
    assert story.log("means.added") == ["step_not_possible"]
    page = story.takes_a_display()
    assert "Your work login is ready" in page.content.decode()
    assert means_of(story.now) == {Means.CODE_DISPLAY}


@pytest.mark.requirement("B6")
def test_without_a_national_number_the_app_is_what_one_begins_with(eid: NationalEid) -> None:
    story = created_by_mette(eid, Means.APP, number="no")
    story.comes_to(Stage.PHONED)
    user = story.now
    assert user.person is not None
    asked = begin_registration(user.person, user, at=MONDAY)

    display = actions.take_display(user, "x", actions.FirstUse("480271", "480271", "123456"), at=MONDAY)
    passkey = actions.take_passkey(user, asked.ref, Device().makes(asked.options), at=MONDAY)
    code = code_of(begin(user, at=MONDAY))
    app = Phone().activates(user.user_id or "", code)

    assert display == passkey == Refusal(Reason.STEP_NOT_POSSIBLE, about="other_means")
    assert app.status_code == 200
    assert (story.now.state, means_of(story.now)) == (UserState.ACTIVE, {Means.APP})


@pytest.mark.requirement("B6")
@pytest.mark.parametrize(
    ("means", "number", "possible"),
    [
        (Means.APP, True, True),
        (Means.APP, False, True),
        (Means.PASSKEY, True, True),
        (Means.PASSKEY, False, False),
        (Means.CODE_DISPLAY, True, True),
        (Means.CODE_DISPLAY, False, False),
        (Means.CODE_READER, True, True),
        (Means.CODE_READER, False, False),
        (Means.CHIP, True, True),
        (Means.CHIP, False, False),
        (Means.PRIVATE_EID, True, False),
        (Means.PRIVATE_EID, False, False),
    ],
)
def test_what_can_be_chosen_is_judged_by_the_deed_and_not_by_the_form(
    means: Means, number: bool, possible: bool
) -> None:
    mette = acting(nordby().mette)
    new = NewUser(
        name=DIANA.name, email=EMAIL, birth_date=MONDAY.date().replace(1990), has_national_number=number
    )

    done: Any = create(new, means=means, by=mette, at=MONDAY)

    assert BusinessUser.objects.filter(email=EMAIL).exists() is possible
    if not possible:
        assert done == Refusal(Reason.INPUT_NOT_USABLE, about="means")
        assert PendingEntry.objects.get(event="user.created").outcome == "input_not_usable"


def test_whom_nobody_created_chooses_freely(eid: NationalEid) -> None:
    story = invited_by_mette(eid)
    story.comes_to(Stage.PHONED)

    page = story.employee.browser.get(f"{story.employee.link}means/").content.decode()

    assert all(f'/means/{each}/"' in page for each in PAGES.values())
