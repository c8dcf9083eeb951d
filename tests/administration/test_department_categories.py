"""What a department can be besides what its organisation is: none is an authority by saying so (A4)."""

import re

import pytest
from django.test import Client

from fuldmagt.audit import queries as log
from fuldmagt.organisations.departments.actions import Particulars, change, create
from fuldmagt.organisations.models import Department, Organisation
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests import cast
from tests.administration.conftest import At
from tests.administration.pages import words
from tests.cast import Nordby
from tests.conftest import MONDAY
from tests.registered import Says

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A4", "C3")]

BESIDES = {
    "municipality": {"insurance_department"},
    "region": {"insurance_department"},
    "state_authority": {"insurance_department"},
    "insurer": {"pension_provider"},
}
NO = Refusal(Reason.INPUT_NOT_USABLE, about="department_category")


def can(home: Organisation) -> set[str]:
    return BESIDES.get(home.category, set()) | {home.category}


@pytest.fixture(params=[each.value for each in Category])
def home(request: pytest.FixtureRequest) -> Organisation:
    return cast.an_organisation("Firmaet", ref="dk:cvr:20000139", category=Category(request.param))


@pytest.fixture
def head(home: Organisation, at: At) -> Client:
    return at(cast.a_user(home, "Otto Over", Role.ORGANISATION_ADMINISTRATOR))


def offered(page: str) -> set[str]:
    select = re.search(r'<select[^>]*name="category".*?</select>', page, re.DOTALL)
    assert select is not None
    return set(re.findall(r'value="(\w+)"', select[0]))


def test_the_form_offers_what_is_possible_and_nothing_else(home: Organisation, head: Client) -> None:
    page = head.get("/departments/new/")
    assert offered(page.content.decode()) == BESIDES.get(home.category, set())
    nothing = "An organisation of this kind has no departments that are something else." in words(page)
    assert nothing is (home.category not in BESIDES)


def test_what_is_not_offered_is_not_made_by_posting_it(home: Organisation, head: Client) -> None:
    for category in Category:
        head.post("/departments/new/", {"name": f"Afdeling {category}", "category": category.value})
    made = set(Department.objects.exclude(category="").values_list("category", flat=True))
    assert made == BESIDES.get(home.category, set())


def test_the_deed_behind_the_page_refuses_it_and_logs_it(home: Organisation) -> None:
    otto = cast.acting(cast.a_user(home, "Otto Over", Role.ORGANISATION_ADMINISTRATOR))
    there = cast.a_department(home, "Kontoret")
    for category in Category:
        wanted = Particulars(name=f"Afdeling {category}", category=category)
        changed = change(there.ref, wanted, by=otto, at=MONDAY)
        made = create(Particulars(name=f"Ny {category}", category=category), by=otto, at=MONDAY)
        if category.value in can(home):
            assert isinstance(made, Department), category
            assert isinstance(changed, Department), category
            assert (made.category, changed.category) == (category.value, category.value)
        else:
            assert (made, changed) == (NO, NO), category
    there.refresh_from_db()
    assert there.category in {"", *can(home)}
    refused = [entry for entry in log.of_subject(there.ref, organisation=home.ref) if entry.outcome != "done"]
    assert len(refused) == len(Category) - len(can(home))


def test_a_bakery_makes_no_municipality(at: At) -> None:
    bakery = cast.an_organisation("Bageriet", ref="dk:cvr:20000139", category=Category.COMPANY)
    head = at(cast.a_user(bakery, "Otto Over", Role.ORGANISATION_ADMINISTRATOR))
    page = head.post("/departments/new/", {"name": "Bagerkommunen", "category": "municipality"})
    assert "Bagerkommunen" in page.content.decode()
    assert not Department.objects.exists()


def test_what_a_department_cannot_be_any_more_ends_with_what_the_organisation_is(
    birthe: Client, nordby: Nordby, the_register_says: Says
) -> None:
    """The register knows Nordby as a company today: it is no self-insured authority any more."""
    the_register_says(category="company")
    birthe.post("/organisation/fetch/")

    nordby.organisation.refresh_from_db()
    assert nordby.organisation.category == "company"
    nordby.bodil.refresh_from_db()
    assert nordby.bodil.category == "company"
    (entry,) = log.of_subject(nordby.organisation.ref, organisation=nordby.organisation.ref)
    assert entry.facts["departments_without_category"] == [nordby.insurance.ref]
