"""The customers of a service: added by number, many at once, removed, and whether the list counts (F7)."""

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Provider, Service
from fuldmagt.organisations.models import Organisation
from tests import cast
from tests.administration.pages import heading, rows, words
from tests.console.cast import AES, CUSTOMERS
from tests.oidc.conftest import World
from tests.oidc.party import answer_in
from tests.registered import Says

pytestmark = pytest.mark.requirement("F7")

NORDBY, VESTERBY = "dk:cvr:20000015", "dk:cvr:20000074"


def customers() -> set[str]:
    return set(Service.objects.get(ref="se-sag").customers.values_list("ref", flat=True))


def test_one_is_added_by_its_number_after_its_name_is_seen(console: Client) -> None:
    seen = console.post(f"{CUSTOMERS}add/", {"number": "20 00 00 74"})
    assert "Vesterby Tømrer og Snedker ApS" in words(seen)
    assert customers() == set()

    page = console.post(f"{CUSTOMERS}add/", {"number": VESTERBY, "save": "yes"}, follow=True)

    assert "Vesterby Tømrer og Snedker ApS is a customer of Se Sag now." in words(page)
    assert customers() == {VESTERBY}
    made = Organisation.objects.get(ref=VESTERBY)
    assert (made.state, made.category, made.joined_at) == ("represented", "company", None)
    entry = of_subject(VESTERBY, organisation=AES)[0]
    assert (entry.event, entry.facts["service"]) == ("customer.added", "se-sag")
    assert "This organisation is a customer already." in words(
        console.post(f"{CUSTOMERS}add/", {"number": VESTERBY, "save": "yes"})
    )


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("20000016", "This is not the number of an organisation."),
        ("nl:kvk:90000099", "The company register does not know this number."),
        ("dk:cvr:20000082", "the organisation does not exist any more"),
        ("dk:cvr:20000104", "The company register does not answer."),
        ("dk:pnr:1000000001", "This is not the number of an organisation."),
        ("\u202e20000074;=cmd", "This is not the number of an organisation."),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_why(console: Client, number: str, why: str) -> None:
    answer = console.post(f"{CUSTOMERS}add/", {"number": number, "save": "yes"})
    assert answer.status_code == 400
    assert why in words(answer)
    assert customers() == set()


def test_many_are_looked_at_line_by_line_and_those_that_can_be_are_added(
    console: Client, world: World
) -> None:
    text = "CVR;Navn\n20000015;Nordby\n20000074\n\n20000082;gone\nnl:kvk:90000001\nhello 1\n20000074;again\n"

    looked = console.post(f"{CUSTOMERS}many/", {"numbers": text, "look": "yes"})

    assert heading(looked) == "3 customers can be added"
    told = rows(looked)
    assert told[0] == "2 dk:cvr:20000015 Nordby Kommune Can be added"
    assert told[2].startswith("5 dk:cvr:20000082 Sundby Renseri A/S Dissolved")
    assert told[4].startswith("7 hello 1 – No number")
    assert told[5].endswith("Stands above")
    assert customers() == set()
    page = console.post(f"{CUSTOMERS}many/", {"numbers": text, "save": "yes"}, follow=True)
    assert "3 customers were added to Se Sag." in words(page)
    assert customers() == {NORDBY, VESTERBY, "nl:kvk:90000001"}
    again = console.post(f"{CUSTOMERS}many/", {"numbers": text, "look": "yes"})
    assert heading(again) == "0 customers can be added"


def test_once_the_register_is_silent_it_is_not_asked_about_the_rest(
    console: Client, the_register_says: Says
) -> None:
    the_register_says(fails="yes", ref=VESTERBY)
    looked = console.post(f"{CUSTOMERS}many/", {"numbers": "20000074\n20000112"})
    assert [row.split()[-1] for row in rows(looked)] == ["changed.", "changed."]
    assert "Register silent" in rows(looked)[1]


