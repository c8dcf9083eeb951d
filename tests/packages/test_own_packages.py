"""An organisation's own packages: made, given, changed and taken away; what people hold follows (C8)."""

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Package, Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import Branch
from fuldmagt.organisations.rules import Role
from tests.cast import Nordby, a_department, a_user, gives, log_in, sydby
from tests.groups.cast import CALCULATE, LEAVE, SICKNESS, STATE, a_group, put_in, words
from tests.packages.cast import a_package, change, give, to_person
from tests.rights.pages import may, see

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C8")]


def test_a_package_of_several_services_reaches_a_group_and_whoever_comes_later(
    mette: Client, town: Nordby
) -> None:
    package = a_package(mette, "Løn", SICKNESS, CALCULATE)
    group = a_group(mette, "Lønkontoret", town.anna)

    said = give(mette, package.ref, holder=f"group:{group.ref}")

    assert "Lønkontoret has the package now." in said
    assert may(town.anna, SICKNESS)
    assert may(town.anna, CALCULATE)
    assert not may(town.bodil, SICKNESS)
    put_in(mette, group, town.bodil)
    assert may(town.bodil, SICKNESS)
    assert "Comes with the package Løn and is changed there." in see(mette, town.bodil).row(SICKNESS)
    told = [each.event for each in of_subject(group.ref, organisation=town.organisation.ref)]
    assert "package.given" in told


def test_one_person_and_a_department_can_have_one_too(mette: Client, town: Nordby) -> None:
    package = a_package(mette)
    office = a_department(town.organisation, "Vikarkorps")
    worker = a_user(town.organisation, "Vera Vikar", department=office)

    assert "Anna Holmstrup has the package now." in to_person(mette, package.ref, town.anna)
    assert "Vikarkorps has the package now." in give(mette, package.ref, holder=f"department:{office.ref}")

    assert may(town.anna, LEAVE)
    assert may(worker, LEAVE)
    page = words(mette.get(f"/packages/{package.ref}/").content)
    assert "Anna Holmstrup Person Without limits" in page
    assert "Vikarkorps Department Without limits" in page
    assert "Fravær" in words(mette.get(f"/departments/{office.ref}/").content)


def test_what_is_taken_away_ends_what_came_with_it_and_nothing_else(mette: Client, town: Nordby) -> None:
    package = a_package(mette)
    to_person(mette, package.ref, town.anna)
    gives(town.anna, Right.objects.get(ref=CALCULATE))
    source = package.sources.get()

    question = words(mette.get(f"/packages/given/{source.ref}/end/").content)
    assert "1 person holds something through it and loses that at once" in question
    mette.post(f"/packages/given/{source.ref}/end/")

    assert not may(town.anna, SICKNESS)
    assert may(town.anna, CALCULATE)


def test_a_change_is_looked_at_with_whom_it_gives_and_takes_what(mette: Client, town: Nordby) -> None:
    package = a_package(mette)
    to_person(mette, package.ref, town.anna)
    said = {"name": "Fravær", "text": "", "right": [SICKNESS, CALCULATE], "step": "look"}
    looked = words(mette.post(f"/packages/{package.ref}/change/", said).content)
    assert "1 person gets something by it: Anna Holmstrup" in looked
    assert "1 person loses something by it, at once: Anna Holmstrup" in looked
    assert may(town.anna, LEAVE), "nothing has been changed yet"

    assert "The package Fravær is saved." in change(mette, package, SICKNESS, CALCULATE)

    assert may(town.anna, CALCULATE)
    assert not may(town.anna, LEAVE)
    again = change(mette, package, SICKNESS, CALCULATE, LEAVE)
    assert "is saved" in again
    assert may(town.anna, LEAVE)


def test_the_second_of_two_is_told_that_it_would_reach_others(mette: Client, town: Nordby) -> None:
    package = a_package(mette)
    said = {"name": "Fravær", "text": "", "right": [SICKNESS, CALCULATE]}
    page = mette.post(f"/packages/{package.ref}/change/", said | {"step": "look"}).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    to_person(mette, package.ref, town.anna)

    late = mette.post(f"/packages/{package.ref}/change/", said | {"step": "save", "seen": seen})

    assert "Since you looked, it would reach other people." in words(late.content)
    assert not may(town.anna, CALCULATE)


def test_a_package_that_is_taken_away_for_good_gives_nothing_more(mette: Client, town: Nordby) -> None:
    package = a_package(mette)
    to_person(mette, package.ref, town.anna)

    mette.post(f"/packages/{package.ref}/retire/")

    assert not may(town.anna, SICKNESS)
    assert mette.get(f"/packages/{package.ref}/").status_code == 404
    assert a_package(mette).ref != package.ref


