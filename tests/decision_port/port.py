"""The decision port as it runs for services: processes of its own, on the database of the test."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.enrolment.servers import a_free_port, database_url
from tests.waiting import until

BENCH = ("bench", "for-tests-only-0123456789abcdef")
CLIENT = {
    "id": BENCH[0],
    "provider": None,
    "secret": BENCH[1],
    "scopes": ["access:evaluate", "access:search", "access:simulate"],
}
NOW = {"assurance": "substantial", "means": "app"}
Json = dict[str, Any]


class Port:
    """A decision port that runs, and a way to ask it."""

    def __init__(self, address: str, running: "subprocess.Popen[bytes]", log: Path) -> None:
        self.address, self.running, self.log = address, running, log

    def client(self, **options: Any) -> httpx.Client:
        return httpx.Client(base_url=self.address, auth=BENCH, timeout=20, **options)

    def workers(self) -> list[int]:
        """The processes that answer."""
        told = subprocess.run(
            ["ps", "--ppid", str(self.running.pid), "-o", "pid=,args="], capture_output=True, text=True
        )
        rows = (each.split(maxsplit=1) for each in told.stdout.splitlines())
        return [int(pid) for pid, args in rows if "resource_tracker" not in args]

    def end(self) -> None:
        """Ended as a service manager ends it."""
        if self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)
            self.running.wait(20)

    def records(self) -> list[Json]:
        """The decision log, of all processes."""
        return [json.loads(line) for path in sorted(self.log.glob("*.jsonl")) for line in path.open()]


def ready(address: str) -> bool:
    """Whether the process that happens to be asked has seen the database."""
    try:
        return httpx.get(f"{address}/readyz", timeout=20).status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def serving(folder: Path, *, workers: int = 1, database: str = "", **settings: str) -> Iterator[Port]:
    number = a_free_port()
    address, log = f"http://127.0.0.1:{number}", folder / "decisions"
    environment = os.environ | {
        "FULDMAGT_DATABASE_URL": database or database_url(),
        "FULDMAGT_DECISION_LOG": str(log),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
        **settings,
    }
    command = [sys.executable, "-m", "fuldmagt.commands.main", "serve-decisions", "--port", str(number)]
    with (folder / "port.log").open("ab") as output:
        running = subprocess.Popen(
            [*command, "--workers", str(workers)],
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    port = Port(address, running, log)
    try:
        until(lambda: ready(address), within=90, doing="the decision port")
        yield port
    finally:
        port.end()


def asked(user: str, right: str, place: str, kind: str = "organisation", **context: str) -> Json:
    """A question as AuthZEN writes it."""
    return {
        "subject": {"type": "user", "id": user},
        "action": {"name": right},
        "resource": {"type": kind, "id": place},
        "context": NOW | context,
    }
