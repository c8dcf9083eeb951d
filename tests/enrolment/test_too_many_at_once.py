"""More slow hashes at once than there is room for: the rest are turned away, and have lost nothing."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pyotp
import pytest

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.models import Authenticator, PendingDisplay
from fuldmagt.onboarding.models import PhoneCode, TemporaryCode
from fuldmagt.secrets import hashes
from tests.cast import nordby, se_sag
from tests.conftest import MONDAY
from tests.enrolment.conftest import code_sent_to
from tests.enrolment.diana import DIANA, Story, invited_by_mette
from tests.enrolment.provider import NationalEid
from tests.oidc.party import a_party
from tests.sign_in.people import an_employee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ROOM = hashes.AT_ONCE + hashes.QUEUE


@contextmanager
def others_waiting(count: int = ROOM) -> Iterator[None]:
    """So many others have their turn or wait for it, each in a thread as in a server."""
    there, leave = threading.Barrier(count + 1), threading.Event()

    def waits() -> None:
        with hashes.turn():
            there.wait()
            leave.wait()

    with ThreadPoolExecutor(count) as crowd:
        for _ in range(count):
            crowd.submit(waits)
        there.wait()
        try:
            yield
        finally:
            leave.set()


@pytest.fixture
def story(eid: NationalEid) -> Story:
    return invited_by_mette(eid)


def test_whoever_logs_in_comes_back_in_half_a_minute_and_is_not_locked_out() -> None:
    people = nordby()
    se_sag()
    anna = an_employee(people.anna)
    page = anna.types_user_id(anna.follows(a_party().address())).replace("/means", "/code")
    written = PendingEntry.objects.count()

    with others_waiting():
        for _ in range(6):
            anna.posts_code(page)
            assert anna.page.status_code == 503
            assert anna.page["Retry-After"] == "30"
            assert "Prøv igen" in anna.text or "Try again" in anna.text
    held = Authenticator.objects.get(person=people.anna.person, kind="code_display")
    assert (held.failures, held.state, PendingEntry.objects.count()) == (0, "active", written)

    anna.posts_code(page)
    assert anna.page.status_code in {302, 303}


def test_the_codes_of_an_activation_are_not_tried_while_there_is_no_room(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)
    with others_waiting():
        assert story.employee.types("code", code=story.code).status_code == 503
    assert TemporaryCode.objects.get().tries == 0
    story.employee.types("code", code=story.code)
    story.employee.types("user-id", user_id="diana.petrescu")
    with others_waiting():
        assert story.employee.types("phone", phone="20123456").status_code == 503
    assert not PhoneCode.objects.exists()
    story.employee.types("phone", phone="20123456")
    code = code_sent_to("+4520123456")
    with others_waiting():
        assert story.employee.types("phone/code", code=code).status_code == 503
    assert PhoneCode.objects.get().tries == 0
    assert "Choose how you log in" in story.employee.types("phone/code", code=code).content.decode()


def test_a_display_is_not_tried_while_there_is_no_room() -> None:
    anna = nordby().anna
    enrolment = displays.begin_enrolment(anna, at=MONDAY - timedelta(minutes=1))
    typed = displays.FirstUse("480271", "480271", pyotp.TOTP(enrolment.secret).at(MONDAY))

    with others_waiting(), pytest.raises(hashes.BusyError):
        displays.finish_enrolment(enrolment.ref, typed, user=anna, by=anna.ref, at=MONDAY)

    assert PendingDisplay.objects.get().tries == 0
    kept = displays.finish_enrolment(enrolment.ref, typed, user=anna, by=anna.ref, at=MONDAY)
    assert isinstance(kept, Authenticator)


def test_the_last_place_is_a_place_and_is_given_back(story: Story) -> None:
    story.employee.shows_the_eid(DIANA)

    with others_waiting(ROOM - hashes.AT_ONCE):
        for _ in range(hashes.AT_ONCE + 1):
            with hashes.turn(), hashes.turn():
                assert hashes.is_code("1", hashes.of_code("1"))
        page = story.employee.types("code", code=story.code)

    assert "Choose your user id" in page.content.decode()
