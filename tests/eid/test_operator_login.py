"""The operator's own login tests the last part: what it tells is shown, and nothing of it is kept (A7)."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Role
from fuldmagt.people.models import Eid, Person
from tests.cast import a_user
from tests.eid.brokers import Broker, identity
from tests.eid.operator import RASMUS, at_a_browser, logs_in, text, tried
from tests.enrolment.provider import Citizen, Claims, Mood, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_login_of_the_operator_shows_the_claims_and_what_they_mean(
    office: Client, broker: Broker, eid: NationalEid
) -> None:
    page = text(logs_in(office, eid))

    assert "The login works, and this is what it tells" in page
    assert "Level high: enough for an activation." in page
    assert "There is one: the person may join an organisation" in page
    assert "2 November 1979" in page
    assert "Rasmus Lind" in page
    assert str(identity(RASMUS)) in page
    assert "Stays when the broker is changed." in page
    assert "Told; not shown" in page


@pytest.mark.parametrize(
    ("citizen", "said"),
    [
        (RASMUS.but(number="", level="Substantial"), "There is none: the person needs the temporary code"),
        (RASMUS.but(number="", issued="Low"), "Level low: too low, an activation would be refused."),
        (RASMUS.but(born=""), "Not told: nobody could activate without a national number."),
        (RASMUS.but(name="NAVNE & ADRESSEBESKYTTET"), "Protected, and so not told."),
    ],
)
def test_what_a_weaker_eid_would_mean_is_said_too(
    office: Client, eid: NationalEid, citizen: Citizen, said: str
) -> None:
    assert said in text(logs_in(office, eid, citizen))


def test_nothing_of_the_login_is_kept(office: Client, eid: NationalEid) -> None:
    people = set(Person.objects.values_list("ref", flat=True))

    page = text(logs_in(office, eid))

    assert RASMUS.number not in page
    assert not Eid.objects.exists()
    assert set(Person.objects.values_list("ref", flat=True)) == people
    entry = PendingEntry.objects.get(event="eid.tried")
    kept = f"{entry.facts} {entry.personal} {dict(office.session)}"
    assert not any(part in kept for part in (RASMUS.number, RASMUS.born, RASMUS.sub, str(identity(RASMUS))))


WRONG: dict[str, tuple[Callable[[Claims], Claims], str, str]] = {
    "has_cpr as a truth": (
        lambda told: told | {"mitid.has_cpr": True},
        "mitid.has_cpr",
        "Not a readable text",
    ),
    "no way of issuing": (
        lambda told: {name: value for name, value in told.items() if name != "ial"},
        "ial",
        "Missing",
    ),
    "another level": (lambda told: told | {"loa": "HIGH"}, "loa", "Not a value that we know"),
    "a long name": (
        lambda told: told | {"mitid.identity_name": "A" * 300},
        "mitid.identity_name",
        "Too long",
    ),
    "a number that there is not": (
        lambda told: told | {"mitid.has_cpr": "false"},
        "dk.cpr",
        "Contradicts another claim",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_claim_that_cannot_be_read_is_marked(office: Client, eid: NationalEid, what: str) -> None:
    change, claim, fault = WRONG[what]
    eid.mood = Mood(userinfo=change, id_token=change)

    page = text(logs_in(office, eid))

    assert "The connection to the eID does not work yet" in page
    assert "Something is missing in what the broker tells" in page
    assert claim in page
    assert fault in page
    assert RASMUS.number not in page
    assert tried()[0] == ("eid_failed", {"login": "done", "claims": "claims"})


def test_a_broker_that_sends_the_operator_back_is_quoted(office: Client, eid: NationalEid) -> None:
    begun = office.post("/operator/eid/log-in/")

    page = text(office.get(eid.refuse(begun["Location"], "invalid_scope", error_description="<b>ssn</b>")))

    assert "The broker sent you back without a login" in page
    assert "invalid_scope: <b>ssn</b>" in page
    assert "<b>ssn" not in office.get("/operator/eid/").content.decode()
    assert tried()[0][1] == {"login": "said_no"}


def test_a_secret_that_the_broker_does_not_take_is_named(
    office: Client, eid: NationalEid, settings: Settings
) -> None:
    begun = office.post("/operator/eid/log-in/")
    answer = eid.login(begun["Location"], RASMUS)
    eid.mood = Mood(status=401, body=b'{"error": "invalid_client"}')

    page = text(office.get(answer))

    assert "The client id or the secret is missing, or the broker does not take it." in page


def test_a_token_that_does_not_hold_is_said(office: Client, eid: NationalEid) -> None:
    eid.mood = Mood(id_token=lambda told: told | {"nonce": "x"})

    assert "signed answer does not hold" in text(logs_in(office, eid))


def test_the_answer_is_shown_to_the_operator_who_began_and_to_nobody_else(
    office: Client, rasmus: BusinessUser, eid: NationalEid
) -> None:
    begun = office.post("/operator/eid/log-in/")
    answer = eid.login(begun["Location"], RASMUS)
    vibeke = a_user(rasmus.organisation, "Vibeke Sommer", Role.PLATFORM_OPERATOR)
    office.cookies["fuldmagt_session"] = at_a_browser(vibeke).cookies["fuldmagt_session"].value

    page = office.get(answer)

    assert page.status_code == 403
    assert "Rasmus" not in text(page)
    assert tried() == []


def test_an_answer_without_a_login_here_is_nobodys(office: Client, eid: NationalEid) -> None:
    begun = office.post("/operator/eid/log-in/")
    answer = eid.login(begun["Location"], RASMUS)
    del office.cookies["fuldmagt_session"]

    assert office.get(answer).status_code == 403
