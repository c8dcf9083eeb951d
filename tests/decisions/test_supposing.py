"""What if? The same judge, over facts that are supposed to be otherwise (F6, X2)."""

from collections.abc import Iterator
from random import Random
from typing import Final

import pytest

from fuldmagt.decisions.decide import Allowed, Refused, decide
from fuldmagt.decisions.outlook import MENDING, outlook
from fuldmagt.decisions.supposing import Supposition, suppose
from fuldmagt.vocabulary.refusals import Reason
from tests import effort
from tests.decisions import naive
from tests.decisions.naive_words import World
from tests.decisions.translated import as_naive, as_question, facts_of
from tests.decisions.worlds import Json, a_question, a_world, written

pytestmark = pytest.mark.requirement("F6", "X2")

WORLDS: Final = effort.of(2_500)
QUESTIONS: Final = 20
MEANS: Final = {Reason.MEANS_NOT_ACCEPTED, Reason.PRIVATE_EID_NOT_ALLOWED}
"""Mended by another means, of which a person may have none."""


def dealt_questions(worlds: int) -> Iterator[tuple[Json, Json]]:
    for seed in range(worlds):
        dice = Random(seed)
        dealt = a_world(dice)
        for _ in range(QUESTIONS):
            yield dealt, a_question(dice, dealt)


@pytest.mark.soak
def test_when_all_that_can_be_mended_is_mended_the_rest_is_what_nobody_mends() -> None:
    came_to_yes = 0
    for dealt, asked in dealt_questions(WORLDS):
        facts, question = facts_of(dealt), as_question(asked)
        before = repr(facts)
        answer = decide(question, facts)
        if isinstance(answer, Allowed):
            continue
        after = outlook(question, facts, answer).answer
        assert repr(facts) == before, "what is supposed must not stay"
        came_to_yes += isinstance(after, Allowed)
        if isinstance(after, Refused):
            left = {each.reason for each in after.reasons if each.reason in MENDING}
            assert left <= MEANS, (asked, answer, after)
    assert came_to_yes > WORLDS


@pytest.mark.soak
@pytest.mark.parametrize("supposition", Supposition)
def test_what_is_supposed_is_judged_as_if_it_stood_in_the_world(supposition: Supposition) -> None:
    changed = 0
    for dealt, asked in dealt_questions(effort.of(500)):
        facts, question = facts_of(dealt), as_question(asked)
        supposed = suppose([supposition], question, facts)
        other = naive.ask(World(so(dealt, asked, supposition)), asked)
        assert as_naive(decide(supposed.question, supposed.facts)) == other, (dealt, asked)
        changed += other != as_naive(decide(question, facts))
    assert changed


def so(dealt: Json, asked: Json, supposition: Supposition) -> Json:
    """The world with what is supposed written into it, where all that is asked about is known."""
    found = parties(dealt, asked)
    if found is None:
        return dealt
    user, right, owner = found
    here, home = {"state": "active", "from": written(asked["at"]), "to": None}, user["organisation"]
    ends = {"giver": owner, "receiver": home}
    service = next(each for each in dealt["services"] if each["id"] == right["id"].partition(":")[0])
    match supposition:
        case Supposition.ACTIVE:
            others = [each for each in dealt["users"] if each is not user]
            return dealt | {"users": [*others, user | {"state": "active"}]}
        case Supposition.RECOGNITION:
            adviser = here | {"id": "supposed-recognition", "provider": service["provider"]}
            return dealt | {"advisers": [*dealt["advisers"], adviser | {"organisation": home}]}
        case Supposition.MANDATE if owner != home:
            mandate = here | ends | {"id": "supposed-mandate", "rights": [right["id"]], "accepted": True}
            return dealt | {"mandates": [*dealt["mandates"], mandate]}
        case Supposition.GRANT if owner != home and not touches_a_set(dealt, right["id"]):
            grant = here | ends | {"id": "supposed-grant", "right": right["id"], "confirmed": True}
            return dealt | {"grants": [*dealt["grants"], grant]}
        case Supposition.RIGHT:
            return dealt | {
                "assignments": dealt["assignments"] + given(dealt, user, right, owner, here, service)
            }
    return dealt


def parties(dealt: Json, asked: Json) -> tuple[Json, Json, str] | None:
    """Who, what and for whom, where the world knows them all."""
    organisations = {each["id"]: each["branches"] for each in dealt["organisations"]}
    users = [each for each in dealt["users"] if each["id"] == asked["user"]]
    rights = [each for each in dealt["rights"] if each["id"] == asked["right"]]
    owners = [
        ref
        for ref, branches in organisations.items()
        if asked["organisation"] in {None, ref} and asked["branch"] in {None, *branches}
    ]
    return (users[0], rights[0], owners[0]) if users and rights and owners else None


def touches_a_set(dealt: Json, right: str) -> bool:
    """Such a right cannot be granted."""
    implied = {each["id"]: each["implies"] for each in dealt["rights"]}
    reached, ahead = {right}, [right]
    while ahead:
        new = set(implied[ahead.pop()]) - reached
        reached, ahead = reached | new, [*ahead, *new]
    return any(reached & set(members) for members in dealt["exclusive_sets"])


def given(dealt: Json, user: Json, right: Json, owner: str, here: Json, service: Json) -> list[Json]:
    home = user["organisation"]
    places: list[tuple[str, str | None]] = [(owner, None)]
    if owner != home:
        implied = {each["id"]: each["implies"] for each in dealt["rights"]}

        def covers(own: str) -> bool:
            return own == right["id"] or any(covers(each) for each in implied[own])

        places = [
            (owner, each["id"])
            for each in dealt["mandates"]
            if (each["giver"], each["receiver"]) == (owner, home) and any(map(covers, each["rights"]))
        ]
        places += [(home, None)] if service["accepts_grants"] else []
    return [
        here
        | {"id": f"supposed-assignment-{number}", "user": user["id"], "right": right["id"], "branches": []}
        | {"organisation": place, "mandate": mandate}
        for number, (place, mandate) in enumerate(places, len(dealt["assignments"]))
    ]
