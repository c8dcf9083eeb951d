"""A process is killed, the database goes away and comes back: nobody is told a wrong yes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic
from typing import NamedTuple

import httpx
import psycopg
import pytest

from tests.decision_port.port import CLIENT, Port, asked, serving
from tests.decision_port.postgres import Postgres, running
from tests.decisions.cast import ANNA, KOMMUNAL, NORDBY, plain
from tests.waiting import until

pytestmark = pytest.mark.requirement("X1", "X2", "C4")

QUESTION = asked(ANNA, KOMMUNAL, NORDBY)
PROMISE = 0.5  # seconds
BACK = 5.0
CROWD = 12


class Told(NamedTuple):
    sent: float
    status: int  # 0: the connection broke
    allowed: bool


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A server with the law's cast in it."""
    file = tmp_path_factory.mktemp("world") / "world.json"
    file.write_text(json.dumps(plain() | {"clients": [CLIENT]}))
    with running() as server:
        environment = os.environ | {
            "FULDMAGT_DATABASE_URL": server.url,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": os.pathsep.join(["src", "."]),
        }
        command = [sys.executable, "-m", "fuldmagt.commands.main", "load-world", str(file)]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        yield server


def ask(bench: httpx.Client) -> Told:
    sent = monotonic()
    try:
        told = bench.post("/access/v1/evaluation", json=QUESTION)
    except httpx.TransportError:
        return Told(sent, 0, allowed=False)
    return Told(sent, told.status_code, told.json().get("decision") is True)


def asking(port: Port, over: Event) -> list[Told]:
    """One connection after another, each kept as long as it lasts."""
    with port.client() as bench:
        answers = []
        while not over.is_set():
            answers.append(ask(bench))
        return answers


def test_a_killed_process_breaks_its_own_connections_alone_and_comes_back(
    postgres: Postgres, tmp_path: Path
) -> None:
    over = Event()
    with serving(tmp_path, workers=4, database=postgres.url) as port, ThreadPoolExecutor(CROWD) as crowd:
        whole = until(lambda: found if len(found := port.workers()) == 4 else None, doing="four processes")
        clients = [crowd.submit(asking, port, over) for _ in range(CROWD)]
        with port.client() as bench:
            until(lambda: ask(bench).allowed, doing="an answer")
        os.kill(whole[0], signal.SIGKILL)
        killed = monotonic()
        until(
            lambda: len(set(port.workers()) - {whole[0]}) == 4,
            within=BACK,
            doing="another process in the place of the killed one",
        )
        assert monotonic() - killed < BACK
        over.wait(1)
        over.set()
        answers = [each.result() for each in clients]
    broken = [sum(each.status == 0 for each in told) for told in answers]
    assert max(broken) <= 1, "whoever had a connection to another process saw no error, the rest one"
    assert sum(broken) < CROWD
    assert {each.status for told in answers for each in told} <= {0, 200}
    assert all(each.allowed for told in answers for each in told if each.status == 200)


def test_without_a_database_there_is_no_answer_and_soon_after_it_is_back_there_is(
    postgres: Postgres, tmp_path: Path
) -> None:
    over = Event()
    with serving(tmp_path, workers=2, database=postgres.url) as port, ThreadPoolExecutor(4) as crowd:
        with port.client() as bench:
            until(lambda: ask(bench).allowed, doing="an answer")
        clients = [crowd.submit(asking, port, over) for _ in range(4)]
        over.wait(0.5)
        postgres.stop()
        away = monotonic()
        over.wait(2)
        begun_again = monotonic()  # the processes may have it back before we are told that it has begun
        postgres.start()
        revoke(postgres.url)
        back = monotonic()
        with port.client() as bench:
            until(lambda: ask(bench).status == 200, within=BACK, doing="answers again")
        over.wait(1.5)
        over.set()
        answers = [told for each in clients for told in each.result()]
    without = [each for each in answers if away + PROMISE < each.sent < begun_again - 0.2]
    assert len(without) > 10
    assert {each.status for each in without} == {503}
    assert not any(each.allowed for each in answers if each.sent > back + PROMISE), "it was taken away before"
    assert answers[0].allowed
    assert max(answers).status == 200


def revoke(url: str) -> None:
    """What was given is taken away, before any process has seen the database again."""
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE mandates_assignment SET state = 'revoked' WHERE ref = 'a1'")
        connection.execute(
            "UPDATE organisations_organisation SET revision = revision + 1,"
            " revised = pg_current_xact_id()::text::bigint WHERE ref = %s",
            [NORDBY],
        )
