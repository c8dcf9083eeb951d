"""What a process holds: fetched once, given up when it is old, never mixed and never more than it may be."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from pytest_django.asserts import assertNumQueries  # type: ignore[attr-defined]  # re-exported

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.clients.models import Client
from fuldmagt.clients.sessions.models import Session
from fuldmagt.decisions import ask as asking
from fuldmagt.decisions import reading, world
from fuldmagt.decisions.ask import ask, organisations
from fuldmagt.decisions.decide import Allowed
from fuldmagt.decisions.engine import Engine
from fuldmagt.decisions.loading import load
from fuldmagt.decisions.question import Question
from fuldmagt.decisions.stock import Absent, Looking, is_older
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.revisions.queries import raise_revision
from tests.decisions.cast import ANNA, BALANS, BY_APP, DE_KORREL, FILE, JONAS, KOMMUNAL, MONDAY, NORDBY, VIEW

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("X2", "C4")]

ABOUT_ANNA = Question(ANNA, KOMMUNAL, NORDBY, BY_APP)
ABOUT_JONAS = Question(JONAS, VIEW, DE_KORREL, BY_APP)


@pytest.fixture(autouse=True)
def cast() -> None:
    parsed = world.parse(FILE.read_bytes())
    assert isinstance(parsed, world.World)
    load(parsed, replace=True, by="test", at=MONDAY)


class Undone(Exception):  # noqa: N818  # what a test breaks off with
    pass


def revoke(ref: str, organisation: str) -> None:
    Assignment.objects.filter(ref=ref).update(state="revoked")
    raise_revision(organisation)


def test_what_is_held_is_read_once() -> None:
    engine = Engine(1_000)
    engine.catch_up()
    assert isinstance(engine.answer(ABOUT_JONAS), Allowed)
    with assertNumQueries(0):
        assert isinstance(engine.answer(ABOUT_JONAS), Allowed)
    revoke("a2", BALANS)
    with assertNumQueries(0):
        assert isinstance(engine.answer(ABOUT_JONAS), Allowed), "nobody has looked yet"
    engine.catch_up()
    assert not isinstance(engine.answer(ABOUT_JONAS), Allowed)


def test_no_more_is_held_than_may_be_and_what_was_used_last_stays() -> None:
    engine = Engine(1)
    engine.catch_up()
    for _ in range(3):
        for question, home in ((ABOUT_ANNA, NORDBY), (ABOUT_JONAS, BALANS)):
            assert isinstance(engine.answer(question), Allowed)
            assert list(engine.stock.homes) == [home]
            engine.catch_up()


def test_what_was_warmed_need_not_be_fetched() -> None:
    engine = Engine(1_000)
    engine.catch_up()
    engine.warm(reading.busiest(1_000, since=MONDAY))
    with assertNumQueries(0):
        assert isinstance(engine.answer(ABOUT_ANNA), Allowed)
        assert isinstance(engine.answer(ABOUT_JONAS), Allowed)


def test_whose_users_log_in_most_are_fetched_first() -> None:
    assert reading.busiest(1_000, since=MONDAY) == [BALANS, NORDBY], "whoever holds most"
    anna, client = BusinessUser.objects.get(ref=ANNA), Client.objects.get()
    logged_in(anna, client, MONDAY - timedelta(days=1))
    assert reading.busiest(1_000, since=MONDAY) == [BALANS, NORDBY]
    logged_in(anna, client, MONDAY)
    assert reading.busiest(1_000, since=MONDAY) == [NORDBY, BALANS]
    assert reading.busiest(1, since=MONDAY) == [NORDBY], "no more than may be held"


def logged_in(user: BusinessUser, client: Client, at: datetime) -> None:
    Session.objects.create(
        ref=f"{at:%d}", client=client, user=user, services=[], since=at, begun_at=at, ends_at=at
    )


def revoke_and_take_back() -> None:
    with transaction.atomic(), deed(Event.RIGHT_WITHDRAWN, by="test", at=MONDAY):
        revoke("a1", NORDBY)
        assert not isinstance(ask(ABOUT_ANNA), Allowed), "whoever did it sees it"
        assert organisations(ANNA, KOMMUNAL, BY_APP) == ()
        raise Undone


def test_what_is_taken_back_was_never_held() -> None:
    assert isinstance(ask(ABOUT_ANNA), Allowed)
    with pytest.raises(Undone):
        revoke_and_take_back()
    assert isinstance(asking.engine().answer(ABOUT_ANNA), Allowed), "nobody else has seen it"
    assert organisations(ANNA, KOMMUNAL, BY_APP) == (NORDBY,)


def test_what_changes_within_a_question_is_looked_at_again() -> None:
    engine = Engine(1_000)
    engine.catch_up()
    assert isinstance(engine.answer(ABOUT_JONAS), Allowed)
    looking = Looking(engine.stock)
    assert looking.place(BALANS)
    revoke("a2", BALANS)
    engine.catch_up()
    engine.fetch([("home", BALANS)])
    with pytest.raises(Absent):
        looking.home(BALANS)


@pytest.mark.parametrize(
    ("ours", "theirs", "older"),
    [
        ("3.aa-5.bb-2", "3.aa-5.bb-2", False),
        ("3.aa-5.bb-2", "3.aa-6.bb-2", True),
        ("3.aa-5.bb-2", "4.aa-5.bb-2", True),
        ("3.aa-f.bb-2", "2.aa-e.cc-9", False),
        ("3.aa-5", "3.cc-1", True),
        ("3.aa-5", "something else", True),
        ("3.aa-5", "3.aa-", True),
    ],
)
def test_a_revision_is_older_where_one_of_its_parts_is(ours: str, theirs: str, older: bool) -> None:
    assert is_older(ours, theirs) is older
