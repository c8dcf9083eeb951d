"""A service asks several questions at once: each is answered by itself, in its place."""

from datetime import timedelta
from typing import Any

import pytest

from fuldmagt.catalogue.models import Right
from fuldmagt.catalogue.queries import raise_revision as raise_catalogue
from fuldmagt.clients.models import Client as Application
from tests.api.conftest import AT_LEVEL, PORTAL, Ask, asked
from tests.conftest import MONDAY
from tests.decisions.cast import ANNA, BAKERY, BALANS, DE_KORREL, EDIT, JONAS, KOMMUNAL, NORDBY, VIEW

pytestmark = pytest.mark.requirement("X1", "X2")
LATER = (MONDAY + timedelta(days=9)).isoformat()


def place(ref: str, kind: str = "organisation") -> dict[str, Any]:
    return {"resource": {"type": kind, "id": ref}}


def right(name: str) -> dict[str, Any]:
    return {"action": {"name": name}}


def decisions(response: Any) -> list[bool]:
    assert response.status_code == 200, response.content
    return [each["decision"] for each in response.json()["evaluations"]]


def errors(response: Any) -> list[int | None]:
    assert response.status_code == 200, response.content
    contexts = [each["context"] for each in response.json()["evaluations"]]
    return [each["error"]["status"] if "error" in each else None for each in contexts]


def test_each_question_gets_the_answer_that_it_would_get_alone(post: Ask) -> None:
    alone = [
        asked(JONAS, VIEW, DE_KORREL, context=AT_LEVEL),
        asked(ANNA, KOMMUNAL, NORDBY, context=AT_LEVEL),
        asked(JONAS, EDIT, DE_KORREL, context=AT_LEVEL | {"assurance": "low"}),
        asked(JONAS, VIEW, BAKERY, "branch"),
        asked("nobody", VIEW, DE_KORREL, context={"time": LATER}),
    ]

    together: Any = post("evaluations", {"evaluations": alone})

    one_by_one: list[Any] = [post("evaluation", each) for each in alone]
    assert together.json() == {"evaluations": [each.json() for each in one_by_one]}
    assert decisions(together) == [True, True, False, True, False]


def test_what_is_said_for_all_is_replaced_whole_by_what_one_says(post: Ask) -> None:
    response: Any = post(
        "evaluations",
        asked(JONAS, VIEW, DE_KORREL, context=AT_LEVEL)
        | {
            "evaluations": [
                {},
                right(EDIT),
                place(BALANS),
                {"context": {"means": "app"}},
                {"subject": {"type": "user", "id": ANNA}, **right(KOMMUNAL), **place(NORDBY)},
                {"context": {}},
            ]
        },
    )

    assert decisions(response) == [True, False, True, False, True, True]
    contexts = [each["context"] for each in response.json()["evaluations"]]
    assert [each.get("precheck", False) for each in contexts] == [False] * 5 + [True]
    assert [each["reason"] for each in contexts[3]["reasons"]] == ["assurance_too_low"]


@pytest.mark.parametrize(
    ("semantic", "answers"),
    [
        (None, [True, False, True, False]),
        ("execute_all", [True, False, True, False]),
        ("deny_on_first_deny", [True, False]),
        ("permit_on_first_permit", [True]),
    ],
)
def test_the_caller_says_at_which_answer_to_stop(
    post: Ask, semantic: str | None, answers: list[bool]
) -> None:
    questions = [right(VIEW), right(EDIT), right(VIEW), right("portal:nothing")]
    options = {} if semantic is None else {"options": {"evaluations_semantic": semantic, "colour": "blue"}}

    response: Any = post("evaluations", asked(JONAS, VIEW, DE_KORREL) | {"evaluations": questions} | options)

    assert decisions(response) == answers


def test_a_fault_stops_where_a_no_would_and_permits_nothing(post: Ask) -> None:
    questions = [{"resource": 7}, right(VIEW), right(EDIT)]
    whole = asked(JONAS, VIEW, DE_KORREL) | {"evaluations": questions}

    denied: Any = post("evaluations", whole | {"options": {"evaluations_semantic": "deny_on_first_deny"}})
    permit: Any = post("evaluations", whole | {"options": {"evaluations_semantic": "permit_on_first_permit"}})

    assert decisions(denied) == [False]
    assert decisions(permit) == [False, True]


