"""Rights are taken away and given back while four processes answer: no answer is later than its promise."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Event
from time import monotonic
from typing import NamedTuple

import pytest
from django.db import connection

from fuldmagt.audit.journal import together
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.revisions.queries import raise_revision
from tests import effort
from tests.decision_port.port import NOW, Port, asked, serving
from tests.decision_port.test_random_worlds import put
from tests.decisions.cast import KOMMUNAL, NORDBY, plain

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("C4", "X2")]

SECONDS = effort.of(60)
DECISIONS = effort.of(100_000)
PROMISE = 0.5  # seconds
PEOPLE = 40
ASKING = 3


class Asked(NamedTuple):
    """When a request was sent and when its answer was there, and who was told yes."""

    sent: float
    there: float
    allowed: frozenset[str]


class Without(NamedTuple):
    """From when to when somebody was without the right: committed, and before it was given back."""

    user: str
    since: float
    until: float


@pytest.fixture
def people(transactional_db: None) -> list[str]:
    dealt = plain()
    (user, *_), (held, *_) = dealt["users"], dealt["assignments"]
    names = [f"user-{n}" for n in range(PEOPLE)]
    dealt["users"] += [user | {"id": name, "person": None, "kind": "system"} for name in names]
    dealt["assignments"] += [held | {"id": f"right-of-{name}", "user": name} for name in names]
    put(dealt)
    return names


@pytest.mark.soak
def test_no_process_answers_by_what_was_taken_away(people: list[str], tmp_path: Path) -> None:
    over = Event()
    with serving(tmp_path, workers=4) as port, ThreadPoolExecutor(ASKING + 1) as crowd:
        taking = crowd.submit(take_and_give, people, over)
        asking = [crowd.submit(ask, port, people, over) for _ in range(ASKING)]
        over.wait(SECONDS)
        over.set()
        gaps, answers = taking.result(), [answer for each in asking for answer in each.result()]

    assert len(answers) * PEOPLE >= DECISIONS
    assert len(gaps) >= SECONDS
    seen = 0
    for gap in gaps:
        for answer in answers:
            if gap.since + PROMISE < answer.sent and answer.there < gap.until:
                seen += 1
                assert gap.user not in answer.allowed, (gap, answer.sent - gap.since)
    assert seen > len(gaps)


def take_and_give(people: list[str], over: Event) -> list[Without]:
    """Each is without the right for a second or so; then has it again."""
    dice, gaps = Random(1), list[Without]()
    with closing(connection):
        while not over.is_set():
            some = dice.sample(people, 4)
            change(some, "revoked")
            since = monotonic()
            over.wait(1.2)
            until = monotonic()
            change(some, "active")
            gaps += [Without(user, since, until) for user in some]
    return gaps


def change(people: list[str], state: str) -> None:
    with together():
        Assignment.objects.filter(ref__in=[f"right-of-{each}" for each in people]).update(state=state)
        raise_revision(NORDBY)


def ask(port: Port, people: list[str], over: Event) -> list[Asked]:
    """About all of them, again and again."""
    items = [{"subject": {"type": "user", "id": each}} for each in people]
    question = {"action": {"name": KOMMUNAL}, "resource": {"type": "organisation", "id": NORDBY}}
    answers = []
    with port.client() as bench:
        while not over.is_set():
            sent = monotonic()
            told = bench.post(
                "/access/v1/evaluations", json=question | {"context": NOW, "evaluations": items}
            )
            decisions = (each["decision"] for each in told.json()["evaluations"])
            allowed = frozenset(user for user, yes in zip(people, decisions, strict=True) if yes)
            answers.append(Asked(sent, monotonic(), allowed))
    return answers


def test_whoever_presents_the_newer_revision_is_never_told_yes(people: list[str], tmp_path: Path) -> None:
    """Four processes; each right is taken away, and asked about at once with the revision of that."""
    with serving(tmp_path, workers=4) as port:
        clients = [port.client() for _ in range(8)]
        for bench, user in zip(turns(clients), people, strict=False):
            question = asked(user, KOMMUNAL, NORDBY)
            before = bench.post("/access/v1/evaluation", json=question).json()
            assert before["decision"] is True
            change([user], "revoked")
            number = Organisation.objects.get(ref=NORDBY).revision
            known = before["context"]["revision"].rpartition("-")[0]
            question["context"]["at_least_revision"] = f"{known}-{number:x}"
            for each in clients:
                assert each.post("/access/v1/evaluation", json=question).json()["decision"] is False
        for each in clients:
            each.close()


def turns(clients: list[object]) -> Iterator[object]:
    while True:
        yield from clients
