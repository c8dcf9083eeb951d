"""An employee with a national number, whatever the name or nationality, has a step less (B13)."""

import re
from typing import Any

import pytest

from fuldmagt.authenticators.queries import means_of
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.means import Means
from tests.enrolment.diana import DIANA, created_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NUMBER = "0808900014"


def told_steps(answer: Any) -> tuple[int, int]:
    """How many steps are done, of how many."""
    found = re.search(r"(\d+) of (\d+)", answer.content.decode())
    assert found is not None
    return int(found[1]), int(found[2])


@pytest.mark.requirement("B13")
def test_the_employee_with_a_national_number_goes_to_the_end_with_a_step_less(eid: NationalEid) -> None:
    story = created_by_mette(eid, Means.CODE_DISPLAY, national_number="080890-0014")
    employee, abroad = story.employee, DIANA.but(number=NUMBER)

    first = employee.opens_the_link()
    page = employee.shows_the_eid(abroad)

    assert told_steps(first) == (0, 4)
    assert "Type the temporary code" not in first.content.decode()
    assert "Choose your user id" in page.content.decode().split("</h1>")[0]
    assert "Type the temporary code" not in page.content.decode()
    assert told_steps(page) == (1, 4)
    assert employee.browser.get(f"{employee.link}code/")["Location"].endswith("/user-id/")
    for stage in (Stage.NAMED, Stage.PHONED, Stage.DONE):
        story.does(stage)
    assert story.now.state == UserState.ACTIVE
    assert means_of(story.now) == {Means.CODE_DISPLAY}
    assert story.log("temporary-code.entered") == []


def test_without_the_number_there_is_the_step_of_the_code(eid: NationalEid) -> None:
    story = created_by_mette(eid, Means.APP, number="no")

    assert told_steps(story.employee.opens_the_link()) == (1, 11)  # with the preparation, and the invitation
    page = story.employee.shows_the_eid(DIANA)

    assert "Type the temporary code" in page.content.decode().split("</h1>")[0]
    assert told_steps(page) == (7, 11)
