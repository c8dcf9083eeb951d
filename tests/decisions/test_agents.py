"""An agent may do exactly what its own records and its employee's both allow (X5, decision 0036)."""

from dataclasses import replace
from random import Random

import pytest
from msgspec.structs import replace as but

from fuldmagt.decisions import search
from fuldmagt.decisions.conditions import unknown
from fuldmagt.decisions.decide import Allowed, Answer, Refused, decide
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.question import Question
from tests import effort
from tests.decisions.translated import as_question, facts_of
from tests.decisions.worlds import a_question, a_world

pytestmark = pytest.mark.requirement("X5", "X2")

WORLDS = effort.of(2_000)


@pytest.mark.soak
def test_an_agent_may_what_both_may_and_no_more() -> None:
    seen = {True: 0, False: 0}
    for seed in range(WORLDS):
        dice = Random(seed)
        dealt = a_world(dice)
        for _ in range(10):
            question = as_question(a_question(dice, dealt))
            plain = as_system(facts_of(dealt), question.user)
            person = dice.choice(sorted(plain.users)) if plain.users else ""
            if unknown(question, plain) or person == question.user:
                continue
            alone, limit = decide(question, plain), decide(as_person(question, person), plain)
            answer = decide(question, working_for(plain, question.user, person))
            both = isinstance(alone, Allowed) and isinstance(limit, Allowed)
            assert isinstance(answer, Allowed) == both, (seed, question, person)
            assert found(question, plain, person) == both
            if isinstance(answer, Allowed):
                assert end(answer) == min(end(alone), end(limit))
            elif isinstance(alone, Allowed):
                assert isinstance(limit, Refused)
                assert answer == but(limit, limit=person), "the reasons are the employee's"
            seen[both] += 1
    assert min(seen.values()) > WORLDS // 20, seen


def as_system(facts: Gathered, user: str) -> Gathered:
    """A program is nobody's user."""
    if user not in facts.users:
        return facts
    return replace(facts, users={**facts.users, user: but(facts.users[user], person=None)})


def as_person(question: Question, person: str) -> Question:
    return but(question, user=person, context=but(question.context, means=None))


def working_for(facts: Gathered, agent: str, person: str) -> Gathered:
    bound = but(facts.users[agent], works_for=person)
    return replace(facts, users={**facts.users, agent: bound})


def found(question: Question, facts: Gathered, person: str) -> bool:
    """Whether the search for rights finds it: it asks one by one, by the same law."""
    bound = working_for(facts, question.user, person)
    rights = search.rights(
        question.user, question.organisation, question.context, bound, branch=question.branch
    )
    return question.right in set(rights)


def end(answer: Answer) -> float:
    assert isinstance(answer, Allowed)
    return answer.valid_until.timestamp() if answer.valid_until else float("inf")


def test_an_agent_of_nobody_who_is_known_may_nothing() -> None:
    for seed in range(50):
        dice = Random(seed)
        dealt = a_world(dice)
        question, facts = as_question(a_question(dice, dealt)), facts_of(dealt)
        if question.user in facts.users:
            answer = decide(question, working_for(facts, question.user, "somebody who is gone"))
            assert not isinstance(answer, Allowed)
