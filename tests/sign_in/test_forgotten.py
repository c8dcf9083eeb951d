"""Who has forgotten the user id gets it by mail; nobody learns who has which address (F9)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in import forgotten, tasks
from fuldmagt.sign_in.models import AskedUserId
from fuldmagt.vocabulary import clock as clocks
from tests import cast
from tests.oidc.conftest import World

pytestmark = pytest.mark.requirement("F9")

ANNA = "anna.holmstrup@nordby.example"


def asks(address: str) -> tuple[int, str]:
    answer = Client().post("/forgotten/user-id", {"email": address})
    return answer.status_code, answer.get("Location", "")


def mails() -> list[Notice]:
    while tasks.tell_user_ids(clocks.now()):
        pass
    return list(Notice.objects.filter(about="user id").order_by("pk"))


def test_the_user_id_comes_to_the_address_that_we_know(world: World) -> None:
    asks(" Anna.Holmstrup@Nordby.example ")
    (mail,) = mails()
    assert mail.to == ANNA
    assert str(world.nordby.anna.user_id) in mail.body
    assert "Nordby Kommune" in mail.body
    assert "http://localhost:8000/log-in" in mail.body
    assert str(world.nordby.anna.user_id) in mail.html


def test_whoever_has_several_gets_them_in_one_mail(world: World) -> None:
    sydby = cast.sydby()
    BusinessUser.objects.filter(pk=sydby.soren.pk).update(email=ANNA)
    asks(ANNA)
    (mail,) = mails()
    assert str(sydby.soren.user_id) in mail.body
    assert str(world.nordby.anna.user_id) in mail.body


def test_the_answer_is_the_same_for_every_address(world: World) -> None:
    answers = {asks(address) for address in (ANNA, "nobody@nowhere.example", "x@y.example")}
    assert answers == {(303, "/forgotten/user-id/sent")}
    assert len(mails()) == 1


@pytest.mark.parametrize("state", ["closed", "invited"])
def test_who_is_no_user_any_more_or_not_yet_gets_nothing(world: World, state: str) -> None:
    BusinessUser.objects.filter(email=ANNA).update(
        state=state, **({"user_id": None} if state == "invited" else {})
    )
    asks(ANNA)
    assert mails() == []


def test_nobody_is_sent_one_mail_after_the_other(world: World, clock: time_machine.Traveller) -> None:
    for _ in range(8):
        asks(ANNA)
        clock.shift(timedelta(minutes=1))
    assert len(mails()) == 3
    clock.shift(timedelta(hours=2))
    asks(ANNA)
    assert len(mails()) == 4


def test_the_address_that_was_typed_is_not_kept(world: World, clock: time_machine.Traveller) -> None:
    asks(ANNA)
    mails()
    assert "anna" not in str(list(AskedUserId.objects.values()))
    clock.shift(timedelta(hours=2))
    tasks.tell_user_ids(clocks.now())
    assert not AskedUserId.objects.exists()


def test_a_flood_of_questions_fills_no_table(world: World) -> None:
    for number in range(forgotten.WAITING + 5):
        forgotten.ask(f"x{number}@flood.example", at=clocks.now())
    assert AskedUserId.objects.count() == forgotten.WAITING
    assert asks(ANNA) == (303, "/forgotten/user-id/sent")


@pytest.mark.parametrize(
    "address", ["", "no address", "a@b", "a" * 300 + "@nordby.example", "a\0b@nordby.example"]
)
def test_what_is_no_address_is_said_at_the_field(world: World, address: str) -> None:
    assert asks(address)[0] == 200
    assert not AskedUserId.objects.exists()


def test_a_forgotten_pin_is_nobodys_to_tell(world: World) -> None:
    text = Client().get("/forgotten/pin").content.decode()
    assert "brugeradministrator" in text
    assert "vælger selv en ny" in text
