"""The door for decisions on the web port, beside the lightest page of the same server: its limit."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import msgspec

from benchmarks.measure import Result, side_by_side
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[1]
WORLD = ROOT / "tests" / "decisions" / "world.json"
FULDMAGT = str(Path(sys.executable).parent / "fuldmagt")
TIMES = 150


def results() -> Iterator[Result]:
    world = msgspec.json.decode(WORLD.read_bytes())
    asker = next(each for each in world["clients"] if "access:evaluate" in each["scopes"])
    question = a_question(world, asker)
    with served() as address, httpx.Client(base_url=address, auth=(asker["id"], asker["secret"])) as client:
        assert client.post("/access/v1/evaluation", json=question).status_code == 200

        def ask() -> None:
            for _ in range(TIMES):
                client.post("/access/v1/evaluation", json=question)

        def live() -> None:
            for _ in range(TIMES):
                client.get("/healthz")

        yield side_by_side(
            "decisions over AuthZEN, one caller", ask, "the page /healthz of that server", live, times=TIMES
        )


def a_question(world: dict[str, list[dict[str, str]]], asker: dict[str, str]) -> dict[str, object]:
    """What an assignment of the world says, about a service that the asker may ask about."""
    own = asker["provider"]
    services = {each["id"] for each in world["services"] if own in {None, each["provider"]}}
    held = next(each for each in world["assignments"] if each["right"].partition(":")[0] in services)
    return {
        "subject": {"type": "user", "id": held["user"]},
        "action": {"name": held["right"]},
        "resource": {"type": "organisation", "id": held["organisation"]},
    }


@contextmanager
def served() -> Iterator[str]:
    """The platform with the example's world, on a database that is gone afterwards."""
    address = free_address()
    with tempfile.TemporaryDirectory(prefix="fuldmagt-bench-") as folder:
        environment = os.environ | {
            "FULDMAGT_TESTING": "yes",
            "FULDMAGT_VAR": folder,
            "FULDMAGT_BASE_URL": address,
            "FULDMAGT_PORT": address.rpartition(":")[2],
        }
        quiet = partial(
            subprocess.Popen, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert quiet([FULDMAGT, "load-world", str(WORLD)]).wait() == 0
        with quiet([FULDMAGT, "serve", "--workers", "1"]) as server:
            try:
                until(lambda: answers(address), doing="the server")
                yield address
            finally:
                server.terminate()


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False
