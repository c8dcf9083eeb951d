"""The same world, question and answer in the words of the law and of its brute-force twin."""

import json
from datetime import datetime

from fuldmagt.decisions import world
from fuldmagt.decisions.decide import Allowed, Answer
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.question import Context, Question
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.means import Means
from tests.decisions.worlds import Json


def facts_of(dealt: Json) -> Gathered:
    parsed = world.parse(json.dumps(dealt).encode())
    assert isinstance(parsed, world.World), parsed
    return world.facts_of(parsed)


def as_question(asked: Json) -> Question:
    return Question(asked["user"], asked["right"], asked["organisation"], context_of(asked), asked["branch"])


def context_of(asked: Json) -> Context:
    at: datetime = asked["at"]
    means = Means(asked["means"]) if asked["means"] else None
    return Context(at, at, BY_WORD.get(asked["assurance"]), means)


def as_naive(answer: Answer) -> Json:
    """The answer in the words of the brute-force law."""
    if isinstance(answer, Allowed):
        return {
            "decision": True,
            "way": answer.way.value,
            "evidence": [(each.type, each.id) for each in answer.evidence],
            "right_held": answer.right_held,
            "valid_until": answer.valid_until,
        }
    return {
        "decision": False,
        "reasons": [(refusal.reason.value, refusal.about) for refusal in answer.reasons],
        "level": answer.level_needed.word if answer.level_needed else None,
    }
