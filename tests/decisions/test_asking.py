"""The law asked about what the database holds answers as it does about the same world in a file."""

import json
from random import Random

import pytest
from msgspec.structs import replace

from fuldmagt.catalogue.models import CatalogueRevision, Provider, Right
from fuldmagt.catalogue.queries import raise_revision as raise_catalogue
from fuldmagt.decisions import search, world
from fuldmagt.decisions.ask import ask, branches, organisations, rights, users
from fuldmagt.decisions.decide import Allowed, decide
from fuldmagt.decisions.engine import steady
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.loading import load
from fuldmagt.decisions.question import Question
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests import effort
from tests.decisions.cast import (
    ANNA,
    BALANS,
    BY_APP,
    DE_KORREL,
    EDIT,
    FILE,
    JONAS,
    KOMMUNAL,
    MONDAY,
    NORDBY,
    VIEW,
    reasons,
)
from tests.decisions.translated import as_naive, as_question, context_of
from tests.decisions.worlds import Json, a_question, a_world

pytestmark = pytest.mark.django_db

WORLDS = effort.of(300)
QUESTIONS = 20  # about each


def loaded(text: bytes, *, replace: bool = False) -> Gathered:
    parsed = world.parse(text)
    assert isinstance(parsed, world.World), parsed
    assert not isinstance(load(parsed, replace=replace, by="test", at=MONDAY), Refusal)
    return world.facts_of(parsed)


@pytest.mark.soak
@pytest.mark.requirement("X2")
@pytest.mark.parametrize("seed", range(10_000, 10_000 + WORLDS))
def test_the_database_and_the_file_give_the_same_answers(seed: int) -> None:
    dice = Random(seed)
    dealt = a_world(dice)
    facts = loaded(json.dumps(dealt).encode())
    for _ in range(QUESTIONS):
        question = as_question(a_question(dice, dealt))
        assert as_naive(ask(question)) == as_naive(decide(question, facts)), question


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20_000, 20_000 + effort.of(100)))
def test_the_searches_give_what_the_file_gives(seed: int) -> None:
    dice = Random(seed)
    dealt = a_world(dice)
    facts = loaded(json.dumps(dealt).encode())
    for _ in range(5):
        asked = a_question(dice, dealt)
        user, right, place, context = asked["user"], asked["right"], asked["organisation"], context_of(asked)
        assert organisations(user, right, context) == tuple(search.organisations(user, right, context, facts))
        assert branches(user, right, context) == tuple(search.branches(user, right, context, facts))
        branch = asked["branch"]
        assert rights(user, place, context, branch=branch) == tuple(
            search.rights(user, place, context, facts, branch=branch)
        )
        assert users(right, place, context, branch=branch) == tuple(
            search.users(right, place, context, facts, branch=branch)
        )


def test_a_world_replaces_another_whole() -> None:
    loaded(FILE.read_bytes())
    before = ask(Question(ANNA, KOMMUNAL, NORDBY, BY_APP)).revision

    dealt: Json = a_world(Random(7))
    loaded(json.dumps(dealt).encode(), replace=True)

    assert reasons(ask(Question(ANNA, VIEW, NORDBY, BY_APP)))[-1][0] == "organisation_unknown"
    loaded(FILE.read_bytes(), replace=True)
    after = ask(Question(ANNA, KOMMUNAL, NORDBY, BY_APP))
    assert isinstance(after, Allowed)
    assert after.revision != before


def test_a_world_is_not_put_beside_another() -> None:
    loaded(FILE.read_bytes())

    parsed = world.parse(FILE.read_bytes())
    assert isinstance(parsed, world.World)
    refusal = load(parsed, replace=False, by="test", at=MONDAY)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.ALREADY_EXISTS


def test_an_answer_names_the_revision_of_both_organisations_and_of_the_catalogue() -> None:
    loaded(FILE.read_bytes())
    question = Question(JONAS, VIEW, DE_KORREL, BY_APP)
    seen = [ask(question).revision]

    for touched in (DE_KORREL, BALANS):
        raise_revision(touched)
        seen.append(ask(question).revision)
    CatalogueRevision.objects.update(number=100)
    seen.append(ask(question).revision)
    assert len(set(seen)) == 4

    raise_revision(NORDBY)
    assert ask(question).revision == seen[-1]


def test_what_changes_while_it_is_read_is_read_again() -> None:
    moments = iter(["first", "second", "second"])
    readings = iter(["half old", "new"])

    assert steady(lambda: next(readings), lambda: next(moments)) == "new"


def test_what_never_rests_is_taken_after_a_few_readings() -> None:
    numbers, readings = iter(range(100)), iter(range(100))

    assert steady(lambda: next(readings), lambda: next(numbers)) == 4


def test_a_right_taken_out_of_the_catalogue_is_not_known_any_more() -> None:
    loaded(FILE.read_bytes())
    Right.objects.filter(ref=EDIT).update(retired_at=MONDAY)
    raise_catalogue()

    assert reasons(ask(Question(JONAS, EDIT, DE_KORREL, BY_APP))) == [("right_unknown", EDIT)]
    assert isinstance(ask(Question(JONAS, VIEW, DE_KORREL, BY_APP)), Allowed)
    assert rights(JONAS, BALANS, BY_APP) == (VIEW,)


def test_the_rights_of_a_provider_that_waits_for_admission_are_not_known() -> None:
    loaded(FILE.read_bytes())
    Provider.objects.filter(ref="pension").update(state=Provider.State.PROPOSED)
    raise_catalogue()

    assert reasons(ask(Question(JONAS, VIEW, DE_KORREL, BY_APP))) == [("right_unknown", VIEW)]


@pytest.mark.requirement("C4")
def test_a_right_that_is_taken_away_is_gone_at_the_next_question() -> None:
    loaded(FILE.read_bytes())
    question = Question(ANNA, KOMMUNAL, NORDBY, BY_APP)
    assert isinstance(ask(question), Allowed)

    Assignment.objects.filter(ref="a1").update(state="revoked")
    raise_revision(NORDBY)

    assert reasons(ask(question)) == [("revoked", "a1")]


def test_only_what_the_question_touches_is_read(django_assert_max_num_queries: object) -> None:
    loaded(FILE.read_bytes())

    with django_assert_max_num_queries(33):  # type: ignore[operator]  # a fixture that is a function
        ask(Question(JONAS, VIEW, DE_KORREL, BY_APP))
    with django_assert_max_num_queries(4):  # type: ignore[operator]  # a look at what has changed
        assert isinstance(ask(Question(JONAS, VIEW, DE_KORREL, replace(BY_APP, means=None))), Allowed)
