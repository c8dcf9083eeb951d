"""Logins that nobody goes on with: anybody can begin them, so they leave nothing behind that stays."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.models import PasskeyCeremony
from fuldmagt.commands.main import main
from fuldmagt.onboarding.joining.rules import JoiningState
from fuldmagt.onboarding.models import Joining, PhoneCode
from fuldmagt.registers.eid.models import EidLogin
from fuldmagt.sign_in.models import SignIn
from fuldmagt.vocabulary import clock as clocks
from tests.oidc.conftest import World

DAY = timedelta(days=1)


def test_what_nobody_has_done_is_not_in_the_log(world: World) -> None:
    stranger, before = Client(), PendingEntry.objects.count()
    own = stranger.get("/log-in")["Location"]
    service = stranger.get(world.party.address())["Location"]
    for page in (own, service):
        stranger.post(page + "user-id", {"user_id": "anna"})
        for name in ("", "means", "passkey", "organisation", "missing", "arrive"):
            stranger.get(page + name)
        stranger.post(page + "organisation", {"organisation": "dk:cvr:20000015"})
        stranger.get(f"/oidc/resume/{page.split('/')[2]}")
        stranger.post(page + "cancel")
    assert set(SignIn.objects.values_list("stage", flat=True)) == {"cancelled"}
    assert PendingEntry.objects.count() == before


@pytest.mark.requirement("C6")
def test_from_the_first_proof_on_everything_is_in_the_log(world: World) -> None:
    world.code()
    events = PendingEntry.objects.filter(subject=world.nordby.anna.ref, event__startswith="sign-in.")
    assert list(events.order_by("pk").values_list("event", flat=True)) == [
        "sign-in.identified",
        "sign-in.represented",
        "sign-in.finished",
    ]
    identified = events.get(event="sign-in.identified")
    assert (identified.facts["client"], identified.facts["services"]) == ("se-sag", ["se-sag"])


@pytest.mark.django_db(transaction=True)
def test_the_worker_forgets_what_nobody_came_back_to(world: World, clock: time_machine.Traveller) -> None:
    stranger = Client()
    page = stranger.get("/log-in")["Location"]
    stranger.post(page + "user-id", {"user_id": "anna"})
    stranger.get(page + "passkey")
    an_eid_login()
    a_phone_code(world)
    for state in JoiningState:
        a_joining(state)

    assert main(["worker", "--once"]) == 0
    assert [SignIn.objects.count(), PasskeyCeremony.objects.count()] == [1, 1]
    assert [EidLogin.objects.count(), PhoneCode.objects.count()] == [1, 1]
    assert Joining.objects.count() == len(JoiningState)

    clock.shift(DAY + timedelta(hours=1))
    assert main(["worker", "--once"]) == 0
    assert [SignIn.objects.count(), PasskeyCeremony.objects.count()] == [0, 0]
    assert [EidLogin.objects.count(), PhoneCode.objects.count()] == [0, 0]
    assert Joining.objects.count() == len(JoiningState)

    clock.shift(60 * DAY)
    assert main(["worker", "--once"]) == 0
    assert Joining.objects.get().state == JoiningState.JOINED, "who joined stays on record"


def an_eid_login() -> None:
    EidLogin.objects.create(
        ref="eid-1",
        state="s" * 64,
        browser="b" * 64,
        nonce="n",
        verifier="sealed",
        purpose="joining",
        about="joining-1",
        expires_at=clocks.now() + timedelta(minutes=10),
    )


def a_phone_code(world: World) -> None:
    now = clocks.now()
    PhoneCode.objects.create(
        user=world.nordby.anna,
        phone="+4570200041",
        code="hashed",
        created_at=now,
        expires_at=now + timedelta(minutes=10),
    )


def a_joining(state: JoiningState) -> None:
    now = clocks.now()
    Joining.objects.create(
        ref=f"joining-{state}",
        organisation="dk:cvr:20000031",
        name="Vestby Kommune",
        language="da",
        state=state,
        signatures_needed=2,
        browser="b" * 64,
        created_at=now,
        expires_at=now + 30 * DAY,
    )


@pytest.mark.parametrize(
    "locales", ["da-DK " * 30, "x" * 4000, " ".join("ab-" + "c" * 500 for _ in range(9))]
)
def test_little_is_kept_of_the_languages_that_are_asked_for(world: World, locales: str) -> None:
    world.anna.follows(world.party.address(ui_locales=locales))
    kept = SignIn.objects.get().demand.ui_locales
    assert len(kept) <= 8
    assert all(len(each) <= 30 for each in kept)


def test_an_address_to_come_back_to_that_is_too_long_is_not_kept(world: World) -> None:
    world.anna.browser.get("/log-in", {"next": "/" + "x" * 5000})
    assert SignIn.objects.get().demand.reply["next"] == "/"
