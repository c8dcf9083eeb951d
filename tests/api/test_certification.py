"""What a service that is certified for AuthZEN may rely on, section by section.

Source: OpenID AuthZEN Authorization API 1.0, certification scenario: the levels Basic, Batch, Search and
Discovery, each "Core" (`properties` decide nothing here: the law goes by its own records). Jonas may view and
change at Balans, Bo may view only.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import BusinessUser, Organisation
from tests.api.conftest import Ask, asked
from tests.conftest import MONDAY
from tests.decisions.cast import BALANS, EDIT, JONAS, VIEW

pytestmark = pytest.mark.requirement("X1")
BO = "bo"
AT_BALANS = {"type": "organisation", "id": BALANS}
BESIDE = {"context": {"time": "2026-03-02T10:02+01:00", "ip": "192.0.2.7"}}
SEARCHES = ("search/subject", "search/resource", "search/action")


@pytest.fixture(autouse=True)
def bo(cast: None) -> None:
    home = Organisation.objects.get(ref=BALANS)
    user = BusinessUser.objects.create(
        ref=BO, organisation=home, state="active", created_at=MONDAY, changed_at=MONDAY
    )
    Assignment.objects.create(
        ref="bo",
        user=user,
        right=Right.objects.get(ref=VIEW),
        organisation=home,
        starts_at=MONDAY - timedelta(days=1),
    )


def user(ref: str) -> dict[str, Any]:
    return {"subject": {"type": "user", "id": ref}}


def action(name: str) -> dict[str, Any]:
    return {"action": {"name": name}}


@pytest.mark.parametrize(
    ("ref", "right", "decision"),
    [(JONAS, VIEW, True), (JONAS, EDIT, True), (BO, VIEW, True), (BO, EDIT, False)],
)
@pytest.mark.parametrize("more", [{}, BESIDE, {"future": {"nested": [True]}, "foo": "bar"}])
def test_2_2_a_decision_rests_on_the_identifiers_whatever_else_is_sent(
    post: Ask, ref: str, right: str, decision: bool, more: dict[str, Any]
) -> None:
    response: Any = post("evaluation", asked(ref, right, BALANS) | more)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response.json()["decision"] is decision
    assert isinstance(response.json()["context"], dict)


def test_2_2_8_properties_of_any_kind_are_accepted(post: Ask) -> None:
    question = asked(JONAS, VIEW, BALANS)
    for part in ("subject", "action", "resource"):
        question[part] = question[part] | {"properties": {"colour": "blue", "owner": {"id": 7}}}

    response: Any = post("evaluation", question)

    assert response.json()["decision"] is True


@pytest.mark.parametrize("path", ["evaluation", "evaluations"])
@pytest.mark.parametrize(
    ("part", "key"),
    [
        ("subject", ""), ("action", ""), ("resource", ""), ("subject", "type"), ("subject", "id"),
        ("action", "name"), ("resource", "type"), ("resource", "id"),
    ],
)  # fmt: skip
def test_2_4_what_is_missing_is_a_bad_request(post: Ask, path: str, part: str, key: str) -> None:
    question = asked(JONAS, VIEW, BALANS)
    del (question[part] if key else question)[key or part]

    response: Any = post(path, question)

    assert response.status_code == 400
    assert f"`{key or part}`" in response.json()["detail"]


@pytest.mark.parametrize("change", [{"subject": "jonas"}, {"action": {"name": 123}}, {"resource": []}])
def test_2_4_6_what_has_the_wrong_type_is_a_bad_request(post: Ask, change: dict[str, Any]) -> None:
    response: Any = post("evaluation", asked(JONAS, VIEW, BALANS) | change)

    assert response.status_code == 400


def test_2_5_and_2_6_the_same_question_has_the_same_answer_and_its_own_id(post: Ask) -> None:
    question = asked(BO, EDIT, BALANS)

    told: list[Any] = [post("evaluation", question, **{"X-Request-ID": f"try-{n}"}) for n in range(3)]
    unnamed: Any = post("evaluation", question)

    assert len({each.content for each in (*told, unnamed)}) == 1
    assert [each["X-Request-ID"] for each in told] == ["try-0", "try-1", "try-2"]


@pytest.mark.parametrize(
    ("batch", "decisions"),
    [
        (user(BO) | {"resource": AT_BALANS, "evaluations": [action(VIEW), action(EDIT)]}, [True, False]),
        ({"evaluations": [asked(JONAS, VIEW, BALANS), asked(BO, EDIT, BALANS)]}, [True, False]),
        (
            asked(JONAS, VIEW, BALANS) | {"evaluations": [{}, user(BO), user(BO) | action(EDIT)]},
            [True, True, False],
        ),
        (
            asked(JONAS, VIEW, BALANS) | BESIDE | {"evaluations": [{}, {"context": {"source": "another"}}]},
            [True, True],
        ),
        (
            user(JONAS) | action(VIEW) | {"options": {"evaluations_semantic": "execute_all"}}
            | {"evaluations": [{"resource": AT_BALANS}, {}]},
            [True, False],
        ),
    ],
)  # fmt: skip
def test_3_2_and_3_3_a_batch_is_answered_in_its_order(
    post: Ask, batch: dict[str, Any], decisions: list[bool]
) -> None:
    response: Any = post("evaluations", batch)

    assert response.status_code == 200
    assert [each["decision"] for each in response.json()["evaluations"]] == decisions
    assert set(response.json()) == {"evaluations"}


@pytest.mark.parametrize("more", [{}, {"evaluations": []}])
def test_3_4_a_batch_of_nothing_is_one_question(post: Ask, more: dict[str, Any]) -> None:
    response: Any = post("evaluations", asked(JONAS, EDIT, BALANS) | more)

    assert response.status_code == 200
    assert response.json()["decision"] is True


@pytest.mark.parametrize("more", [{}, BESIDE, {"page": {"limit": 50}}, {"unheard": "of"}])
def test_4_2_to_4_4_the_searches_find_what_is_allowed(post: Ask, more: dict[str, Any]) -> None:
    question = asked(JONAS, VIEW, BALANS) | more

    subject, resource, rights = (post(each, question) for each in SEARCHES)

    found: list[Any] = [each.json()["results"] for each in (subject, resource, rights)]
    assert found[0] == [{"type": "user", "id": BO}, {"type": "user", "id": JONAS}]
    assert AT_BALANS in found[1]
    assert found[2] == [{"name": EDIT}, {"name": VIEW}]


def test_4_2_3_the_id_of_what_is_looked_for_is_passed_over(post: Ask) -> None:
    question = asked(JONAS, VIEW, BALANS)

    for path, part in zip(SEARCHES[:2], ("subject", "resource"), strict=True):
        with_id: Any = post(path, question)
        without: Any = post(path, question | {part: {"type": question[part]["type"]}})
        assert with_id.content == without.content


def test_4_5_a_page_says_where_the_next_begins(post: Ask) -> None:
    question = {"subject": {"type": "user"}, **action(VIEW), "resource": AT_BALANS}

    first: Any = post(SEARCHES[0], question | {"page": {"limit": 1}})
    page = {"page": {"token": first.json()["page"]["next_token"]}}
    second: Any = post(SEARCHES[0], question | page)

    assert first.json()["results"] == [{"type": "user", "id": BO}]
    assert second.json()["results"] == [{"type": "user", "id": JONAS}]
    assert second.json()["page"] == {"next_token": "", "count": 1, "total": 2}


@pytest.mark.parametrize("path", SEARCHES)
def test_4_6_what_is_unknown_is_an_empty_list_and_no_error(post: Ask, path: str) -> None:
    strange = {"subject": {"type": "spaceship", "id": "7"}}

    for question in (asked("nobody", "portal:nothing", "nowhere"), asked(JONAS, VIEW, BALANS) | strange):
        response: Any = post(path, question)
        assert response.status_code == 200
        assert response.json()["results"] == []


@pytest.mark.parametrize(
    ("path", "question"),
    [
        (SEARCHES[0], {"subject": {"type": "user"}, "resource": AT_BALANS}),
        (SEARCHES[1], {**action(VIEW), "resource": {"type": "organisation"}}),
        (SEARCHES[2], user(JONAS)),
        (SEARCHES[0], {"subject": {"type": "user"}, **action(VIEW), "resource": {"type": "organisation"}}),
        (SEARCHES[1], {"subject": {"type": "user"}, **action(VIEW), "resource": {"type": "organisation"}}),
        (SEARCHES[2], {"subject": {"type": "user"}, "resource": AT_BALANS}),
    ],
)
def test_4_7_a_search_needs_what_it_starts_from(post: Ask, path: str, question: dict[str, Any]) -> None:
    response: Any = post(path, question)

    assert response.status_code == 400


def test_6_the_metadata_is_where_it_is_looked_for(client: Client) -> None:
    response = client.get("/.well-known/authzen-configuration")

    told = response.json()
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    base = told["policy_decision_point"]
    ends = [value for name, value in told.items() if name.endswith("_endpoint")]
    assert len(ends) == 6
    assert all(each.startswith(f"{base}/access/v1/") for each in ends)
    assert all(isinstance(each, str) for each in told["capabilities"])
