"""Asking for a way back without a login: the same answer for everybody, and no flood (F9)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.models import Tries
from fuldmagt.onboarding.models import AskedRecovery
from fuldmagt.onboarding.recovery import asking, rules, tasks
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock as clocks
from tests.enrolment.diana import EMAIL
from tests.recovery.conftest import ENGLISH, USER_ID, Scene, mails

pytestmark = pytest.mark.requirement("F9")


def test_the_link_goes_to_the_address_that_we_know(scene: Scene) -> None:
    answer = scene.asks(" Diana.Petrescu ")

    assert answer["Location"] == "/forgotten/pin/sent"
    (mail,) = mails(subject="Get back")
    assert mail.to == EMAIL
    assert "without your MitID the link opens nothing" in mail.body
    assert PendingEntry.objects.filter(event="recovery.asked", subject=scene.user.ref).count() == 1


def test_the_answer_is_the_same_for_every_user_id_and_nobodys_is_not_written_down(scene: Scene) -> None:
    entries = PendingEntry.objects.count()
    answers = {(each.status_code, each["Location"]) for each in map(scene.asks, ["nobody.here", "x'--"])}

    assert answers == {(303, "/forgotten/pin/sent")}
    assert (mails(subject="Get back"), PendingEntry.objects.count()) == ([], entries)
    assert not AskedRecovery.objects.exists(), "nothing of what was typed is kept"


@pytest.mark.parametrize("state", ["invited", "suspended", "locked", "closed"])
def test_only_who_is_active_gets_one(scene: Scene, state: str) -> None:
    BusinessUser.objects.filter(pk=scene.user.pk).update(state=state)

    scene.asks()

    assert mails(subject="Get back") == []


def test_nobodys_mailbox_is_flooded_and_nobody_elses_links_are_used_up(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    for _ in range(7):
        scene.asks()
    assert len(mails(subject="Get back")) == rules.ASKED_BY_USER

    scene.mette().post(f"/users/{scene.user.ref}/means/recover/")
    assert len(mails(subject="Get back")) == rules.ASKED_BY_USER + 1, "an administrator still can"
    clock.shift(timedelta(hours=2))
    scene.asks()
    assert len(mails(subject="Get back")) == rules.ASKED_BY_USER + 2


def test_a_flood_of_questions_fills_no_table_and_is_stopped_by_its_address(
    scene: Scene, settings: Settings
) -> None:
    for number in range(rules.WAITING + 5):
        asking.ask(f"flood.{number}", at=clocks.now())
    assert AskedRecovery.objects.count() == rules.WAITING
    AskedRecovery.objects.all().delete()

    settings.TRIES_PER_ADDRESS = 3
    there = [Client(headers=ENGLISH, REMOTE_ADDR="192.0.2.7") for _ in range(5)]
    got = [each.post("/forgotten/pin", {"user_id": USER_ID}) for each in there]
    assert [each.status_code for each in got] == [303] * 3 + [429] * 2
    assert "Too many tries came from this address" in got[-1].content.decode()
    got = [each.post("/forgotten/user-id", {"email": EMAIL}) for each in there]
    assert {each.status_code for each in got} == {429}
    assert Client().post("/forgotten/pin", {"user_id": USER_ID}).status_code == 303, "from elsewhere it goes"
    assert "192.0.2.7" not in str(list(Tries.objects.values()))


def test_a_question_that_no_worker_saw_for_hours_is_dropped(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    scene.browser.post("/forgotten/pin", {"user_id": USER_ID})
    clock.shift(timedelta(hours=2))

    tasks.send_links(clocks.now())

    assert (mails(subject="Get back"), AskedRecovery.objects.count()) == ([], 0)
