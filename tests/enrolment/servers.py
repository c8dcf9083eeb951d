"""The platform as it runs for people: several server processes on one port, on the test's own database."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

import httpx
from django.db import connection

from tests.waiting import until

PROCESSES = 4


def database_url() -> str:
    """Where the test's own database is, for another process."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def a_free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(issuer: str = "", port: int = 8000) -> dict[str, str]:
    return os.environ | {
        "FULDMAGT_DATABASE_URL": database_url(),
        "FULDMAGT_BASE_URL": f"http://localhost:{port}",
        "FULDMAGT_EID_ISSUER": issuer,
        "FULDMAGT_EID_CLIENT_SECRET": "eid-secret",
        "FULDMAGT_EID_PATIENCE": "60",  # a hundred ask the eID at once
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }


def well(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def serving(issuer: str, log: Path) -> Iterator[str]:
    """The address of four server processes that answer as long as the block lasts."""
    port = a_free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "fuldmagt.commands.main", "serve", "--port", str(port)]
    with log.open("wb") as output:
        running = subprocess.Popen(
            [*command, "--workers", str(PROCESSES)],
            env=environment(issuer, port),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        until(lambda: well(address), within=90, doing="the servers")
        yield address
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(20)
