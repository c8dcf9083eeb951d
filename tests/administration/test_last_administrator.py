"""Two organisation administrators who go at the same moment: one stays, whatever the order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role
from tests import cast, effort

Ways = Callable[[BusinessUser, BusinessUser], list[tuple[BusinessUser, str]]]


def each_the_own(one: BusinessUser, other: BusinessUser) -> list[tuple[BusinessUser, str]]:
    return [(who, f"/roles/{who.ref}/organisation_administrator/withdraw/") for who in (one, other)]


def each_the_others(one: BusinessUser, other: BusinessUser) -> list[tuple[BusinessUser, str]]:
    return [
        (one, f"/roles/{other.ref}/organisation_administrator/withdraw/"),
        (other, f"/roles/{one.ref}/organisation_administrator/withdraw/"),
    ]


def one_goes_while_the_other_is_closed(
    one: BusinessUser, other: BusinessUser
) -> list[tuple[BusinessUser, str]]:
    return [
        (one, f"/roles/{one.ref}/organisation_administrator/withdraw/"),
        (one, f"/users/{other.ref}/steps/close/"),
    ]


@pytest.mark.soak
@pytest.mark.requirement("A5")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ways", [each_the_own, each_the_others, one_goes_while_the_other_is_closed])
def test_of_two_who_go_at_once_one_stays(ways: Ways) -> None:
    for round_ in range(effort.of(30)):
        organisation = cast.an_organisation(f"Race {round_}", ref=f"nl:kvk:{round_:08}")
        roles = (Role.ORGANISATION_ADMINISTRATOR, Role.USER_ADMINISTRATOR)
        pair = [cast.a_user(organisation, name, *roles, email=f"{name}@race{round_}.example", user_id=None)
                for name in ("One", "Other")]  # fmt: skip
        wishes = [(cast.log_in(Client(), who), path) for who, path in ways(*pair)]

        answers = _at_once(wishes)

        left = holders_of(Role.ORGANISATION_ADMINISTRATOR, organisation=organisation.ref)
        assert len(left) == 1, answers
        assert sorted(answers) in ([200, 302], [302, 403])


def _at_once(wishes: list[tuple[Client, str]]) -> list[int]:
    start = Barrier(len(wishes))

    def send(wish: tuple[Client, str]) -> int:
        browser, path = wish
        start.wait()
        try:
            return browser.post(path).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(wishes)) as together:
        return list(together.map(send, wishes))
