"""What one process measures of the world in its database: `benchmarks.inside` runs it, on one core."""

import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from benchmarks import peers
from fuldmagt.decisions import reading, search
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.engine import Engine
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.searching import Searching
from fuldmagt.decisions.stock import Looking
from fuldmagt.decisions.view import View
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means

QUESTIONS, ROUNDS = 4_000, 5
EVERYTHING = 10**9
Side = tuple[Callable[[Any], bool], list[tuple[Any, bool]]]
"""A judge, and what it is asked, each with the answer that is right."""


def main() -> None:
    with_peers = "--peers" in sys.argv
    before = memory()
    engine = Engine(EVERYTHING)
    engine.catch_up()
    engine.warm(reading.busiest(EVERYTHING, since=clock.now()), together=100)
    gc.collect()
    told = {"records": engine.stock.size, "bytes_each": (memory() - before) / engine.stock.size}
    gc.freeze()
    how = Context(at := clock.now(), at, Level.SUBSTANTIAL, Means.APP)
    powers = list(held(engine, how))
    asked = questions(powers, engine)
    told |= {"questions": len(asked), "allowed": sum(yes for _, yes in asked)}

    def ours(question: Question) -> bool:
        return isinstance(engine.answer(question), Allowed)

    prepared = [(Question(user, right, place, how), yes) for (user, right, place), yes in asked]
    told |= timed({"ours": (ours, prepared)})
    for name, wanted in (("ours, yes", True), ("ours, no", False)):
        told |= timed({name: (ours, [each for each in prepared if each[1] is wanted])})
    if with_peers:
        told |= beside(powers, asked, prepared, engine, at)
    told |= searched(engine, how)
    print(json.dumps(told))


def memory() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def held(engine: Engine, how: Context) -> Iterator[peers.Held]:
    """Who may do what for whom, until when: asked one by one of all who hold anything."""
    view = View(Looking(engine.stock))
    for home in list(engine.stock.homes.values()):
        for member in home.members:
            user = member.user.id
            for place in sorted(search.within_reach(user, view)):
                own = {each.right for each in (*member.assignments_for(place), *member.at_home)}
                for right in sorted(frozenset[str]().union(*map(view.catalogue.all_covered, own))):
                    answer = engine.answer(Question(user, right, place, how))
                    if isinstance(answer, Allowed):
                        yield user, right, place, answer.valid_until


def questions(powers: list[peers.Held], engine: Engine) -> list[tuple[peers.Asked, bool]]:
    """Four of five are allowed, in the proportion of what is held; the fifth asks for what the user has
    not."""
    dice, rights = Random(11), sorted(engine.stock.catalogue.ready)
    known = {(user, right, place) for user, right, place, _ in powers}
    asked: list[tuple[peers.Asked, bool]] = []
    for user, right, place, _ in dice.choices(powers, k=QUESTIONS):
        wanted = dice.choice(rights) if dice.random() < 0.2 else right
        asked.append(((user, wanted, place), (user, wanted, place) in known))
    return asked


def timed(sides: dict[str, Side]) -> dict[str, float]:
    """The median of each question of each side, taken in turn; that each says the same is looked at first."""
    for name, (judge, asked) in sides.items():
        assert all(judge(each) == yes for each, yes in asked), f"{name} answers otherwise"
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, (judge, asked) in sides.items():
            took = []
            for each, _ in asked:
                began = perf_counter()
                judge(each)
                took.append(perf_counter() - began)
            found[name].append(median(took))
    return {f"p50 {name}": median(each) for name, each in found.items()}


def beside(
    powers: list[peers.Held],
    asked: list[tuple[peers.Asked, bool]],
    prepared: list[tuple[Question, bool]],
    engine: Engine,
    at: datetime,
) -> dict[str, float]:
    with ExitStack() as open_:
        url = os.environ["FULDMAGT_DATABASE_URL"]
        look = open_.enter_context(peers.records(covered(engine), at, url))
        for (question, _), (words, _) in zip(prepared, asked, strict=True):
            answer = engine.answer(question)
            ids = tuple(each.id for each in answer.evidence) if isinstance(answer, Allowed) else None
            assert look(words) == ids, f"from the records something else follows: {question}"
        sides: dict[str, Side] = {
            "ours": (lambda question: isinstance(engine.answer(question), Allowed), prepared),
            "cedarpy": (peers.cedar(powers), asked),
            "pycasbin": (peers.pycasbin(powers), asked),
            "SQLite": (open_.enter_context(peers.sqlite(powers, at)), asked),
            "PostgreSQL": (open_.enter_context(peers.postgres(powers, at, url)), asked),
            "PostgreSQL, from the records": (lambda words: look(words) is not None, asked),
        }
        return timed(sides)


def covered(engine: Engine) -> Iterator[tuple[str, str]]:
    """Which right covers which."""
    catalogue = engine.stock.catalogue
    return ((held, wanted) for held in catalogue.rights for wanted in catalogue.law.all_covered(held))


def searched(engine: Engine, how: Context) -> dict[str, float]:
    """For which organisations may the employee with most clients do the right that most of them give?"""
    every = [member for home in engine.stock.homes.values() for member in home.members]
    most = max(every, key=lambda member: len(member.elsewhere))
    counted: dict[str, int] = {}
    for assignments in most.elsewhere.values():
        for each in assignments:
            counted[each.right] = counted.get(each.right, 0) + 1
    right = max(counted, key=lambda right: counted[right])
    searching, took = Searching(engine), []
    for _ in range(100):
        began = perf_counter()
        found = searching.organisations(most.user.id, right, how)
        took.append(perf_counter() - began)
    places = [*most.elsewhere, most.user.organisation]
    one_by_one = [
        place
        for place in places
        if isinstance(engine.answer(Question(most.user.id, right, place, how)), Allowed)
    ]
    assert sorted(one_by_one) == list(found)
    return {"clients": len(most.elsewhere), "found": len(found), "search p99": quantiles(took, n=100)[98]}
