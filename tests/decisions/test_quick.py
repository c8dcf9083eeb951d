"""What a process answers from the views that it holds is what the law says of all the records."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from fuldmagt.decisions import quick, snapshot
from fuldmagt.decisions.decide import Allowed, Refused, decide
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.snapshot import Member
from fuldmagt.decisions.stock import Looking, Named, Stock
from fuldmagt.decisions.view import View
from fuldmagt.decisions.ways import WayKind
from tests import effort
from tests.decisions.stocks import stock_of
from tests.decisions.translated import as_question, facts_of
from tests.decisions.worlds import DAYS, a_question, a_world, day

pytestmark = pytest.mark.requirement("X2", "C4")

WORLDS = effort.of(3_000)
QUESTIONS = 50
BLOCKS = 4
KINDS = ("user", "home", "place", "branch")


def asked(block: int) -> Iterator[tuple[Question, Gathered, Stock]]:
    for seed in range(block, WORLDS, BLOCKS):
        dice = Random(seed)
        dealt = a_world(dice)
        facts = facts_of(dealt)
        stock = stock_of(facts, as_of=day(dice.randint(0, DAYS)))
        for _ in range(QUESTIONS):
            yield as_question(a_question(dice, dealt)), facts, stock


def unknown(question: Question) -> frozenset[Named]:
    """The database has been asked about everything that the question names, and knows none of it."""
    named = (question.user, question.organisation, question.branch)
    return frozenset((kind, each) for kind in KINDS for each in named if each)


@pytest.mark.soak
@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_law_finds_in_the_views_what_it_finds_in_the_records(block: int) -> None:
    for question, facts, stock in asked(block):
        view = View(Looking(stock, unknown(question)))
        assert decide(question, view) == decide(question, facts), question


@pytest.mark.soak
@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_quick_answer_is_the_laws_and_a_quick_no_is_a_no(block: int) -> None:
    said_of = Counter[tuple[bool, WayKind | None]]()
    for question, facts, stock in asked(block):
        said, law = quick.answer(stock, question), decide(question, facts)
        if isinstance(said, (Allowed, Refused)):
            said_of[isinstance(said, Allowed), said.way] += 1
            assert replace(said, revision="") == law, question
        elif said is None:
            assert not isinstance(law, Allowed), question
        assert said is quick.UNSURE or quick.answer(stock, question, why=False) == (
            said if isinstance(said, Allowed) else None
        )
    assert set(said_of) == {
        (True, WayKind.DIRECT),
        (True, WayKind.CHAIN),
        (True, WayKind.GRANT),
        (False, WayKind.DIRECT),
        (False, WayKind.CHAIN),
    }


def test_an_answer_rests_on_the_catalogue_that_it_names() -> None:
    """Another catalogue may take its place while an answer is being made."""
    question, facts, stock = next(
        each for each in asked(0) if isinstance(quick.answer(each[2], each[0]), Allowed)
    )
    newer = snapshot.catalogue("newer", facts.services, facts.rights, facts.catalogue, {})

    class Members(dict[str, Member]):
        def get(self, key: str, default: Any = None) -> Any:
            stock.catalogue = newer
            return super().get(key, default)

    stock.members = Members(stock.members)
    said = quick.answer(stock, question)
    assert isinstance(said, Allowed)
    assert not said.revision.startswith("newer")


def test_who_became_one_person_since_a_view_was_read_is_counted() -> None:
    """The other homes were read when nobody was known to be the same person, the user's own afterwards."""
    for question, facts, stock in asked(0):
        member = stock.members.get(question.user)
        others = {home for _, home in member.others if home != member.place.id} if member else set[str]()
        newer = [stock.homes[home] for home in others]
        for home in newer:
            alone = tuple(replace(each, person=None, others=()) for each in home.members)
            stock.keep(replace(home, members=alone))
        view = View(Looking(stock, unknown(question)))
        said, law = decide(question, view), decide(question, facts)
        assert isinstance(said, Allowed) == isinstance(law, Allowed), question
        for home in newer:
            stock.keep(home)
