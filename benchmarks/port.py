"""The decision port over HTTP, on one core, beside an empty answer of the same server and beside Cerbos.

wrk asks from the other core: single questions, and a hundred at once. Each side is asked in turn, three
times.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from statistics import median

import httpx
import msgspec

from benchmarks.asking import CHECK, HEADERS, JSON, MANY, ONE, POLICY, Questions, script, wrk
from benchmarks.door import free_address
from benchmarks.engine import load
from benchmarks.figures import Figure
from benchmarks.plots import under_load
from fuldmagt.decisions.world_file import World
from tests.decision_port.postgres import running
from tests.waiting import until

HERE = Path(__file__).parent
SIZE, BULK, BODIES, ROUNDS = 100_000, 100, 2_000, 3
CROWDS = (1, 2, 4, 8, 16, 32, 64)  # connections, each asking one question after another


def results() -> Iterator[Figure]:
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="fuldmagt-bench-")))
        server = open_.enter_context(running())
        load(server, folder / "world.json", SIZE)
        world = msgspec.json.decode((folder / "world.json").read_bytes(), type=World)
        ours = open_.enter_context(port(server.url, folder))
        limit, cerbos = open_.enter_context(granian()), open_.enter_context(pdp(folder))
        asked = Questions(world, ours)
        single = script(folder / "single", ONE, asked.single(BODIES), HEADERS)
        bulk = script(folder / "bulk", MANY, asked.bulk(BODIES // BULK, of=BULK), HEADERS)
        mixed = script(folder / "mixed", MANY, asked.bulk(BODIES // BULK, of=BULK, refused=0.2), HEADERS)
        to_cerbos = script(folder / "cerbos", CHECK, asked.to_cerbos(BODIES, of=1), JSON)
        many_to_cerbos = script(folder / "many", CHECK, asked.to_cerbos(BODIES // BULK, of=BULK), JSON)
        sides = {
            "ours": lambda: wrk(ours, single).rate,
            "empty": lambda: wrk(limit, single).rate,
            "cerbos": lambda: wrk(cerbos, to_cerbos).rate,
            "bulk": lambda: wrk(ours, bulk).rate,
            "mixed": lambda: wrk(ours, mixed).rate,
            "cerbos bulk": lambda: wrk(cerbos, many_to_cerbos).rate,
        }
        yield from figures(in_turn(sides))
        under_load({said.rate: (said.p50, said.p99) for said in (wrk(ours, single, each) for each in CROWDS)})


def figures(found: dict[str, float]) -> Iterator[Figure]:
    one, many, theirs = found["ours"], found["bulk"] * BULK, found["cerbos bulk"] * BULK
    limit = found["empty"]
    yield Figure("single decisions over HTTP, with an account of each", one, "1/s")
    yield Figure("  an empty answer of the same server", limit, "1/s", "empty answer", one / limit, 0.25)
    yield Figure("  the same to Cerbos", found["cerbos"], "1/s", "Cerbos", one / found["cerbos"], 5)
    yield Figure(f"decisions, {BULK} to a request", many, "1/s", "150,000", many / 150_000, 1)
    yield Figure(f"  the same to Cerbos, {BULK} to a request", theirs, "1/s", "Cerbos", many / theirs, 10)
    mixed = found["mixed"] * BULK
    yield Figure("  ours, a fifth of them refused and explained", mixed, "1/s", "150,000", mixed / 150_000)


def in_turn(sides: dict[str, Callable[[], float]]) -> dict[str, float]:
    """The median of each side; the first time round warms it up."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(ROUNDS + 1):
        for name, side in sides.items():
            rate = side()
            if turn:
                found[name].append(rate)
    return {name: median(rates) for name, rates in found.items()}


@contextmanager
def process(words: list[str], address: str, path: str, **settings: str) -> Iterator[str]:
    """A server on the first core, until the block ends; what it says goes nowhere."""
    with subprocess.Popen(
        ["taskset", "-c", "0", *words],  # noqa: S607  # the machine's own
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running_:
        try:
            until(lambda: well(address + path), within=60, doing=words[0])
            yield address
        finally:
            os.killpg(running_.pid, signal.SIGTERM)


def well(address: str) -> bool:
    try:
        return httpx.get(address).status_code == 200
    except httpx.TransportError:
        return False


def port(url: str, folder: Path) -> AbstractContextManager[str]:
    address = free_address()
    number = address.rpartition(":")[2]
    words = [sys.executable, "-m", "fuldmagt.commands.main", "serve-decisions", "--workers", "1"]
    settings = {
        "FULDMAGT_DATABASE_URL": url,
        "FULDMAGT_TESTING": "yes",
        "FULDMAGT_DECISION_LOG": str(folder / "decisions"),
    }
    return process([*words, "--port", number], address, "/readyz", **settings)


def granian() -> AbstractContextManager[str]:
    address = free_address()
    number = address.rpartition(":")[2]
    words = [str(Path(sys.executable).parent / "granian"), "--interface", "rsgi", "--workers", "1"]
    return process([*words, "--port", number, "benchmarks.empty:application"], address, "/")


def pdp(folder: Path) -> AbstractContextManager[str]:
    """Cerbos from its npm package, with one policy and its log of decisions; its principals bring with them
    what they may do."""
    address, policies = free_address(), folder / "policies"
    policies.mkdir()
    (policies / "power.yaml").write_text(POLICY)
    number = int(address.rpartition(":")[2])
    listening = {"httpListenAddr": f"127.0.0.1:{number}", "grpcListenAddr": f"127.0.0.1:{number + 1}"}
    limits = {"requestLimits": {"maxResourcesPerRequest": BULK}}
    store = {"driver": "disk", "disk": {"directory": str(policies)}}
    kept = {"enabled": True, "accessLogsEnabled": False, "decisionLogsEnabled": True, "backend": "file"}
    told = {
        "server": listening | limits,
        "storage": store,
        "telemetry": {"disabled": True},
        "audit": kept | {"file": {"path": str(folder / "cerbos-decisions.log")}},
    }
    (folder / "cerbos.json").write_text(json.dumps(told))
    program = str(HERE / "node_modules" / ".bin" / "cerbos")
    words = [program, "server", f"--config={folder / 'cerbos.json'}"]
    return process(words, address, "/_cerbos/health", GOMAXPROCS="1")
