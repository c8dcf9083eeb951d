"""A broker of the eID is trusted once two operators have admitted it; the first one is there (A7)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.organisations.brokers.actions import decide
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.registers.eid.admission.models import BrokerAdmission
from fuldmagt.registers.eid.admission.rules import BrokerStep
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import a_user, acting
from tests.conftest import MONDAY
from tests.eid.operator import at_a_browser, logs_in, text
from tests.enrolment.conftest import Employee
from tests.enrolment.diana import DIANA, Story, invited_by_mette
from tests.enrolment.provider import NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.requirement("A7")]

SENTENCE = "The eID is not taken here now: those who run the platform have to admit it"
WHY = "The contract names this issuer and this client."
PAGE = "/operator/eid/"


@pytest.fixture
def vibeke(rasmus: BusinessUser) -> BusinessUser:
    return a_user(rasmus.organisation, "Vibeke Sommer", Role.PLATFORM_OPERATOR)


@pytest.fixture
def story(clock: time_machine.Traveller, eid: NationalEid) -> Story:
    """Diana has shown who she is once, by the broker that the installation began with."""
    told = invited_by_mette(eid)
    told.employee.shows_the_eid(DIANA)
    assert told.now.state == "identity_confirmed"
    return told


@pytest.fixture
def changed(story: Story, settings: Settings) -> None:
    """The same eID by another mapping: what counts as trusted is another."""
    settings.EID_MAPPING = '{"ask": {"acr_values": "another"}}'


def log() -> list[tuple[str, str, str]]:
    rows = PendingEntry.objects.filter(event__startswith="broker.").order_by("pk")
    return list(rows.values_list("event", "actor", "outcome"))


def comes_again(story: Story) -> Any:
    """Diana goes to the eID with her link once more, in another browser."""
    return Employee(story.employee.eid, story.employee.link).browser.post(story.employee.link)


def proposes(office: Client, eid: NationalEid, why: str = WHY) -> Any:
    assert logs_in(office, eid).status_code == 200
    return office.post(f"{PAGE}propose/", {"reason": why}, follow=True)


def decides(user: BusinessUser, step: str, why: str = WHY) -> Any:
    found = BrokerAdmission.objects.latest("pk")
    return at_a_browser(user).post(f"{PAGE}brokers/{found.ref}/", {"step": step, "reason": why}, follow=True)


def test_the_first_broker_is_admitted_by_the_installation_and_logged_once(story: Story) -> None:
    assert log() == [("broker.admitted", "platform", "done")]
    assert comes_again(story).status_code == 303
    assert len(log()) == 1


@pytest.mark.usefixtures("changed")
def test_another_configuration_stops_the_logins_and_the_operators_page_says_so(
    story: Story, office: Client
) -> None:
    assert SENTENCE in text(comes_again(story))
    assert "This broker has not been admitted, so nobody can log in with the eID" in text(office.get(PAGE))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("EID_ISSUER", "https://elsewhere.example"),
        ("EID_CLIENT_ID", "another-client"),
        ("EID_BROKER", "stand-in"),
        ("EID_MAPPING", '{"ask": {"acr_values": "another"}}'),
    ],
)
def test_whatever_a_login_rests_on_makes_it_another_broker(
    story: Story, settings: Settings, setting: str, value: str
) -> None:
    back = story.employee.eid.login(story.employee.goes_to_the_eid(), DIANA)
    setattr(settings, setting, value)

    stopped = text(story.employee.browser.get(back, follow=True))

    assert SENTENCE in stopped, "a login on its way comes to nothing"
    assert story.log("identity.confirmed") == ["done", "eid_not_admitted"]


def test_a_mapping_that_is_only_spaced_otherwise_is_the_same(story: Story, settings: Settings) -> None:
    settings.EID_MAPPING = "  "
    assert comes_again(story).status_code == 303


@pytest.mark.usefixtures("changed")
def test_two_operators_admit_it(
    story: Story, office: Client, vibeke: BusinessUser, eid: NationalEid, rasmus: BusinessUser
) -> None:
    assert "is proposed" in text(proposes(office, eid))
    assert SENTENCE in text(comes_again(story)), "one operator is not enough"
    assert "is admitted" in text(decides(vibeke, "admit"))

    assert comes_again(story).status_code == 303
    assert log()[1:] == [("broker.proposed", rasmus.ref, "done"), ("broker.admitted", vibeke.ref, "done")]
    assert WHY in text(office.get(PAGE))


@pytest.mark.usefixtures("changed")
def test_nothing_is_proposed_before_a_login_of_ones_own_has_passed_within_a_day(
    office: Client, rasmus: BusinessUser, eid: NationalEid, clock: time_machine.Traveller
) -> None:
    untried = office.post(f"{PAGE}propose/", {"reason": WHY})
    assert "Test the connection with a login of your own first" in text(untried)

    logs_in(office, eid)
    clock.shift(timedelta(hours=25))
    at_a_browser(rasmus).post(f"{PAGE}propose/", {"reason": WHY})
    assert not BrokerAdmission.objects.filter(state="proposed").exists()


@pytest.mark.usefixtures("changed")
def test_a_test_of_another_configuration_does_not_count(
    office: Client, eid: NationalEid, settings: Settings
) -> None:
    logs_in(office, eid)
    settings.EID_CLIENT_ID = "a-third-client"
    office.post(f"{PAGE}propose/", {"reason": WHY})
    assert not BrokerAdmission.objects.filter(state="proposed").exists()


@pytest.mark.usefixtures("changed")
def test_who_proposed_it_does_not_admit_it_by_another_user_either(
    story: Story, office: Client, rasmus: BusinessUser, eid: NationalEid
) -> None:
    proposes(office, eid)
    alias = a_user(rasmus.organisation, "R Lind", Role.PLATFORM_OPERATOR, person=rasmus.person)
    for same in (rasmus, alias):
        answer = text(decides(same, "admit"))
        assert "Another person has to admit a broker than who proposed it." in answer
    assert SENTENCE in text(comes_again(story))
    assert "so another person decides" in text(at_a_browser(alias).get(PAGE))


@pytest.mark.usefixtures("changed")
def test_a_refused_broker_is_not_trusted_and_needs_a_reason(
    story: Story, office: Client, vibeke: BusinessUser, eid: NationalEid
) -> None:
    proposes(office, eid)
    assert "A reason has to be written." in text(decides(vibeke, "refuse", ""))
    assert "is refused" in text(decides(vibeke, "refuse"))
    assert "This cannot be done at this stage." in text(decides(vibeke, "admit"))
    assert SENTENCE in text(comes_again(story))


def test_an_operator_ends_an_admission_at_once(story: Story, vibeke: BusinessUser) -> None:
    on_its_way = story.employee.eid.login(story.employee.goes_to_the_eid(), DIANA)
    assert "The admission has ended." in text(decides(vibeke, "end"))

    assert SENTENCE in text(story.employee.browser.get(on_its_way, follow=True))
    assert SENTENCE in text(comes_again(story)), "nor does the installation admit it a second time"
    assert log()[-1] == ("broker.ended", vibeke.ref, "done")


@pytest.mark.usefixtures("story")
def test_who_does_not_operate_the_platform_decides_nothing(rasmus: BusinessUser) -> None:
    nobody = a_user(rasmus.organisation, "Ingen Rolle")
    found = BrokerAdmission.objects.get()
    done = decide(found.ref, BrokerStep.END, reason=WHY, by=acting(nobody), at=MONDAY)
    assert isinstance(done, Refusal)
    assert done.reason is Reason.NOT_PERMITTED
    assert decides(nobody, "end").status_code == 403
