"""Stories of departments and employments (A4, A6)."""

import pytest
from django.test import Client

from fuldmagt.audit import queries as log
from fuldmagt.organisations.models import Department, Employment
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.vocabulary.categories import Category
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import links, names, words
from tests.cast import Nordby

pytestmark = pytest.mark.requirement("A6")


def kept(department: Department, **other: str) -> dict[str, str]:
    return {
        "name": department.name,
        "category": department.category,
        "mailbox": department.mailbox,
        "leader": department.leader.email if department.leader else "",
    } | other


def test_a_department_has_a_name_a_mailbox_and_a_leader(birthe: Client, nordby: Nordby) -> None:
    page = birthe.post(
        "/departments/new/",
        {"name": "Vej og park", "mailbox": "vej@nordby.example", "leader": "Anna Holmstrup"},
        follow=True,
    )
    assert "The department Vej og park is created." in words(page)
    made = Department.objects.get(name="Vej og park")
    assert (made.organisation, made.mailbox, made.leader) == (
        nordby.organisation,
        "vej@nordby.example",
        nordby.anna,
    )
    (entry,) = log.of_subject(made.ref, organisation=nordby.organisation.ref)
    assert (entry.event, entry.actor) == ("department.created", nordby.birthe.ref)


def test_its_mailbox_and_its_leader_are_changed(birthe: Client, nordby: Nordby) -> None:
    changed = kept(nordby.jobcenter, mailbox="nyt@nordby.example", leader=nordby.bodil.email)
    birthe.post(f"/departments/{nordby.jobcenter.ref}/change/", changed)

    made = Department.objects.get(pk=nordby.jobcenter.pk)
    assert (made.mailbox, made.leader) == ("nyt@nordby.example", nordby.bodil)
    (entry,) = log.of_subject(made.ref, organisation=nordby.organisation.ref)
    assert entry.actor == nordby.birthe.ref
    assert set(entry.facts["changed"]) == {"leader", "mailbox"}


@pytest.mark.requirement("A4", "C3")
def test_a_category_of_its_own_decides_for_its_people_at_once(birthe: Client, nordby: Nordby) -> None:
    before = nordby.organisation.revision
    changed = kept(nordby.jobcenter, category=Category.INSURANCE_DEPARTMENT)
    birthe.post(f"/departments/{nordby.jobcenter.ref}/change/", changed)
    nordby.anna.refresh_from_db()
    nordby.organisation.refresh_from_db()
    assert nordby.anna.category == Category.INSURANCE_DEPARTMENT
    assert nordby.organisation.revision > before
    (entry,) = log.of_subject(nordby.jobcenter.ref, organisation=nordby.organisation.ref)
    assert entry.facts["changed"] == ["category"]


@pytest.mark.requirement("A4")
def test_the_list_shows_which_departments_are_something_else(birthe: Client) -> None:
    text = words(birthe.get("/departments/"))
    assert "Your organisation counts as: Municipality." in text
    assert "Forsikringsafdelingen Insurance department of a self-insured authority" in text
    assert "Jobcenter Nordby As the organisation" in text


def test_two_departments_cannot_have_one_name(birthe: Client, nordby: Nordby) -> None:
    page = birthe.post("/departments/new/", {"name": "Jobcenter Nordby"})
    assert "There is a department with this name already." in words(page)
    page = birthe.post(
        f"/departments/{nordby.insurance.ref}/change/", kept(nordby.insurance, name="Jobcenter Nordby")
    )
    assert "There is a department with this name already." in words(page)
    assert Department.objects.filter(organisation=nordby.organisation).count() == 2


def test_a_department_with_people_is_not_closed(birthe: Client, nordby: Nordby) -> None:
    page = birthe.post(f"/departments/{nordby.jobcenter.ref}/close/")
    assert page.status_code == 403
    assert "Something still belongs to this." in words(page)
    nordby.jobcenter.refresh_from_db()
    assert nordby.jobcenter.closed_at is None
    (entry,) = log.of_subject(nordby.jobcenter.ref, organisation=nordby.organisation.ref)
    assert entry.outcome == "not_empty"


def test_nor_with_somebody_employed_who_is_no_user(birthe: Client, mette: Client, nordby: Nordby) -> None:
    empty = cast.a_department(nordby.organisation, "Tomt kontor")
    mette.post(
        f"/departments/{empty.ref}/employments/new/",
        {"name": "Karen Rengøring", "department": empty.ref, "start": "2020-01-01"},
    )
    assert birthe.post(f"/departments/{empty.ref}/close/").status_code == 403


def test_an_empty_one_is_closed_for_good(birthe: Client, nordby: Nordby) -> None:
    empty = cast.a_department(nordby.organisation, "Tomt kontor")
    birthe.post(f"/departments/{empty.ref}/close/")
    empty.refresh_from_db()
    assert empty.closed_at is not None
    assert "Tomt kontor" not in names(birthe.get("/departments/"))
    assert birthe.post(f"/departments/{empty.ref}/change/", kept(empty, name="X")).status_code == 404
    assert birthe.post(f"/departments/{empty.ref}/close/").status_code == 404


