"""Rights of many people changed at once: shown for each, done as shown, or not at all (C5)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.many import rules
from fuldmagt.organisations.models import Branch, BusinessUser, Organisation
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary import clock
from tests.cast import NEW_YEAR, Nordby, a_department, a_user, gives, log_in, sydby
from tests.groups.cast import a_group, give
from tests.many.cast import CALCULATE, LEAVE, MANY, SICKNESS, STATE, choose, look, post, save
from tests.rights.pages import may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C5")]


def test_two_rights_are_given_to_two_people_and_each_has_an_entry(mette: Client, town: Nordby) -> None:
    asked = choose(mette, town.anna, town.bodil)
    assert "For 2 people. Nothing is changed before you have seen" in asked.text

    page = look(mette, [town.anna, town.bodil], SICKNESS, LEAVE)
    assert "4 changes when you save" in page.text
    assert "Nobody is left out." in page.text
    assert not Assignment.objects.exists(), "looking changes nothing"
    done = save(mette, page)

    assert "4 changes are saved" in done.text
    assert may(town.anna, SICKNESS)
    assert may(town.bodil, LEAVE)
    home = town.organisation.ref
    entries = [each for each in of_subject(town.anna.ref, organisation=home) if each.event == "right.given"]
    assert len(entries) == 2
    records = {each.ref for each in Assignment.objects.filter(user=town.anna)}
    assert {each.facts["assignment"] for each in entries} == records
    assert len({each.facts["together"] for each in entries}) == 1


def test_who_cannot_have_it_is_left_out_with_the_reason(mette: Client, town: Nordby) -> None:
    Organisation.objects.update(four_eyes=True)
    gives(town.anna, Right.objects.get(ref=STATE))
    stopped = a_user(town.organisation, "Carl Lund", state=UserState.LOCKED)
    through = a_user(town.organisation, "Dorte Friis")
    give(mette, a_group(mette, "Refusion", through), CALCULATE)
    free = a_user(town.organisation, "Ejnar Mikkelsen")
    had = a_user(town.organisation, "Freja Lund")
    gives(had, Right.objects.get(ref=CALCULATE))

    people = [town.anna, town.mette, stopped, through, free, had]
    page = look(mette, people, CALCULATE)

    assert "1 change when you save" in page.text
    assert "5 stay as they are" in page.text
    assert "One person can have only one of them, and has “" in page.text
    assert "That is you: a colleague has to do it." in page.text
    assert "The user is locked or suspended." in page.text
    assert "Comes with the group Refusion and is changed there." in page.text
    assert "Has it already" in page.text
    save(mette, page)
    assert may(free, CALCULATE)
    directly = Assignment.objects.filter(source=None, right__ref=CALCULATE, state="active")
    assert {each.user for each in directly} == {free, had}


def test_a_right_is_taken_from_many_and_the_way_back_is_offered(mette: Client, town: Nordby) -> None:
    for each in (town.anna, town.bodil):
        gives(each, Right.objects.get(ref=SICKNESS))

    page = look(mette, [town.anna, town.bodil, town.birthe], SICKNESS, what="take")
    assert "2 changes when you save" in page.text
    assert "Does not have it." in page.text
    done = save(mette, page)
    assert not may(town.anna, SICKNESS)
    assert not may(town.bodil, SICKNESS)

    back = post(mette, done.fields("Undo it for everybody"))  # type: ignore[arg-type]  # lists of words
    assert "2 changes when you save" in back.text
    save(mette, back)
    assert may(town.anna, SICKNESS)
    assert may(town.bodil, SICKNESS)
    assert not may(town.birthe, SICKNESS)


def test_the_last_day_changes_and_the_rest_of_each_right_stays(mette: Client, town: Nordby) -> None:
    for each in (town.anna, town.bodil):
        record = gives(each, Right.objects.get(ref=SICKNESS))
        Assignment.objects.filter(pk=record.pk).update(note=f"Sag {each.name}")
    day = date(clock.now().year + 1, 6, 30)

    page = look(mette, [town.anna, town.bodil], SICKNESS, what="last_day", until=day.isoformat())
    assert f"Now: without an end. Then: 30 June {day.year}." in page.text
    save(mette, page)

    now = Assignment.objects.get(user=town.anna, state="active")
    assert now.note == "Sag Anna Holmstrup"
    assert now.ends_at is not None
    assert localtime(now.ends_at).date() == day + timedelta(days=1), "midnight after it"
    assert may(town.anna, SICKNESS)
    before = Assignment.objects.get(user=town.anna, state="revoked")
    assert before.starts_at == NEW_YEAR, "what was so stays on record"
    again = look(mette, [town.anna], SICKNESS, what="last_day", until=day.isoformat())
    assert "It is so already." in again.text


def test_branches_and_notes_are_set_for_many(mette: Client, town: Nordby) -> None:
    branch = Branch.objects.create(organisation=town.organisation, ref="dk:p:1000000001", name="Havnen")
    for each in (town.anna, town.bodil):
        gives(each, Right.objects.get(ref=SICKNESS))

    save(mette, look(mette, [town.anna, town.bodil], SICKNESS, what="branches", branches=branch.ref))
    save(mette, look(mette, [town.anna, town.bodil], SICKNESS, what="note", note="Sag  12"))

    standing = Assignment.objects.filter(state="active")
    assert [(each.branches, each.note) for each in standing] == [([branch.ref], "Sag 12")] * 2


def test_a_change_meanwhile_is_told_and_nothing_is_done_or_lost(mette: Client, town: Nordby) -> None:
    ejnar = a_user(town.organisation, "Ejnar Mikkelsen")
    page = look(mette, [town.anna, ejnar], CALCULATE, note="Sag 7")
    gives(town.anna, Right.objects.get(ref=STATE))

    told = save(mette, page)

    assert told.status == 409
    assert "Something changed meanwhile, so nothing was saved" in told.text
    assert not Assignment.objects.filter(right__ref=CALCULATE).exists()
    save(mette, told)
    assert Assignment.objects.get(right__ref=CALCULATE).user == ejnar
    assert Assignment.objects.get(right__ref=CALCULATE).note == "Sag 7"


def test_a_second_press_of_the_button_does_it_once(mette: Client, town: Nordby) -> None:
    page = look(mette, [town.anna], SICKNESS)
    save(mette, page)
    assert save(mette, page).status == 409
    assert Assignment.objects.filter(user=town.anna).count() == 1


def test_nobody_gets_two_rights_that_exclude_each_other(mette: Client, town: Nordby) -> None:
    page = look(mette, [town.anna], CALCULATE, STATE, note="Sag 7")
    assert page.status == 400
    assert "two exclude each other" in page.text
    assert 'value="Sag 7"' in page.html, "nothing typed is lost"


@pytest.mark.parametrize("role", [Role.USER_ADMINISTRATOR, Role.AUDITOR, Role.DEPARTMENT_LEADER])
def test_only_who_gives_rights_opens_it(client: Client, town: Nordby, role: Role) -> None:
    somebody = a_user(town.organisation, "Gerda Lund", role)
    browser = log_in(client, somebody)
    assert browser.get(MANY).status_code == 403
    assert look(browser, [town.anna], SICKNESS).status == 403


def test_another_organisations_people_are_not_reached(mette: Client, town: Nordby) -> None:
    soren = sydby().soren
    asked = choose(mette, town.anna, soren)
    assert "Søren" not in asked.text
    save(mette, look(mette, [town.anna, soren], SICKNESS))
    assert [each.user for each in Assignment.objects.all()] == [town.anna]
    alone = look(mette, [soren], SICKNESS)
    assert alone.status == 400


def test_all_that_a_search_found_are_chosen(mette: Client, town: Nordby) -> None:
    harbour = a_department(town.organisation, "Havnen")
    there = [a_user(town.organisation, f"Havnefoged {each}", department=harbour) for each in "ABC"]
    group = a_group(mette, "Sejlere", there[0], there[1])

    found = post(mette, {"step": "choose", "what": "give", "all": "yes"}, f"?department={harbour.ref}")
    assert set(found.fields('value="look"')["people"][0].split()) == {each.ref for each in there}
    found = post(mette, {"step": "choose", "what": "give", "all": "yes"}, f"?in_group={group.ref}")
    assert set(found.fields('value="look"')["people"][0].split()) == {there[0].ref, there[1].ref}
    listed = mette.get(f"/users/?department={harbour.ref}").content.decode()
    assert f"{MANY}?department={harbour.ref}" in listed


def test_more_than_the_most_is_refused_in_words(mette: Client, town: Nordby) -> None:
    assert "Tick somebody first" in choose(mette).text
    rights = [each.ref for each in Right.objects.all()[: rules.MOST_RIGHTS + 1]]
    page = look(mette, [town.anna], *rights)
    assert page.status == 400
    assert "Tick at least one right and at most 10" in page.text


def test_a_search_of_the_tree_loses_no_tick(mette: Client, town: Nordby) -> None:
    people = town.anna.ref
    page = post(mette, {"people": people, "what": "give", "right": [SICKNESS], "find": "refusion"})
    assert SICKNESS in page.fields('value="look"')["right"]
    assert page.status == 200


def test_the_questions_asked_do_not_grow_with_the_people(mette: Client, town: Nordby) -> None:
    users = [a_user(town.organisation, f"Medarbejder {each}", means=None) for each in range(30)]
    few, many = (_asked(mette, some) for some in (users[:5], users[5:]))
    assert many <= few + 3


def _asked(browser: Client, users: list[BusinessUser]) -> int:
    page = look(browser, users, SICKNESS)
    with CaptureQueriesContext(connection) as asked:
        assert save(browser, page).status == 200
    return len(asked)
