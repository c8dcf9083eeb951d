"""An organisation joins: whom the register names, and what the eID says (A1 to A4)."""

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.onboarding.joining.actions import describe
from fuldmagt.onboarding.models import Joining
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import roles_of
from fuldmagt.organisations.rules import OrganisationState, Role, UserState
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.joined.rules import MOST, WINDOW
from tests.cast import an_organisation
from tests.conftest import MONDAY
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid
from tests.enrolment.representative import BIRTHE, EMAIL, Representative, log
from tests.registered import Says

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def birthe(eid: NationalEid) -> Representative:
    return Representative(eid)


@pytest.mark.requirement("A1", "A3", "A4")
def test_the_representative_joins_the_municipality_and_can_begin(birthe: Representative) -> None:
    page = birthe.finds("20 00 00 15")
    assert "Is Nordby Kommune the right one?" in page.content.decode()
    assert "Rådhustorvet 1" in page.content.decode()
    assert "<dt>Category</dt><dd>Municipality</dd>" in page.content.decode()

    page = birthe.confirms(BIRTHE)

    assert "Nordby Kommune has joined. You are its organisation administrator" in page.content.decode()
    assert "Choose your user id" in page.content.decode()
    organisation = Organisation.objects.get(ref="dk:cvr:20000015")
    assert (organisation.state, organisation.category) == (OrganisationState.ACTIVE, "municipality")
    user = BusinessUser.objects.get()
    assert user.state == UserState.IDENTITY_CONFIRMED
    assert roles_of(user) == {
        Role.ORGANISATION_ADMINISTRATOR,
        Role.USER_ADMINISTRATOR,
        Role.RIGHTS_ADMINISTRATOR,
    }
    assert "You are its organisation administrator" in last_mail(EMAIL).body


def test_the_representative_may_leave_and_go_on_by_the_mail(birthe: Representative) -> None:
    birthe.finds("20000015")
    birthe.confirms(BIRTHE)
    elsewhere = Client(headers={"accept-language": "en"})

    link = link_in(last_mail(EMAIL))
    answer = elsewhere.post(link)
    page = elsewhere.get(birthe.eid.login(answer["Location"], BIRTHE), follow=True)

    assert "Choose your user id" in page.content.decode()


@pytest.mark.requirement("A4")
def test_what_the_register_has_it_to_be_it_is(birthe: Representative) -> None:
    page = birthe.finds("20000015")
    assert 'name="category"' not in page.content.decode()
    birthe.confirms(BIRTHE, category="state_authority")
    assert Organisation.objects.get().category == "municipality"


@pytest.mark.requirement("A4")
@pytest.mark.parametrize(
    "category", ["municipality", "region", "state_authority", "insurance_department", ""]
)
def test_nobody_joins_as_an_authority_by_saying_so(
    birthe: Representative, the_register_says: Says, category: str
) -> None:
    the_register_says(category=None)
    page = birthe.finds("20000015").content.decode()
    described = birthe.describes(category=category)
    assert (described.status_code, "form-error-message" in described.content.decode()) == (200, True)
    assert category == "" or f'<option value="{category}"' not in page
    done = describe(Joining.objects.get().ref, Category(category) if category else None, EMAIL, at=MONDAY)
    assert done == Refusal(Reason.INPUT_NOT_USABLE, about="category")


@pytest.mark.requirement("A4")
def test_where_the_register_leaves_it_open_the_representative_says_what_it_is(
    birthe: Representative, the_register_says: Says
) -> None:
    the_register_says(category=None)
    birthe.finds("20000015")
    birthe.confirms(BIRTHE, category="association")
    assert Organisation.objects.get().category == "association"


@pytest.mark.requirement("A4")
def test_the_register_is_asked_again_what_it_is_when_it_is_signed(
    birthe: Representative, the_register_says: Says
) -> None:
    birthe.finds("20000015")
    answer = birthe.describes()
    the_register_says(category=None)
    page = birthe.browser.get(birthe.eid.login(answer["Location"], BIRTHE), follow=True)
    assert "This is a category that only the company register can give" in page.content.decode()
    the_register_says(category="region")
    birthe.browser.get(birthe.eid.login(birthe.describes()["Location"], BIRTHE), follow=True)
    assert Organisation.objects.get().category == "region"


@pytest.mark.requirement("A1")
def test_whoever_the_register_does_not_name_cannot_sign(birthe: Representative) -> None:
    birthe.finds("20000015")

    for other in (
        Citizen("Mallory Grey", born="1968-02-11", number="1102680022"),
        BIRTHE.but(born="1968-02-12"),
        BIRTHE.but(born=""),
    ):
        page = birthe.confirms(other)
        assert page.status_code == 403
        assert "does not name you as entitled to sign" in page.content.decode()
    assert not Organisation.objects.exists()
    assert log().count(("joining.confirmed", Reason.NOT_ENTITLED_TO_SIGN)) == 3


@pytest.mark.requirement("A1", "A2")
def test_a_representative_without_national_number_is_shown_the_notifiers_way(birthe: Representative) -> None:
    birthe.finds("20000120")

    page = birthe.confirms(Citizen("Katarzyna Zielna", born="1991-03-19"), category="company")

    assert page.status_code == 403
    said = page.content.decode()
    assert "The eID carries no national number" in said
    assert "A notifier can join it for you" in said
    assert "authority" in said
    assert not Organisation.objects.exists()


