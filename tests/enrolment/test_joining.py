"""An organisation joins: whom the register names, what the eID says, one or several (A1 to A4)."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.models import Joining, Signature
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import roles_of
from fuldmagt.organisations.rules import OrganisationState, Role, UserState
from fuldmagt.registers.companies import Service, company_of, register
from fuldmagt.registers.company import Company
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import an_organisation
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

BIRTHE = Citizen("Birthe Nordahl", born="1968-02-11", number="1102680014")
ULLA = Citizen("Ulla Brink", born="1972-05-04", number="0405720006")
PREBEN = Citizen("Preben Skaarup", born="1969-10-12", number="1210690003")
EMAIL = "birthe@nordby.example"


@dataclass
class Representative:
    """Somebody at a browser who wants an organisation to join."""

    eid: NationalEid
    browser: Client = field(default_factory=lambda: Client(headers={"accept-language": "en"}))
    path: str = ""

    def finds(self, number: str, scheme: str = "dk:cvr") -> Any:
        page = self.browser.post("/join/", {"scheme": scheme, "number": number}, follow=True)
        self.path = page.request["PATH_INFO"]
        return page

    def describes(self, category: str = "municipality", email: str = EMAIL, terms: str = "on") -> Any:
        return self.browser.post(self.path, {"category": category, "email": email, "terms": terms})

    def confirms(self, citizen: Citizen, **described: str) -> Any:
        answer = self.describes(**described)
        assert answer.status_code == 303, answer.content.decode()
        return self.browser.get(self.eid.login(answer["Location"], citizen), follow=True)


@pytest.fixture
def birthe(eid: NationalEid) -> Representative:
    return Representative(eid)


def log() -> list[tuple[str, str]]:
    return [(entry.event, entry.outcome) for entry in PendingEntry.objects.order_by("pk")]


@pytest.mark.requirement("A1", "A3", "A4")
def test_the_representative_joins_the_municipality_and_can_begin(birthe: Representative) -> None:
    page = birthe.finds("20 00 00 15")
    assert "Is Nordby Kommune the right one?" in page.content.decode()
    assert "Rådhustorvet 1" in page.content.decode()
    assert '<option value="municipality" selected>' in page.content.decode()

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


@pytest.mark.requirement("A2")
def test_a_representative_without_national_number_is_shown_the_notifiers_way(birthe: Representative) -> None:
    birthe.finds("20000120")

    page = birthe.confirms(Citizen("Katarzyna Zielna", born="1991-02-14"), category="company")

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
        birthe.describes(category="insurance_department"),
        birthe.describes(category=""),
    ):
        assert described.status_code == 200
        assert "form-error-message" in described.content.decode()


def test_a_joining_belongs_to_the_browser_that_began_it(birthe: Representative) -> None:
    birthe.finds("20000015")

    for path in (birthe.path, f"{birthe.path}others/"):
        assert Client().get(path).status_code == 403


def test_a_number_is_not_looked_up_without_end(birthe: Representative) -> None:
    for _ in range(20):
        birthe.finds("20000015")

    page = birthe.finds("20000015")

    assert page.status_code == 429


# Several who sign together


def asks(representative: Representative, name: str, email: str) -> Any:
    page = representative.browser.get(f"{representative.path}others/").content.decode()
    keys = dict(re.findall(r'name="signatory" value="([^"|]+)(\|[^"]*)"', page))
    return representative.browser.post(
        f"{representative.path}others/",
        {"signatory": f"{name}{keys.get(name, '')}", "email": email},
        follow=True,
    )


def signs_by_mail(eid: NationalEid, email: str, citizen: Citizen) -> HttpResponse:
    browser = Client(headers={"accept-language": "en"})
    answer = browser.post(link_in(last_mail(email)))
    if answer.status_code != 303:
        return answer  # type: ignore[return-value] - the test client's own kind of response
    return browser.get(eid.login(answer["Location"], citizen), follow=True)  # type: ignore[return-value] - as above


@pytest.mark.requirement("A1")
def test_those_who_sign_together_all_confirm(birthe: Representative) -> None:
    birthe.finds("20000074")
    page = birthe.confirms(ULLA, category="company", email="ulla@toemrer.example")
    assert "One more signature is needed" in page.content.decode()
    assert not Organisation.objects.exists()

    page = asks(birthe, "Preben Skaarup", "preben@toemrer.example")
    assert "Has been asked" in page.content.decode()
    assert (
        "Ulla Brink wants Vesterby Tømrer og Snedker ApS to join" in last_mail("preben@toemrer.example").body
    )
    signed = signs_by_mail(birthe.eid, "preben@toemrer.example", PREBEN)

    assert "has joined" in signed.content.decode()
    user = BusinessUser.objects.get()
    assert user.name == "Ulla Brink"
    assert last_mail("ulla@toemrer.example").subject
    assert Organisation.objects.get().joined_by == "Ulla Brink, Preben Skaarup"
    assert "has joined" in birthe.browser.get(f"{birthe.path}others/").content.decode()


def test_one_person_does_not_sign_for_two(birthe: Representative) -> None:
    birthe.finds("20000074")
    birthe.confirms(ULLA, category="company", email="ulla@toemrer.example")
    asks(birthe, "Preben Skaarup", "ulla@toemrer.example")

    page = signs_by_mail(birthe.eid, "ulla@toemrer.example", ULLA)

    assert page.status_code == 403
    assert Signature.objects.count() == 1
    assert not Organisation.objects.exists()


def test_a_colleague_who_may_not_sign_does_not_count(birthe: Representative) -> None:
    birthe.finds("20000074")
    birthe.confirms(ULLA, category="company", email="ulla@toemrer.example")
    asks(birthe, "Preben Skaarup", "preben@toemrer.example")

    page = signs_by_mail(
        birthe.eid, "preben@toemrer.example", Citizen("Poul Hansen", born="1970-01-01", number="0101700001")
    )

    assert "does not name you" in page.content.decode()
    assert Joining.objects.get().state == "awaiting"


def test_a_newer_mail_to_a_signatory_makes_the_older_link_void_and_mails_are_few(
    birthe: Representative,
) -> None:
    birthe.finds("20000074")
    birthe.confirms(ULLA, category="company", email="ulla@toemrer.example")
    asks(birthe, "Preben Skaarup", "preben@toemrer.example")
    old = link_in(last_mail("preben@toemrer.example"))
    for _ in range(5):
        page = asks(birthe, "Preben Skaarup", "preben@toemrer.example")

    assert Client().get(old).status_code == 403
    assert Notice.objects.filter(to="preben@toemrer.example").count() == 3
    assert "too many times" in page.content.decode()


def test_nobody_but_a_signatory_is_asked(birthe: Representative) -> None:
    birthe.finds("20000074")
    birthe.confirms(ULLA, category="company", email="ulla@toemrer.example")

    asks(birthe, "Mallory", "mallory@x.example")

    assert not Notice.objects.filter(to="mallory@x.example").exists()


def test_a_joining_that_nobody_finishes_runs_out(
    birthe: Representative, clock: time_machine.Traveller
) -> None:
    birthe.finds("20000074")
    birthe.confirms(ULLA, category="company", email="ulla@toemrer.example")
    asks(birthe, "Preben Skaarup", "preben@toemrer.example")

    clock.shift(timedelta(days=30))
    page = signs_by_mail(birthe.eid, "preben@toemrer.example", PREBEN)

    assert page.status_code == 403
    assert not Organisation.objects.exists()


# The register as a service


RECORD: dict[str, object] = {
    "name": "Nordby Kommune",
    "state": "active",
    "country": "DK",
    "signatories": [{"name": "Birthe Nordahl", "birth_date": "1968-02-11"}],
}


@contextmanager
def a_register(answer: bytes, status: int = 200, delay: float = 0.0) -> Iterator[str]:
    pause = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            pause.wait(delay)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/companies/"
    finally:
        pause.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("answer", "status", "delay", "reason"),
    [
        (b"{}", 404, 0.0, Reason.ORGANISATION_NOT_IN_REGISTER),
        (b"{}", 500, 0.0, Reason.REGISTER_UNAVAILABLE),
        (b"{}", 401, 0.0, Reason.REGISTER_UNAVAILABLE),
        (b"{}", 200, 0.0, Reason.REGISTER_UNAVAILABLE),
        (b"<html>", 200, 0.0, Reason.REGISTER_UNAVAILABLE),
        (b"{}", 200, 1.0, Reason.REGISTER_UNAVAILABLE),
    ],
)
def test_a_register_in_trouble_is_no_error_of_ours(
    answer: bytes, status: int, delay: float, reason: Reason
) -> None:
    with a_register(answer, status, delay) as address:
        found = Service(address, patience=0.3).find("dk:cvr:20000015")

    assert found == Refusal(reason, about="dk:cvr:20000015")


def test_a_register_is_asked_over_http_as_the_stand_in_is_read(settings: Settings) -> None:
    with a_register(str(RECORD).replace("'", '"').encode()) as address:
        settings.COMPANY_REGISTER = address
        found = register().find("dk:cvr:20000015")

    assert isinstance(found, Company)
    assert (found.name, found.signatories[0].name) == ("Nordby Kommune", "Birthe Nordahl")


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": ["Nordby"]},
        {"name": "N" * 201},
        {"state": "sleeping"},
        {"state": 1},
        {"category": "circus"},
        {"signatories": "Birthe"},
        {"signatories": ["Birthe"]},
        {"signatories": [{"name": ""}]},
        {"signatories": [{"name": "Birthe", "birth_date": "11-02-1968"}]},
        {"signatories": [{"name": "Birthe", "birth_date": 1968}]},
        {"signatures_needed": "1"},
        {"signatures_needed": 0},
        {"signatures_needed": 2},
        {"signatures_needed": True},
        {"country": None},
    ],
)
def test_a_record_of_another_shape_is_a_register_out_of_order(changed: dict[str, object]) -> None:
    assert company_of("r", RECORD | changed) == Refusal(Reason.REGISTER_UNAVAILABLE, about="r")
