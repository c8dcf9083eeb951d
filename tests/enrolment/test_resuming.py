"""Every step of an activation can be left and gone on with elsewhere; the eID serves it alone (B10)."""

import re

import pyotp
import pytest
from django.test import Client

from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.authenticators.queries import means_of
from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.means import Means
from tests.cast import se_sag
from tests.conftest import MONDAY
from tests.enrolment.conftest import Employee
from tests.enrolment.diana import DIANA, PIN, Story, invited_by_mette
from tests.enrolment.provider import NationalEid
from tests.oidc.party import a_party
from tests.sign_in.people import Employee as AtWork

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("B10")]

CHOICES = re.compile(r'<a[^>]*fm-choice[^>]*href="[^"]*/([\w-]+)"')
GOES_ON: dict[Stage, str] = {
    Stage.IDENTIFIED: "Type the temporary code",
    Stage.CODE_ENTERED: "Choose your user id",
    Stage.NAMED: "Confirm your phone number",
    Stage.PHONED: "Choose how you log in",
}


@pytest.fixture
def story(eid: NationalEid) -> Story:
    return invited_by_mette(eid)


def elsewhere(story: Story) -> Employee:
    """Another browser, of which the platform knows nothing, with the same link."""
    story.employee = Employee(story.employee.eid, story.employee.link, Client())
    return story.employee


@pytest.mark.parametrize("left", GOES_ON)
def test_whoever_leaves_goes_on_elsewhere_with_the_link_and_the_same_eid(story: Story, left: Stage) -> None:
    story.comes_to(left)
    at_home = elsewhere(story)

    shut = at_home.browser.get(f"{at_home.link}means/", follow=True).content.decode()
    page = at_home.shows_the_eid(DIANA).content.decode()

    assert "Show again that it is you" in shut, "the link alone goes on nowhere"
    assert GOES_ON[left] in page.split("</h1>")[0]
    order = list(Stage)
    for stage in order[order.index(left) + 1 :]:
        story.does(stage)
    assert story.now.state == UserState.ACTIVE
    assert means_of(story.now) == {Means.CODE_DISPLAY}


def test_whoever_left_while_the_text_message_was_on_its_way_types_its_code_elsewhere(story: Story) -> None:
    story.comes_to(Stage.NAMED)
    story.employee.types("phone", phone="20123456")
    elsewhere(story).shows_the_eid(DIANA)

    story.does(Stage.PHONED)

    assert story.now.phone == "+4520123456"


def test_whose_means_was_kept_before_the_line_broke_presses_one_button(story: Story) -> None:
    story.comes_to(Stage.PHONED)
    user = story.now
    enrolment = displays.begin_enrolment(user, at=MONDAY)
    typed = FirstUse(PIN, PIN, pyotp.TOTP(enrolment.secret).at(clock.now()))
    kept = displays.finish_enrolment(enrolment.ref, typed, user=user, by=user.ref, at=MONDAY)
    assert isinstance(kept, Authenticator)

    page = elsewhere(story).shows_the_eid(DIANA).content.decode()
    assert "One press of a button is missing" in page
    page = story.employee.types("finish").content.decode()

    assert "Your work login is ready" in page
    assert story.now.state == UserState.ACTIVE


def test_the_eid_confirms_once_and_is_no_login(story: Story, eid: NationalEid) -> None:
    story.comes_to(Stage.DONE)
    se_sag()

    assert means_of(story.now) == {Means.CODE_DISPLAY}
    assert not UserMeans.objects.filter(kind=Means.PRIVATE_EID).exists()
    at_work = AtWork(story.now, secret="", browser=Client(headers={"accept-language": "en"}))
    page = at_work.types_user_id(at_work.follows(a_party().address()))
    at_work.follows(page.replace("/code", "/means"))
    offered = {"app", "code", "code-reader", "passkey", "chip"}
    assert set(CHOICES.findall(at_work.text)) == offered, "the eID is no way to log in"
    assert eid.issuer not in at_work.text
