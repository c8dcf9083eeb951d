"""Chips: security keys with a PIN, each a thing apart that keeps its key to itself."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from fuldmagt.authenticators.models import Authenticator, MeansOrder, Passkey, PasskeyCeremony
from fuldmagt.authenticators.orders import actions as orders
from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.authenticators.own.actions import add_passkey
from fuldmagt.authenticators.passkey import actions
from fuldmagt.authenticators.proof import Proof
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.people.models import Person
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.authenticators.device import Device
from tests.authenticators.maker import Maker
from tests.cast import Nordby, acting, nordby
from tests.conftest import MONDAY

FAILED = Refusal(Reason.LOGIN_FAILED)
NO_CHIP = Refusal(Reason.INPUT_NOT_USABLE, about="chip")


@pytest.fixture
def people(db: None) -> Nordby:
    return nordby()


def asked(user: BusinessUser, kind: Means = Means.CHIP) -> actions.Ceremony:
    assert user.person is not None
    return actions.begin_registration(user.person, user, kind=kind, at=MONDAY)


def registered(user: BusinessUser, chip: Device, kind: Means = Means.CHIP) -> Authenticator | Refusal:
    """At the activation, where the eID has just said who it is."""
    question = asked(user, kind)
    made = chip.makes(question.options)
    return actions.finish_registration(question.ref, made, user=user, kind=kind, by=user.ref, at=MONDAY)


def added(user: BusinessUser, chip: Device, level: Level) -> Authenticator | Refusal:
    """On one's own page, in a login of this level."""
    question = asked(user)
    return add_passkey(
        user,
        kind=Means.CHIP,
        level=level,
        since=MONDAY,
        ceremony=question.ref,
        response=chip.makes(question.options),
        name="",
        at=MONDAY,
    )


def logged_in(user: BusinessUser, chip: Device, kind: Means = Means.CHIP) -> Proof | Refusal:
    question = actions.begin_login(bound_to="login", kind=kind, at=MONDAY)
    answer = chip.answers(question.options)
    return actions.finish_login(
        question.ref, answer, kind=kind, user_id=user.user_id or "", bound_to="login", at=MONDAY
    )


def surely_known(user: BusinessUser) -> BusinessUser:
    """The user's person, identified at the highest level."""
    Person.objects.filter(pk=user.person_id).update(level=Level.HIGH.word)
    return BusinessUser.objects.select_related("person", "organisation").get(pk=user.pk)


@pytest.mark.requirement("B6")
def test_a_chip_from_the_activation_reaches_high(people: Nordby) -> None:
    anna, chip = surely_known(people.anna), Device(attachment="cross-platform")
    assert isinstance(registered(anna, chip), Authenticator)

    proof = logged_in(anna, chip)

    assert isinstance(proof, Proof)
    assert (proof.means, proof.level) == (Means.CHIP, Level.HIGH)


@pytest.mark.requirement("F2")
@pytest.mark.parametrize("level", [Level.SUBSTANTIAL, Level.HIGH])
def test_a_chip_that_is_added_reaches_no_more_than_the_login_it_was_added_in(
    people: Nordby, level: Level
) -> None:
    anna, chip = surely_known(people.anna), Device()
    assert isinstance(added(anna, chip, level), Authenticator)

    proof = logged_in(anna, chip)

    assert isinstance(proof, Proof)
    assert proof.level == level


def test_a_chip_is_not_added_in_a_weak_or_an_old_login(people: Nordby) -> None:
    anna = people.anna

    assert added(anna, Device(), Level.LOW) == Refusal(Reason.ASSURANCE_TOO_LOW)
    old = add_passkey(
        anna,
        kind=Means.CHIP,
        level=Level.HIGH,
        since=MONDAY - timedelta(minutes=6),
        ceremony="x",
        response="{}",
        name="",
        at=MONDAY,
    )
    assert old == Refusal(Reason.LOGIN_NEEDED)
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    ("chip", "refusal"),
    [
        (Device(attachment="platform"), NO_CHIP),
        (Device(synced=True), NO_CHIP),
        (Device(verifies=False), NO_CHIP),
        (Device(origin="https://elsewhere.example"), NO_CHIP),
    ],
    ids=["built in", "copied", "without PIN", "elsewhere"],
)
def test_what_is_no_chip_is_refused(people: Nordby, chip: Device, refusal: Refusal) -> None:
    assert registered(people.anna, chip) == refusal
    assert not Passkey.objects.exists()


