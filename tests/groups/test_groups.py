"""Groups of employees: what the group has reaches whoever is in it, and ends with it (C5)."""

from datetime import date

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.groups.models import Group, Member
from fuldmagt.organisations.models import Branch
from fuldmagt.organisations.rules import Role
from tests.cast import Nordby, a_user, gives, log_in
from tests.groups.cast import CALCULATE, LEAVE, SICKNESS, STATE, a_group, give, put_in, take, words
from tests.rights.pages import may, see

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C5")]


def test_what_a_group_has_reaches_its_members_and_whoever_comes_later(mette: Client, town: Nordby) -> None:
    group = a_group(mette, "Sagsbehandlere", town.anna)
    give(mette, group, SICKNESS)
    assert may(town.anna, SICKNESS)
    assert not may(town.bodil, SICKNESS)

    said = put_in(mette, group, town.bodil, town.anna)

    assert "1 person came into the group." in said
    assert may(town.bodil, SICKNESS)
    assert Assignment.objects.filter(user=town.anna).count() == 1


def test_who_leaves_the_group_loses_what_came_with_it_and_nothing_else(mette: Client, town: Nordby) -> None:
    group = a_group(mette, "Sagsbehandlere", town.anna, town.bodil)
    give(mette, group, SICKNESS)
    gives(town.anna, Right.objects.get(ref=LEAVE))

    question = words(mette.get(f"/groups/{group.ref}/members/{town.anna.ref}/remove/").content)
    assert "What came with the group ends at once" in question
    mette.post(f"/groups/{group.ref}/members/{town.anna.ref}/remove/")

    assert not may(town.anna, SICKNESS)
    assert may(town.anna, LEAVE)
    assert may(town.bodil, SICKNESS)


def test_what_is_taken_from_the_group_is_taken_from_its_members(mette: Client, town: Nordby) -> None:
    group, other = a_group(mette, "Sagsbehandlere", town.anna), a_group(mette, "Vikarer", town.anna)
    give(mette, group, SICKNESS)
    give(mette, other, SICKNESS)

    take(mette, group, SICKNESS)
    assert may(town.anna, SICKNESS), "the other group has it still"
    take(mette, other, SICKNESS)
    assert not may(town.anna, SICKNESS)


def test_a_closed_group_gives_nothing_and_its_name_is_free_again(mette: Client, town: Nordby) -> None:
    group = a_group(mette, "Sagsbehandlere", town.anna)
    give(mette, group, SICKNESS)

    question = words(mette.get(f"/groups/{group.ref}/close/").content)
    assert "1 person is in it." in question
    mette.post(f"/groups/{group.ref}/close/")

    assert not may(town.anna, SICKNESS)
    assert mette.get(f"/groups/{group.ref}/").status_code == 404
    assert a_group(mette, "Sagsbehandlere").ref != group.ref


def test_two_groups_are_not_called_the_same(mette: Client, town: Nordby) -> None:
    a_group(mette, "Vej og park")
    page = mette.post("/groups/new/", {"name": " VEJ  og park", "description": "Gartnere"})
    assert "There is a group with this name already." in words(page.content)
    assert 'value="Gartnere"' in page.content.decode(), "nothing typed is lost"
    assert Group.objects.count() == 1


def test_a_preview_says_whom_it_reaches_before_anything_is_given(mette: Client, town: Nordby) -> None:
    group = a_group(mette, "Sagsbehandlere", town.anna, town.birthe)
    gives(town.anna, Right.objects.get(ref=STATE))

    page = words(mette.post(f"/groups/{group.ref}/give/", {"right": CALCULATE, "step": "look"}).content)

    assert "1 person would get" in page
    assert "Anna Holmstrup" in page.split("Who cannot have it")[1]
    assert not group.sources.exists()
    assert not Assignment.objects.filter(right__ref=CALCULATE).exists()


