"""Decisions in one process: beside other engines, with a thousand records and with a million.

Each world is loaded into a PostgreSQL of its own and measured by a process on one core (`benchmarks.inside`).
FULDMAGT_BENCH_SIZES chooses other sizes, for whoever has less time: a million takes ten minutes.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.plots import against_size
from tests.decision_port.postgres import Postgres, running

SIZES = [int(each) for each in os.environ.get("FULDMAGT_BENCH_SIZES", "1000,10000,100000,1000000").split(",")]
BESIDE_PEERS = 100_000
MICRO = 1e6
MUST = {
    "cedarpy": 10,
    "pycasbin": 15,
    "SQLite": None,
    "PostgreSQL": 100,
    "PostgreSQL, from the records": 100,
}
MOST_BYTES, MOST_GROWTH, LONGEST_SEARCH = 300, 2.5, 0.020


def results() -> Iterator[Figure]:
    costs: dict[int, float] = {}
    with running() as server, tempfile.TemporaryDirectory(prefix="fuldmagt-bench-") as folder:
        for size in SIZES:
            load(server, Path(folder) / "world.json", size)
            told = measured(server, peers=size == BESIDE_PEERS)
            costs[size] = told["p50 ours"]
            yield from figures(told, size)
    smallest, largest = min(costs), max(costs)
    if smallest < largest:
        growth = costs[largest] / costs[smallest]
        name = f"cost of a decision, {largest:,} records beside {smallest:,}"
        limit = f"the limit of {MOST_GROWTH} times"
        yield Figure(name, growth, "times", limit, MOST_GROWTH / growth, 1)
        against_size(costs)


def figures(told: dict[str, float], size: int) -> Iterator[Figure]:
    """What a process of its own measured, in words."""
    ours = told["p50 ours"]
    yield Figure(f"a decision with its reasons, {size:,} records, p50", ours * MICRO, "µs")
    for which in ("yes", "no"):
        took = told[f"p50 ours, {which}"]
        yield Figure(f"  of those the answer to which is {which}, {size:,} records, p50", took * MICRO, "µs")
    for peer, must in MUST.items():
        if (theirs := told.get(f"p50 {peer}")) is not None:
            yield Figure(
                f"  the same question to {peer}, p50", theirs * MICRO, "µs", peer, theirs / ours, must
            )
    each, limit = told["bytes_each"], f"the limit of {MOST_BYTES} bytes"
    yield Figure(f"memory for each of {size:,} records", each, "bytes", limit, MOST_BYTES / each, 1)
    took, name = told["search p99"], f"for whom may one with {told['clients']:,.0f} clients act, p99"
    limit = f"the limit of {LONGEST_SEARCH * 1000:.0f} ms"
    yield Figure(name, took * 1000, "ms", limit, LONGEST_SEARCH / took, 1)


def load(server: Postgres, file: Path, size: int) -> None:
    command([sys.executable, "-m", "benchmarks.worlds", "--mandates", str(size), "--out", str(file)], server)
    command([sys.executable, "-m", "fuldmagt.commands.main", "load-world", str(file), "--replace"], server)


def measured(server: Postgres, *, peers: bool) -> dict[str, float]:
    inside = [sys.executable, "-m", "benchmarks.inside", *(["--peers"] if peers else [])]
    told: dict[str, float] = json.loads(command(["taskset", "-c", "1", *inside], server))
    return told


def command(words: list[str], server: Postgres) -> bytes:
    settings = {"FULDMAGT_DATABASE_URL": server.url, "FULDMAGT_TESTING": "yes"}
    done = subprocess.run(words, check=True, env=os.environ | settings, stdout=subprocess.PIPE)
    return done.stdout