def test_a_question_for_a_passkey_is_not_answered_by_a_chip_nor_the_other_way(people: Nordby) -> None:
    anna, chip, passkey = people.anna, Device(), Device(credential_id=b"a-second-credential-0123456789")
    question = asked(anna, Means.PASSKEY)
    late = Refusal(Reason.LOGIN_TIMED_OUT)
    made = chip.makes(question.options)

    assert (
        actions.finish_registration(question.ref, made, user=anna, kind=Means.CHIP, by=anna.ref, at=MONDAY)
        == late
    )
    registered(anna, chip)
    registered(anna, passkey, Means.PASSKEY)
    assert logged_in(anna, chip, Means.PASSKEY) == FAILED
    assert logged_in(anna, passkey) == FAILED
    assert isinstance(logged_in(anna, chip), Proof)
    assert PasskeyCeremony.objects.filter(purpose="chip_login").count() == 2


def test_the_browser_is_asked_for_a_thing_apart_and_not_for_its_make(people: Nordby) -> None:
    options = asked(people.anna).options

    assert '"authenticatorAttachment": "cross-platform"' in options
    assert '"userVerification": "required"' in options
    assert '"attestation": "none"' in options


@pytest.mark.requirement("B6")
def test_where_makes_are_named_an_unknown_make_is_refused(people: Nordby, settings: Settings) -> None:
    settings.CHIP_AAGUIDS = ["00000000-0000-0000-0000-000000000000"]

    assert '"attestation": "direct"' in asked(people.anna).options
    refused = registered(people.anna, Device())

    assert refused == Refusal(Reason.INPUT_NOT_USABLE, about="chip_make")
    assert not Passkey.objects.exists()


@pytest.mark.requirement("B6", "C6")
def test_a_chip_that_was_ordered_is_followed_until_it_is_back(people: Nordby) -> None:
    mette, chip = acting(people.mette), Device()
    order = orders.order(people.anna.ref, Means.CHIP, by=mette, at=MONDAY)
    assert isinstance(order, MeansOrder)
    orders.set_aside(order.ref, "CHIP-77", by=mette, at=MONDAY)
    orders.mark_sent(order.ref, by=mette, at=MONDAY)

    kept = added(people.anna, chip, Level.SUBSTANTIAL)

    order.refresh_from_db()
    assert isinstance(kept, Authenticator)
    assert (order.state, order.authenticator, kept.name) == (OrderState.ACTIVATED, kept, "CHIP-77")
    assert isinstance(logged_in(people.anna, chip), Proof)
    orders.block(order.ref, by=mette, at=MONDAY)
    assert logged_in(people.anna, chip) == FAILED
    orders.unblock(order.ref, by=mette, at=MONDAY)
    assert isinstance(logged_in(people.anna, chip), Proof)
    orders.give_back(order.ref, by=mette, at=MONDAY)
    assert logged_in(people.anna, chip) == FAILED
    order.refresh_from_db()
    assert order.state == OrderState.RETURNED


def test_a_chip_is_set_aside_by_a_number_that_can_be_one(people: Nordby) -> None:
    mette = acting(people.mette)
    order = orders.order(people.anna.ref, Means.CHIP, by=mette, at=MONDAY)
    assert isinstance(order, MeansOrder)

    refused = orders.set_aside(order.ref, "=cmd()", by=mette, at=MONDAY)

    assert refused == Refusal(Reason.INPUT_NOT_USABLE, about="serial")


@pytest.mark.requirement("B6")
@pytest.mark.parametrize("forged", [False, True], ids=["by its maker", "by anybody"])
def test_a_make_counts_where_its_maker_vouches_for_it(
    people: Nordby, settings: Settings, tmp_path: Path, forged: bool
) -> None:
    maker, file = Maker(), tmp_path / "roots.pem"
    file.write_bytes(maker.root())
    settings.CHIP_AAGUIDS, settings.CHIP_ROOTS = [str(UUID(bytes=maker.aaguid))], str(file)
    question = asked(people.anna)
    made = json.loads(Device(attachment="cross-platform").makes(question.options))
    answer = json.dumps((Maker() if forged else maker).vouches(made))

    kept = actions.finish_registration(
        question.ref, answer, user=people.anna, kind=Means.CHIP, by=people.anna.ref, at=MONDAY
    )

    assert isinstance(kept, Authenticator) is not forged
    assert Passkey.objects.exists() is not forged
