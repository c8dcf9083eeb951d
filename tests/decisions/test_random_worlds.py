"""Tens of thousands of questions about random worlds: the law, and the law by brute force, agree."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from fuldmagt.decisions import search, ways
from fuldmagt.decisions.conditions import case_of, unknown
from fuldmagt.decisions.decide import Allowed, decide
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.ways import Way
from fuldmagt.vocabulary.refusals import Reason
from tests import effort
from tests.decisions import naive
from tests.decisions.naive_words import World
from tests.decisions.translated import as_naive, as_question, context_of, facts_of
from tests.decisions.worlds import Json, a_question, a_world

WORLDS = effort.of(5_000)
QUESTIONS = 50  # about each world
RANDOM = 800  # of these worlds every reason is to occur
BLOCKS = 8  # so that several processors can share the run
SEARCHED = effort.of(1_000)

REASONS_OF_THE_LAW = frozenset(list(Reason)[: list(Reason).index(Reason.NOT_PERMITTED)])


@pytest.mark.soak
@pytest.mark.requirement("C2", "C3", "F2", "F6", "X2")
@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_law_and_the_law_by_brute_force_give_the_same_answers(block: int) -> None:
    for seed in range(block, WORLDS, BLOCKS):
        dice = Random(seed)
        dealt = a_world(dice)
        facts, brute = facts_of(dealt), World(dealt)
        for _ in range(QUESTIONS):
            asked = a_question(dice, dealt)
            assert as_naive(decide(as_question(asked), facts)) == naive.ask(brute, asked), (seed, asked)


@cache
def seen() -> Counter[str]:
    """How often each reason, each way and each tie occurs in what the random worlds are asked."""
    counted: Counter[str] = Counter()
    for seed in range(RANDOM):
        dice = Random(seed)
        dealt = a_world(dice)
        facts = facts_of(dealt)
        for _ in range(QUESTIONS):
            counted.update(occurring(as_question(a_question(dice, dealt)), facts))
    return counted


def occurring(question: Question, facts: Gathered) -> Iterator[str]:
    answer = decide(question, facts)
    if isinstance(answer, Allowed):
        yield answer.way
    else:
        yield from (refusal.reason for refusal in answer.reasons)
    if not unknown(question, facts):
        found = ways.ways(case_of(question, facts))
        holding = [way for way in found if way.holds]
        yield from ties_of_holding(holding) if holding else ties_of_failing(found)


@pytest.mark.requirement("F6", "X2")
def test_every_reason_of_the_law_and_every_way_occurs_in_the_random_run() -> None:
    assert set(seen()) - set(TIES) == REASONS_OF_THE_LAW | set(ways.WayKind)
    assert min(seen().values()) >= 5, seen()


def test_every_tie_occurs_in_the_random_run() -> None:
    assert min(seen()[tie] for tie in TIES) >= 5, seen()


TIES = (
    "one holds longer",
    "chain before grant, holding equally long",
    "records of ways that hold equally long",
    "chain before grant, with as many obstacles",
    "first failing",
    "next failing",
    "records of ways that fail alike",
)


def ties_of_holding(holding: list[Way]) -> Iterator[str]:
    best = ways.longest(holding)
    rivals = [way for way in holding if way is not best]
    if any(way.end != best.end for way in rivals):
        yield "one holds longer"
    for way in rivals:
        if way.end == best.end:
            alike = way.kind is best.kind
            yield TIES[2] if alike else TIES[1]


def ties_of_failing(failing: list[Way]) -> Iterator[str]:
    for way in failing:
        best = ways.nearest(failing)
        if way is best or len(way.obstacles) != len(best.obstacles):
            continue
        one, other = ([link.failing for link in each.links if link.failing] for each in (best, way))
        if way.kind is not best.kind:
            yield TIES[3]
        elif one[0] != other[0]:
            yield TIES[4]
        else:
            yield TIES[6] if one == other else TIES[5]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(0, SEARCHED, 10))
def test_searches_find_what_asking_one_by_one_finds(seed: int) -> None:
    for each in range(seed, seed + 10):
        dice = Random(each)
        dealt = a_world(dice)
        facts = facts_of(dealt)
        for _ in range(5):
            search_as(a_question(dice, dealt), dealt, facts)


def search_as(asked: Json, dealt: Json, facts: Gathered) -> None:
    def those(section: str, part: str, **more: object) -> list[str]:
        """The ids of the section for which the question, so changed, is answered yes, in order."""
        ids = sorted(each["id"] for each in dealt[section])
        return [each for each in ids if yes(asked | more | {part: each}, facts)]

    context = context_of(asked)
    user, right, place, branch = (asked[part] for part in ("user", "right", "organisation", "branch"))
    branches = sorted(branch for each in dealt["organisations"] for branch in each["branches"])

    assert [*search.organisations(user, right, context, facts)] == those(
        "organisations", "organisation", branch=None
    )
    assert [*search.branches(user, right, context, facts)] == [
        each for each in branches if yes(asked | {"organisation": None, "branch": each}, facts)
    ]
    assert [*search.rights(user, place, context, facts, branch=branch)] == those("rights", "right")
    found = [*search.users(right, place, context, facts, branch=branch)]
    assert found == those("users", "user")
    paged = [search.page(found, size=2, after=after) for after in ["", *found[1::2]]]
    assert [each for page in paged for each in page] == found


def yes(asked: Json, facts: Gathered) -> bool:
    return isinstance(decide(as_question(asked), facts), Allowed)
