"""What chain mandates ask of the register and of the database, and what the log says of them (F4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fuldmagt.audit.models import PendingEntry
from fuldmagt.decisions import overview
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.clientele.actions import Plan, Wanted, plan
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.secrets import dice
from fuldmagt.vocabulary import clock
from fuldmagt.web.joined.models import LookUp
from fuldmagt.web.joined.rules import MOST
from tests.cast import NEW_YEAR, a_user, acting, an_organisation
from tests.chains.cast import EDIT, VIEW, Street, at_a_desk, street
from tests.chains.test_chains import accepted, assigned, next_year

pytestmark = [pytest.mark.requirement("F4"), pytest.mark.django_db]


@pytest.fixture
def town(db: None) -> Street:
    return street()


def test_going_on_about_one_receiver_asks_the_register_once(town: Street) -> None:
    desk = at_a_desk(town.sanne)
    page = f"/mandates/new/?receiver={town.balans.ref}"
    terms = {"right": VIEW, "until": next_year()}
    for _ in range(MOST // 2 + 1):
        assert desk.get(page).status_code == 200
        assert desk.post(page, terms | {"step": "review"}).status_code == 200
    assert LookUp.objects.count() == 1
    assert desk.post(page, terms | {"step": "give"}).status_code == 302


def test_walking_through_numbers_is_stopped(town: Street) -> None:
    desk = at_a_desk(town.sanne)
    numbers = range(90_000_100, 90_000_100 + MOST - 1)
    asked = {desk.get(f"/mandates/new/?receiver=nl:kvk:{number}").status_code for number in numbers}
    assert asked == {400}
    assert desk.get(f"/mandates/new/?receiver={town.balans.ref}").status_code == 200
    assert desk.get("/mandates/new/?receiver=nl:kvk:90000199").status_code == 429


def clients_of(town: Street, number: int) -> list[str]:
    found = []
    for place in range(number):
        giver = an_organisation(f"Client {place}", ref=f"nl:kvk:{90_000_200 + place}")
        mandate = Mandate.objects.create(
            ref=dice.reference(), giver=giver, receiver=town.balans, accepted=True, starts_at=NEW_YEAR
        )
        mandate.rights.set(town.service.rights.all())
        found.append(mandate.ref)
    return found


def test_a_plan_asks_as_often_for_many_cells_as_for_few(town: Street) -> None:
    town.balans.four_eyes = True
    town.balans.save()
    people = [town.jonas.ref, *(a_user(town.balans, f"Colleague {each}").ref for each in range(9))]

    def asked(mandates: list[str], users: list[str]) -> int:
        wanted = Wanted("portal", tuple(mandates), tuple(users), VIEW)
        with CaptureQueriesContext(connection) as queries:
            found = plan(wanted, by=acting(town.femke), at=clock.now())
        assert isinstance(found, Plan)
        assert len(found.changing) == len(mandates) * len(users)
        return len(queries)

    mandates = clients_of(town, 12)
    assert asked(mandates, people) == asked(mandates[:1], people[:1])


def test_the_log_names_the_assignments_that_were_given_and_ended(town: Street) -> None:
    accepted(town, VIEW, EDIT)
    assigned(town, VIEW, town.jonas, town.yusuf)
    first = set(Assignment.objects.values_list("ref", flat=True))
    assigned(town, EDIT, town.jonas)

    told = [each.facts["assignments"] for each in PendingEntry.objects.filter(event="clients.assigned")]

    ended = list(Assignment.objects.exclude(state="active").values_list("ref", flat=True))
    given = list(Assignment.objects.exclude(ref__in=first).values_list("ref", flat=True))
    assert {frozenset(each) for each in told} == {frozenset(each) for each in (first, ended, given)}


@pytest.mark.requirement("F3")
def test_each_agreement_counts_those_who_act_by_it_alone(town: Street) -> None:
    """Two mandates to one adviser: whoever acts by the one is not counted with the other."""
    wide = accepted(town, VIEW)
    narrow = Mandate.objects.create(
        ref=dice.reference(), giver=town.korrel, receiver=town.balans, accepted=True, starts_at=NEW_YEAR
    )
    narrow.rights.set(town.service.rights.filter(ref=EDIT))
    at_work(wide, VIEW, town.jonas, town.yusuf)
    at_work(narrow, EDIT, town.yusuf)

    seen = overview.between(town.korrel.ref, at=clock.now()).agreements
    counted = overview.people_elsewhere(town.korrel.ref, seen, at=clock.now())

    assert counted == {wide.ref: 2, narrow.ref: 1}


def at_work(mandate: Mandate, right: str, *users: BusinessUser) -> None:
    for user in users:
        Assignment.objects.create(
            ref=dice.reference(), user=user, mandate=mandate, organisation=mandate.giver, starts_at=NEW_YEAR,
            right=mandate.rights.get(ref=right),
        )  # fmt: skip
