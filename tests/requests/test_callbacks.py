"""What became of a request is told to the service that asked: signed, tried again, where it registered."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.test import Client
from joserfc import jwt
from joserfc.jwk import KeySet

from fuldmagt.mandates.handles import tasks
from fuldmagt.mandates.handles.calling import is_public
from fuldmagt.mandates.handles.models import Handle
from fuldmagt.mandates.requests.actions import refuse
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.vocabulary import clock as now
from tests.cast import acting
from tests.requests.callbacks import Service, service
from tests.requests.caller import Caller
from tests.requests.cast import Town

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("X2")]


def test_a_callback_is_signed_and_says_no_more_than_the_status(nordby: Town) -> None:
    with service() as receiver:
        caller = Caller("called", receiver.url)
        task = caller.asks(nordby.anna, callback={"endpoint": receiver.url, "state": "abc"})
        assert tasks.tell(now.now()) == 0, "nothing has happened yet"
        refuse(RightRequest.objects.get().ref, "No.", by=acting(nordby.mette), at=now.now())

        assert (tasks.tell(now.now()), tasks.tell(now.now())) == (1, 0)

    ((headers, body),) = receiver.calls
    assert json.loads(body) == {
        "state": "abc",
        "task": {"id": task["id"], "status": "denied", "status_endpoint": task["status_endpoint"]},
    }
    keys = KeySet.import_key_set(Client().get("/oidc/jwks").json())
    claims = jwt.decode(headers["authorization"].removeprefix("Bearer "), keys, ["ES256"]).claims
    assert claims["aud"] == "called"
    assert claims["body_sha256"] == urlsafe_b64encode(sha256(body).digest()).rstrip(b"=").decode()
    assert claims["exp"] - claims["iat"] == 300


@pytest.mark.parametrize("mood", ["busy", "elsewhere"])
def test_a_callback_that_is_not_taken_is_tried_again_and_follows_nobody(
    nordby: Town, clock: time_machine.Traveller, mood: str
) -> None:
    with service() as receiver, service() as elsewhere:
        told: Service = receiver
        told.status, told.location = (503, "") if mood == "busy" else (307, elsewhere.url)
        caller = Caller("called", told.url)
        caller.asks(nordby.anna, callback={"endpoint": told.url, "events": ["denied"]})
        refuse(RightRequest.objects.get().ref, "No.", by=acting(nordby.mette), at=now.now())

        assert tasks.tell(now.now()) == 0
        assert Handle.objects.get().last_error.startswith("status ")
        assert tasks.tell(now.now()) == 0, "not at once"
        told.status, told.location = 204, ""
        clock.shift(timedelta(minutes=2))
        assert tasks.tell(now.now()) == 1

    assert (len(told.calls), elsewhere.calls) == (2, [])


def test_only_registered_addresses_are_called_and_only_for_what_was_wished(nordby: Town) -> None:
    with service() as receiver:
        caller = Caller("called", receiver.url)
        no = caller.evaluate(nordby.anna)
        elsewhere = caller.submit(no, nordby.anna, callback={"endpoint": receiver.url + "?x=1"})
        assert elsewhere.status_code == 400
        caller.asks(nordby.anna, callback={"endpoint": receiver.url, "events": ["approved"]})
        refuse(RightRequest.objects.get().ref, "No.", by=acting(nordby.mette), at=now.now())

        assert tasks.tell(now.now()) == 0
    assert receiver.calls == []


def test_an_address_in_a_private_network_is_never_called(nordby: Town) -> None:
    inside = "https://10.0.0.7/done"
    caller = Caller("called", inside)
    caller.asks(nordby.anna, callback={"endpoint": inside})
    refuse(RightRequest.objects.get().ref, "No.", by=acting(nordby.mette), at=now.now())

    assert tasks.tell(now.now()) == 0
    assert Handle.objects.get().last_error == "the name stands for an address that is not public"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("::1", False),
        ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:10.0.0.1", False), ("224.0.0.1", False),
        ("2002:0a00:0001::", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
