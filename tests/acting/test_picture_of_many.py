"""The picture of a large organisation: few knots at first, and no more questions than about a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fuldmagt.clients.models import Client, System
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.web.acting.folding import MOST
from tests import cast
from tests.acting.cast import Balans, a_client, acts_for, mandates
from tests.acting.conftest import At

pytestmark = pytest.mark.requirement("X6")


def grow(firm: Balans, people: int, clients: int, programs: int) -> None:
    """So many more colleagues in departments, clients with somebody each, and agents of somebody."""
    home, view = firm.organisation, firm.portal.view
    known = BusinessUser.objects.count()
    places = [cast.a_department(home, f"Team {known + number}") for number in range(people // 10)]
    users = BusinessUser.objects.bulk_create(
        BusinessUser(
            ref=f"user{known + number}", organisation=home, name=f"Colleague {number}", state="active",
            department=places[number % len(places)], created_at=cast.NEW_YEAR, changed_at=cast.NEW_YEAR,
        )
        for number in range(people)
    )  # fmt: skip
    Assignment.objects.bulk_create(
        Assignment(
            ref=f"at-home-{user.ref}", user=user, right=view, organisation=home, starts_at=cast.NEW_YEAR
        )
        for user in users
    )
    for number in range(clients):
        client = a_client(f"Client {known + number}", 90_001_000 + known + number)
        acts_for(users[number], firm.portal.edit, mandates(client, home, firm.portal.edit))
    for user in users[:programs]:
        program = cast.a_user(home, f"Agent {user.ref}", means=None, kind="system")
        seat = Client.objects.create(ref=f"agent-{user.ref}", name="Agent", jwks={"keys": []})
        System.objects.create(
            user=program, client=seat, works_for=user, registered_at=cast.NEW_YEAR, registered_by="x"
        )
        cast.gives(program, view)


def test_many_are_drawn_as_few_and_asked_about_at_once(at: At, firm: Balans) -> None:
    femke = at(firm.femke)

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = femke.get("/acting/picture/data.json")
        return len(answer.json()["knots"]), len(queries)

    grow(firm, people=20, clients=5, programs=1)
    few = asked()
    grow(firm, people=300, clients=90, programs=8)
    many = asked()

    assert max(few[0], many[0]) <= MOST == 60
    assert many[1] == few[1]
