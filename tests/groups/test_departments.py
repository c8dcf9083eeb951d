"""What a department has reaches who is in it; a move ends, and never gives, by itself (C5)."""

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role
from tests.cast import Nordby, a_department, a_user, gives, log_in
from tests.groups.cast import CALCULATE, LEAVE, SICKNESS, STATE, a_group, give, give_department, move, words
from tests.rights.pages import may, save, see

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C5")]


@pytest.fixture
def ursula(town: Nordby) -> Client:
    """She creates and moves users and gives no rights."""
    client = log_in(Client(), a_user(town.organisation, "Ursula Bruger", Role.USER_ADMINISTRATOR))
    client.cookies["fuldmagt_language"] = "en"
    return client


def waiting(browser: Client) -> str:
    return words(browser.get("/rights/waiting/").content)


def ticked(browser: Client) -> list[str]:
    """What the page's ticks send, all of them."""
    found = browser.get("/rights/waiting/").context["page"].object_list
    return [each.stamp for each in found]


def test_what_a_department_gets_first_reaches_whoever_is_in_it(mette: Client, town: Nordby) -> None:
    looked = words(
        mette.post(f"/departments/{town.jobcenter.ref}/give/", {"right": SICKNESS, "step": "look"}).content
    )
    assert "1 person would get" in looked
    assert not may(town.anna, SICKNESS)

    said = give_department(mette, town.jobcenter, SICKNESS, note="Sag 12/2026")

    assert "The department has the right now." in said
    assert "Sag 12/2026" in said
    assert may(town.anna, SICKNESS)
    assert not may(town.bodil, SICKNESS)
    page = words(see(mette, town.anna).text.encode())
    assert "Comes with the department Jobcenter Nordby and is changed there." in page


def test_who_is_moved_loses_at_once_and_gets_nothing_until_it_is_accepted(
    mette: Client, ursula: Client, town: Nordby
) -> None:
    give_department(mette, town.jobcenter, SICKNESS)

    said = move(ursula, town.anna, town.insurance)
    assert "What came with the department that Anna Holmstrup was in has ended." in said
    assert not may(town.anna, SICKNESS)
    move(ursula, town.anna, town.jobcenter)
    assert not may(town.anna, SICKNESS), "back again: she has to be admitted anew"

    assert "1 person has come to the department" in words(
        mette.get(f"/departments/{town.jobcenter.ref}/").content
    )
    assert "New in departments" in words(mette.get("/").content)
    assert "Anna Holmstrup" in waiting(mette)
    said = words(mette.post("/rights/waiting/", {"user": ticked(mette)}, follow=True).content)
    assert "1 person has what department and groups have." in said
    assert "Nothing waits to be given" in said
    assert may(town.anna, SICKNESS)
    assert "New in departments" not in words(mette.get("/").content)


def test_who_gives_no_rights_accepts_nobody(mette: Client, ursula: Client, town: Nordby) -> None:
    give_department(mette, town.jobcenter, SICKNESS)
    ida = a_user(town.organisation, "Ida Ny", department=town.jobcenter)
    seen = ticked(mette)

    assert ursula.get("/rights/waiting/").status_code == 403
    assert ursula.post("/rights/waiting/", {"user": seen}).status_code == 403
    assert not may(ida, SICKNESS)


def test_a_further_right_does_not_reach_who_still_waits(mette: Client, town: Nordby) -> None:
    give_department(mette, town.jobcenter, SICKNESS)
    ida = a_user(town.organisation, "Ida Ny", department=town.jobcenter)
    give_department(mette, town.jobcenter, LEAVE)
    assert may(town.anna, LEAVE)
    assert not may(ida, LEAVE)


def test_what_has_changed_since_the_page_was_opened_is_told(mette: Client, town: Nordby) -> None:
    give_department(mette, town.jobcenter, SICKNESS)
    ida = a_user(town.organisation, "Ida Ny", department=town.jobcenter)
    seen = ticked(mette)
    give_department(mette, town.jobcenter, LEAVE)

    said = words(mette.post("/rights/waiting/", {"user": seen}).content)
    assert "What these people would get has changed since you opened the page." in said
    assert not may(ida, SICKNESS)


