"""Code displays tried by many processes at the same moment (attack tests: replay, guessing)."""

import subprocess
import sys
from datetime import timedelta

import pyotp
import pytest
from django.conf import settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.code import actions
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.models import Authenticator, Tries
from fuldmagt.notices.models import Notice
from tests.cast import nordby
from tests.conftest import MONDAY
from tests.enrolment.servers import environment

pytestmark = pytest.mark.django_db(transaction=True)

PROCESSES, TRIES = 4, 12
PIN = "480271"
USER_ID = "anna.holmstrup.nordby"


def a_display() -> pyotp.TOTP:
    anna = nordby().anna
    before = MONDAY - timedelta(minutes=10)
    enrolment = actions.begin_enrolment(anna, at=before)
    display = pyotp.TOTP(enrolment.secret)
    typed = FirstUse(PIN, PIN, display.at(before))
    assert isinstance(
        actions.finish_enrolment(enrolment.ref, typed, user=anna, by=anna.ref, at=before), Authenticator
    )
    return display


def proofs_of_a_crowd(pin: str, code: str) -> int:
    """How often a crowd over several processes, all beginning at once, gets in."""
    command = [
        sys.executable,
        "-m",
        "tests.authenticators.crowd",
        USER_ID,
        pin,
        code,
        MONDAY.isoformat(),
        str(TRIES),
    ]
    crowd = [
        subprocess.Popen(
            command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        for _ in range(PROCESSES)
    ]
    for process in crowd:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in crowd:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return sum(int(process.communicate(timeout=120)[0]) for process in crowd)


def test_one_code_used_by_many_at_once_lets_one_in() -> None:
    display = a_display()

    assert proofs_of_a_crowd(PIN, display.at(MONDAY)) == 1


def test_guesses_side_by_side_are_five_and_no_more() -> None:
    display = a_display()

    got = proofs_of_a_crowd("902714", display.at(MONDAY))

    authenticator = Authenticator.objects.get(kind="code_display")
    assert got == 0
    assert (authenticator.state, authenticator.failures) == (Authenticator.State.LOCKED, 5)
    assert PendingEntry.objects.filter(
        event="means.used", outcome="login_failed", subject=authenticator.ref
    ).count() == min(settings.TRIES_PER_ACCOUNT, PROCESSES * TRIES)
    assert Notice.objects.filter(subject__contains="låst").count() == 1
    assert Tries.objects.get(kind="account").count == settings.TRIES_PER_ACCOUNT
    assert PendingEntry.objects.filter(event="tries.paused").count() == 1