def test_an_eid_below_substantial_does_not_sign(birthe: Representative) -> None:
    birthe.finds("20000015")

    page = birthe.confirms(BIRTHE.but(level="Low"))

    assert "does not say surely enough" in page.content.decode()
    assert not Organisation.objects.exists()


def test_where_the_register_has_the_national_number_the_name_is_not_enough(birthe: Representative) -> None:
    birthe.finds("20000112")
    karen = Citizen("Karen Dahl", born="1975-11-23", number="2311750007")

    namesake = birthe.confirms(karen.but(number="2311750015"), category="company")
    herself = birthe.confirms(karen.but(name="Karen Dahl-Married"), category="company")

    assert namesake.status_code == 403
    assert "has joined" in herself.content.decode()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("20000082", "the organisation does not exist any more"),
        ("20000139", "does not know this number"),
        ("20000090", "The company register does not answer"),
        ("20000104", "The company register does not answer"),
    ],
)
def test_what_the_register_says_no_to_is_told_in_plain_words(
    birthe: Representative, number: str, said: str
) -> None:
    page = birthe.finds(number)

    assert page.status_code in {403, 404}
    assert said in page.content.decode()
    assert not Joining.objects.exists()
    assert log()[-1][0] == "joining.begun"


@pytest.mark.requirement("A3")
@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("dk:cvr", "20000016"),
        ("dk:cvr", "abc"),
        ("nl:rsin", "123456789"),
        ("lei", "X" * 20),
        ("dk:pnr", "1000000001"),
    ],
)
def test_a_number_whose_digits_do_not_fit_is_said_at_the_field(
    birthe: Representative, scheme: str, number: str
) -> None:
    page = birthe.finds(number, scheme)

    assert page.status_code == 200
    assert "form-error-message" in page.content.decode()
    assert not Joining.objects.exists()


@pytest.mark.requirement("A1", "A3")
def test_a_dutch_company_joins_by_its_kvk_number(birthe: Representative) -> None:
    an_organisation("Bakkerij De Korrel", ref="nl:kvk:90000001", state=OrganisationState.REPRESENTED)
    birthe.finds("90000001", "nl:kvk")

    page = birthe.confirms(Citizen("Henk Visser", born="1964-06-08", number="0806640002"), category="company")

    assert "Bakkerij De Korrel has joined" in page.content.decode()
    assert Organisation.objects.get().state == OrganisationState.ACTIVE


def test_an_organisation_joins_once(birthe: Representative) -> None:
    an_organisation()

    page = birthe.finds("20000015")

    assert "The organisation has joined already" in page.content.decode()


def test_of_two_who_begin_at_once_the_second_comes_too_late(birthe: Representative) -> None:
    second = Representative(birthe.eid)
    birthe.finds("20000015")
    second.finds("20000015")
    birthe.confirms(BIRTHE)

    page = second.confirms(BIRTHE)

    assert "The organisation has joined already" in page.content.decode()
    assert BusinessUser.objects.count() == 1


def test_a_closed_organisation_does_not_come_back_by_itself(birthe: Representative) -> None:
    an_organisation(state=OrganisationState.CLOSED)

    assert birthe.finds("20000015").status_code == 403


def test_without_the_terms_or_an_address_nothing_goes_to_the_eid(birthe: Representative) -> None:
    birthe.finds("20000015")

    for described in (
        birthe.describes(terms=""),
        birthe.describes(email="birthe"),
    ):
        assert described.status_code == 200
        assert "form-error-message" in described.content.decode()


def test_a_joining_belongs_to_the_browser_that_began_it(birthe: Representative) -> None:
    birthe.finds("20000015")

    for path in (birthe.path, f"{birthe.path}others/"):
        assert Client().get(path).status_code == 403


def test_nobody_begins_for_one_organisation_without_end_from_wherever(birthe: Representative) -> None:
    def from_(address: int) -> int:
        browser = Client(REMOTE_ADDR=f"192.0.2.{address}")
        return int(Representative(birthe.eid, browser).finds("20000015").status_code)

    assert [from_(address) for address in range(20)] == [200] * 20
    assert from_(20) == 429


def test_the_register_is_not_walked_through_by_joining(
    birthe: Representative, clock: time_machine.Traveller
) -> None:
    """Numbers that join, numbers that do not, and pages that ask again: all count as one kind of question."""
    birthe.finds("20000015")  # the number and the page that it leads to
    for _ in range(MOST - 2):
        assert birthe.finds("20000139").status_code == 403
    asked = PendingEntry.objects.filter(event="joining.begun").count()

    page = birthe.finds("20000139")
    again = birthe.browser.get(birthe.path)
    there = birthe.browser.post("/joined/", {"scheme": "dk:cvr", "number": "20000015"})

    assert (page.status_code, again.status_code, there.status_code) == (429, 429, 429)
    assert "too many times" in page.content.decode()
    assert PendingEntry.objects.filter(event="joining.begun").count() == asked
    clock.shift(WINDOW)
    assert birthe.finds("20000015").status_code == 200