def test_who_came_between_the_preview_and_the_giving_is_told(mette: Client, town: Nordby) -> None:
    address = f"/departments/{town.jobcenter.ref}/give/"
    preview = mette.post(address, {"right": SICKNESS, "step": "look"}).context["preview"]
    ida = a_user(town.organisation, "Ida Ny", department=town.jobcenter)

    said = give_department(mette, town.jobcenter, SICKNESS, seen=preview["stamp"])
    assert "What these people would get has changed since you opened the page." in said
    assert not may(ida, SICKNESS)

    preview = mette.post(address, {"right": SICKNESS, "step": "look"}).context["preview"]
    give_department(mette, town.jobcenter, SICKNESS, seen=preview["stamp"])
    assert may(ida, SICKNESS)


@pytest.mark.requirement("A5")
def test_nobody_admits_themselves_where_two_are_needed(mette: Client, town: Nordby) -> None:
    give_department(mette, town.jobcenter, SICKNESS)
    BusinessUser.objects.filter(pk=town.mette.pk).update(department=town.jobcenter)
    ruth = log_in(Client(), a_user(town.organisation, "Ruth Rettighed", Role.RIGHTS_ADMINISTRATOR))
    seen = ticked(mette)
    Organisation.objects.filter(pk=town.organisation.pk).update(four_eyes=True)

    assert "Mette Lundager" not in waiting(mette).partition("Would get")[2]
    refused = words(mette.post("/rights/waiting/", {"user": seen}).content)
    assert "A second person has to agree to this." in refused
    assert "A second person has to agree to this." in give_department(mette, town.jobcenter, LEAVE)
    assert not may(town.mette, SICKNESS)

    ruth.post("/rights/waiting/", {"user": ticked(ruth)})
    assert may(town.mette, SICKNESS)


def test_a_closed_user_holds_nothing_through_anything(mette: Client, town: Nordby) -> None:
    give_department(mette, town.jobcenter, SICKNESS)
    group = a_group(mette, "Sagsbehandlere", town.anna)
    give(mette, group, LEAVE)

    mette.post(f"/users/{town.anna.ref}/steps/close/", {"reason": "Stoppet"})

    assert not Assignment.objects.filter(user=town.anna, state="active").exists()
    ended = [
        each
        for each in of_subject(town.anna.ref, organisation=town.organisation.ref)
        if each.event == "right.withdrawn"
    ]
    assert {each.facts["because"] for each in ended} == {"source"}


def test_a_closed_department_has_nothing(mette: Client, town: Nordby) -> None:
    empty = a_department(town.organisation, "Arkivet")
    give_department(mette, empty, SICKNESS)
    birthe = log_in(Client(), town.birthe)

    birthe.post(f"/departments/{empty.ref}/close/")

    assert not Source.objects.filter(department=empty, state="active").exists()


def test_what_is_taken_from_the_department_ends_for_its_people(mette: Client, town: Nordby) -> None:
    give_department(mette, town.jobcenter, SICKNESS)
    source = Source.objects.get(department=town.jobcenter)
    question = words(mette.get(f"/departments/{town.jobcenter.ref}/rights/{source.ref}/end/").content)
    assert "1 person holds it through the department" in question
    mette.post(f"/departments/{town.jobcenter.ref}/rights/{source.ref}/end/")
    assert not may(town.anna, SICKNESS)


def test_what_stood_in_the_way_goes_and_the_right_comes(mette: Client, town: Nordby) -> None:
    gives(town.anna, Right.objects.get(ref=CALCULATE))
    said = give_department(mette, town.jobcenter, STATE)
    assert "Who cannot have it" in said
    assert not may(town.anna, STATE)

    page = see(mette, town.anna)
    save(mette, town.anna, page)

    assert not may(town.anna, CALCULATE)
    assert may(town.anna, STATE)
