"""Passkeys: made once, used often, and of no use to anybody else."""

import json
from datetime import timedelta

import pytest
from pytest_django import Settings

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators import actions as means
from fuldmagt.authenticators.models import Authenticator, Passkey
from fuldmagt.authenticators.passkey import actions
from fuldmagt.authenticators.proof import Proof
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.authenticators.device import Device
from tests.cast import Nordby, acting, nordby
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
LOGIN = "sign-in-1"
SOON = MONDAY + timedelta(minutes=1)


@pytest.fixture
def people() -> Nordby:
    return nordby()


def registered(user: BusinessUser, device: Device) -> Authenticator:
    assert user.person is not None
    ceremony = actions.begin_registration(user.person, user, at=MONDAY)
    made = actions.finish_registration(
        ceremony.ref, device.makes(ceremony.options), user=user, by=user.ref, at=MONDAY
    )
    assert isinstance(made, Authenticator)
    return made


def log_in(device: Device, user_id: str = "", **changed: str) -> Proof | Refusal:
    ceremony = actions.begin_login(bound_to=LOGIN, at=SOON)
    answer = device.answers(ceremony.options, **changed)
    return actions.finish_login(ceremony.ref, answer, user_id=user_id, bound_to=LOGIN, at=SOON)


@pytest.mark.requirement("F1")
def test_a_passkey_logs_its_person_in_with_or_without_the_user_id(people: Nordby) -> None:
    device = Device()
    authenticator = registered(people.anna, device)

    proofs = [
        log_in(device),
        log_in(device, "Anna.Holmstrup.Nordby "),
        log_in(device, people.anna.user_id or ""),
    ]

    assert proofs == [Proof(people.anna.ref, Means.PASSKEY, Level.SUBSTANTIAL, authenticator.ref, SOON)] * 3


def test_the_options_ask_for_a_verified_person_and_tell_nobodys_passkeys(people: Nordby) -> None:
    device = Device()
    registered(people.anna, device)
    assert people.anna.person is not None

    making = json.loads(actions.begin_registration(people.anna.person, people.anna, at=MONDAY).options)
    asking = json.loads(actions.begin_login(bound_to=LOGIN, at=MONDAY).options)

    assert making["authenticatorSelection"]["userVerification"] == "required"
    assert making["authenticatorSelection"]["residentKey"] == "required"
    assert len(making["excludeCredentials"]) == 1
    assert making["rp"]["id"] == asking["rpId"] == "localhost"
    assert asking["userVerification"] == "required"
    assert not asking.get("allowCredentials")


def test_a_device_that_does_not_verify_its_person_is_refused(people: Nordby) -> None:
    careless = Device(verifies=False)
    assert people.anna.person is not None
    ceremony = actions.begin_registration(people.anna.person, people.anna, at=MONDAY)
    refused = actions.finish_registration(
        ceremony.ref, careless.makes(ceremony.options), user=people.anna, by=people.anna.ref, at=MONDAY
    )
    device = Device()
    registered(people.anna, device)
    device.verifies = False

    assert refused == Refusal(Reason.INPUT_NOT_USABLE, about="passkey")
    assert log_in(device) == Refusal(Reason.LOGIN_FAILED)


@pytest.mark.requirement("F1")
@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "http://localhost:8000.evil.example"},
        {"origin": "https://localhost:8000"},
        {"site": "evil.example"},
        {"type": "webauthn.create"},
        {"challenge": "AAAA"},
        {"holder": "somebody-else"},
        {"holder": ""},
    ],
)
def test_an_answer_for_another_place_person_or_question_is_refused(
    people: Nordby, changed: dict[str, str]
) -> None:
    device = Device()
    registered(people.anna, device)

    assert log_in(device, **changed) == Refusal(Reason.LOGIN_FAILED)


def test_a_ceremony_is_answered_once(people: Nordby) -> None:
    device = Device()
    registered(people.anna, device)
    ceremony = actions.begin_login(bound_to=LOGIN, at=SOON)
    answer = device.answers(ceremony.options)

    first, second = (actions.finish_login(ceremony.ref, answer, bound_to=LOGIN, at=SOON) for _ in range(2))

    assert isinstance(first, Proof)
    assert second == Refusal(Reason.LOGIN_TIMED_OUT)


def test_a_wrong_answer_uses_the_ceremony_up_too(people: Nordby) -> None:
    device = Device()
    registered(people.anna, device)
    ceremony = actions.begin_login(bound_to=LOGIN, at=SOON)
    for answer in (
        "",
        "[]",
        "{}",
        "null",
        '{"id": 5}',
        device.answers(ceremony.options, origin="http://x.example"),
    ):
        assert isinstance(actions.finish_login(ceremony.ref, answer, bound_to=LOGIN, at=SOON), Refusal)

    late = actions.finish_login(ceremony.ref, device.answers(ceremony.options), bound_to=LOGIN, at=SOON)

    assert late == Refusal(Reason.LOGIN_TIMED_OUT)