def test_too_many_or_none_at_all_is_said(console: Client) -> None:
    assert "Write at least one number" in words(console.post(f"{CUSTOMERS}many/", {"numbers": " "}))
    many = "\n".join(["20000074"] * 201)
    assert "These are too many at once." in words(console.post(f"{CUSTOMERS}many/", {"numbers": many}))


@pytest.mark.requirement("X2")
def test_only_customers_are_let_in_and_who_is_refused_reads_whom_to_ask(
    console: Client, world: World
) -> None:
    Provider.objects.filter(ref="aes").update(contact_name="Bo Relation", contact_phone="70 20 00 58")
    asked = console.get(f"{CUSTOMERS}list/")
    assert "One organisation that is not on the list has people with rights. They are refused" in words(asked)
    assert "Anna" not in words(asked)

    page = console.post(f"{CUSTOMERS}list/", {"keeps": "yes"}, follow=True)

    assert "Se Sag is for its customers alone now." in words(page)
    assert world.anna.logs_in(world.party.address()).endswith("/refused")
    assert "Bo Relation" in words(world.anna.page)
    console.post(f"{CUSTOMERS}add/", {"number": NORDBY, "save": "yes"})
    assert answer_in(world.anna.follows(world.party.address()))["code"]


def test_removing_one_ends_what_people_can_do_for_it_at_once(console: Client, world: World) -> None:
    console.post(f"{CUSTOMERS}add/", {"number": NORDBY, "save": "yes"})
    console.post(f"{CUSTOMERS}list/", {"keeps": "yes"})
    assert answer_in(world.anna.logs_in(world.party.address()))["code"]
    asked = console.get(f"{CUSTOMERS}{NORDBY}/remove/")
    assert "One person may act for Nordby Kommune in Se Sag and cannot any more, at once." in words(asked)

    page = console.post(f"{CUSTOMERS}{NORDBY}/remove/", follow=True)

    assert "Nordby Kommune is not a customer of Se Sag any more." in words(page)
    assert world.anna.logs_in(world.party.address()).endswith("/refused")
    assert console.post(f"{CUSTOMERS}{NORDBY}/remove/").status_code == 404
    assert of_subject(NORDBY, organisation=AES)[0].event == "customer.removed"
    console.post(f"{CUSTOMERS}list/", {"keeps": "no"})
    assert answer_in(world.anna.follows(world.party.address(prompt="login")))["code"]


def test_a_long_list_has_pages_and_is_searched(console: Client) -> None:
    many = [cast.an_organisation(f"Kunde {each:02}", ref=f"dk:cvr:3000{each:04}") for each in range(18)]
    Service.objects.get(ref="se-sag").customers.set(many)

    assert "Showing 1–15 of 18" in words(console.get(CUSTOMERS)).replace("-", "–")
    assert len(rows(console.get(CUSTOMERS, {"page": "2"}))) == 3
    assert rows(console.get(CUSTOMERS, {"q": "kunde 07"})) == ["Kunde 07 dk:cvr:30000007 Remove Kunde 07"]
    nobody = words(console.get(CUSTOMERS, {"q": "zebra"}))
    assert "No customer fits the search" in nobody
    assert "“zebra”" in nobody


@pytest.mark.requirement("A5")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "page",
    [
        "means/",
        "means/app/",
        "means/app/keep/",
        "customers/",
        "customers/add/",
        "customers/many/",
        "customers/list/",
        f"customers/{NORDBY}/remove/",
    ],
)
def test_another_providers_pages_are_not_there(console: Client, method: str, page: str) -> None:
    other = Provider.objects.create(ref="other", name="Other", sector="public", state="admitted")
    service = Service.objects.create(ref="other", provider=other, name="Other", data_class="ordinary")
    service.means = ["app", "chip"]
    service.save()
    typed = {"number": VESTERBY, "numbers": VESTERBY, "keeps": "yes", "save": "yes"}
    answer = getattr(console, method)(f"/provider/services/other/{page}", typed)
    assert answer.status_code in {404, 405}
    service.refresh_from_db()
    assert (service.customers.count(), service.keeps_customers, service.means_ended) == (0, False, {})
