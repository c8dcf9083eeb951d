"""What a process answers from the views that it holds is what the law says of all the records."""

from collections.abc import Iterator
from random import Random

import pytest
from msgspec.structs import replace

from fuldmagt.decisions import quick
from fuldmagt.decisions.decide import Allowed, Refused, decide
from fuldmagt.decisions.facts import Gathered
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.stock import Looking, Named, Stock
from fuldmagt.decisions.view import View
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
    sure = 0
    for question, facts, stock in asked(block):
        said, law = quick.answer(stock, question), decide(question, facts)
        sure += said is not quick.UNSURE
        if isinstance(said, (Allowed, Refused)):
            assert replace(said, revision="") == law, question
        elif said is None:
            assert not isinstance(law, Allowed), question
    assert sure > 0