@pytest.mark.parametrize(("seconds", "passes"), [(299, True), (300, False)])
def test_a_ceremony_lasts_five_minutes(people: Nordby, seconds: int, passes: bool) -> None:
    device = Device()
    registered(people.anna, device)
    ceremony = actions.begin_login(bound_to=LOGIN, at=SOON)

    ended = actions.finish_login(
        ceremony.ref, device.answers(ceremony.options), bound_to=LOGIN, at=SOON + timedelta(seconds=seconds)
    )

    assert isinstance(ended, Proof) is passes


def test_a_ceremony_serves_the_login_that_began_it_and_no_other(people: Nordby) -> None:
    device = Device()
    registered(people.anna, device)
    ceremony = actions.begin_login(bound_to="another-sign-in", at=SOON)

    refused = actions.finish_login(ceremony.ref, device.answers(ceremony.options), bound_to=LOGIN, at=SOON)

    assert refused == Refusal(Reason.LOGIN_TIMED_OUT)


def test_a_registration_cannot_be_finished_as_a_login_nor_for_another_user(people: Nordby) -> None:
    device = Device()
    assert people.anna.person is not None
    ceremony = actions.begin_registration(people.anna.person, people.anna, at=MONDAY)
    answer = device.makes(ceremony.options)

    login = actions.finish_login(ceremony.ref, answer, bound_to=people.anna.ref, at=MONDAY)
    others = actions.finish_registration(
        ceremony.ref, answer, user=people.bodil, by=people.bodil.ref, at=MONDAY
    )

    assert {login, others} == {Refusal(Reason.LOGIN_TIMED_OUT)}


@pytest.mark.requirement("F1")
def test_another_users_id_with_my_passkey_logs_nobody_in(people: Nordby) -> None:
    device = Device()
    registered(people.anna, device)

    assert log_in(device, people.mette.user_id or "") == Refusal(Reason.LOGIN_FAILED)
    assert log_in(device, "nobody.at.all") == Refusal(Reason.LOGIN_FAILED)


def test_a_copied_passkey_is_noticed_by_its_count(people: Nordby) -> None:
    device = Device()
    registered(people.anna, device)
    log_in(device)
    copy = Device(key=device.key, holder=device.holder, count=0)

    assert log_in(copy) == Refusal(Reason.LOGIN_FAILED)
    assert isinstance(log_in(device), Proof)


def test_a_passkey_is_registered_once(people: Nordby) -> None:
    device = Device()
    registered(people.anna, device)
    assert people.bodil.person is not None
    ceremony = actions.begin_registration(people.bodil.person, people.bodil, at=MONDAY)

    again = actions.finish_registration(
        ceremony.ref, device.makes(ceremony.options), user=people.bodil, by=people.bodil.ref, at=MONDAY
    )

    assert again == Refusal(Reason.ALREADY_EXISTS, about="passkey")
    assert Passkey.objects.count() == 1


def test_a_synced_passkey_reaches_what_the_operator_allows(people: Nordby, settings: Settings) -> None:
    device = Device(synced=True)
    registered(people.anna, device)
    usual = log_in(device)

    settings.SYNCED_PASSKEY_LEVEL = "low"
    lowered = log_in(device)

    assert isinstance(usual, Proof)
    assert isinstance(lowered, Proof)
    assert (usual.level, lowered.level) == (Level.SUBSTANTIAL, Level.LOW)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (UserState.SUSPENDED, Reason.USER_SUSPENDED),
        (UserState.LOCKED, Reason.USER_LOCKED),
        (UserState.CLOSED, Reason.USER_CLOSED),
    ],
)
def test_whoever_may_not_log_in_is_told_after_proving_who_they_are(
    people: Nordby, state: UserState, reason: Reason
) -> None:
    device = Device()
    registered(people.anna, device)
    BusinessUser.objects.filter(pk=people.anna.pk).update(state=state)

    assert log_in(device, people.anna.user_id or "") == Refusal(reason, about=people.anna.ref)


def test_a_locked_or_removed_passkey_logs_nobody_in(people: Nordby) -> None:
    device = Device()
    ref = registered(people.anna, device).ref
    mette = acting(people.mette)

    means.lock(people.anna.ref, ref, by=mette, at=SOON)
    locked = log_in(device)
    means.unlock(people.anna.ref, ref, by=mette, at=SOON)
    unlocked = log_in(device)
    means.remove(people.anna.ref, ref, by=mette, at=SOON)
    removed = log_in(device)

    assert isinstance(unlocked, Proof)
    assert {locked, removed} == {Refusal(Reason.LOGIN_FAILED)}


def test_each_try_stands_in_the_log(people: Nordby) -> None:
    device = Device()
    registered(people.anna, device)
    log_in(device)
    log_in(device, origin="http://x.example")

    entries = PendingEntry.objects.filter(event="means.used", subject=people.anna.ref).order_by("pk")

    assert [entry.outcome for entry in entries] == ["done", Reason.LOGIN_FAILED]
