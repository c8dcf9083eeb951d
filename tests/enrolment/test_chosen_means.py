"""The means that the administrator chose is the one that the employee begins with (B6)."""

from typing import Any

import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.models import PendingDisplay
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
from tests.authenticators.device import Device
from tests.cast import acting, nordby
from tests.conftest import MONDAY
from tests.enrolment.diana import DIANA, EMAIL, created_by_mette, invited_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OTHER = {Means.PASSKEY: "display", Means.CODE_DISPLAY: "passkey"}
WORDS = {Means.PASSKEY: "A passkey on this device", Means.CODE_DISPLAY: "A code display"}


def typed_for(page: str) -> dict[str, str]:
    if page == "display":
        return {"pin": "480271", "pin_again": "480271", "code": "123456"}
    return {"ceremony": "x", "response": "{}"}


@pytest.mark.requirement("B6")
@pytest.mark.requirement("B6")
@pytest.mark.parametrize("means", [Means.PASSKEY, Means.CODE_DISPLAY])
def test_no_other_means_is_offered_shown_or_taken(eid: NationalEid, means: Means) -> None:
    story = created_by_mette(eid, means)
    story.comes_to(Stage.PHONED)
    other, browser = OTHER[means], story.employee.browser

    offered = browser.get(f"{story.employee.link}means/").content.decode()
    shown = browser.get(f"{story.employee.link}means/{other}/")
    taken = story.employee.types(f"means/{other}", **typed_for(other))

    assert WORDS[means] in offered
    assert WORDS[next(each for each in OTHER if each is not means)] not in offered
    assert (shown.status_code, taken.status_code) == (403, 403)
    assert "Another means of login was chosen for you" in shown.content.decode()
    assert not PendingDisplay.objects.exists()
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
def test_a_display_is_no_first_means_where_a_passkey_was_chosen(eid: NationalEid) -> None:
    story = created_by_mette(eid, Means.PASSKEY, number="no")
    story.comes_to(Stage.PHONED)
    typed = actions.FirstUse("480271", "480271", "123456")

    taken = actions.take_display(story.now, "x", typed, at=MONDAY)

    assert taken == Refusal(Reason.STEP_NOT_POSSIBLE, about="other_means")
    user = story.now
    assert user.person is not None
    asked = begin_registration(user.person, user, at=MONDAY)
    assert not isinstance(
        actions.take_passkey(user, asked.ref, Device().makes(asked.options), at=MONDAY), Refusal
    )
    assert (story.now.state, means_of(story.now)) == (UserState.ACTIVE, {Means.PASSKEY})


@pytest.mark.requirement("B6")
@pytest.mark.parametrize(
    ("means", "number", "possible"),
    [
        (Means.PASSKEY, True, True),
        (Means.PASSKEY, False, True),
        (Means.CODE_DISPLAY, True, True),
        (Means.CODE_DISPLAY, False, False),
        *((means, number, False) for means in (Means.PRIVATE_EID, Means.CHIP) for number in (True, False)),
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

    assert all(word in page for word in WORDS.values())
