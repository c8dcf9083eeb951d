"""Code displays that the organisation orders or hands out after activation (B6)."""

import base64
from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from fuldmagt.authenticators.models import MeansOrder, PendingDisplay
from fuldmagt.authenticators.orders import actions
from fuldmagt.authenticators.orders.rules import TO_ACTIVATE, OrderState, OrderStep, after, possible
from fuldmagt.authenticators.queries import means_of, orders_of, waiting_orders
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import Nordby, acting, log_in, nordby, sydby
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
SECRET = base64.b32encode(b"a-secret-of-twenty-by").decode()
HOME = "dk:cvr:20000015"


@pytest.fixture
def people() -> Nordby:
    return nordby()


@pytest.mark.requirement("B6", "C6")
def test_a_display_is_ordered_sent_and_taken_into_use(people: Nordby, client: Client, clock: None) -> None:
    mette = acting(people.mette)
    order = actions.order(people.anna.ref, Means.CODE_DISPLAY, by=mette, at=MONDAY)
    assert isinstance(order, MeansOrder)
    assert [each.ref for each in waiting_orders(organisation=HOME)] == [order.ref]

    actions.send(order.ref, serial="DK-1001", secret=SECRET.lower(), by=mette, at=MONDAY)
    link = f"/mine/orders/{order.ref}/take/"
    assert link in Notice.objects.get(to=people.anna.email).body
    code = pyotp.TOTP(SECRET).at(MONDAY)
    typed = {"serial": "dk 1001", "pin": "480271", "pin_again": "480271", "code": code}
    log_in(client, people.anna).post(link, typed)

    assert Means.CODE_DISPLAY in means_of(people.anna)
    assert [each.state for each in orders_of(people.anna)] == [OrderState.ACTIVATED]
    assert not waiting_orders(organisation=HOME)


@pytest.mark.requirement("F1")
def test_the_link_to_a_sent_display_is_of_no_use_to_others(
    people: Nordby, client: Client, clock: None
) -> None:
    actions.assign(people.anna.ref, serial="DK-1001", secret=SECRET, by=acting(people.mette), at=MONDAY)
    link = f"/mine/orders/{MeansOrder.objects.get().ref}/take/"

    nobody = client.get(link)
    colleague = log_in(Client(), people.bodil).get(link)

    assert (nobody.status_code, colleague.status_code) == (302, 404)


def test_a_display_in_hand_is_assigned_at_once(people: Nordby) -> None:
    order = actions.assign(
        people.anna.ref, serial="DK-1001", secret=SECRET, by=acting(people.mette), at=MONDAY
    )

    assert isinstance(order, MeansOrder)
    assert order.state == OrderState.SENT
    assert SECRET not in PendingDisplay.objects.get().secret


def test_a_second_order_of_a_kind_and_a_known_serial_are_refused(people: Nordby) -> None:
    mette = acting(people.mette)
    actions.assign(people.anna.ref, serial="DK-1001", secret=SECRET, by=mette, at=MONDAY)

    again = actions.order(people.anna.ref, Means.CODE_DISPLAY, by=mette, at=MONDAY)
    same = actions.assign(people.bodil.ref, serial="DK-1001", secret=SECRET, by=mette, at=MONDAY)

    assert again == Refusal(Reason.ALREADY_EXISTS, about="order")
    assert same == Refusal(Reason.ALREADY_EXISTS, about="serial")


@pytest.mark.parametrize(
    ("serial", "secret", "about"),
    [
        ("", SECRET, "serial"),
        ("x" * 41, SECRET, "serial"),
        ("DK-1", "short", "secret"),
        ("DK-1", "GEZDGNBV", "secret"),
    ],
)
def test_a_device_without_a_usable_secret_is_not_handed_out(
    people: Nordby, serial: str, secret: str, about: str
) -> None:
    refused = actions.assign(
        people.anna.ref, serial=serial, secret=secret, by=acting(people.mette), at=MONDAY
    )

    assert refused == Refusal(Reason.INPUT_NOT_USABLE, about=about)
    assert not MeansOrder.objects.exists()


def test_a_cancelled_order_takes_the_display_back(people: Nordby) -> None:
    mette = acting(people.mette)
    order = actions.assign(people.anna.ref, serial="DK-1001", secret=SECRET, by=mette, at=MONDAY)
    assert isinstance(order, MeansOrder)

    cancelled = actions.cancel(order.ref, by=mette, at=MONDAY + timedelta(days=1))

    assert isinstance(cancelled, MeansOrder)
    assert not PendingDisplay.objects.exists()
    assert not waiting_orders(organisation=HOME)
    assert isinstance(actions.order(people.anna.ref, Means.CODE_DISPLAY, by=mette, at=MONDAY), MeansOrder)


def test_only_user_administrators_of_the_organisation_order_and_only_for_its_active_users(
    people: Nordby,
) -> None:
    stranger = acting(sydby().sigrid)
    mette = acting(people.mette)
    order = actions.order(people.anna.ref, Means.CODE_DISPLAY, by=mette, at=MONDAY)
    assert isinstance(order, MeansOrder)
    BusinessUser.objects.filter(pk=people.bodil.pk).update(state=UserState.INVITED)

    assert actions.order(people.anna.ref, Means.CODE_DISPLAY, by=acting(people.anna), at=MONDAY) == Refusal(
        Reason.NOT_PERMITTED, about="manage_users"
    )
    assert actions.order(people.anna.ref, Means.CODE_DISPLAY, by=stranger, at=MONDAY) == Refusal(
        Reason.NOT_FOUND, about="user"
    )
    assert actions.cancel(order.ref, by=stranger, at=MONDAY) == Refusal(Reason.NOT_FOUND, about="order")
    assert actions.order(people.bodil.ref, Means.CODE_DISPLAY, by=mette, at=MONDAY) == Refusal(
        Reason.STEP_NOT_POSSIBLE, about="invited"
    )
    assert actions.order(people.mette.ref, Means.PASSKEY, by=mette, at=MONDAY) == Refusal(
        Reason.INPUT_NOT_USABLE, about="kind"
    )


@pytest.mark.requirement("B6")
@pytest.mark.parametrize("state", OrderState)
def test_what_the_table_does_not_list_cannot_happen(state: OrderState) -> None:
    leads_to = {step: after(state, step) for step in OrderStep}

    assert {step for step, then in leads_to.items() if not isinstance(then, Refusal)} == set(possible(state))
    assert state is not OrderState.RETURNED or not possible(state)
    assert after(state, OrderStep.ACTIVATE) == OrderState.ACTIVATED or state not in TO_ACTIVATE
