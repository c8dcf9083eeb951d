"""Nobody gives themselves a right through a group where two persons are needed (A5, C5)."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from fuldmagt.mandates.assignments.actions import end_own_gifts
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.groups import actions
from fuldmagt.mandates.groups.models import Member
from fuldmagt.mandates.sources.rules import Share, Spring, shares
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import NEW_YEAR, Nordby, a_user, acting, log_in, sydby
from tests.groups.cast import LEAVE, SICKNESS, a_group, give, put_in
from tests.rights.pages import may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("A5")]

SECOND = "A second person has to agree to this."


@pytest.fixture
def ruth(town: Nordby) -> Client:
    """The other one who gives rights."""
    client = log_in(Client(), a_user(town.organisation, "Ruth Rettighed", Role.RIGHTS_ADMINISTRATOR))
    client.cookies["fuldmagt_language"] = "en"
    return client


@pytest.fixture
def four_eyes(town: Nordby) -> None:
    Organisation.objects.filter(pk=town.organisation.pk).update(four_eyes=True)


@pytest.mark.usefixtures("four_eyes")
def test_nobody_puts_themselves_in_a_group(mette: Client, ruth: Client, town: Nordby) -> None:
    group = a_group(mette)
    give(mette, group, SICKNESS)

    assert SECOND in put_in(mette, group, town.anna, town.mette)
    assert not Member.objects.exists(), "nothing half done"

    put_in(ruth, group, town.mette)
    assert may(town.mette, SICKNESS)


@pytest.mark.usefixtures("four_eyes")
def test_another_user_of_the_same_person_is_no_way_round(mette: Client, town: Nordby) -> None:
    other = a_user(town.organisation, "Mette Anden", person=town.mette.person)
    group = a_group(mette)
    assert SECOND in put_in(mette, group, other)


@pytest.mark.usefixtures("four_eyes")
def test_nobody_gives_a_right_to_a_group_that_they_are_in(mette: Client, ruth: Client, town: Nordby) -> None:
    group = a_group(mette)
    put_in(ruth, group, town.mette, town.anna)

    assert SECOND in give(mette, group, SICKNESS)
    assert not may(town.anna, SICKNESS)

    give(ruth, group, SICKNESS)
    assert may(town.mette, SICKNESS)


def test_what_was_held_back_is_not_freed_by_the_one_who_gets_it(
    mette: Client, ruth: Client, town: Nordby
) -> None:
    """Put in before four eyes were on, the way free afterwards: it waits for another."""
    group = a_group(mette, "Sagsbehandlere", town.mette)
    Assignment.objects.all().delete()
    give(mette, group, SICKNESS)
    Assignment.objects.all().delete()
    Organisation.objects.filter(pk=town.organisation.pk).update(four_eyes=True)

    put_in(mette, group, town.anna)
    assert may(town.anna, SICKNESS)
    assert not may(town.mette, SICKNESS)

    put_in(ruth, group, town.bodil)
    assert may(town.mette, SICKNESS)


@pytest.mark.usefixtures("four_eyes")
def test_who_turns_out_to_be_the_giver_leaves_the_group(mette: Client, ruth: Client, town: Nordby) -> None:
    """Nobody knew who the invited user was; the eID says it is Mette."""
    unknown = a_user(town.organisation, "M. Lund", state=UserState.INVITED)
    group = a_group(mette, "Sagsbehandlere", unknown, town.anna)
    give(mette, group, SICKNESS)
    other = a_group(ruth, "Ledere", unknown)
    give(ruth, other, LEAVE)
    unknown.person, unknown.state = town.mette.person, UserState.ACTIVE
    unknown.save()
    unknown.refresh_from_db()

    end_own_gifts(unknown, at=NEW_YEAR)

    assert not may(unknown, SICKNESS)
    assert may(unknown, LEAVE)
    assert may(town.anna, SICKNESS)
    assert not Member.objects.filter(user=unknown, group=group).exists()


def test_another_organisations_user_is_put_in_no_group(mette: Client, town: Nordby) -> None:
    stranger = sydby().soren
    group = a_group(mette)
    put_in(mette, group, town.anna, stranger)
    assert not Member.objects.exists()


def test_no_other_role_changes_a_group_past_its_pages(mette: Client, town: Nordby) -> None:
    group = a_group(mette)
    every_other = set(Role) - {Role.RIGHTS_ADMINISTRATOR}
    by = acting(a_user(town.organisation, "Someone", *sorted(every_other)))
    done = [
        actions.create(actions.Particulars(name="Another"), by=by, at=NEW_YEAR),
        actions.change(group.ref, actions.Particulars(name="Another"), by=by, at=NEW_YEAR),
        actions.add(group.ref, [town.anna.ref], by=by, at=NEW_YEAR),
        actions.remove(group.ref, town.anna.ref, by=by, at=NEW_YEAR),
        actions.close(group.ref, by=by, at=NEW_YEAR),
    ]
    assert {each.reason for each in done if isinstance(each, Refusal)} == {Reason.NOT_PERMITTED}
    assert len(done) == sum(isinstance(each, Refusal) for each in done)


springs = st.lists(
    st.builds(
        Spring,
        source=st.sampled_from("abc"),
        users=st.frozensets(st.sampled_from(["anna", "bodil"])),
        rights=st.frozensets(st.sampled_from(["see", "edit"])),
        period=st.just(Period(NEW_YEAR)),
    ),
    max_size=4,
)


@settings(max_examples=50)
@given(springs, springs)
def test_what_sources_give_is_the_sum_of_what_each_gives(one: list[Spring], other: list[Spring]) -> None:
    assert shares([*one, *other]) == shares(one) | shares(other) == shares([*other, *one])
    for share in shares(one):
        assert any(
            share == Share(each.source, share.user, share.right)
            and share.user in each.users
            and share.right in each.rights
            for each in one
        )
