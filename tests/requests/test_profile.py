"""A service asks for what it refused: bound to the refusal, with a handle, and judged anew (AuthZEN ARAP)."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.mandates.requests.actions import approve, refuse
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary import clock as now
from tests.administration.pages import words
from tests.cast import acting, gives
from tests.requests.caller import JSON, Caller, path, problem
from tests.requests.cast import KOMMUNAL, SAGSBEHANDLER, Town, another_right, asks, letters, may
from tests.requests.conftest import At

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("X2")]

CALLBACK = "https://se-sag.example/requests/done"


@pytest.fixture
def se_sag(nordby: Town) -> Caller:
    return Caller("se-sag", CALLBACK)


def test_the_story_refused_asked_given_and_judged_anew(nordby: Town, se_sag: Caller, at: At) -> None:
    no = se_sag.evaluate(nordby.anna)
    hint = no["context"]["access_request"]
    assert no["decision"] is False
    assert (hint["requestable"], hint["reason"], hint["template"]) == (True, "no_authorisation", "right")
    page = at(nordby.anna).get(path(hint["form_url"]))
    assert "Ask for “Kommunal sagsbehandler”" in words(page), "where the person can ask alone"

    answer = se_sag.submit(no, nordby.anna, context={"business_justification": "Case 17"})
    task = answer.json()["task"]
    assert (answer.status_code, answer["Location"]) == (202, task["status_endpoint"])
    assert (task["status"], se_sag.get(task).json()["task"]["status"]) == ("pending", "pending")
    shown = words(at(nordby.mette).get(path(task["links"]["ticket"])))
    assert "Se Sag, for Anna Holmstrup" in shown
    assert "Case 17" in shown

    row = RightRequest.objects.get()
    done = approve(
        row.ref,
        until=now.now() + timedelta(days=7),
        branches=frozenset(),
        by=acting(nordby.mette),
        at=now.now(),
    )
    assert isinstance(done, RightRequest)
    told = se_sag.get(task).json()
    assert told["task"]["status"] == "approved"
    assert told["result"]["mode"] == "reevaluate"
    assert told["result"]["approval"] == {
        "id": row.ref, "approved_at": "2026-03-02T09:00:00Z", "approved_until": "2026-03-09T09:00:00Z",
    }  # fmt: skip
    assert "Mette" not in json.dumps(told)
    assert se_sag.evaluate(nordby.anna)["decision"] is True


def test_an_approval_is_no_decision(nordby: Town, se_sag: Caller) -> None:
    task = se_sag.asks(nordby.anna)
    approve(
        RightRequest.objects.get().ref,
        until=None,
        branches=frozenset(),
        by=acting(nordby.mette),
        at=now.now(),
    )
    BusinessUser.objects.filter(pk=nordby.anna.pk).update(state=UserState.SUSPENDED)

    assert se_sag.get(task).json()["task"]["status"] == "approved"
    no = se_sag.evaluate(nordby.anna, authzen_access_request_approval=task["id"])
    assert (no["decision"], "access_request" in no["context"]) == (False, False)


def test_what_no_request_would_mend_offers_none(nordby: Town, se_sag: Caller) -> None:
    plain = Caller("plain", scopes=("access:evaluate",))
    sleeping = BusinessUser.objects.get(pk=nordby.people.bodil.pk)
    BusinessUser.objects.filter(pk=sleeping.pk).update(state=UserState.LOCKED)

    assert "access_request" not in se_sag.evaluate(nordby.anna, SAGSBEHANDLER)["context"], "not open to her"
    assert "access_request" not in se_sag.evaluate(sleeping, SAGSBEHANDLER)["context"]
    assert "access_request" not in plain.evaluate(nordby.anna)["context"], "a client that may not ask"
    simulated = se_sag.evaluate(nordby.anna, time="2026-09-01T00:00:00Z")
    assert "access_request" not in simulated["context"]
    assert plain.submit(se_sag.evaluate(nordby.anna), nordby.anna).status_code == 403


def test_a_request_belongs_to_the_refusal_that_this_client_was_given(
    nordby: Town, se_sag: Caller, clock: time_machine.Traveller
) -> None:
    other = Caller("other")
    no = se_sag.evaluate(nordby.anna)
    another_right(nordby.sag, "another")
    forged = json.loads(json.dumps(no))
    forged["context"]["access_request"]["request_context"] += "x"
    wrong = (400, "invalid_denial_binding")

    assert problem(other.submit(no, nordby.anna)) == wrong, "another client's refusal"
    assert problem(se_sag.submit(no, nordby.karen)) == wrong, "another person"
    assert problem(se_sag.submit(no, nordby.anna, "se-sag:another")) == wrong, "another right"
    assert problem(se_sag.submit(forged, nordby.anna)) == wrong
    assert problem(se_sag.submit(no | {"decision": True}, nordby.anna)) == (400, "not_requestable")
    clock.shift(timedelta(hours=2))
    assert problem(se_sag.submit(no, nordby.anna)) == (410, "expired_denial")
    assert not RightRequest.objects.exists()


def test_the_same_submission_twice_is_one_request(nordby: Town, se_sag: Caller) -> None:
    no = se_sag.evaluate(nordby.anna)

    first, again = (se_sag.submit(no, nordby.anna, key="k-1").json()["task"]["id"] for _ in range(2))
    changed = se_sag.submit(no, nordby.anna, key="k-1", requested_access={"requested_duration": "P1D"})
    keyless = {se_sag.submit(no, nordby.anna).json()["task"]["id"] for _ in range(2)}

    assert first == again
    assert problem(changed) == (409, "duplicate_request")
    assert len(keyless) == 1
    assert RightRequest.objects.count() == 1
    assert len(letters(nordby.mette)) == 1


@pytest.mark.parametrize(
    ("wished", "code"),
    [
        ({"requested_duration": "P7D"}, 202),
        ({"requested_until": "2026-03-09T09:00:00Z"}, 202),
        ({"requested_until": "2026-03-09T09:00:00"}, 400),
        ({"requested_until": "2026-01-01T09:00:00Z"}, 400),
        ({"requested_duration": "soon"}, 400),
        ({"requested_duration": "P99999D"}, 400),
        ({"requested_duration": "P7D", "requested_until": "2026-03-09T09:00:00Z"}, 400),
    ],
)
def test_a_time_is_wished_for_in_one_way(nordby: Town, se_sag: Caller, wished: JSON, code: int) -> None:
    answer = se_sag.submit(se_sag.evaluate(nordby.anna), nordby.anna, requested_access=wished)

    assert answer.status_code == code
    if code == 202:
        assert RightRequest.objects.get().until == now.now() + timedelta(days=7)


def test_a_handle_is_its_clients_own(nordby: Town, se_sag: Caller) -> None:
    task, other = se_sag.asks(nordby.anna), Caller("other")

    assert problem(other.get(task)) == (404, "unknown_task")
    assert problem(other.post(path(task["links"]["cancel"]))) == (404, "unknown_task")
    assert problem(other.wire.get("/access/v1/requests/nothing")) == (404, "unknown_task")
    assert Client().get(path(task["status_endpoint"])).status_code == 401
    assert RightRequest.objects.get().state == "waiting"


def test_a_service_takes_back_what_it_asked_and_nothing_else(nordby: Town, se_sag: Caller) -> None:
    task = se_sag.asks(nordby.anna)
    cancelled = se_sag.post(path(task["links"]["cancel"]), {"reason": "left"})
    assert (cancelled.status_code, cancelled.json()["task"]["status"]) == (200, "cancelled")
    assert problem(se_sag.post(path(task["links"]["cancel"]))) == (409, "invalid_task_state")

    own = asks(nordby.anna)
    attached = se_sag.asks(nordby.anna)
    assert "cancel" not in attached["links"], "she asked herself"
    assert se_sag.post(f"/access/v1/requests/{attached['id']}/cancel").status_code == 405
    own.refresh_from_db()
    assert own.state == "waiting"


def test_the_refusal_of_a_person_stays_between_people(nordby: Town, se_sag: Caller) -> None:
    task = se_sag.asks(nordby.anna)
    refuse(RightRequest.objects.get().ref, "Bodil does this.", by=acting(nordby.mette), at=now.now())

    told = se_sag.get(task).json()

    assert told["task"]["status"] == "denied"
    assert "result" not in told
    assert "Bodil" not in json.dumps(told)


def test_what_is_held_meanwhile_need_not_be_requested(nordby: Town, se_sag: Caller) -> None:
    no = se_sag.evaluate(nordby.anna)
    gives(nordby.anna, nordby.sag.kommunal)

    assert problem(se_sag.submit(no, nordby.anna)) == (400, "not_requestable")


def test_the_metadata_says_where(nordby: Town) -> None:
    told = Client().get("/.well-known/authzen-configuration").json()

    assert told["access_request_endpoint"].endswith("/access/v1/requests")
    assert told["capabilities"] == ["urn:openid:authzen:capability:access-request"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"subject": 1}', b'{"subject": {"type": "user", "id": "\\u0000"}}', b"\xff"],
)
def test_nonsense_is_a_bad_request(se_sag: Caller, body: bytes) -> None:
    answer = se_sag.wire.post("/access/v1/requests", body, content_type="application/json")

    assert answer.status_code == 400
    assert not may(BusinessUser.objects.get(name="Anna Holmstrup"), KOMMUNAL)
