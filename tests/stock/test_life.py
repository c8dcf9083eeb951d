"""The life of an order: from the wish for a reader until the reader is back."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.authenticators.code.actions import verify
from fuldmagt.authenticators.models import CodeDisplay, Device, MeansOrder, PendingDisplay
from fuldmagt.authenticators.orders import actions as orders
from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.authenticators.proof import Proof
from fuldmagt.authenticators.queries import means_of
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.administration.pages import links, words
from tests.cast import Nordby, acting, log_in, sydby
from tests.conftest import MONDAY
from tests.stock import rfc6030 as rfc
from tests.stock.conftest import COUNTING, PIN, at_a_desk, handed_out, in_use, ordered, stocked


def shows(user: BusinessUser, counter: int, next_one: int | None = None, pin: str = PIN) -> Proof | Refusal:
    """What comes of the code at a counter, typed with the PIN."""
    further = COUNTING.code(next_one) if next_one is not None else ""
    code = COUNTING.code(counter)
    return verify(user.user_id or "", pin, code, further, kind=Means.CODE_READER, at=MONDAY)


def state(order: MeansOrder) -> str:
    order.refresh_from_db()
    return order.state


@pytest.mark.requirement("B6", "C6")
def test_a_reader_is_ordered_chosen_sent_and_taken_into_use(mette: Client, nordby: Nordby) -> None:
    stocked(nordby, "A-1", "A-2")
    anna = nordby.anna

    mette.post(f"/users/{anna.ref}/means/order/", {"kind": "code_reader"})
    order = anna.means_orders.get()
    waiting = mette.get("/organisation/orders/")
    assert "Audio code reader Anna Holmstrup" in words(waiting)
    assert f"/orders/{order.ref}/" in links(waiting)
    mette.post(f"/orders/{order.ref}/assign/", {"serial": "A-2"})
    mette.post(f"/orders/{order.ref}/moves/send/")
    link = f"/mine/orders/{order.ref}/take/"
    mail = Notice.objects.get(to=anna.email)
    assert link in mail.body
    assert "A-2" in mail.body

    desk = at_a_desk(anna)
    assert "A-2" in words(desk.get("/mine/"))
    assert "Sent, not yet in use" in words(desk.get("/mine/"))
    typed = {"serial": "a2", "pin": PIN, "pin_again": PIN, "code": COUNTING.code(2)}
    done = desk.post(link, typed, follow=True)

    assert "It is in use. You can log in by it from now on." in words(done)
    assert "In use" in words(done)
    assert Means.CODE_READER in means_of(anna)
    proof = shows(anna, 3)
    assert isinstance(proof, Proof)
    assert (proof.means, proof.level) == (Means.CODE_READER, Level.SUBSTANTIAL)
    assert "You have no waiting orders" in words(mette.get("/organisation/orders/"))
    told = words(mette.get(f"/orders/{order.ref}/"))
    for sentence in (
        "Mette Lundager ordered a means of login for Anna Holmstrup: Audio code reader",
        "Mette Lundager set a means of login aside for Anna Holmstrup: Audio code reader",
        "A means of login was sent to Anna Holmstrup: Audio code reader",
        "Anna Holmstrup took a means of login into use: Audio code reader",
    ):
        assert sentence in told


def test_a_reader_is_blocked_unblocked_replaced_and_comes_back(mette: Client, nordby: Nordby) -> None:
    order = in_use(nordby, nordby.anna)
    page = f"/orders/{order.ref}/moves"

    mette.post(f"{page}/block/", {"reason": "Left on a train"})
    assert state(order) == OrderState.BLOCKED
    assert "Blocked" in words(at_a_desk(nordby.anna).get("/mine/"))
    assert isinstance(shows(nordby.anna, 1), Refusal)
    mette.post(f"{page}/unblock/", {"reason": "Found again"})
    assert isinstance(shows(nordby.anna, 2), Proof)

    replaced = mette.post(f"{page}/replace/", {"reason": "Its battery is low"}, follow=True)
    assert "It works no more, and another is ordered." in words(replaced)
    assert isinstance(shows(nordby.anna, 3), Refusal)
    assert Means.CODE_READER not in means_of(nordby.anna)
    new = nordby.anna.means_orders.get(state=OrderState.ORDERED)
    assert new.replaces == order
    assert f"/orders/{order.ref}/" in links(mette.get(f"/orders/{new.ref}/"))

    mette.post(f"{page}/return/", {"reason": "By post"})
    assert state(order) == OrderState.RETURNED
    told = words(mette.get(f"/orders/{order.ref}/"))
    for reason in ("Left on a train", "Found again", "Its battery is low", "By post"):
        assert f"Reason: {reason}" in told
    assert "Secret destroyed" in words(mette.get("/stock/"))


@pytest.mark.requirement("F1")
def test_what_somebody_had_in_use_is_never_handed_out_again(nordby: Nordby) -> None:
    order = in_use(nordby, nordby.anna)
    mette = acting(nordby.mette)

    orders.give_back(order.ref, by=mette, at=MONDAY)

    assert Device.objects.get().secret == ""
    assert {each.secret for each in CodeDisplay.objects.all()} == {""}
    assert {each.secret for each in PendingDisplay.objects.all()} <= {""}
    assert isinstance(shows(nordby.anna, 1), Refusal)
    again = orders.set_aside(ordered(nordby, nordby.bodil).ref, "A-1", by=mette, at=MONDAY)
    assert again == Refusal(Reason.NOT_FOUND, about="serial")


def test_what_nobody_had_in_use_serves_another(nordby: Nordby) -> None:
    order = handed_out(nordby, nordby.anna)
    mette = acting(nordby.mette)
    orders.mark_sent(order.ref, by=mette, at=MONDAY)

    orders.give_back(order.ref, by=mette, at=MONDAY)

    link = f"/mine/orders/{order.ref}/take/"
    assert at_a_desk(nordby.anna).get(link).status_code == 404
    other = ordered(nordby, nordby.bodil)
    assert isinstance(orders.set_aside(other.ref, "A-1", by=mette, at=MONDAY), MeansOrder)


def test_an_order_that_is_taken_back_before_it_leaves_frees_its_device(nordby: Nordby) -> None:
    order = handed_out(nordby, nordby.anna)
    mette = acting(nordby.mette)

    orders.cancel(order.ref, by=mette, at=MONDAY)

    assert not PendingDisplay.objects.exists()
    assert isinstance(
        orders.set_aside(ordered(nordby, nordby.bodil).ref, "A-1", by=mette, at=MONDAY), MeansOrder
    )


def test_two_orders_do_not_get_the_same_device(nordby: Nordby) -> None:
    stocked(nordby, "A-1")
    mette = acting(nordby.mette)
    first, second = ordered(nordby, nordby.anna), ordered(nordby, nordby.bodil)

    taken = [orders.set_aside(each.ref, "A-1", by=mette, at=MONDAY) for each in (first, second)]

    assert isinstance(taken[0], MeansOrder)
    assert taken[1] == Refusal(Reason.NOT_FOUND, about="serial")


@pytest.mark.requirement("B6")
def test_a_device_of_another_number_is_not_taken_into_use(nordby: Nordby) -> None:
    order = handed_out(nordby, nordby.anna)
    typed = {"serial": "A-2", "pin": PIN, "pin_again": PIN, "code": COUNTING.code(0)}

    answer = at_a_desk(nordby.anna).post(f"/mine/orders/{order.ref}/take/", typed)

    assert answer.status_code == 400
    assert "This is not the serial number of the device." in words(answer)
    assert PendingDisplay.objects.get().tries == 1
    assert Means.CODE_READER not in means_of(nordby.anna)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "12345678"}, "The code is not the right one."),
        ({"code": "123"}, "The code has 8 digits."),
        ({"pin": "123456", "pin_again": "123456"}, "This PIN is too easy to guess."),
        ({"pin_again": "480272"}, "The two PINs are not the same."),
        ({"serial": ""}, "Write the serial number."),
        ({"code": ""}, "Write the digits that it shows or says."),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(nordby: Nordby, changed: dict[str, str], said: str) -> None:
    order = handed_out(nordby, nordby.anna)
    typed = {"serial": "A-1", "pin": PIN, "pin_again": PIN, "code": COUNTING.code(0)} | changed

    answer = at_a_desk(nordby.anna).post(f"/mine/orders/{order.ref}/take/", typed)

    assert (answer.status_code, said in words(answer)) == (400, True)
    assert state(order) == OrderState.ASSIGNED


def test_somebody_elses_device_is_as_unknown_as_none(nordby: Nordby) -> None:
    order = handed_out(nordby, nordby.anna)
    link = f"/mine/orders/{order.ref}/take/"

    assert at_a_desk(nordby.bodil).get(link).status_code == 404
    assert Client().get(link).status_code == 302
    weak = log_in(Client(headers={"accept-language": "en"}), nordby.anna, level=Level.LOW)
    typed = {"serial": "A-1", "pin": PIN, "pin_again": PIN, "code": COUNTING.code(0)}
    assert weak.post(link, typed).status_code == 400
    assert state(order) == OrderState.ASSIGNED


def test_a_device_is_taken_into_use_after_a_fresh_login_only(
    nordby: Nordby, clock: time_machine.Traveller
) -> None:
    order = handed_out(nordby, nordby.anna)
    desk = at_a_desk(nordby.anna)
    clock.shift(timedelta(minutes=6))
    typed = {"serial": "A-1", "pin": PIN, "pin_again": PIN, "code": COUNTING.code(0)}

    for answer in (
        desk.get(f"/mine/orders/{order.ref}/take/"),
        desk.post(f"/mine/orders/{order.ref}/take/", typed),
    ):
        assert (answer.status_code, answer["Location"].startswith("/log-in?")) == (303, True)
    assert state(order) == OrderState.ASSIGNED


def test_a_step_that_the_table_does_not_list_is_refused(mette: Client, nordby: Nordby) -> None:
    order = ordered(nordby, nordby.anna)

    for word in ("send", "block", "unblock", "replace", "return"):
        answer = mette.post(f"/orders/{order.ref}/moves/{word}/", {"reason": ""})
        assert (answer.status_code, state(order)) == (403, OrderState.ORDERED), word
        assert "The order is at another stage" in words(answer)
    for word in ("assign", "activate", "sell"):
        assert mette.post(f"/orders/{order.ref}/moves/{word}/").status_code == 404
    offered = [
        re.sub(r".*/moves/", "", url) for url in links(mette.get(f"/orders/{order.ref}/")) if "/moves/" in url
    ]
    assert offered == ["cancel/"]


def test_another_organisations_order_is_not_moved(nordby: Nordby) -> None:
    order = in_use(nordby, nordby.anna)
    sigrid = at_a_desk(sydby().sigrid)

    for word in ("block", "replace", "return", "cancel"):
        assert sigrid.post(f"/orders/{order.ref}/moves/{word}/", {"reason": "x"}).status_code == 404
    assert at_a_desk(nordby.anna).post(f"/orders/{order.ref}/moves/block/").status_code == 403
    assert state(order) == OrderState.ACTIVATED


def test_five_wrong_tries_block_the_order_too(nordby: Nordby) -> None:
    order = in_use(nordby, nordby.anna)

    for _ in range(5):
        shows(nordby.anna, 1, pin="902714")

    assert state(order) == OrderState.BLOCKED


def test_a_reader_that_was_pressed_for_nothing_is_found_again_by_two_codes(nordby: Nordby) -> None:
    in_use(nordby, nordby.anna)

    assert isinstance(shows(nordby.anna, 60), Refusal)
    assert isinstance(shows(nordby.anna, 60, 61), Proof)
    assert isinstance(shows(nordby.anna, 61), Refusal)
    assert isinstance(shows(nordby.anna, 62), Proof)


def test_a_clock_that_is_off_is_remembered_from_two_codes(nordby: Nordby) -> None:
    stocked(nordby, "T-1", algorithm=rfc.TOTP, data="")
    order = ordered(nordby, nordby.anna)
    orders.set_aside(order.ref, "T-1", by=acting(nordby.mette), at=MONDAY)
    device = Device.objects.get().generator(rfc.BASE32)
    there = device.now(MONDAY) + 30
    typed = {
        "serial": "T-1",
        "pin": PIN,
        "pin_again": PIN,
        "code": device.code(there),
        "next_code": device.code(there + 1),
    }
    at_a_desk(nordby.anna).post(f"/mine/orders/{order.ref}/take/", typed)

    later = MONDAY + timedelta(hours=1)
    code = device.code(device.now(later) + 31)
    proof = verify(nordby.anna.user_id or "", PIN, code, kind=Means.CODE_READER, at=later)

    assert isinstance(proof, Proof)


def test_a_void_pin_and_a_removed_means_reach_the_order(mette: Client, nordby: Nordby) -> None:
    order = in_use(nordby, nordby.anna)
    assert order.authenticator is not None
    means = f"/users/{nordby.anna.ref}/means/{order.authenticator.ref}"

    mette.post(f"{means}/void-pin/")
    assert isinstance(shows(nordby.anna, 1), Refusal)
    mette.post(f"{means}/lock/")
    assert state(order) == OrderState.BLOCKED
    mette.post(f"{means}/unlock/")
    assert state(order) == OrderState.ACTIVATED
    mette.post(f"{means}/remove/")
    assert state(order) == OrderState.CANCELLED
    assert isinstance(orders.give_back(order.ref, by=acting(nordby.mette), at=MONDAY), MeansOrder)
    assert Device.objects.get().secret == ""
