"""Stories of administrator roles: given, withdrawn, never more than one may give (A5)."""

from typing import Final

import pytest
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit import queries as log
from fuldmagt.organisations.models import BusinessUser, RoleHeld
from fuldmagt.organisations.queries import roles_of
from fuldmagt.organisations.roles import actions
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.people.models import Person
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import words
from tests.cast import NEW_YEAR, Nordby
from tests.conftest import MONDAY

pytestmark = pytest.mark.requirement("A5")


def the_user(name: str) -> BusinessUser:
    return BusinessUser.objects.get(name=name)


def test_the_page_says_who_holds_which_role_and_what_it_may_do(birthe: Client) -> None:
    text = words(birthe.get("/roles/"))
    assert "User administrator Creates, changes, suspends and closes users" in text
    assert "Payroll Receives notes about dates that payroll must know. Nobody" in text


def test_a_role_given_works_at_the_next_click_and_withdrawn_no_more(
    birthe: Client, at: At, nordby: Nordby
) -> None:
    annas = at(nordby.anna)
    assert annas.get("/users/").status_code == 403

    birthe.post("/roles/give/", {"who": nordby.anna.email, "role": "auditor"})
    assert annas.get("/users/").status_code == 200

    birthe.post(f"/roles/{nordby.anna.ref}/auditor/withdraw/")
    assert annas.get("/users/").status_code == 403


def test_giving_and_withdrawing_are_on_record(birthe: Client, nordby: Nordby) -> None:
    birthe.post("/roles/give/", {"who": "Anna Holmstrup", "role": "payroll"})
    birthe.post(f"/roles/{nordby.anna.ref}/payroll/withdraw/")
    withdrawn, given = log.of_subject(nordby.anna.ref, organisation=nordby.organisation.ref)
    assert (given.event, withdrawn.event) == ("role.given", "role.withdrawn")
    assert given.facts == withdrawn.facts == {"role": "payroll"}
    assert {given.actor, withdrawn.actor} == {nordby.birthe.ref}


ALL: Final = {
    "organisation_administrator", "user_administrator", "rights_administrator", "mandate_manager",
    "permit_controller", "department_leader", "payroll", "auditor", "provider_administrator",
    "platform_operator",
}  # fmt: skip

# Who gives away which role, written down a second time. Who is not here gives none.
GIVES: Final[dict[str, set[str]]] = {
    "organisation_administrator": ALL - {"platform_operator"},
    "platform_operator": {"platform_operator"},
}


def test_these_are_the_roles() -> None:
    assert {role.value for role in Role} == ALL


@pytest.mark.parametrize("giver", sorted(ALL))
@pytest.mark.parametrize("role", sorted(ALL))
def test_a_role_is_given_and_withdrawn_only_by_those_whose_it_is_to_give(
    at: At, nordby: Nordby, settings: Settings, giver: str, role: str
) -> None:
    settings.OPERATOR = nordby.organisation.ref  # else nobody at all is a platform operator here
    helper = at(cast.a_user(nordby.organisation, "Helper", Role(giver)))
    theirs = role in GIVES.get(giver, set())

    helper.post("/roles/give/", {"who": nordby.anna.email, "role": role})
    by_deed = actions.give(nordby.bodil.ref, Role(role), by=cast.acting(the_user("Helper")), at=MONDAY)
    assert roles_of(nordby.anna) == ({Role(role)} if theirs and role != "platform_operator" else set())
    assert isinstance(by_deed, Refusal) is not theirs
    assert roles_of(nordby.bodil) == ({Role(role)} if theirs else set())

    RoleHeld.objects.get_or_create(
        user=nordby.bodil, role=role, defaults={"given_at": NEW_YEAR, "given_by": "x"}
    )
    actions.withdraw(nordby.bodil.ref, Role(role), by=cast.acting(the_user("Helper")), at=MONDAY)
    assert (Role(role) in roles_of(nordby.bodil)) is not theirs


def test_an_organisation_administrator_cannot_make_a_platform_operator(
    birthe: Client, nordby: Nordby
) -> None:
    page = birthe.post("/roles/give/", {"who": nordby.anna.email, "role": "platform_operator"})
    assert page.status_code == 200
    done = actions.give(nordby.anna.ref, Role.PLATFORM_OPERATOR, by=cast.acting(nordby.birthe), at=MONDAY)
    assert isinstance(done, Refusal)
    assert roles_of(nordby.anna) == frozenset()


