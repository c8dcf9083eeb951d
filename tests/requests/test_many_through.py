"""However much a service asks for, a person still has their own requests, and mailboxes stay usable."""

import pytest

from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.requests.actions import Asked, ask_through
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.requests.rules import MOST_WAITING, MOST_WAITING_THROUGH
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import a_user
from tests.requests.cast import Town, another_right, asks, letters, wants

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C7")]


def through(client: str, user: BusinessUser, right: str) -> Asked | Refusal:
    at = clock.now()
    home = user.organisation.ref
    wish = Wish(right, Period(at))
    return ask_through(
        user.ref, wish, "Refused there.", organisation=home, client=client, service="Se Sag", at=at
    )


def refused(done: Asked | Refusal) -> bool:
    return done == Refusal(Reason.TOO_MANY_TRIES, about="requests")


def test_a_service_does_not_use_up_what_a_person_may_ask_for(nordby: Town) -> None:
    rights = [another_right(nordby.sag, f"right-{number}").ref for number in range(MOST_WAITING + 2)]
    for right in rights[:MOST_WAITING]:
        assert isinstance(through("se-sag", nordby.anna, right), Asked)
    assert refused(through("se-sag", nordby.anna, rights[-1]))

    assert isinstance(wants(nordby.anna, rights[-1]), Asked)
    assert isinstance(through("other", nordby.anna, rights[-2]), Asked), "another service has its own count"


def test_nor_does_a_person_use_up_what_a_service_may_ask_for(nordby: Town) -> None:
    rights = [another_right(nordby.sag, f"right-{number}").ref for number in range(MOST_WAITING + 1)]
    for right in rights[:-1]:
        asks(nordby.anna, right)

    assert isinstance(through("se-sag", nordby.anna, rights[-1]), Asked)


def test_a_service_asks_for_so_many_at_an_organisation_and_no_more(nordby: Town) -> None:
    right = another_right(nordby.sag, "one").ref
    home = nordby.anna.organisation
    crowd = [a_user(home, f"Colleague {number}") for number in range(MOST_WAITING_THROUGH + 1)]
    for user in crowd[:-1]:
        assert isinstance(through("se-sag", user, right), Asked)

    assert refused(through("se-sag", crowd[-1], right))
    assert RightRequest.objects.count() == MOST_WAITING_THROUGH == len(letters(nordby.mette))
    assert isinstance(wants(crowd[-1], right), Asked)
