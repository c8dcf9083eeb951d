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

from fuldmagt.catalogue.models import Acceptance, Package, Proposal
from fuldmagt.decisions.decide import Allowed, decide
from fuldmagt.decisions.gather import gather_people
from fuldmagt.decisions.question import Context, Question
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.belonging.models import Admitted
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.grants.models import Adviser, Grant
from fuldmagt.mandates.groups.models import Member
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, RoleHeld
from fuldmagt.organisations.rules import Role
from tests.chains.cast import EDIT, VIEW
from tests.effort import of
from tests.powers.deeds import DEEDS, GIVING, OFFICE, Story
from tests.powers.reached import powers

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A5", "C5", "X2")]

RIGHTS: Final = {"right", "group right", "member"}
MANDATES: Final = {"mandate", "acceptance", "client right", "grant", "confirmation"}
OFFICES: Final = {"role", "program"}
OTHERS: Final = {"awake", "recognition"}

MAKES: Final[Mapping[str, Set[str]]] = {
    "organisation_administrator": OFFICES | {"confirmation"},  # who reads what the organisation is written
    "rights_administrator": RIGHTS,
    "mandate_manager": MANDATES,
    "user_administrator": {"awake"},
    "provider_administrator": {"recognition"},
}
"""What each role makes by itself; a role that is not here makes nothing that carries a power.

Besides them, who holds a right grants it in the portal, which then waits for the confirmation; and what opens
more of a catalogue is nobody's alone.
"""

REACHES: Final[Mapping[bool, Mapping[str, Set[str]]]] = {
    # Who answers for the organisation can take every office in it: alone, or where four eyes are on never.
    False: {
        **MAKES,
        "organisation_administrator": OFFICES | RIGHTS | MANDATES | OTHERS,
        "rights_administrator": RIGHTS | {"grant"},
    },
    True: {**MAKES, "organisation_administrator": OFFICES},  # nothing waits for a confirmation
}
"""What somebody of each role can make alone, in any number of steps; by whether four eyes are on."""


@pytest.mark.parametrize("four_eyes", [False, True])
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLATFORM_OPERATOR])
def test_what_a_role_reaches_is_what_is_declared(role: Role, four_eyes: bool) -> None:
    story = Story(four_eyes=four_eyes)
    alone = story.somebody(role)
    before = powers()
    for deed in GIVING:  # the offices come first, then what they let one do
        for whom in (alone, story.jonas):
            story.does("ask", story.jonas, story.jonas, VIEW)
            story.does(deed, alone, whom, VIEW)
    made = {kind for kind, *_ in powers() - before}
    assert made == REACHES[four_eyes].get(role.value, set())


mostly = st.sampled_from([True, True, True, False])
people = st.sampled_from(range(len(Role) + 3))
steps = st.lists(
    st.tuples(people, st.sampled_from(sorted(DEEDS)), people, st.sampled_from([VIEW, EDIT]), mostly),
    min_size=8,
    max_size=24,
)


@pytest.mark.soak
def test_every_power_has_a_ground_that_somebody_entitled_made() -> None:
    story = Story(four_eyes=False)
    cast = story.everybody()

    @settings(max_examples=of(200), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.booleans(), steps)
    def told(four_eyes: bool, steps: list[tuple[int, str, int, str, bool]]) -> None:
        with transaction.atomic():
            story.begin(four_eyes=four_eyes)
            for who, deed, whom, right, fitting in steps:
                actor, receiver = cast[who % len(cast)], cast[whom % len(cast)]
                if fitting and deed in OFFICE:  # else hardly any of so many deeds would be done
                    actor = next(each for each in cast if OFFICE[deed] in each.name)
                able, before = makes(actor, of_others=proposed_by_others(actor)), powers()
                story.does(deed, actor, receiver, right)
                for kind, organisation, to, what in powers() - before:
                    where = (actor.name, deed, kind, what)
                    assert organisation == actor.organisation.ref, where
                    assert kind in able, where
                    itself = to == actor.ref and kind in {"right", "client right", "role", "member"}
                    assert not (four_eyes and itself), where
            every_yes_is_explained(story.at)
            transaction.set_rollback(True)

    told()


def makes(user: BusinessUser, *, of_others: bool) -> set[str]:
    """What somebody may bring about now: by office, by what they hold, or as the second person."""
    roles = set(RoleHeld.objects.filter(user=user).values_list("role", flat=True))
    holds = Assignment.objects.filter(user=user, organisation=user.organisation, state="active").exists()
    second = {"opening"} if of_others and "provider_administrator" in roles else set()
    return {kind for role in roles for kind in MAKES.get(role, ())} | ({"grant"} if holds else set()) | second


def proposed_by_others(user: BusinessUser) -> bool:
    return Proposal.objects.filter(state="waits").exclude(proposed_by=user.ref).exists()


def every_yes_is_explained(at: datetime) -> None:
    """By rows that stand, read as a person would read them."""
    users = BusinessUser.objects.all()
    givers = {row.giver.ref for table in (Mandate, Grant) for row in table.objects.select_related("giver")}
    facts = gather_people(users, givers)
    context = Context(at=at, now=at)
    for user in users.select_related("organisation"):
        for place in facts.organisations:
            for right in (VIEW, EDIT):
                answer = decide(Question(user.ref, right, place, context), facts)
                if isinstance(answer, Allowed):
                    assert grounded(user, place, right, at), (user.name, place, right, answer)


def grounded(user: BusinessUser, place: str, right: str, at: datetime) -> bool:
    if user.state != "active":
        return False
    enough = {right, EDIT}  # edit brings view
    if place != user.organisation.ref and granted(user, place, right, at):
        return True
    held = Assignment.objects.filter(
        user=user, organisation__ref=place, state="active", right__ref__in=enough
    )
    for row in held.select_related("mandate", "source__group", "mandate__receiver"):
        if row.source is not None and not belongs(user, row.source, right):
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


def accepted(package: Package, right: str) -> bool:
    """Whether the package gives it, or what includes it, and the home of its holders said yes to that."""
    said = Acceptance.objects.filter(package=package, right__ref__in={right, EDIT}, state="accepted")
    inside = set(package.rights.values_list("ref", flat=True))
    return not package.retired_at and any(each.right.ref in inside for each in said.select_related("right"))


def belongs(user: BusinessUser, source: Source, right: str) -> bool:
    """Whether the group, or the department that the user was admitted to, still has what it gave."""
    if source.state != "active":
        return False
    if source.package is not None and not accepted(source.package, right):
        return False
    if source.user is not None:
        return source.user == user
    if source.group is not None:
        return not source.group.closed_at and Member.objects.filter(group=source.group, user=user).exists()
    admitted = Admitted.objects.filter(user=user, department=source.department_id)
    return admitted.exists() and user.department_id == source.department_id


def granted(user: BusinessUser, place: str, right: str, at: datetime) -> bool:
    """A confirmed grant to a recognised adviser, at which the user holds the right."""
    enough = {right, EDIT}
    known = Adviser.objects.filter(organisation=user.organisation, state="active").exists()
    given = Grant.objects.filter(
        giver__ref=place, receiver=user.organisation, state="active", confirmed=True, right__ref__in=enough
    )
    return known and given.exists() and grounded(user, user.organisation.ref, right, at)