def test_a_platform_operator_makes_another_and_only_in_the_operators_organisation(
    nordby: Nordby, settings: Settings
) -> None:
    operator = cast.a_user(nordby.organisation, "Operator", Role.PLATFORM_OPERATOR)
    elsewhere = actions.give(nordby.anna.ref, Role.PLATFORM_OPERATOR, by=cast.acting(operator), at=MONDAY)
    assert isinstance(elsewhere, Refusal)

    settings.OPERATOR = nordby.organisation.ref
    done = actions.give(nordby.anna.ref, Role.PLATFORM_OPERATOR, by=cast.acting(operator), at=MONDAY)
    assert not isinstance(done, Refusal)


@pytest.mark.parametrize("state", [state for state in UserState if state is not UserState.ACTIVE])
def test_a_role_is_given_only_to_somebody_who_has_shown_who_they_are(
    birthe: Client, nordby: Nordby, state: UserState
) -> None:
    other = cast.a_user(nordby.organisation, "Ilie Campeanu", state=state)
    birthe.post("/roles/give/", {"who": other.email, "role": "user_administrator"})
    done = actions.give(other.ref, Role.AUDITOR, by=cast.acting(nordby.birthe), at=MONDAY)
    assert isinstance(done, Refusal)
    assert roles_of(other) == frozenset()


def test_the_last_organisation_administrator_stays(birthe: Client, nordby: Nordby) -> None:
    page = birthe.post(f"/roles/{nordby.birthe.ref}/organisation_administrator/withdraw/")
    assert "This is the only organisation administrator there is." in words(page)
    assert Role.ORGANISATION_ADMINISTRATOR in roles_of(nordby.birthe)


def test_one_of_two_can_go(birthe: Client, nordby: Nordby) -> None:
    birthe.post("/roles/give/", {"who": nordby.anna.email, "role": "organisation_administrator"})
    birthe.post(f"/roles/{nordby.birthe.ref}/organisation_administrator/withdraw/")
    assert roles_of(nordby.birthe) == frozenset()


def test_a_second_one_who_is_suspended_does_not_count(birthe: Client, nordby: Nordby) -> None:
    away = cast.a_user(
        nordby.organisation, "Away", Role.ORGANISATION_ADMINISTRATOR, state=UserState.SUSPENDED
    )
    assert away.state == UserState.SUSPENDED
    birthe.post(f"/roles/{nordby.birthe.ref}/organisation_administrator/withdraw/")
    assert Role.ORGANISATION_ADMINISTRATOR in roles_of(nordby.birthe)


@pytest.mark.parametrize("step", ["suspend", "lock", "close"])
def test_nor_is_the_last_one_put_out_of_action(mette: Client, nordby: Nordby, step: str) -> None:
    mette.post(f"/users/{nordby.birthe.ref}/steps/{step}/")
    nordby.birthe.refresh_from_db()
    assert nordby.birthe.state == UserState.ACTIVE


def test_with_four_eyes_nobody_gives_themselves_a_role(birthe: Client, nordby: Nordby) -> None:
    birthe.post("/organisation/settings/four-eyes/", {"four_eyes": "on"})
    page = birthe.post("/roles/give/", {"who": nordby.birthe.email, "role": "user_administrator"})
    assert "A second person has to agree to this." in words(page)
    assert roles_of(nordby.birthe) == {Role.ORGANISATION_ADMINISTRATOR}


def test_nor_by_another_user_of_the_same_person(nordby: Nordby) -> None:
    nordby.organisation.four_eyes = True
    nordby.organisation.save()
    person = Person.objects.get(users=nordby.birthe)
    alias = cast.a_user(nordby.organisation, "B Nordahl", person=person)
    done = actions.give(alias.ref, Role.AUDITOR, by=cast.acting(nordby.birthe), at=MONDAY)
    assert isinstance(done, Refusal)
    assert done.reason is Reason.SECOND_PERSON_NEEDED


def test_without_four_eyes_she_may(birthe: Client, nordby: Nordby) -> None:
    birthe.post("/roles/give/", {"who": nordby.birthe.email, "role": "user_administrator"})
    assert Role.USER_ADMINISTRATOR in roles_of(nordby.birthe)


def test_a_role_that_is_not_held_cannot_be_withdrawn(birthe: Client, nordby: Nordby) -> None:
    assert birthe.post(f"/roles/{nordby.anna.ref}/auditor/withdraw/").status_code == 404
    assert birthe.post(f"/roles/{nordby.anna.ref}/emperor/withdraw/").status_code == 404


def test_who_gives_up_the_own_role_lands_where_they_may_be(birthe: Client, nordby: Nordby) -> None:
    RoleHeld.objects.create(
        user=nordby.anna, role=Role.ORGANISATION_ADMINISTRATOR, given_at=NEW_YEAR, given_by="x"
    )
    answer = birthe.post(f"/roles/{nordby.birthe.ref}/organisation_administrator/withdraw/")
    assert answer["Location"] == "/"
    assert BusinessUser.objects.get(pk=nordby.birthe.pk).state == UserState.ACTIVE