def test_who_cannot_have_it_is_named_with_the_reason_and_gets_it_when_the_way_is_free(
    mette: Client, town: Nordby
) -> None:
    held = gives(town.anna, Right.objects.get(ref=STATE))
    group = a_group(mette, "Refusion", town.anna, town.birthe)
    give(mette, group, CALCULATE)
    assert may(town.birthe, CALCULATE)
    assert not may(town.anna, CALCULATE)
    page = words(mette.get(f"/groups/{group.ref}/").content)
    assert "Who cannot have it" in page
    assert "Anna Holmstrup" in page

    Assignment.objects.filter(pk=held.pk).update(state="revoked")
    put_in(mette, group, town.mette)

    assert may(town.anna, CALCULATE)
    assert "Who cannot have it" not in words(mette.get(f"/groups/{group.ref}/").content)


def test_from_to_branches_and_the_case_number_stand_on_what_each_member_holds(
    mette: Client, town: Nordby
) -> None:
    branch = Branch.objects.create(ref="dk:pnr:1000000001", organisation=town.organisation, name="Havnen")
    group = a_group(mette, "Sommer", town.anna)
    limits = {"since": date(2030, 6, 1), "until": date(2030, 8, 31), "branches": branch.ref}
    page = give(mette, group, SICKNESS, note="Sag 2030-17", **limits)

    row = Assignment.objects.get(user=town.anna)
    assert (row.branches, row.note) == ([branch.ref], "Sag 2030-17")
    assert (row.starts_at.isoformat(), row.ends_at and row.ends_at.isoformat()) == (
        "2030-05-31T22:00:00+00:00",
        "2030-08-31T22:00:00+00:00",
    )
    for said in ("Sag 2030-17", "Only for Havnen.", "Holds from 1 June 2030.", "until 31 August 2030"):
        assert said in page


def test_the_page_of_a_persons_rights_names_the_group_and_leads_to_it(mette: Client, town: Nordby) -> None:
    group = a_group(mette, "Sagsbehandlere", town.anna)
    give(mette, group, SICKNESS)

    page = see(mette, town.anna)

    assert page.closed(SICKNESS)
    assert "Comes with the group Sagsbehandlere and is changed there." in page.row(SICKNESS)
    assert f"/groups/{group.ref}/" in page.row(SICKNESS)


def test_people_come_by_pasted_addresses_and_an_unknown_one_stops_all(mette: Client, town: Nordby) -> None:
    group = a_group(mette)
    pasted = f"Anna Holmstrup <{town.anna.email.upper()}>; {town.bodil.email}\nnobody@nordby.example"
    page = mette.post(f"/groups/{group.ref}/add/", {"addresses": pasted})
    assert "Nobody here has this address: nobody@nordby.example" in words(page.content)
    assert town.bodil.email in page.content.decode()
    assert not Member.objects.exists()

    mette.post(f"/groups/{group.ref}/add/", {"addresses": pasted.replace("nobody@nordby.example", "")})
    assert set(Member.objects.values_list("user", flat=True)) == {town.anna.pk, town.bodil.pk}


def test_nobody_is_put_in_by_an_empty_form(mette: Client, town: Nordby) -> None:
    group = a_group(mette)
    assert "Tick somebody, or write an e-mail address." in put_in(mette, group)


def test_who_does_not_give_rights_changes_no_group(client: Client, mette: Client, town: Nordby) -> None:
    group = a_group(mette)
    give(mette, group, SICKNESS)
    users = a_user(town.organisation, "Ulla Brugeradministrator", Role.USER_ADMINISTRATOR)
    ulla = log_in(Client(), users)
    assert ulla.get(f"/groups/{group.ref}/").status_code == 200
    assert ulla.post(f"/groups/{group.ref}/add/", {"user": users.ref}).status_code == 403
    assert not Member.objects.exists()


def test_what_happens_to_a_group_is_on_record(mette: Client, town: Nordby) -> None:
    group = a_group(mette, "Sagsbehandlere", town.anna)
    give(mette, group, SICKNESS)
    events = [each.event for each in of_subject(group.ref, organisation=town.organisation.ref)]
    assert sorted(events) == ["group-right.given", "group.created", "group.joined"]
    anna = [each.event for each in of_subject(town.anna.ref, organisation=town.organisation.ref)]
    assert sorted(anna) == ["group.joined", "right.given"]
    page = words(mette.get("/events/").content)
    assert "Mette Lundager put Anna Holmstrup in the group Sagsbehandlere" in page