def test_limits_and_a_note_stand_on_each_right(mette: Client, town: Nordby) -> None:
    Branch.objects.create(ref="dk:pnr:1000000009", organisation=town.organisation, name="Havnen")
    package = a_package(mette)
    limits = {"until": "2030-12-31", "branches": ["dk:pnr:1000000009"], "note": "Sag 26-7"}

    to_person(mette, package.ref, town.anna, **limits)

    for row in Assignment.objects.filter(user=town.anna):
        assert (row.branches, row.note, row.ends_at is not None) == (["dk:pnr:1000000009"], "Sag 26-7", True)
    page = words(mette.get(f"/packages/{package.ref}/").content)
    assert "Only for Havnen. Sag 26-7" in page


def test_who_cannot_have_all_of_it_has_the_rest_and_the_page_says_why(mette: Client, town: Nordby) -> None:
    gives(town.anna, Right.objects.get(ref=STATE))
    package = a_package(mette, "Løn", SICKNESS, CALCULATE)

    to_person(mette, package.ref, town.anna)

    assert may(town.anna, SICKNESS)
    assert not may(town.anna, CALCULATE)
    page = words(mette.get(f"/packages/{package.ref}/").content)
    assert "Who cannot have all of it" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": "", "right": [SICKNESS]}, "Write the package’s name."),
        ({"name": "Tom", "right": []}, "Tick at least one right."),
        ({"name": " FRAVÆR ", "right": [SICKNESS]}, "There is a package with this name already."),
        ({"name": "To", "right": [CALCULATE, STATE]}, "Two of these rights exclude one another"),
        ({"name": "Fremmed", "right": ["no:such"]}, "Choose"),
    ],
)
def test_what_cannot_be_a_package_is_refused_and_nothing_typed_is_lost(
    mette: Client, town: Nordby, said: dict[str, object], sentence: str
) -> None:
    a_package(mette)
    page = mette.post("/packages/new/", said | {"text": "Min tekst"})
    assert page.status_code == 400
    assert sentence in words(page.content) or "no:such" in words(page.content)
    assert "Min tekst" in page.content.decode()
    assert Package.objects.filter(organisation__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("whom", "sentence"),
    [
        ({}, "Choose a group or department, or write one person’s address."),
        ({"person": "nobody@nordby.example"}, "Nobody here has this address."),
        ({"person": "soeren.sydby@sydby.example"}, "Nobody here has this address."),
    ],
)
def test_whoever_is_not_here_gets_nothing(
    mette: Client, town: Nordby, whom: dict[str, object], sentence: str
) -> None:
    sydby()
    package = a_package(mette)
    assert sentence in give(mette, package.ref, **whom)
    assert not Assignment.objects.exists()


def test_nobody_gives_themselves_a_package_where_two_persons_are_needed(mette: Client, town: Nordby) -> None:
    town.organisation.four_eyes = True
    town.organisation.save()
    package = a_package(mette)

    said = to_person(mette, package.ref, town.mette)

    assert "second" in said.lower() or "another" in said.lower()
    assert not may(town.mette, SICKNESS)


def test_a_package_of_another_organisation_is_not_there(mette: Client, town: Nordby) -> None:
    other = sydby()
    theirs = Package.objects.create(ref="theirs", organisation=other.organisation, name="Theirs")
    theirs.rights.set(Right.objects.filter(ref=SICKNESS))
    for path in ("", "change/", "retire/"):
        assert mette.get(f"/packages/theirs/{path}").status_code == 404
    assert mette.post("/packages/theirs/retire/").status_code == 404
    assert "Theirs" not in words(mette.get("/packages/").content)
    assert "Anna Holmstrup has" not in to_person(mette, "theirs", town.anna)
    assert not Assignment.objects.exists()


def test_who_only_sees_rights_changes_no_package(mette: Client, town: Nordby) -> None:
    package = a_package(mette)
    auditor = log_in(
        Client(headers={"accept-language": "en"}), a_user(town.organisation, "Aud Itor", Role.AUDITOR)
    )
    page = words(auditor.get(f"/packages/{package.ref}/").content)
    assert "changed by a rights administrator" in page
    for path in ("/packages/new/", f"/packages/{package.ref}/change/", "/packages/give/", "/packages/news/"):
        assert auditor.get(path).status_code == 403
