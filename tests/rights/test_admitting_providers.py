"""A provider is proposed by one operator, looked up in the register, and decided about by another (A7)."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.imports.actions import Loaded, load
from fuldmagt.catalogue.models import Provider, Sector
from fuldmagt.catalogue.queries import offered
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.rules import Role
from tests.cast import NEW_YEAR, a_user, an_organisation, log_in, nordby
from tests.registered import Says
from tests.rights.conftest import LIBRARY

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A7")]

DRIFT, UNION, DISSOLVED = "dk:cvr:20000066", "dk:cvr:20000031", "dk:cvr:20000082"
PROPOSAL = {
    "number": "20000031",
    "name": "Fagforbundet Fælles",
    "ref": "faelles",
    "sector": "kultur",
    "contact_name": "Medlemsservice",
    "contact_phone": "70 20 00 31",
    "contact_email": "service@faelles.example",
}


@pytest.fixture
def drift(settings: Settings) -> Organisation:
    """The organisation that operates the platform."""
    settings.OPERATOR = DRIFT
    Sector.objects.create(ref="kultur", names={"da": "Kultur", "nl": "Cultuur", "en": "Culture"})
    return an_organisation("Fuldmagt Drift", ref=DRIFT)


@pytest.fixture
def rasmus(drift: Organisation) -> BusinessUser:
    return a_user(drift, "Rasmus Lind", Role.PLATFORM_OPERATOR)


@pytest.fixture
def vibeke(drift: Organisation) -> BusinessUser:
    return a_user(drift, "Vibeke Sommer", Role.PLATFORM_OPERATOR)


def browser(user: BusinessUser) -> Client:
    client = Client()
    client.cookies["fuldmagt_language"] = "en"
    return log_in(client, user)


def text(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]  # the test client's answer


def proposed(by: BusinessUser, **changed: str) -> object:
    return browser(by).post("/operator/propose/", PROPOSAL | changed, follow=True)


def decided(
    by: BusinessUser, step: str, reason: str = "Called them back on the number in the register."
) -> object:
    return browser(by).post("/operator/providers/faelles/", {"step": step, "reason": reason}, follow=True)


def test_two_operators_admit_a_provider(rasmus: BusinessUser, vibeke: BusinessUser) -> None:
    assert "Another operator decides about it." in text(proposed(rasmus))
    waiting = Provider.objects.get(ref="faelles")
    assert (waiting.state, waiting.number) == ("proposed", UNION)
    assert waiting.registered_name == "Fagforbundet Fælles"

    page = text(browser(vibeke).get("/operator/providers/faelles/"))
    assert "What the company register says now" in page
    assert "Havnegade 12" in page
    assert "is admitted" in text(decided(vibeke, "admit"))

    admitted = Provider.objects.get(ref="faelles")
    assert (admitted.state, admitted.decided_by) == ("admitted", vibeke.ref)
    log = [(entry.event, entry.actor, entry.outcome) for entry in of_subject("faelles", organisation=DRIFT)]
    assert log == [("provider.admitted", vibeke.ref, "done"), ("provider.proposed", rasmus.ref, "done")]


def test_who_proposes_does_not_decide(rasmus: BusinessUser, drift: Organisation) -> None:
    proposed(rasmus)

    assert "another operator decides" in text(browser(rasmus).get("/operator/providers/faelles/"))
    assert "A second person has to agree" in text(decided(rasmus, "admit"))
    second_self = a_user(
        drift, "Rasmus Lind", Role.PLATFORM_OPERATOR, person=rasmus.person, user_id="rasmus2"
    )
    assert "A second person has to agree" in text(decided(second_self, "admit"))

    assert Provider.objects.get(ref="faelles").state == "proposed"
    assert of_subject("faelles", organisation=DRIFT)[0].outcome == "second_person_needed"


def test_a_provider_is_refused_with_a_reason(rasmus: BusinessUser, vibeke: BusinessUser) -> None:
    proposed(rasmus)

    assert "Write what you checked" in text(decided(vibeke, "refuse", reason=""))
    decided(vibeke, "refuse", reason="Offers no service.")

    refused = Provider.objects.get(ref="faelles")
    assert (refused.state, refused.decision_reason) == ("refused", "Offers no service.")
    again = text(decided(vibeke, "admit"))
    assert "This cannot be done at this stage." in again
    assert Provider.objects.get(ref="faelles").state == "refused"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"number": "20000032"}, "This is not the number of an organisation."),
        ({"number": DISSOLVED}, "does not exist any more"),
        ({"number": "dk:cvr:20000104"}, "The company register does not answer."),
        ({"number": "nl:kvk:12345678"}, "The company register does not know this number."),
        ({"ref": "Fælles!"}, "small letters, digits and hyphens"),
        ({"sector": "sport"}, "Choose one of the possibilities."),
    ],
)
def test_what_the_register_does_not_know_alive_is_not_proposed(
    rasmus: BusinessUser, changed: dict[str, str], says: str
) -> None:
    assert says in text(proposed(rasmus, **changed))
    assert not Provider.objects.exists()


def test_a_provider_is_proposed_once(rasmus: BusinessUser) -> None:
    proposed(rasmus)

    assert "There is a provider with this short name already." in text(proposed(rasmus, number=DRIFT))
    assert "There is a provider with this number already." in text(proposed(rasmus, ref="faelles2"))
    assert Provider.objects.count() == 1


def from_a_file(text: str = LIBRARY) -> Loaded:
    loaded = load(text, held=lambda rights: {}, by="command-line", at=NEW_YEAR)
    assert isinstance(loaded, Loaded)
    return loaded


def answered(by: BusinessUser, step: str = "admit", **more: str) -> str:
    typed = {"step": step, "reason": "Known for years."} | more
    return text(browser(by).post("/operator/providers/bogskab/", typed, follow=True))


NUMBERED = LIBRARY.replace("name: Bogskabet\n", f"name: Bogskabet\n    number: {UNION}\n")


def test_the_services_are_offered_only_after_admission(rasmus: BusinessUser, vibeke: BusinessUser) -> None:
    from_a_file(NUMBERED)
    assert not offered().exists()

    answered(rasmus)
    assert not offered().exists()

    assert "is admitted" in answered(vibeke)
    assert {right.ref for right in offered()} == {"laan:se", "laan:ret"}


def test_what_came_from_a_file_two_operators_admit(rasmus: BusinessUser, vibeke: BusinessUser) -> None:
    from_a_file(NUMBERED)
    page = text(browser(rasmus).get("/operator/providers/bogskab/"))
    assert "Approve Bogskabet" in page
    assert "Admit Bogskabet" not in page

    assert "You have approved Bogskabet. It waits for a second operator, who admits it." in answered(rasmus)
    approved = Provider.objects.get()
    assert (approved.state, approved.approved_by, approved.decided_by) == ("proposed", rasmus.ref, "")
    assert "Waits for a second operator" in text(browser(vibeke).get("/operator/"))
    shown = text(browser(vibeke).get("/operator/providers/bogskab/"))
    assert "<dt>Approved by</dt><dd>Rasmus Lind</dd>" in shown
    assert "Admit Bogskabet" in shown

    answered(vibeke)
    admitted = Provider.objects.get()
    assert (admitted.state, admitted.approved_by, admitted.decided_by) == (
        "admitted",
        rasmus.ref,
        vibeke.ref,
    )
    told = [(entry.event, entry.actor) for entry in of_subject("bogskab", organisation=DRIFT)]
    assert told == [("provider.admitted", vibeke.ref), ("provider.approved", rasmus.ref)]


def test_the_first_of_two_is_not_the_second_too(rasmus: BusinessUser, drift: Organisation) -> None:
    from_a_file(NUMBERED)
    answered(rasmus)
    second_self = a_user(drift, "R Lind", Role.PLATFORM_OPERATOR, person=rasmus.person, user_id="rasmus2")

    for himself in (rasmus, second_self):
        shown = text(browser(himself).get("/operator/providers/bogskab/"))
        assert "You stand behind this provider already, so another operator decides" in shown
        assert "A second person has to agree" in answered(himself)

    assert Provider.objects.get().state == "proposed"


def test_one_operator_is_enough_to_refuse_what_came_from_a_file(rasmus: BusinessUser) -> None:
    from_a_file(NUMBERED)
    answered(rasmus, "refuse")
    assert Provider.objects.get().state == "refused"


def test_the_register_is_asked_again_when_it_is_decided(
    rasmus: BusinessUser, vibeke: BusinessUser, the_register_says: Says
) -> None:
    proposed(rasmus)
    the_register_says(UNION, state="dissolved")

    assert "the organisation does not exist any more" in text(decided(vibeke, "admit"))

    assert Provider.objects.get().state == "proposed"
    assert not offered().exists()


def test_nobody_is_admitted_unless_it_is_said() -> None:
    Provider.objects.create(ref="someone", name="Someone", sector="public")
    assert Provider.objects.get().state == "proposed"


def test_a_provider_that_came_without_a_number_needs_one(rasmus: BusinessUser, vibeke: BusinessUser) -> None:
    from_a_file()
    page = browser(rasmus)

    without = page.post("/operator/providers/bogskab/", {"step": "admit", "reason": "Known."})
    assert without.status_code == 409
    assert (Provider.objects.get().state, Provider.objects.get().approved_by) == ("proposed", "")

    answered(rasmus, number="20000031")
    answered(vibeke)
    assert (Provider.objects.get().state, Provider.objects.get().number) == ("admitted", UNION)


@pytest.mark.requirement("A5")
def test_nobody_operates_the_platform_from_another_organisation(drift: Organisation) -> None:
    stranger = a_user(nordby().organisation, "Per Fremmed", Role.PLATFORM_OPERATOR)

    for path in ("/operator/", "/operator/propose/", "/operator/organisations/", "/operator/clients/"):
        assert browser(stranger).get(path).status_code == 403
    assert proposed(stranger).status_code == 403  # type: ignore[attr-defined]  # the test client's answer
    assert not Provider.objects.exists()


def test_the_operator_sees_what_is_on_the_platform(rasmus: BusinessUser) -> None:
    nordby()

    page = text(browser(rasmus).get("/operator/organisations/"))
    assert "Nordby Kommune" in page
    assert "Anna" not in page
    assert "CVR number 20 00 00 66" in page
    assert "20 00 00 66" not in text(browser(rasmus).get("/operator/organisations/?find=nordby"))
    assert browser(rasmus).get("/operator/clients/").status_code == 200
    assert browser(rasmus).get("/operator/providers/nobody/").status_code == 404
