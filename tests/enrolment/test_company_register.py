"""The company register as a service, on good days and bad."""

import pytest
from pytest_django import Settings

from fuldmagt.registers.companies import Service, company_of, register
from fuldmagt.registers.company import Company
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.enrolment.company_register import a_register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


RECORD: dict[str, object] = {
    "name": "Nordby Kommune",
    "state": "active",
    "country": "DK",
    "signatories": [{"name": "Birthe Nordahl", "birth_date": "1968-02-11"}],
}


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
