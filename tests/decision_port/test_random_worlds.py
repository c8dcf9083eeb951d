"""Random worlds, loaded as `load-world` loads them and asked about through HTTP.

What the port says is what the law says by brute force, and each search finds what asking one by one finds.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from fuldmagt.decisions import world
from fuldmagt.decisions.loading import load
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.assurance import BY_WORD
from tests import effort
from tests.decision_port.port import CLIENT, Json, serving
from tests.decisions import naive
from tests.decisions.naive_words import World
from tests.decisions.worlds import a_question, a_world, written

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("X1", "X2", "F2")]

WORLDS = effort.of(10)
QUESTIONS = 10_000  # about each world
SEARCHES = 40
AT_ONCE = 1_000
NEWEST = "the newest"  # no revision of ours: nothing older than now will do


@pytest.mark.soak
def test_the_port_says_what_the_law_says(tmp_path: Path) -> None:
    with serving(tmp_path) as port, port.client() as bench:
        for seed in range(WORLDS):
            dice = Random(30_000 + seed)
            dealt = put(a_world(dice))
            brute = World(dealt)
            for _ in range(QUESTIONS // AT_ONCE):
                questions = [askable(a_question(dice, dealt)) for _ in range(AT_ONCE)]
                items = [item(each) for each in questions]
                told = bench.post("/access/v1/evaluations", json={"evaluations": items}).json()
                for question, answer in zip(questions, told["evaluations"], strict=True):
                    assert as_naive(answer) == naive.ask(brute, question), (seed, question)
            for _ in range(SEARCHES):
                search(bench, brute, dealt, askable(a_question(dice, dealt)))


def put(dealt: Json) -> Json:
    """The world in the database, with an application that may ask."""
    parsed = world.parse(json.dumps(dealt | {"clients": [CLIENT]}).encode())
    assert isinstance(parsed, world.World), parsed
    load(parsed, replace=True, by="test", at=clock.now())
    return dealt


def askable(asked: Json) -> Json:
    """A branch is asked about by itself: its organisation follows from it."""
    return asked | {"organisation": None} if asked["branch"] else asked


def context(asked: Json) -> Json:
    said = {"assurance": asked["assurance"], "means": asked["means"], "time": written(asked["at"])}
    return {name: value for name, value in said.items() if value} | {"at_least_revision": NEWEST}


def item(asked: Json) -> Json:
    return {
        "subject": {"type": "user", "id": asked["user"]},
        "action": {"name": asked["right"]},
        "resource": resource(asked),
        "context": context(asked),
    }


def resource(asked: Json) -> Json:
    if asked["branch"]:
        return {"type": "branch", "id": asked["branch"]}
    return {"type": "organisation", "id": asked["organisation"]}


def as_naive(answer: Json) -> Json:
    """An answer of the door in the words of the brute-force law."""
    told = answer["context"]
    if answer["decision"]:
        until = told["valid_until"]
        return {
            "decision": True,
            "way": told["way"],
            "evidence": [(each["type"], each["id"]) for each in told["evidence"]],
            "right_held": told["right_held"],
            "valid_until": until and datetime.fromisoformat(until),
        }
    levels = {level.acr: word for word, level in BY_WORD.items()}
    return {
        "decision": False,
        "reasons": [(each["reason"], each["about"]) for each in told["reasons"]],
        "level": levels.get(told.get("acr_values", "")),
    }


def search(bench: httpx.Client, brute: World, dealt: Json, asked: Json) -> None:
    """The three searches that this question belongs to, each beside asking everybody and everything."""

    def holds(**other: Any) -> bool:
        return bool(naive.ask(brute, asked | other)["decision"])

    users = sorted(each["id"] for each in dealt["users"])
    rights = sorted(each["id"] for each in dealt["rights"])
    places = sorted(each["id"] for each in dealt["organisations"])
    parts = item(asked)
    subject, action, there = parts["subject"], parts["action"], resource(asked)
    found = pages(bench, "subject", {"subject": {"type": "user"}, "action": action, "resource": there}, asked)
    assert [each["id"] for each in found] == [user for user in users if holds(user=user)], asked
    found = pages(bench, "action", {"subject": subject, "resource": there}, asked)
    assert [each["name"] for each in found] == [right for right in rights if holds(right=right)], asked
    kind = {"type": "organisation"}
    found = pages(bench, "resource", {"subject": subject, "action": action, "resource": kind}, asked)
    everywhere = [place for place in places if holds(organisation=place, branch=None)]
    assert [each["id"] for each in found] == everywhere, asked


def pages(bench: httpx.Client, kind: str, body: Json, asked: Json) -> list[Json]:
    """All that a search finds, three at a time."""

    def turning() -> Iterator[Json]:
        page: Json = {"limit": 3}
        while page is not None:
            told = bench.post(
                f"/access/v1/search/{kind}", json=body | {"context": context(asked), "page": page}
            ).json()
            yield from told["results"]
            onwards = told["page"]["next_token"]
            page = {"token": onwards} if onwards else None  # type: ignore[assignment]  # the end

    return list(turning())
