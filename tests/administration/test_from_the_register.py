"""What an organisation is and is called, the company register says; the rest it says itself (A4)."""

import pytest
from django.test import Client

from fuldmagt.audit import queries as log
from fuldmagt.organisations.particulars.actions import Particulars, change
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests import cast
from tests.administration.pages import posted, words
from tests.cast import Nordby
from tests.conftest import MONDAY
from tests.registered import Says

pytestmark = pytest.mark.requirement("A4")

AUTHORITIES = ["municipality", "region", "state_authority", "insurance_department"]
DECLARED = [
    "company", "trade_union", "law_firm", "insurer", "association", "pension_provider", "adviser",
]  # fmt: skip


def category_now(nordby: Nordby) -> str:
    nordby.organisation.refresh_from_db()
    return nordby.organisation.category


def test_there_are_these_categories_and_no_others() -> None:
    assert {category.value for category in Category} == {*AUTHORITIES, *DECLARED}


@pytest.mark.parametrize("category", [*AUTHORITIES, *DECLARED])
def test_where_the_register_has_a_category_no_other_is_to_be_had(
    birthe: Client, nordby: Nordby, the_register_says: Says, category: str
) -> None:
    nordby.organisation.category = "company"
    nordby.organisation.save()
    the_register_says(category="company")
    page = birthe.get("/organisation/change/")
    assert 'name="category"' not in page.content.decode()
    assert "As the company register has it Name Nordby Kommune Category Company" in words(page)
    birthe.post("/organisation/change/", {"category": category})
    assert category_now(nordby) == "company"


@pytest.mark.parametrize("category", [each for each in (*AUTHORITIES, *DECLARED) if each != "municipality"])
def test_where_the_register_has_a_category_no_other_is_to_be_had_by_its_deed(
    nordby: Nordby, category: str
) -> None:
    wanted = Particulars(category=Category(category))
    done = change(wanted, by=cast.acting(nordby.birthe), at=MONDAY)
    assert done == Refusal(Reason.INPUT_NOT_USABLE, about="category")
    assert category_now(nordby) == "municipality"


@pytest.mark.parametrize("category", DECLARED)
def test_where_it_has_none_the_organisation_says_what_it_is(
    birthe: Client, nordby: Nordby, the_register_says: Says, category: str
) -> None:
    the_register_says(category=None)
    birthe.post("/organisation/change/", {"category": category})
    assert category_now(nordby) == category


@pytest.mark.parametrize("category", [*AUTHORITIES, "circus", ""])
def test_but_never_that_it_is_an_authority(
    birthe: Client, nordby: Nordby, the_register_says: Says, category: str
) -> None:
    nordby.organisation.category = "company"
    nordby.organisation.save()
    the_register_says(category=None)
    page = birthe.get("/organisation/change/").content.decode()
    assert f'<option value="{category}"' not in page
    birthe.post("/organisation/change/", {"category": category})
    assert category_now(nordby) == "company"


@pytest.mark.parametrize("category", AUTHORITIES)
def test_nor_by_the_deed_behind_the_page(nordby: Nordby, the_register_says: Says, category: str) -> None:
    nordby.organisation.category = "company"
    nordby.organisation.save()
    the_register_says(category=None)
    done = change(Particulars(category=Category(category)), by=cast.acting(nordby.birthe), at=MONDAY)
    assert done == Refusal(Reason.INPUT_NOT_USABLE, about="category")
    assert category_now(nordby) == "company"


def test_a_silent_register_changes_nothing(birthe: Client, nordby: Nordby, the_register_says: Says) -> None:
    the_register_says(fails="time_out")
    birthe.post("/organisation/change/", {"category": "trade_union"})
    assert category_now(nordby) == "municipality"
    assert "The company register does not answer." in words(birthe.post("/organisation/fetch/"))
    assert category_now(nordby) == "municipality"


def test_a_category_that_is_chosen_counts_at_once_but_for_departments_with_their_own(
    birthe: Client, nordby: Nordby, the_register_says: Says
) -> None:
    before = nordby.organisation.revision
    the_register_says(category=None)
    birthe.post("/organisation/change/", {"category": "law_firm", "phone": "70 20 00 40"})
    nordby.organisation.refresh_from_db()
    nordby.anna.refresh_from_db()
    assert (nordby.anna.category, nordby.bodil.category) == ("law_firm", "insurance_department")
    assert nordby.organisation.revision > before
    (entry,) = log.of_subject(nordby.organisation.ref, organisation=nordby.organisation.ref)
    assert entry.facts["before"] == {"category": "municipality"}


def test_nobody_gives_the_organisation_another_name(birthe: Client, nordby: Nordby) -> None:
    typed = {"name": "Skattestyrelsen", "address": "Elsewhere 1", "phone": "70 20 00 99", "email": ""}
    assert "are saved" in words(birthe.post("/organisation/change/", typed, follow=True))
    nordby.organisation.refresh_from_db()
    assert nordby.organisation.name == "Nordby Kommune"
    assert nordby.organisation.address == "Rådhustorvet 1"
    assert nordby.organisation.phone == "70 20 00 99"


def test_what_has_changed_in_the_register_is_fetched(
    birthe: Client, nordby: Nordby, the_register_says: Says
) -> None:
    assert "/organisation/fetch/" in posted(birthe.get("/organisation/"))
    before = nordby.organisation.revision
    the_register_says(name="Nordby og Omegn", category="region", address="Havnen 2", city="Østby")
    page = birthe.post("/organisation/fetch/", follow=True)
    assert "Name, category and address are as the company register has them today." in words(page)
    now = type(nordby.organisation).objects.get(pk=nordby.organisation.pk)
    assert (now.name, now.category) == ("Nordby og Omegn", "region")
    assert (now.address, now.postcode, now.city) == ("Havnen 2", "9999", "Østby")
    assert (now.phone, now.revision > before) == ("70 20 00 40", True)
    (entry,) = log.of_subject(now.ref, organisation=now.ref)
    assert (entry.actor, entry.facts["changed"]) == (
        nordby.birthe.ref,
        ["name", "address", "city", "category"],
    )


def test_an_organisation_that_is_dissolved_fetches_nothing(
    birthe: Client, nordby: Nordby, the_register_says: Says
) -> None:
    the_register_says(name="Nordby i likvidation", state="dissolved")
    page = birthe.post("/organisation/fetch/")
    assert "According to the company register the organisation does not exist any more." in words(page)
    nordby.organisation.refresh_from_db()
    assert nordby.organisation.name == "Nordby Kommune"
