"""A service asks whether a person may: answers, sentences, and who may ask what."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.catalogue.models import Service
from fuldmagt.clients.models import Client as Application
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains.models import Mandate
from tests.api.conftest import BENCH, PORTAL, Ask, basic
from tests.conftest import MONDAY
from tests.decisions.cast import ANNA, BAKERY, BALANS, DE_KORREL, EDIT, HARBOUR, JONAS, KOMMUNAL, NORDBY, VIEW

AT_LEVEL = {"assurance": "substantial", "means": "app"}
JSON = "application/json"


def written(days: float) -> str:
    return (MONDAY + timedelta(days=days)).isoformat().replace("+00:00", "Z")


@pytest.mark.requirement("X1", "X2")
def test_a_yes_says_by_which_way_on_what_and_until_when(evaluate: Ask) -> None:
    response: Any = evaluate(JONAS, VIEW, DE_KORREL, **AT_LEVEL)

    assert response.status_code == 200
    context = response.json()["context"]
    assert context.pop("revision")
    assert response.json() | {"context": context} == {
        "decision": True,
        "context": {
            "way": "chain",
            "evidence": [{"type": "mandate", "id": "m1"}, {"type": "assignment", "id": "a2"}],
            "right_held": VIEW,
            "valid_until": "2027-01-01T00:00:00Z",
        },
    }


@pytest.mark.requirement("F6", "X2")
def test_a_no_is_an_answer_with_every_reason_and_its_remedy(evaluate: Ask) -> None:
    response: Any = evaluate(JONAS, EDIT, DE_KORREL, assurance="low", means="app")

    assert response.status_code == 200
    answer = response.json()
    assert answer["decision"] is False
    assert answer["context"]["acr_values"] == "http://eidas.europa.eu/LoA/substantial"
    assert answer["context"]["reasons"] == [
        {
            "reason": "assurance_too_low",
            "about": EDIT,
            "mended_by": "person",
            "remedy": "step_up",
            "message": "“Bekijk en wijzig gegevens” needs a login at the level substantial; "
            "this login has the level low.",
        },
        {
            "reason": "weaker_right_only",
            "about": "a2",
            "mended_by": "rights_administrator",
            "remedy": "ask_for_stronger_right",
            "message": "“Bekijk gegevens” has been given, not “Bekijk en wijzig gegevens”.",
        },
    ]


@pytest.mark.requirement("X7")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "»Bekijk en wijzig gegevens« er ikke givet til denne bruger."),
        ("nl", "‘Bekijk en wijzig gegevens’ is niet aan deze gebruiker gegeven."),
        ("en", "“Bekijk en wijzig gegevens” has not been given to this user."),
        ("nl-BE,en;q=0.8", "‘Bekijk en wijzig gegevens’ is niet aan deze gebruiker gegeven."),
    ],
)
def test_the_sentences_are_in_the_language_that_the_caller_accepts(
    evaluate: Ask, language: str, words: str
) -> None:
    Assignment.objects.all().delete()

    response: Any = evaluate(JONAS, EDIT, BALANS, headers={"Accept-Language": language}, **AT_LEVEL)

    assert [reason["message"] for reason in response.json()["context"]["reasons"]] == [words]
    assert response["Content-Language"] == language[:2]
    assert "Accept-Language" in response["Vary"]


def test_a_service_is_not_told_the_names_of_the_person_and_the_adviser(evaluate: Ask) -> None:
    Mandate.objects.update(state="revoked")

    response: Any = evaluate(JONAS, EDIT, DE_KORREL, **AT_LEVEL)

    said = response.content.decode()
    assert "Jonas" not in said
    assert "Balans" not in said


def test_a_branch_is_asked_about_by_its_own_number(evaluate: Ask) -> None:
    Assignment.objects.filter(ref="a1").update(branches=[HARBOUR])

    yes: Any = evaluate(ANNA, KOMMUNAL, branch=HARBOUR, **AT_LEVEL)
    whole: Any = evaluate(ANNA, KOMMUNAL, NORDBY, **AT_LEVEL)
    chain: Any = evaluate(JONAS, VIEW, branch=BAKERY, **AT_LEVEL)
    unknown: Any = evaluate(ANNA, KOMMUNAL, branch="dk:pnr:9999999999", **AT_LEVEL)

    assert yes.json()["decision"] is True
    assert [each["reason"] for each in whole.json()["context"]["reasons"]] == ["branch_not_covered"]
    assert chain.json()["decision"] is True
    assert [each["reason"] for each in unknown.json()["context"]["reasons"]] == ["branch_unknown"]


def test_a_question_before_any_login_says_that_the_level_was_not_judged(evaluate: Ask) -> None:
    before: Any = evaluate(ANNA, KOMMUNAL, NORDBY)
    after: Any = evaluate(ANNA, KOMMUNAL, NORDBY, **AT_LEVEL)

    assert before.json()["context"]["precheck"] is True
    assert "precheck" not in after.json()["context"]


def test_another_time_than_now_is_a_simulation_for_those_who_may(
    evaluate: Ask, portal_app: Application
) -> None:
    later: Any = evaluate(JONAS, VIEW, DE_KORREL, time=written(365), **AT_LEVEL)
    near: Any = evaluate(JONAS, VIEW, DE_KORREL, time=written(4 / 1440), by=PORTAL, **AT_LEVEL)
    forbidden: Any = evaluate(JONAS, VIEW, DE_KORREL, time=written(-6 / 1440), by=PORTAL, **AT_LEVEL)

    assert later.json()["context"]["simulation"] is True
    assert [each["reason"] for each in later.json()["context"]["reasons"]] == ["chain_expired"]
    assert near.status_code == 200
    assert "simulation" not in near.json()["context"]
    assert forbidden.status_code == 403


def test_an_application_asks_about_its_own_providers_services_alone(
    evaluate: Ask, portal_app: Application
) -> None:
    own: Any = evaluate(JONAS, VIEW, DE_KORREL, by=PORTAL, **AT_LEVEL)
    others: Any = evaluate(ANNA, KOMMUNAL, NORDBY, by=PORTAL, **AT_LEVEL)
    nobodys: Any = evaluate(ANNA, "no-such:right", NORDBY, by=PORTAL, **AT_LEVEL)
    unknown: Any = evaluate(JONAS, "portal:delete", DE_KORREL, by=PORTAL, **AT_LEVEL)

    assert own.json()["decision"] is True
    assert others.status_code == nobodys.status_code == 403
    assert others.content == nobodys.content
    assert [each["reason"] for each in unknown.json()["context"]["reasons"]] == ["right_unknown"]


def test_an_application_bound_to_some_services_asks_about_them_alone(
    evaluate: Ask, portal_app: Application
) -> None:
    portal = Service.objects.get(ref="portal")
    other = Service.objects.create(ref="post", provider=portal.provider, name="Post", data_class="ordinary")
    portal_app.services.set([other])

    response: Any = evaluate(JONAS, VIEW, DE_KORREL, by=PORTAL, **AT_LEVEL)

    assert response.status_code == 403


@pytest.mark.parametrize("header", ["", "Basic", "Basic !!!", "Bearer", "Bearer abc", "Digest abc"])
def test_nobody_asks_without_showing_who_asks(client: Client, header: str) -> None:
    headers = {"Authorization": header, "X-Request-ID": "r-1"} if header else {"X-Request-ID": "r-1"}

    response = client.post("/access/v1/evaluation", {}, content_type=JSON, headers=headers)

    assert response.status_code == 401
    assert "Basic" in response["WWW-Authenticate"]
    assert response["X-Request-ID"] == "r-1"


def test_a_wrong_secret_a_suspended_client_and_a_missing_scope_are_turned_away(
    evaluate: Ask, portal_app: Application
) -> None:
    wrong: Any = evaluate(JONAS, VIEW, DE_KORREL, by=(PORTAL[0], "guessed"))
    Application.objects.filter(ref=PORTAL[0]).update(scopes=["access:search"])
    scopeless: Any = evaluate(JONAS, VIEW, DE_KORREL, by=PORTAL)
    Application.objects.filter(ref=PORTAL[0]).update(state="suspended")
    suspended: Any = evaluate(JONAS, VIEW, DE_KORREL, by=PORTAL)

    assert [each.status_code for each in (wrong, scopeless, suspended)] == [401, 403, 401]


@pytest.mark.parametrize(
    "change",
    [
        {"subject": None},
        {"subject": {"type": "user"}},
        {"subject": {"type": "user", "id": ""}},
        {"subject": {"type": "user", "id": 7}},
        {"subject": {"type": "cat", "id": "u1"}},
        {"action": {}},
        {"action": {"name": ["portal:view"]}},
        {"resource": {"type": "planet", "id": NORDBY}},
        {"resource": NORDBY},
        {"context": []},
        {"context": {"assurance": "very high"}},
        {"context": {"assurance": 3}},
        {"context": {"means": "rubber_stamp"}},
        {"context": {"time": "2026-03-02T09:00:00"}},
        {"context": {"time": "Monday"}},
        {"context": {"time": 1772442000}},
        {"context": {"at_least_revision": 3}},
    ],
)
def test_what_is_not_a_question_is_a_bad_request(client: Client, change: dict[str, Any]) -> None:
    question = {
        "subject": {"type": "user", "id": ANNA},
        "action": {"name": KOMMUNAL},
        "resource": {"type": "organisation", "id": NORDBY},
    }
    headers = {"Authorization": basic(*BENCH)}

    good = client.post("/access/v1/evaluation", question, content_type=JSON, headers=headers)
    bad = client.post("/access/v1/evaluation", question | change, content_type=JSON, headers=headers)

    assert good.status_code == 200
    assert bad.status_code == 400
    assert bad["Content-Type"] == "application/problem+json"
    assert bad.json()["status"] == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b'{"subject": {"type": "user"}}'])
def test_what_is_not_json_or_not_whole_is_a_bad_request(client: Client, body: bytes) -> None:
    headers = {"Authorization": basic(*BENCH)}

    response = client.post("/access/v1/evaluation", body, content_type=JSON, headers=headers)

    assert response.status_code == 400


def test_what_other_enforcement_points_add_is_passed_over(client: Client) -> None:
    question = {
        "subject": {"type": "user", "id": ANNA, "properties": {"department": "Sales"}},
        "action": {"name": KOMMUNAL, "properties": {"method": "GET"}},
        "resource": {"type": "organisation", "id": NORDBY, "properties": {}},
        "context": {"ip": "192.0.2.1", "traceparent": "00-1-2-01", "at_least_revision": "1.1"},
    }
    headers = {"Authorization": basic(*BENCH)}

    response = client.post("/access/v1/evaluation", question, content_type=JSON, headers=headers)

    assert response.json()["decision"] is True


def test_the_callers_request_id_comes_back_unless_it_is_no_name(evaluate: Ask) -> None:
    named: Any = evaluate(
        ANNA, KOMMUNAL, NORDBY, headers={"X-Request-ID": "bfe9eb29-ab87-4ca3-be83-a1d5d8305716"}
    )
    long: Any = evaluate(ANNA, KOMMUNAL, NORDBY, headers={"X-Request-ID": "x" * 300})

    assert named["X-Request-ID"] == "bfe9eb29-ab87-4ca3-be83-a1d5d8305716"
    assert "X-Request-ID" not in long


def test_asking_changes_nothing_and_is_kept_by_nobody(evaluate: Ask) -> None:
    before = PendingEntry.objects.count()

    response: Any = evaluate(ANNA, KOMMUNAL, NORDBY, **AT_LEVEL)

    assert PendingEntry.objects.count() == before
    assert response["Cache-Control"] == "no-store"


def test_the_door_is_for_questions_by_post(client: Client) -> None:
    response = client.get("/access/v1/evaluation", headers={"Authorization": basic(*BENCH)})

    assert response.status_code == 405


@pytest.mark.requirement("X1")
def test_where_to_ask_is_written_where_authzen_looks(client: Client) -> None:
    response = client.get("/.well-known/authzen-configuration")

    found = response.json()
    assert found["access_evaluation_endpoint"] == found["policy_decision_point"] + "/access/v1/evaluation"


@pytest.mark.requirement("F6", "X2")
def test_a_withdrawn_right_says_when_it_was_withdrawn(evaluate: Ask) -> None:
    Assignment.objects.filter(ref="a1").update(
        state="revoked", revoked_at=datetime(2026, 2, 27, 13, 5, tzinfo=UTC)
    )

    response: Any = evaluate(ANNA, KOMMUNAL, NORDBY, headers={"Accept-Language": "en"}, **AT_LEVEL)

    assert [reason["message"] for reason in response.json()["context"]["reasons"]] == [
        "“Kommunal sagsbehandler” was withdrawn on 27 February 2026, 14:05."
    ]
