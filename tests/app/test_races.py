"""A hundred answers at once, against four server processes: one approval, five PINs, three numbers."""

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.app.actions import begin, code_of
from fuldmagt.authenticators.approvals import actions
from fuldmagt.authenticators.models import AppKey, AppRequest, Authenticator
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock
from tests import cast, effort
from tests.app.phone import Phone, phone_of
from tests.enrolment.provider import NationalEid
from tests.enrolment.servers import serving
from tests.enrolment.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.soak]

MANY = 100
ANNA = "anna.holmstrup.nordby"


@pytest.fixture(scope="module")
def address(
    django_db_setup: None, running_eid: NationalEid, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with serving(running_eid.issuer, tmp_path_factory.mktemp("servers") / "log") as address:
        yield address


@pytest.fixture
def phone(address: str) -> Phone:
    """Anna's phone: taken into use at the platform of the test, answering to the servers."""
    phone = phone_of(cast.nordby().anna)
    phone.origin = address
    return phone


def asked() -> AppRequest:
    made = actions.ask(
        ANNA, bound_to="login", own_logins=[], services=["se-sag"], user_agent="", at=clock.now()
    )
    assert isinstance(made, AppRequest)
    return made


def crowd(address: str, door: str, *answers: dict[str, str]) -> Counter[int]:
    """Every answer sent in the same moment, each by a connection of its own."""
    got = at_once(
        [lambda a=each: httpx.post(f"{address}/app/{door}", json=a, timeout=60) for each in answers]
    )
    return Counter(answer.status_code for answer in got)


@pytest.mark.requirement("B10")
def test_of_a_hundred_approvals_at_once_one_counts(address: str, phone: Phone) -> None:
    many, request = effort.of(MANY), asked()
    [shown] = phone.waiting()["requests"]

    got = crowd(address, "approve", *[phone.approval(shown, request.number)] * many)

    # While others are being judged a try of a right PIN may find all five counted, or all of the user id.
    assert got[200] == 1
    assert got[403] + got[429] == many - 1
    outcomes = Counter(PendingEntry.objects.filter(event="means.used").values_list("outcome", flat=True))
    assert outcomes["done"] == 2  # one of the user, one of the means
    assert AppRequest.objects.get().state == "approved"
    assert Authenticator.objects.get(ref=phone.key).state == Authenticator.State.ACTIVE


def test_wrong_pins_side_by_side_are_five_and_no_more(address: str, phone: Phone) -> None:
    many, request = effort.of(MANY), asked()
    [shown] = phone.waiting()["requests"]
    wrong = [phone.approval(shown, request.number, Ed25519PrivateKey.generate()) for _ in range(many)]

    got = crowd(address, "approve", *wrong)

    held = Authenticator.objects.get(ref=phone.key)
    assert got[403] + got[429] == many, "beyond the limit of the user id none is judged"
    assert (held.state, held.failures) == (Authenticator.State.LOCKED, 5)
    assert phone.waiting()["locked"] == [phone.key]


def test_a_hundred_numbers_at_once_are_three_guesses(address: str, phone: Phone) -> None:
    request = asked()
    [shown] = phone.waiting()["requests"]
    wrong = [str(number) for number in range(10, 100) if str(number) != request.number][: effort.of(MANY)]

    crowd(address, "approve", *[phone.approval(shown, number) for number in wrong])

    assert AppRequest.objects.get().tries == 3
    assert AppRequest.objects.get().state != "approved"


def test_of_a_hundred_who_type_the_code_at_once_one_gets_the_token(address: str) -> None:
    bodil = cast.nordby().bodil
    code = code_of(begin(bodil, at=clock.now()))

    got = crowd(address, "code", *[{"user_id": bodil.user_id or "", "code": code}] * effort.of(MANY))

    assert got[200] == 1
    assert sum(got.values()) == effort.of(MANY)


def test_of_a_hundred_keys_for_one_token_one_is_kept(address: str) -> None:
    bodil = cast.nordby().bodil
    entered = Phone().types_code(bodil.user_id or "", code_of(begin(bodil, at=clock.now()))).json()
    said = []
    for _ in range(effort.of(MANY)):
        phone = Phone(origin=address)
        said.append(phone.new_key(entered))

    got = crowd(address, "key", *said)

    assert got[200] == 1
    assert AppKey.objects.count() == 1
    assert BusinessUser.objects.get(pk=bodil.pk).user_means.filter(kind="app").count() == 1


def test_logins_that_ask_at_once_are_one_request(address: str) -> None:
    """Two at once could otherwise put a login of their own beside the one that the person sees."""
    phone = phone_of(cast.nordby().anna)
    asked()
    refused = actions.ask(ANNA, bound_to="another", own_logins=[], services=[], user_agent="", at=clock.now())

    assert not isinstance(refused, AppRequest)
    assert len(phone.waiting()["requests"]) == 1