def test_one_question_at_fault_leaves_the_others_good(post: Ask) -> None:
    faults: list[Any] = [
        {"resource": None},
        {"resource": {"type": "planet", "id": NORDBY}},
        {"resource": {"type": "branch"}},
        {"action": {"name": 7}},
        {"action": {"name": "portal:\x00"}},
        {"subject": {"type": "user", "id": "u" * 257}},
        {"context": {"time": "yesterday"}},
        {"context": {"assurance": "very high"}},
        "a question",
        None,
        [],
    ]
    good: dict[str, Any] = {}

    response: Any = post(
        "evaluations", asked(JONAS, VIEW, DE_KORREL) | {"evaluations": [good, *faults, good]}
    )

    assert decisions(response) == [True, *[False] * len(faults), True]
    assert errors(response) == [None, *[400] * len(faults), None]
    assert all(each["context"]["error"]["message"] for each in response.json()["evaluations"][1:-1])


def test_a_question_that_nothing_completes_says_so(post: Ask) -> None:
    response: Any = post("evaluations", {"evaluations": [asked(JONAS, VIEW, DE_KORREL), right(VIEW)]})

    assert decisions(response) == [True, False]
    assert response.json()["evaluations"][1]["context"]["error"] == {
        "status": 400,
        "message": "A question needs subject, action and resource.",
    }


def test_of_several_questions_those_about_others_services_are_refused_each(
    post: Ask, portal_app: Application
) -> None:
    questions = [
        right(VIEW),
        right(KOMMUNAL),
        right("not-there:at-all"),
        {"context": {"time": LATER}},
        right(VIEW),
    ]

    response: Any = post("evaluations", asked(JONAS, VIEW, DE_KORREL) | {"evaluations": questions}, by=PORTAL)

    assert errors(response) == [None, 403, 403, 403, None]
    assert decisions(response) == [True, False, False, False, True]
    told = [each["context"] for each in response.json()["evaluations"]]
    assert told[1] == told[2], "nothing tells another's service from none"


@pytest.mark.parametrize("several", [{}, {"evaluations": []}])
def test_without_several_questions_there_is_one(post: Ask, several: dict[str, Any]) -> None:
    question = asked(JONAS, VIEW, DE_KORREL, context=AT_LEVEL)

    response: Any = post("evaluations", question | several)

    alone: Any = post("evaluation", question)
    assert response.json() == alone.json()
    assert response.json()["decision"] is True
    missing: Any = post("evaluations", several | {"subject": question["subject"]})
    assert missing.status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "u1"},
        {"subject": {"type": "user"}},
        {"context": {"time": "2026-03-02T09:00:00"}},
        {"evaluations": "all"},
        {"evaluations": None},
        {"evaluations": {"0": {}}},
        {"options": {"evaluations_semantic": "guess"}},
        {"options": []},
    ],
)
def test_what_is_wrong_for_all_is_a_bad_request(post: Ask, change: dict[str, Any]) -> None:
    body = asked(JONAS, VIEW, DE_KORREL) | {"evaluations": [{}]}

    response: Any = post("evaluations", body | change)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_thousand_questions_are_answered_and_one_more_is_not(post: Ask) -> None:
    unknown = asked("nobody", "portal:nothing", "nowhere")
    stop = {"options": {"evaluations_semantic": "deny_on_first_deny"}}

    most: Any = post("evaluations", unknown | {"evaluations": [{}] * 1000} | stop)
    more: Any = post("evaluations", unknown | {"evaluations": [{}] * 1001} | stop)
    bad: Any = post("evaluations", unknown | {"evaluations": [7] * 1001} | stop)

    assert decisions(most) == [False]
    assert (more.status_code, bad.status_code) == (400, 400)
    assert "1000" in more.json()["detail"]
    assert more.json()["detail"] == bad.json()["detail"]


def test_what_is_said_of_a_no_follows_the_records_and_the_names_in_them_at_once(post: Ask) -> None:
    def said() -> str:
        response: Any = post("evaluation", asked(JONAS, EDIT, DE_KORREL, context=AT_LEVEL))
        return str(response.json()["context"]["reasons"][0]["message"])

    first = said()
    assert said() == first
    Right.objects.filter(ref=EDIT).update(name="Alles")
    raise_catalogue()
    assert "Alles" in said()
