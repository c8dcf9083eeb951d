"""Stories of the organisation itself: its numbers and settings (A3)."""

from collections.abc import Callable

import pytest
from django.test import Client

from fuldmagt.organisations.models import Branch, Organisation, OrganisationIdentifier
from tests.administration.pages import links, words
from tests.cast import Nordby, Sydby
from tests.registered import Says


@pytest.fixture
def listed(the_register_says: Says) -> Callable[..., None]:
    """Let the company register list these numbers for Nordby Kommune."""

    def let(*numbers: str) -> None:
        the_register_says(numbers=numbers)

    return let


@pytest.mark.requirement("A3")
@pytest.mark.parametrize(
    ("scheme", "typed", "kept_as"),
    [
        ("dk:cvr", "20 00 01 39", "dk:cvr:20000139"),
        ("nl:kvk", "90000001", "nl:kvk:90000001"),
        ("nl:rsin", "111222333", "nl:rsin:111222333"),
        ("nl:oin", "00000001 123456789 000", "nl:oin:00000001123456789000"),
        ("eu:euid", "DKCVR.20000031", "eu:euid:DKCVR.20000031"),
        ("lei", "5493001kjtiigc8y1r12", "lei:5493001KJTIIGC8Y1R12"),
    ],
)
def test_a_further_number_is_added(
    birthe: Client, nordby: Nordby, listed: Callable[..., None], scheme: str, typed: str, kept_as: str
) -> None:
    listed(kept_as)
    page = birthe.post("/organisation/numbers/", {"scheme": scheme, "number": typed}, follow=True)
    assert "is added." in words(page)
    assert OrganisationIdentifier.objects.get().written == kept_as


@pytest.mark.requirement("A3")
@pytest.mark.parametrize(
    ("scheme", "number", "kept_as"),
    [
        ("dk:pnr", "1000000001", "dk:pnr:1000000001"),
        ("dk:se", "12345678", "dk:se:12345678"),
        ("nl:vestiging", "000090000001", "nl:vestiging:000090000001"),
    ],
)
def test_a_branch_is_added_with_its_name(
    birthe: Client, nordby: Nordby, listed: Callable[..., None], scheme: str, number: str, kept_as: str
) -> None:
    listed(kept_as)
    before = nordby.organisation.revision
    birthe.post("/organisation/numbers/", {"scheme": scheme, "number": number, "name": "Havnen"})
    branch = Branch.objects.get()
    nordby.organisation.refresh_from_db()
    assert (branch.ref, branch.name, branch.organisation) == (kept_as, "Havnen", nordby.organisation)
    assert nordby.organisation.revision > before


@pytest.mark.requirement("A3")
@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("dk:cvr", "20000016"),
        ("dk:cvr", "2000003"),
        ("nl:kvk", "9000000"),
        ("nl:rsin", "111222334"),
        ("lei", "5493001KJTIIGC8Y1R13"),
        ("dk:pnr", "100000000X"),
        ("eu:euid", "20000031"),
        ("se:orgnr", "5560000000"),
        ("dk:cvr", "２００００００３"),
    ],
)
def test_a_number_that_does_not_check_is_refused(
    birthe: Client, nordby: Nordby, scheme: str, number: str
) -> None:
    page = birthe.post("/organisation/numbers/", {"scheme": scheme, "number": number})
    assert page.status_code == 200
    assert "does not list this number" not in words(page), "the register need not be asked about it"
    assert not OrganisationIdentifier.objects.exists()
    assert not Branch.objects.exists()


@pytest.mark.requirement("A3")
@pytest.mark.parametrize(("scheme", "number"), [("dk:cvr", "20000031"), ("dk:pnr", "1000000009")])
def test_a_number_of_somebody_else_is_not_to_be_had(
    birthe: Client, nordby: Nordby, scheme: str, number: str
) -> None:
    """The register has the first for a trade union that has not joined, and the second not at all."""
    page = birthe.post("/organisation/numbers/", {"scheme": scheme, "number": number, "name": "Havnen"})
    assert "The company register does not list this number as yours." in words(page)
    assert not OrganisationIdentifier.objects.exists()
    assert not Branch.objects.exists()


