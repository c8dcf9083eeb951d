"""Whatever administrators do in whatever order, nobody can use two rights that exclude one another."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations, count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuldmagt.decisions import ask
from fuldmagt.decisions.question import Context
from fuldmagt.mandates.assignments.actions import change
from fuldmagt.mandates.assignments.queries import held_by_person
from fuldmagt.mandates.assignments.rules import Wish, overlap
from fuldmagt.organisations.models import BusinessUser, Department
from fuldmagt.organisations.users.actions import change as correct
from fuldmagt.organisations.users.actions import particulars_of
from fuldmagt.vocabulary.period import Period
from tests.cast import Nordby, a_user, acting, nordby
from tests.conftest import MONDAY
from tests.effort import of

KOMMUNAL, SAGSBEHANDLER = "se-sag:kommunal-sagsbehandler", "se-sag:sagsbehandler"
MAKE, CERTIFY = "ydelsesrefusion:opgoer", "ydelsesrefusion:attester"
SETS = ((KOMMUNAL, SAGSBEHANDLER), (MAKE, CERTIFY))
RIGHTS = [right for pair in SETS for right in pair]
NUMBERS = count(1)

# A step is done to the first or the second user of one person, some days after the one before.
give = st.tuples(st.just("give"), st.sets(st.sampled_from(RIGHTS), min_size=1), st.sampled_from([0, 2, 5]))
withdraw = st.tuples(st.just("withdraw"), st.sets(st.sampled_from(RIGHTS), min_size=1), st.just(0))
rooms = st.sets(st.sampled_from(["jobcenter", "insurance", "none"]), min_size=1)
move = st.tuples(st.just("move"), rooms, st.just(0))
steps = st.lists(st.tuples(st.one_of(give, withdraw, move), st.booleans(), st.integers(0, 3)), max_size=12)


@pytest.mark.django_db
@pytest.mark.usefixtures("the_catalogue")
@pytest.mark.requirement("C2", "C3")
@pytest.mark.soak
def test_no_order_of_deeds_lets_anybody_use_two_rights_that_exclude_one_another() -> None:
    town = nordby()

    @settings(max_examples=of(200), deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps)
    def story(steps: list[tuple[tuple[str, set[str], int], bool, int]]) -> None:
        users, at = one_person_twice(town), MONDAY
        for (deed, what, days), second, later in steps:
            at += timedelta(days=later)
            done(deed, sorted(what), users[second], town, days, at)
            never_both_usable(users, at)
            never_both_given(users, at)
        for moment in (at + timedelta(days=3), at + timedelta(days=6)):
            never_both_usable(users, moment)

    story()


def one_person_twice(town: Nordby) -> tuple[BusinessUser, BusinessUser]:
    number = next(NUMBERS)
    first = a_user(town.organisation, f"Anna {number}", department=town.jobcenter)
    second = a_user(
        town.organisation,
        f"Anna {number}",
        department=town.insurance,
        person=first.person,
        user_id=f"anna.{number}.again",
    )
    return first, second


def done(deed: str, what: Iterable[str], user: BusinessUser, town: Nordby, days: int, at: datetime) -> None:
    """Do the deed; that it is refused is as good."""
    by = acting(town.mette)
    if deed == "give":
        end = at + timedelta(days=days) if days else None
        change(user.ref, give=[Wish(right, Period(at, end)) for right in what], by=by, at=at)
    elif deed == "withdraw":
        change(user.ref, withdraw=what, by=by, at=at)
    else:
        rooms: dict[str, Department] = {"jobcenter": town.jobcenter, "insurance": town.insurance}
        for word in what:
            now = BusinessUser.objects.select_related("department").get(pk=user.pk)
            room = rooms.get(word)
            wanted = particulars_of(now)
            moved = replace(wanted, department=room.ref if room else "")
            correct(user.ref, moved, version=now.version, by=by, at=at)


def never_both_usable(users: tuple[BusinessUser, BusinessUser], at: datetime) -> None:
    """As the law answers, for both users of the person together."""
    context = Context(at=at, now=at)
    usable = {right for user in users for right in ask.rights(user.ref, user.organisation.ref, context)}
    for pair in SETS:
        assert len(usable & set(pair)) < 2, f"{usable} at {at}"


def never_both_given(users: tuple[BusinessUser, BusinessUser], at: datetime) -> None:
    """Nor is there ever a second record that the law would have to keep from carrying."""
    held = held_by_person(users[0], organisation=users[0].organisation.ref, at=at)
    for one, other in combinations(held, 2):
        if overlap(one.period, other.period):
            assert not any({one.right, other.right} == set(pair) for pair in SETS)