def test_closed_users_do_not_keep_a_department_open(birthe: Client, nordby: Nordby) -> None:
    office = cast.a_department(nordby.organisation, "Tomt kontor")
    cast.a_user(nordby.organisation, "Gone", department=office, state=UserState.CLOSED)
    birthe.post(f"/departments/{office.ref}/close/")
    office.refresh_from_db()
    assert office.closed_at is not None


def test_a_user_administrator_changes_no_department(mette: Client, nordby: Nordby) -> None:
    assert mette.get("/departments/").status_code == 200
    for path in ("new/", f"{nordby.jobcenter.ref}/change/", f"{nordby.jobcenter.ref}/close/"):
        assert mette.post(f"/departments/{path}", {"name": "Mine"}).status_code == 403
    assert set(Department.objects.values_list("name", flat=True)) == {
        "Jobcenter Nordby",
        "Forsikringsafdelingen",
    }


def test_a_leader_sees_the_people_they_lead_and_nobody_else(at: At, nordby: Nordby) -> None:
    leader = cast.a_user(nordby.organisation, "Lise Leder", Role.DEPARTMENT_LEADER)
    nordby.jobcenter.leader = leader
    nordby.jobcenter.save()
    page = at(leader).get("/departments/mine/")
    assert names(page) == ["Anna Holmstrup"]
    assert "Bodil" not in words(page)
    assert at(leader).get("/departments/").status_code == 403
    assert at(leader).get(f"/departments/{nordby.insurance.ref}/").status_code == 403


def test_a_leader_without_the_role_is_pointed_out(birthe: Client, nordby: Nordby) -> None:
    nordby.jobcenter.leader = nordby.anna
    nordby.jobcenter.save()
    page = birthe.get(f"/departments/{nordby.jobcenter.ref}/")
    assert "Anna Holmstrup does not have the role of department leader" in words(page)
    assert f"/roles/give/?user={nordby.anna.ref}&role=department_leader" in links(page)


def test_an_employment_needs_no_business_user(mette: Client, nordby: Nordby) -> None:
    mette.post(
        f"/departments/{nordby.jobcenter.ref}/employments/new/",
        {
            "name": "Karen Rengøring",
            "department": nordby.jobcenter.ref,
            "start": "2026-01-05",
            "payroll_number": "L-17",
        },
    )
    made = Employment.objects.get()
    assert (made.user, made.name, made.payroll_number) == (None, "Karen Rengøring", "L-17")
    text = words(mette.get(f"/departments/{nordby.jobcenter.ref}/"))
    assert "L-17 Employed No business user" in text
    (entry,) = log.of_subject(made.ref, organisation=nordby.organisation.ref)
    assert "Karen" not in str(entry.facts)
    assert log.personal(entry)["name"] == "Karen Rengøring"


def test_an_employment_of_a_user_is_told_on_both_pages(mette: Client, nordby: Nordby) -> None:
    path = f"/users/{nordby.anna.ref}/employments/new/"
    assert path in links(mette.get(f"/users/{nordby.anna.ref}/"))
    mette.post(path, {"name": "Anna Holmstrup", "department": nordby.jobcenter.ref, "start": "2020-05-01"})
    made = Employment.objects.get()
    assert (made.user, made.person) == (nordby.anna, nordby.anna.person)
    assert "since 1 May 2020" in words(mette.get(f"/users/{nordby.anna.ref}/"))
    assert "Mette Lundager recorded the employment of Anna Holmstrup" in words(
        mette.get(f"/users/{nordby.anna.ref}/events/")
    )


def test_an_employment_is_corrected_and_ended(mette: Client, nordby: Nordby) -> None:
    new = {"name": "Karen", "department": nordby.jobcenter.ref, "start": "2026-01-05"}
    mette.post(f"/departments/{nordby.jobcenter.ref}/employments/new/", new)
    ref = Employment.objects.get().ref

    mette.post(f"/employments/{ref}/", new | {"name": "Karen Ny", "department": nordby.insurance.ref})
    before_its_start = mette.post(f"/employments/{ref}/end/", {"end": "2026-01-01"})
    assert "The last day lies before the first." in words(before_its_start)
    mette.post(f"/employments/{ref}/end/", {"end": "2026-01-31"})

    made = Employment.objects.get()
    assert (made.name, made.department, str(made.end)) == ("Karen Ny", nordby.insurance, "2026-01-31")
    assert [entry.event for entry in log.of_subject(ref, organisation=nordby.organisation.ref)] == [
        "employment.ended",
        "employment.ended",
        "employment.changed",
        "employment.begun",
    ]


def test_an_employment_that_ended_is_changed_no_more(mette: Client, nordby: Nordby) -> None:
    new = {"name": "Karen", "department": nordby.jobcenter.ref, "start": "2019-01-05", "end": "2019-12-31"}
    mette.post(f"/departments/{nordby.jobcenter.ref}/employments/new/", new)
    ref = Employment.objects.get().ref
    page = mette.post(f"/employments/{ref}/", new | {"end": "2030-12-31"})
    assert "This cannot be done at this stage." in words(page)
    assert str(Employment.objects.get().end) == "2019-12-31"
