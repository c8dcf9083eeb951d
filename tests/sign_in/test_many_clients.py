"""An adviser with sixty clients: whom to act for is read in one go, however many there are."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from fuldmagt.decisions import ask
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.question import Context, Question
from fuldmagt.vocabulary import clock
from tests import cast
from tests.oidc.party import answer_in
from tests.sign_in.conftest import Adviser
from tests.sign_in.portal import a_client

pytestmark = pytest.mark.requirement("F4")

Limit = Callable[[int], AbstractContextManager[object]]

MANY = 60
CHOOSING = 40  # questions to the database, the session and the page around it included
OWN_PAGE = 60


@pytest.fixture
def busy(adviser: Adviser) -> Adviser:
    cast.gives(adviser.portal.jonas, adviser.portal.edit)
    for number in range(MANY):
        right = adviser.portal.edit if number % 2 else adviser.portal.view
        a_client(adviser.portal, f"Bakkerij {number:02}", right=right)
    return adviser


def test_the_choice_is_offered_in_few_questions_to_the_database(
    busy: Adviser, django_assert_max_num_queries: Limit
) -> None:
    page = busy.jonas.logs_in(busy.address)
    assert page.endswith("/organisation")
    with django_assert_max_num_queries(CHOOSING):
        busy.jonas.follows(page)
    assert busy.jonas.page.context["count"] == MANY + 1
    busy.jonas.follows(f"{page}?page=9")
    assert "Bakkerij 59" in busy.jonas.text


@pytest.mark.requirement("F3")
def test_ones_own_page_tells_them_page_by_page(busy: Adviser, django_assert_max_num_queries: Limit) -> None:
    busy.jonas.logs_in("/log-in")
    with django_assert_max_num_queries(OWN_PAGE):
        busy.jonas.follows("/mine/")
    assert "Balans Advies" in busy.jonas.text
    assert "Bakkerij 08" in busy.jonas.text
    assert "Bakkerij 09" not in busy.jonas.text
    busy.jonas.follows("/mine/?page=7")
    assert "Bakkerij 59" in busy.jonas.text


def test_what_is_offered_is_what_the_law_says_one_by_one(busy: Adviser) -> None:
    jonas, now = busy.portal.jonas.ref, clock.now()
    context = Context(at=now, now=now)
    rights = (busy.portal.edit.ref, busy.portal.view.ref)
    found = ask.everywhere(jonas, context, rights)
    for place in (busy.portal.balans, *busy.portal.clients.values()):
        for right in rights:
            told = ask.ask(Question(jonas, right, place.ref, context))
            answer = found[place.ref].get(right)
            assert isinstance(told, Allowed) == (answer is not None)
            if isinstance(told, Allowed):
                assert answer is not None
                assert (answer.way, answer.evidence, answer.valid_until) == (
                    told.way,
                    told.evidence,
                    told.valid_until,
                )
    assert ask.everywhere(jonas, context) == found, "every right that there is"


def test_the_one_that_is_chosen_is_acted_for(busy: Adviser) -> None:
    page = busy.jonas.logs_in(busy.address)
    chosen = busy.portal.clients["Bakkerij 42"]
    assert "code" in answer_in(busy.jonas.sends(page, organisation=chosen.ref))
