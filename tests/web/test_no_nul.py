"""A NUL in what somebody asks or types: no text has one, and one of the databases takes none."""

import pytest
from django.test import Client

from tests import cast

pytestmark = pytest.mark.django_db

ASKED = [
    "/users/?q=a%00b",
    "/stock/?q=%00",
    "/roles/give/?user=%00",
    "/users/on-the-way/?q=%00",
    "/why/?find=%00",
]


@pytest.mark.parametrize("address", ASKED)
def test_an_address_with_a_nul_is_refused(address: str) -> None:
    mette = cast.log_in(Client(), cast.nordby().mette)

    assert mette.get(address).status_code == 400


def test_a_form_with_a_nul_is_refused_and_does_nothing() -> None:
    town = cast.nordby()
    mette = cast.log_in(Client(), town.mette)

    form = "do=suspend&reason=a%00b"
    answer = mette.post(
        f"/users/{town.anna.ref}/steps/suspend/", form, content_type="application/x-www-form-urlencoded"
    )

    town.anna.refresh_from_db()
    assert (answer.status_code, town.anna.state) == (400, "active")


def test_the_doors_of_the_app_take_none_either() -> None:
    said = Client().post(
        "/app/code", '{"user_id": "a\\u0000b", "code": "00000000"}', content_type="application/json"
    )

    assert said.status_code == 400