@pytest.mark.requirement("A3")
def test_a_register_that_lists_nonsense_gives_nothing(
    birthe: Client, nordby: Nordby, listed: Callable[..., None]
) -> None:
    listed("dk:cvr:20000016", 7, "", None, "dk:pnr:1000000001")
    birthe.post("/organisation/numbers/", {"scheme": "dk:pnr", "number": "1000000001", "name": "Havnen"})
    assert Branch.objects.get().ref == "dk:pnr:1000000001"


@pytest.mark.requirement("A3")
def test_a_number_belongs_to_one_organisation_only(birthe: Client, nordby: Nordby, sydby: Sydby) -> None:
    OrganisationIdentifier.objects.create(organisation=sydby.organisation, written="nl:kvk:90000001")
    Branch.objects.create(organisation=sydby.organisation, ref="dk:pnr:1000000001")
    for scheme, number in (
        ("dk:cvr", "20000023"),
        ("dk:cvr", "20000015"),
        ("nl:kvk", "90000001"),
        ("dk:pnr", "1000000001"),
    ):
        page = birthe.post("/organisation/numbers/", {"scheme": scheme, "number": number})
        assert "This number is in use already" in words(page)
    assert OrganisationIdentifier.objects.count() == 1
    assert Branch.objects.count() == 1


@pytest.mark.requirement("A3")
def test_a_further_number_can_be_removed_and_the_main_one_cannot(birthe: Client, nordby: Nordby) -> None:
    OrganisationIdentifier.objects.create(organisation=nordby.organisation, written="nl:kvk:90000001")
    assert "/organisation/numbers/nl:kvk:90000001/remove/" in links(birthe.get("/organisation/"))
    birthe.post("/organisation/numbers/nl:kvk:90000001/remove/")
    assert not OrganisationIdentifier.objects.exists()
    assert birthe.post("/organisation/numbers/dk:cvr:20000015/remove/").status_code == 404
    assert Organisation.objects.filter(ref="dk:cvr:20000015").exists()


@pytest.mark.requirement("A5")
def test_only_who_answers_for_the_organisation_changes_it(mette: Client, nordby: Nordby) -> None:
    assert mette.get("/organisation/").status_code == 200
    for path in (
        "change/",
        "fetch/",
        "numbers/",
        "settings/",
        "settings/four-eyes/",
        "settings/right-to-work/",
    ):
        assert mette.post(f"/organisation/{path}", {"phone": "70 20 00 99"}).status_code == 403
    nordby.organisation.refresh_from_db()
    assert nordby.organisation.phone == "70 20 00 40"


def test_whether_a_lapsed_right_to_work_stops_rights_is_chosen(birthe: Client, nordby: Nordby) -> None:
    for chosen in ("on", "off"):
        before = nordby.organisation.revision
        birthe.post("/organisation/settings/right-to-work/", {"suspend": chosen})
        nordby.organisation.refresh_from_db()
        assert nordby.organisation.suspend_on_lapsed_right_to_work == (chosen == "on")
        assert nordby.organisation.revision > before


@pytest.mark.requirement("C6")
def test_orders_that_wait_are_listed_for_the_organisation(mette: Client, nordby: Nordby) -> None:
    assert "You have no waiting orders" in words(mette.get("/organisation/orders/"))
    mette.post(f"/users/{nordby.anna.ref}/means/order/")
    text = words(mette.get("/organisation/orders/"))
    assert "Waiting orders" in text
    assert "Code display Anna Holmstrup" in text


@pytest.mark.requirement("C6")
def test_an_order_is_taken_back(mette: Client, nordby: Nordby) -> None:
    mette.post(f"/users/{nordby.anna.ref}/means/order/")
    page = mette.get(f"/users/{nordby.anna.ref}/orders/")
    (order,) = [url for url in links(page) if url.startswith("/orders/")]
    (way,) = [url for url in links(mette.get(order)) if url.endswith("/moves/cancel/")]
    mette.post(way, {"reason": "Ordered by mistake"})
    assert "Reason: Ordered by mistake" in words(mette.get(order))
    assert "You have no waiting orders" in words(mette.get("/organisation/orders/"))
    assert "Taken back" in words(mette.get(f"/users/{nordby.anna.ref}/orders/"))


def test_numbers_are_grouped_as_people_read_them(birthe: Client) -> None:
    assert "CVR number 20 00 00 15" in words(birthe.get("/organisation/"))
