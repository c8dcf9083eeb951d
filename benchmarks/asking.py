"""Questions of a world as bodies of requests, and wrk, which sends them."""

import base64
import json
import re
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import httpx

from benchmarks.worlds.growing import SECRET
from fuldmagt.decisions.world_file import World

ONE, MANY, CHECK = "/access/v1/evaluation", "/access/v1/evaluations", "/api/check/resources"
JSON = {"Content-Type": "application/json"}
HEADERS = JSON | {"Authorization": "Basic " + base64.b64encode(f"bench:{SECRET}".encode()).decode()}
CONTEXT = {"assurance": "substantial", "means": "app"}
SECONDS, CONNECTIONS = 4, 16
POLICY = """
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  resource: power
  version: default
  rules:
    - actions: [act]
      effect: EFFECT_ALLOW
      roles: [user]
      condition: {match: {expr: R.id in P.attr.powers}}
"""
LUA = """
local bodies, at = {}, 0
for line in io.lines("FILE") do bodies[#bodies + 1] = line end
request = function()
  at = at % #bodies + 1
  return wrk.format("POST", "PATH", HEADERS, bodies[at])
end
"""
Json = dict[str, Any]


class Questions:
    """What the assignments of a world say, as the port is asked and as Cerbos is."""

    def __init__(self, world: World, address: str) -> None:
        self.dice = Random(5)
        held = [each for each in world.assignments if not each.branches]
        some = [
            self.asked(each.user, each.right, each.organisation) for each in self.dice.sample(held, 20_000)
        ]
        judged = list(zip(some, said(address, some), strict=True))
        self.allowed = [each for each, yes in judged if yes]
        self.refused = [each for each, yes in judged if not yes]

    @staticmethod
    def asked(user: str, right: str, place: str) -> Json:
        return {
            "subject": {"type": "user", "id": user},
            "action": {"name": right},
            "resource": {"type": "organisation", "id": place},
        }

    def single(self, count: int) -> list[Json]:
        return [each | {"context": CONTEXT} for each in self.dice.choices(self.allowed, k=count)]

    def bulk(self, count: int, *, of: int, refused: float = 0) -> list[Json]:
        def one() -> Json:
            return self.dice.choice(self.refused if self.dice.random() < refused else self.allowed)

        return [{"context": CONTEXT, "evaluations": [one() for _ in range(of)]} for _ in range(count)]

    def to_cerbos(self, count: int, *, of: int) -> list[Json]:
        """The same kind of question, all allowed: a principal with what it may do, and what it asks for."""
        return [self._to_cerbos(self.dice.choices(self.allowed, k=of)) for _ in range(count)]

    def _to_cerbos(self, some: list[Json]) -> Json:
        powers = [f"{each['action']['name']} for {each['resource']['id']}" for each in some]
        principal = {"id": some[0]["subject"]["id"], "roles": ["user"], "attr": {"powers": powers}}
        asked = [{"resource": {"kind": "power", "id": each}, "actions": ["act"]} for each in powers]
        return {"principal": principal, "resources": asked}


def said(address: str, questions: list[Json]) -> list[bool]:
    """What the port says of each; whatever it has to fetch for them it has then."""
    found: list[bool] = []
    with httpx.Client(base_url=address, headers=HEADERS, timeout=60) as bench:
        for begin in range(0, len(questions), 500):
            body = {"context": CONTEXT, "evaluations": questions[begin : begin + 500]}
            answers: list[Json] = []
            while not answers:  # what is asked about for the first time may take longer than the port waits
                answers = bench.post(MANY, json=body).json().get("evaluations", [])
            found += [each["decision"] for each in answers]
    return found


def script(file: Path, path: str, bodies: list[Json], headers: dict[str, str]) -> Path:
    """What wrk sends, in turn."""
    file.write_text("".join(json.dumps(each) + "\n" for each in bodies))
    table = "{" + ", ".join(f'["{name}"] = "{value}"' for name, value in headers.items()) + "}"
    lua = LUA.replace("FILE", str(file)).replace("PATH", path).replace("HEADERS", table)
    written = file.with_suffix(".lua")
    written.write_text(lua)
    return written


class Said(NamedTuple):
    """Answers a second, and how long they took, in seconds."""

    rate: float
    p50: float
    p99: float


UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0}


def wrk(address: str, lua: Path, connections: int = CONNECTIONS) -> Said:
    """Ask from the second core. Every answer must be one."""
    if shutil.which("wrk") is None:
        install = ["apt-get", "install", "-q", "-y", "wrk"]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL)  # the machine's own
    words = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", "-s", str(lua), address]
    pinned = ["taskset", "-c", "1", *words]
    told = subprocess.run(pinned, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in told, told
    rate = re.search(r"Requests/sec: +([0-9.]+)", told)
    assert rate is not None, told
    return Said(float(rate[1]), _percentile("50%", told), _percentile("99%", told))


def _percentile(name: str, told: str) -> float:
    found = re.search(name + r" +([0-9.]+)(us|ms|s)", told)
    assert found is not None, told
    return float(found[1]) * UNITS[found[2]]
