"""Whoever does what in whatever order: only who gives rights gives any, and no right outlives its ground."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Final

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuldmagt.mandates.assignments.actions import change as save
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.belonging import actions as belonging
from fuldmagt.mandates.groups import actions as groups
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.sources import giving, queries
from fuldmagt.mandates.sources.actions import follow
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.sources.rules import Kind, shares
from fuldmagt.organisations.models import BusinessUser, Department, Organisation
from fuldmagt.organisations.rules import Deed, Role
from fuldmagt.organisations.users.actions import particulars_of
from fuldmagt.vocabulary.period import Period
from tests.cast import Nordby, a_user, acting, nordby
from tests.conftest import MONDAY
from tests.effort import of
from tests.groups.cast import CALCULATE, SICKNESS, STATE

RIGHTS: Final = (SICKNESS, CALCULATE, STATE)
"""The last two exclude one another."""
R = Role
ACTORS: Final[Mapping[str, tuple[Role, ...]]] = {
    "ursula": (R.USER_ADMINISTRATOR,),
    "ruth": (R.RIGHTS_ADMINISTRATOR,),
    "rikke": (R.RIGHTS_ADMINISTRATOR,),
    "both": (R.USER_ADMINISTRATOR, R.RIGHTS_ADMINISTRATOR),
    "birthe": (R.ORGANISATION_ADMINISTRATOR,),
    "peter": (),
}
DEEDS: Final = (
    "give_group", "give_department", "end", "add", "remove", "move", "out", "accept", "give", "take",
    "close_group", "close_user",
)  # fmt: skip
steps = st.lists(
    st.tuples(
        st.sampled_from(sorted(ACTORS)),
        st.sampled_from(DEEDS),
        st.sampled_from(sorted(ACTORS)),
        st.sampled_from(RIGHTS),
    ),
    min_size=4,
    max_size=14,
)
Steps = list[tuple[str, str, str, str]]


@pytest.mark.django_db
@pytest.mark.usefixtures("the_catalogue")
@pytest.mark.requirement("A5", "C5")
@pytest.mark.soak
def test_what_anybody_reaches_is_what_those_who_give_rights_gave() -> None:
    @settings(max_examples=of(150), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.booleans(), steps)
    def story(four_eyes: bool, steps: Steps) -> None:
        with transaction.atomic():
            Told(four_eyes).all(steps)
            transaction.set_rollback(True)

    story()


class Told:
    """One story, checked after each deed."""

    def __init__(self, four_eyes: bool) -> None:
        self.town: Nordby = nordby()
        self.home = self.town.organisation.ref
        Organisation.objects.filter(ref=self.home).update(four_eyes=four_eyes)
        self.four_eyes = four_eyes
        self.users: dict[str, BusinessUser] = {
            name: a_user(self.town.organisation, f"{name.title()} Ny", *roles)
            for name, roles in ACTORS.items()
        }
        ruth = acting(self.users["ruth"])
        made = groups.create(groups.Particulars(name="Sagsbehandlere"), by=ruth, at=MONDAY)
        assert isinstance(made, Group)
        self.group, self.at = made, MONDAY

    def all(self, steps: Steps) -> None:
        for who, deed, whom, right in steps:
            self.at += timedelta(minutes=1)
            before = set(Assignment.objects.values_list("ref", flat=True))
            self.deed(deed, self.users[whom], right)(by=acting(self.users[who]), at=self.at)
            self.gave_rightly(who, before)
            self.nothing_outlives_its_ground()
        self.settled()

    def deed(self, name: str, user: BusinessUser, right: str) -> Callable[..., object]:
        """That it is refused is as good."""
        wish, source = Wish(right, Period(self.at)), self.some_source(right)
        jobcenter = self.town.jobcenter
        kind = Kind.DEPARTMENT if source and source.department_id else Kind.GROUP
        return {
            "give_group": partial(giving.give, self.group.ref, wish),
            "give_department": partial(giving.give, jobcenter.ref, wish, kind=Kind.DEPARTMENT),
            "end": partial(giving.end, source.ref if source else "none", kind=kind),
            "add": partial(groups.add, self.group.ref, [user.ref]),
            "remove": partial(groups.remove, self.group.ref, user.ref),
            "move": partial(self.move, user, jobcenter),
            "out": partial(self.move, user, self.town.insurance),
            "accept": partial(self.accept, user),
            "give": partial(save, user.ref, give=[right]),
            "take": partial(save, user.ref, withdraw=[right]),
            "close_group": partial(groups.close, self.group.ref),
            "close_user": partial(belonging.close, user.ref, reason=""),
        }[name]

    def some_source(self, right: str) -> Source | None:
        return queries.sources_of(self.home, at=self.at).filter(right__ref=right).first()

    def move(self, user: BusinessUser, to: Department, **who: object) -> object:
        now = BusinessUser.objects.select_related("department").get(pk=user.pk)
        wanted = replace(particulars_of(now), department=to.ref)
        return belonging.change(user.ref, wanted, version=now.version, **who)  # type: ignore[arg-type]  # by and at

    def accept(self, user: BusinessUser, **who: object) -> object:
        seen = belonging.stamps({user.ref}, **who)  # type: ignore[arg-type]  # by and at
        return belonging.accept(seen, **who)  # type: ignore[arg-type]  # by and at

    def gave_rightly(self, who: str, before: set[str]) -> None:
        new = Assignment.objects.exclude(ref__in=before).select_related("user")
        by = acting(self.users[who])
        for row in new:
            assert by.refused(Deed.MANAGE_RIGHTS) is None, f"{who} gives no rights"
            assert row.given_by == by.ref
            assert not (self.four_eyes and row.user == self.users[who]), f"{who} gave it to themselves"

    def nothing_outlives_its_ground(self) -> None:
        wanted = shares(queries.springs(queries.sources_of(self.home, at=self.at), organisation=self.home))
        for row in queries.standing(self.home, at=self.at):
            assert row.source is not None
            assert any(
                (each.source, each.user, each.right) == (row.source.ref, row.user.ref, row.right.ref)
                for each in wanted
            )

    def settled(self) -> None:
        """Followed once more by somebody else, all is given that can be; then there is nothing left to do."""
        by = acting(a_user(self.town.organisation, f"Anden {next(NUMBERS)}", R.RIGHTS_ADMINISTRATOR))
        first = follow(self.home, by=by, at=self.at)
        again = follow(self.home, by=by, at=self.at)
        assert not again.given
        assert not again.ended
        assert again.left_out == first.left_out
        wanted = shares(queries.springs(queries.sources_of(self.home, at=self.at), organisation=self.home))
        held = {
            (row.source.ref, row.user.ref, row.right.ref)
            for row in queries.standing(self.home, at=self.at)
            if row.source
        }
        out = {(each.share.source, each.share.user, each.share.right) for each in again.left_out}
        assert held | out == {(each.source, each.user, each.right) for each in wanted}
        assert not held & out


NUMBERS: Final = count(1)
