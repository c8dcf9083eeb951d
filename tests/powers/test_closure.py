"""Whoever does what in whatever order: nobody gives what they do not hold, and every yes has a ground (A5).

What a role can bring about is written down here a second time, as plain tables that know nothing of the code.
"""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Final

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuldmagt.decisions.decide import Allowed, decide
from fuldmagt.decisions.gather import gather_people
from fuldmagt.decisions.question import Context, Question
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.groups.models import Member
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, RoleHeld
from fuldmagt.organisations.rules import Role
from tests.chains.cast import EDIT, VIEW
from tests.effort import of
from tests.powers.deeds import DEEDS, GIVING, Story

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A5", "C5", "X2")]

RIGHTS: Final = {"right", "group right", "member"}
MANDATES: Final = {"mandate", "acceptance", "client right"}
OFFICES: Final = {"role", "program"}

MAKES: Final[Mapping[str, Set[str]]] = {
    "organisation_administrator": OFFICES,
    "rights_administrator": RIGHTS,
    "mandate_manager": MANDATES,
}
"""What each role makes by itself; a role that is not here makes nothing that carries a power."""

REACHES: Final[Mapping[bool, Mapping[str, Set[str]]]] = {
    # Who answers for the organisation can take every office in it: alone, or where four eyes are on never.
    False: {**MAKES, "organisation_administrator": OFFICES | RIGHTS | MANDATES},
    True: MAKES,
}
"""What somebody of each role can make alone, in any number of steps; by whether four eyes are on."""


@pytest.mark.parametrize("four_eyes", [False, True])
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLATFORM_OPERATOR])
def test_what_a_role_reaches_is_what_is_declared(role: Role, four_eyes: bool) -> None:
    story = Story(four_eyes=four_eyes)
    alone = story.somebody(role)
    before = story.powers()
    for deed in GIVING:  # the offices come first, then what they let one do
        for whom in (alone, story.jonas):
            story.does("ask", story.jonas, story.jonas, VIEW)
            story.does(deed, alone, whom, VIEW)
    made = {kind for kind, *_ in story.powers() - before}
    assert made == REACHES[four_eyes].get(role.value, set())


people = st.sampled_from(range(len(Role) + 3))
steps = st.lists(
    st.tuples(people, st.sampled_from(sorted(DEEDS)), people, st.sampled_from([VIEW, EDIT])),
    min_size=6,
    max_size=20,
)


@pytest.mark.soak
def test_every_power_has_a_ground_that_somebody_entitled_made() -> None:
    @settings(max_examples=of(100), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.booleans(), steps)
    def told(four_eyes: bool, steps: list[tuple[int, str, int, str]]) -> None:
        with transaction.atomic():
            story = Story(four_eyes=four_eyes)
            cast = story.everybody()
            for who, deed, whom, right in steps:
                actor, receiver = cast[who % len(cast)], cast[whom % len(cast)]
                roles, before = offices(actor), story.powers()
                story.does(deed, actor, receiver, right)
                for kind, organisation, to, what in story.powers() - before:
                    where = (actor.name, deed, kind, what)
                    assert organisation == actor.organisation.ref, where
                    assert any(kind in MAKES.get(role, ()) for role in roles), where
                    itself = to == actor.ref and kind in {"right", "client right", "role", "member"}
                    assert not (four_eyes and itself), where
                every_yes_is_explained(story.at)
            transaction.set_rollback(True)

    told()


def offices(user: BusinessUser) -> set[str]:
    return set(RoleHeld.objects.filter(user=user).values_list("role", flat=True))


def every_yes_is_explained(at: datetime) -> None:
    """By rows that stand, read as a person would read them."""
    users = BusinessUser.objects.all()
    facts = gather_people(users, set(Mandate.objects.values_list("giver__ref", flat=True)))
    context = Context(at=at, now=at)
    for user in users.select_related("organisation"):
        for place in facts.organisations:
            for right in (VIEW, EDIT):
                answer = decide(Question(user.ref, right, place, context), facts)
                if isinstance(answer, Allowed):
                    assert grounded(user, place, right, at), (user.name, place, right, answer)


def grounded(user: BusinessUser, place: str, right: str, at: datetime) -> bool:
    enough = {right, EDIT}  # edit brings view
    held = Assignment.objects.filter(
        user=user, organisation__ref=place, state="active", right__ref__in=enough
    )
    for row in held.select_related("mandate", "source__group", "mandate__receiver"):
        if row.source is not None:
            group = row.source.group
            joined = Member.objects.filter(group=group, user=user).exists()
            alive = Source.objects.filter(pk=row.source.pk, state="active").exists()
            if group is None or group.closed_at or not (joined and alive):
                continue
        if place == user.organisation.ref:
            return True
        mandate = row.mandate
        if mandate is None or mandate.state != "active" or not mandate.accepted:
            continue
        lasts = mandate.ends_at is None or mandate.ends_at > at
        gives = mandate.rights.filter(ref__in=enough).exists()
        if lasts and gives and mandate.receiver.pk == user.organisation.pk:
            return True
    return False
