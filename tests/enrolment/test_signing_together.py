"""Several who sign together: each confirms, nobody for another (A1)."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from fuldmagt.notices.models import Notice
from fuldmagt.onboarding.models import Joining, Signature
from fuldmagt.organisations.models import BusinessUser, Organisation
from tests.enrolment.company_register import a_register
from tests.enrolment.conftest import last_mail, link_in
from tests.enrolment.provider import Citizen, NationalEid
from tests.enrolment.representative import PREBEN, RIKKE, ULLA, Representative

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def birthe(eid: NationalEid) -> Representative:
    return Representative(eid)


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
        return answer  # type: ignore[return-value]  # the test client has its own kind of response
    return browser.get(eid.login(answer["Location"], citizen), follow=True)  # type: ignore[return-value]  # as above, its own kind


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


@pytest.mark.requirement("A1")
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


def vesterby(*names: str, born: str = "1972-05-04") -> bytes:
    """The company as the register has it after a change: who may sign, two jointly."""
    births = {"Ulla Brink": born, "Preben Skaarup": "1969-10-12", "Rikke Holt": "1981-12-01"}
    signatories = [{"name": name, "birth_date": births[name]} for name in names]
    named = {"name": "Vesterby Tømrer og Snedker ApS", "state": "active", "country": "DK"}
    return json.dumps(named | {"signatories": signatories, "signatures_needed": 2}).encode()


def ulla_has_signed_and_asked_the_others(birthe: Representative) -> None:
    birthe.finds("20000074")
    birthe.confirms(ULLA, category="company", email="ulla@toemrer.example")
    asks(birthe, "Preben Skaarup", "preben@toemrer.example")
    asks(birthe, "Rikke Holt", "rikke@toemrer.example")


@pytest.mark.requirement("A1")
def test_a_signature_of_somebody_who_has_left_meanwhile_does_not_count(
    birthe: Representative, settings: Settings
) -> None:
    ulla_has_signed_and_asked_the_others(birthe)

    with a_register(vesterby("Preben Skaarup", "Rikke Holt")) as address:
        settings.COMPANY_REGISTER = address
        page = signs_by_mail(birthe.eid, "preben@toemrer.example", PREBEN)
        assert "One more signature is needed" in page.content.decode()
        assert not Organisation.objects.exists()
        assert not BusinessUser.objects.exists()

        signs_by_mail(birthe.eid, "rikke@toemrer.example", RIKKE)

    assert Organisation.objects.get().joined_by == "Preben Skaarup, Rikke Holt"
    assert BusinessUser.objects.get().name == "Preben Skaarup", "whoever left administers nothing"


def test_whom_the_register_now_describes_otherwise_signs_anew(
    birthe: Representative, settings: Settings
) -> None:
    ulla_has_signed_and_asked_the_others(birthe)

    with a_register(vesterby("Ulla Brink", "Preben Skaarup", born="1972-05-05")) as address:
        settings.COMPANY_REGISTER = address
        asks(birthe, "Ulla Brink", "ulla@toemrer.example")
        page = signs_by_mail(birthe.eid, "ulla@toemrer.example", ULLA.but(born="1972-05-05"))
        assert "One more signature is needed" in page.content.decode()
        assert not Organisation.objects.exists()

        signs_by_mail(birthe.eid, "preben@toemrer.example", PREBEN)

    assert Organisation.objects.get().joined_by == "Ulla Brink, Preben Skaarup"
