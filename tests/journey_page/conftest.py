"""What the stories of the way share: the national eID, and somebody who prepares."""

import re
from typing import Any

import pytest
from django.test import Client

from fuldmagt.organisations.models import BusinessUser
from tests.cast import Nordby, log_in, nordby
from tests.enrolment.conftest import eid, last_mail, link_in, running_eid

__all__ = ["eid", "running_eid"]

EMAIL = "diana@nordby.example"
FORM = {
    "name": "Diana Petrescu",
    "birth_date": "08-08-1990",
    "email": EMAIL,
    "language": "ro",
    "has_national_number": "no",
    "means": "app",
}
PARTS = [
    "phone", "chip", "valid", "p_code", "app_fetched", "app_started", "p_code_typed", "document_chosen",
    "page_scanned", "chip_read", "face_scanned",
]  # fmt: skip


@pytest.fixture
def people() -> Nordby:
    return nordby()


@pytest.fixture
def mette(people: Nordby) -> Client:
    return at(people.mette)


def at(user: BusinessUser) -> Client:
    return log_in(Client(headers={"accept-language": "en"}), user)


def text(answer: Any) -> str:
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(words.split()).replace(" .", ".").replace(" ,", ",")


def diana() -> BusinessUser:
    return BusinessUser.objects.select_related("organisation").get(email=EMAIL)


def a_candidate(mette: Client, **other: str) -> str:
    """Diana is kept as a candidate and gets the preparation; the path of her own page."""
    mette.post("/users/new/", FORM | {"keep": "yes"} | other)
    mette.post(f"/users/{diana().ref}/way/send/")
    return link_in(last_mail(EMAIL))


def invited(mette: Client, **other: str) -> str:
    """Diana is created and invited; the path in the activation mail."""
    mette.post("/users/new/", FORM | other)
    return link_in(last_mail(EMAIL))


def token_of(link: str) -> str:
    return link.strip("/").split("/")[-1]
