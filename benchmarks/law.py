"""The law on random worlds, beside the same law formulated by brute force in the tests."""

from collections.abc import Iterator
from random import Random

from benchmarks.measure import Result, side_by_side
from fuldmagt.decisions.decide import decide
from tests.decisions import naive
from tests.decisions.naive_words import World
from tests.decisions.translated import as_question, facts_of
from tests.decisions.worlds import a_question, a_world

WORLDS, QUESTIONS = 60, 20


def results() -> Iterator[Result]:
    ours, theirs = [], []
    for seed in range(WORLDS):
        dice = Random(seed)
        dealt = a_world(dice)
        facts, brute = facts_of(dealt), World(dealt)
        for _ in range(QUESTIONS):
            asked = a_question(dice, dealt)
            ours.append((as_question(asked), facts))
            theirs.append((brute, asked))
    yield side_by_side(
        "decisions by the law, facts at hand",
        lambda: [decide(*each) for each in ours],
        "the same law by brute force",
        lambda: [naive.ask(*each) for each in theirs],
        times=len(ours),
    )
