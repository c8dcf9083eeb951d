"""`fuldmagt worker`: the work that nobody waits for. It owns the clock; what is due stands in the tables."""

import argparse
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.contrib.sessions.models import Session
from django.db import close_old_connections

from fuldmagt.audit.tasks import sequence
from fuldmagt.authenticators.app import tasks as app
from fuldmagt.authenticators.approvals import tasks as approvals
from fuldmagt.authenticators.guesses import tasks as locks
from fuldmagt.authenticators.passkey import tasks as passkeys
from fuldmagt.authenticators.stock import tasks as stock
from fuldmagt.clients.keys.tasks import rotate_when_due
from fuldmagt.clients.pushed import tasks as pushed
from fuldmagt.clients.sessions import tasks as sessions
from fuldmagt.mandates.advisers import tasks as advisers
from fuldmagt.mandates.chains import tasks as chains
from fuldmagt.mandates.handles import tasks as handles
from fuldmagt.mandates.packages import tasks as packages
from fuldmagt.mandates.recertification import tasks as recertification
from fuldmagt.mandates.requests import tasks as requests
from fuldmagt.mandates.review_plans import tasks as review_plans
from fuldmagt.mandates.wishes import tasks as wishes
from fuldmagt.notices.tasks import deliver
from fuldmagt.onboarding.activation import tasks as activation
from fuldmagt.onboarding.bulk import tasks as bulk
from fuldmagt.onboarding.imports import tasks as imports
from fuldmagt.onboarding.joining import tasks as joining
from fuldmagt.onboarding.journey import tasks as journey
from fuldmagt.onboarding.recovery import tasks as recovery
from fuldmagt.onboarding.representing import tasks as representing
from fuldmagt.registers.eid import tasks as eid
from fuldmagt.sign_in import tasks as sign_in
from fuldmagt.sign_in.endings import tasks as endings
from fuldmagt.sign_in.tasks import tell_user_ids
from fuldmagt.vocabulary import clock

log = structlog.get_logger()

HOUR = 3600.0


@dataclass(slots=True)
class Duty:
    """A task, how often it is looked at, and when next. It answers how much it did."""

    name: str
    task: Callable[[datetime], int]
    seconds: float
    due: float = 0.0


def duties() -> list[Duty]:
    return [
        Duty("audit.sequence", lambda at: sequence(), 0.5),
        Duty("notices.deliver", deliver, 1),
        Duty("onboarding.imports.read", imports.read, 0),
        Duty("onboarding.imports.tidy", imports.tidy, 1),
        Duty("onboarding.bulk.activate", bulk.activate, 1),
        Duty("onboarding.bulk.forget", bulk.forget, HOUR),
        Duty("onboarding.journey.tell", journey.tell, 2),
        Duty("sign_in.tell_user_ids", tell_user_ids, 2),
        Duty("mandates.advisers.remind", advisers.remind, 60),
        Duty("sign_in.endings.tell", endings.tell, 10),
        Duty("onboarding.recovery.send_links", recovery.send_links, 2),
        Duty("mandates.packages.end", packages.end, 1),
        Duty("mandates.packages.tell", packages.tell, 10),
        Duty("mandates.requests.end", requests.end, 10),
        Duty("mandates.handles.tell", handles.tell, 1),
        Duty("mandates.handles.forget", handles.forget, HOUR),
        *_reviews(),
        Duty("mandates.requests.remind", requests.remind, 60),
        Duty("clients.keys.rotate", rotate_when_due, HOUR),
        Duty("mandates.chains.remind", chains.remind, HOUR),
        Duty("mandates.chains.answer", chains.answer, HOUR),
        Duty("mandates.wishes.tell", wishes.tell, 5),
        Duty("mandates.wishes.lapse", wishes.lapse, HOUR),
        Duty("django.sessions", _forget_web_sessions, HOUR),
        *forgetting(),
    ]


def forgetting() -> list[Duty]:
    """What is kept no longer than it is needed."""
    return [
        Duty("clients.sessions.forget", sessions.forget, HOUR),
        Duty("clients.pushed.forget", pushed.forget, HOUR),
        Duty("sign_in.forget", sign_in.forget, HOUR),
        Duty("authenticators.passkey.forget", passkeys.forget, HOUR),
        Duty("authenticators.app.forget", app.forget, HOUR),
        Duty("authenticators.approvals.forget", approvals.forget, HOUR),
        Duty("authenticators.stock.forget", stock.forget, HOUR),
        Duty("authenticators.guesses.forget", locks.forget, HOUR),
        Duty("registers.eid.forget", eid.forget, HOUR),
        Duty("onboarding.activation.forget", activation.forget, HOUR),
        Duty("onboarding.joining.forget", joining.forget, HOUR),
        Duty("onboarding.representing.forget", representing.forget, HOUR),
    ]


def _reviews() -> list[Duty]:
    return [
        Duty("mandates.recertification.mark", recertification.mark, 60),
        Duty("mandates.recertification.see_who_left", recertification.see_who_left, 600),
        Duty("mandates.review_plans.begin", review_plans.begin, 60),
        Duty("mandates.recertification.remind", recertification.remind, 60),
    ]


def _forget_web_sessions(at: datetime) -> int:
    """Drop the sessions of the web pages that have run out. One look does all, so there is never more."""
    Session.objects.filter(expire_date__lt=at).delete()
    return 0


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "worker",
        help="deliver mail, number the log, tidy up",
        epilog="example: fuldmagt worker          one round and out: fuldmagt worker --once",
    )
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    work = duties()
    while not stop.is_set():
        for duty in work:
            if duty.due <= time.monotonic():
                _do(duty)
        if args.once:
            break
        stop.wait(0.25)
    return 0


def _do(duty: Duty) -> None:
    """One look at a task. A task that fails is logged and looked at again; the others go on."""
    close_old_connections()
    try:
        # A task says how much it did: while there is more, it is called again at once.
        while duty.task(clock.now()):
            pass
    except Exception:  # the worker outlives a broken relay or database; the rows are still there
        log.exception("duty failed", duty=duty.name)
    duty.due = time.monotonic() + duty.seconds
