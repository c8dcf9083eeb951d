"""What may reach the door besides good questions: each is refused clearly, and nothing breaks it."""

from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from fuldmagt.api.access import door
from fuldmagt.clients.models import Client as Application
from fuldmagt.commands.main import parser
from tests.api.conftest import AT_LEVEL, BENCH, GOOD, JSON, PORTAL, QUESTIONS, Ask, asked, at_the_door, header
from tests.decisions.cast import ANNA, DE_KORREL, EDIT, JONAS, KOMMUNAL, NORDBY, VIEW

pytestmark = pytest.mark.requirement("X1")


@pytest.mark.parametrize("path", QUESTIONS)
def test_the_door_answers_alike_on_the_web_port_and_by_itself(post: Ask, path: str) -> None:
    on_the_web: Any = post(path, GOOD, **{"X-Request-ID": "r-7", "Traceparent": "nonsense"})

    alone = at_the_door(f"/access/v1/{path}", accept_language="en", request_id="r-7")

    assert alone.status == on_the_web.status_code == 200
    assert alone.body == on_the_web.content
    assert {name: on_the_web[name] for name, _ in alone.headers if name != "Vary"} == {
        name: value for name, value in alone.headers if name != "Vary"
    }
    assert header(alone, "Content-Type") == JSON
    assert header(alone, "Cache-Control") == "no-store"
    assert alone.client == BENCH[0]


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"]
)
def test_another_type_than_json_is_refused(post: Ask, content_type: str) -> None:
    response: Any = post("evaluation", GOOD, content_type=content_type)

    assert response.status_code == 400
    assert "application/json" in response.json()["detail"]


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/json ;v=1"]
)
def test_json_by_any_spelling_is_read(post: Ask, content_type: str) -> None:
    response: Any = post("evaluation", GOOD, content_type=content_type)

    assert response.json()["decision"] is True


def test_a_body_that_is_too_large_is_not_read(post: Ask) -> None:
    largest = GOOD + b" " * (door.LONGEST_BODY - len(GOOD))

    most: Any = post("evaluation", largest)
    more: Any = post("evaluation", largest + b" ")
    much: Any = post("evaluation", GOOD + b" " * 5_000_000)
    unknown: Any = post("evaluation", largest + b" ", by=("nobody", "nothing"))

    assert [each.status_code for each in (most, more, much, unknown)] == [200, 413, 413, 401]
    assert more["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", QUESTIONS)
@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "head", "options"])
def test_questions_are_posted(client: Client, path: str, method: str) -> None:
    response = getattr(client, method)(f"/access/v1/{path}")

    assert response.status_code == 405
    assert response["Allow"] == "POST"


def test_an_address_that_is_none_says_so(post: Ask, client: Client) -> None:
    nothing: Any = post("evaluation/", GOOD)
    deeper: Any = post("search/nothing", GOOD)
    wrong = client.post("/.well-known/authzen-configuration")

    assert (nothing.status_code, deeper.status_code) == (404, 404)
    assert nothing["Content-Type"] == "application/problem+json"
    assert (wrong.status_code, wrong["Allow"]) == (405, "GET, HEAD")


def test_nothing_tells_an_unknown_client_from_a_wrong_secret(post: Ask, portal_app: Application) -> None:
    unknown: Any = post("evaluations", GOOD, by=("nobody", "guessed"))
    wrong: Any = post("evaluations", GOOD, by=(PORTAL[0], "guessed"))
    none: Any = post("evaluations", GOOD, Authorization="")

    assert unknown.status_code == wrong.status_code == none.status_code == 401
    assert unknown.content == wrong.content
    assert unknown["WWW-Authenticate"] == wrong["WWW-Authenticate"]
    assert 'error="invalid_token"' in wrong["WWW-Authenticate"]
    assert "error" not in none["WWW-Authenticate"]


@pytest.mark.parametrize("path", QUESTIONS)
def test_each_question_needs_its_own_scope(post: Ask, portal_app: Application, path: str) -> None:
    portal_app.scopes = ["access:search" if path.startswith("evaluation") else "access:evaluate"]
    portal_app.save()

    response: Any = post(path, GOOD, by=PORTAL)

    assert response.status_code == 403
    assert "scope" in response.json()["detail"]


@pytest.mark.parametrize("said", ["a b", "ü", "r\tr", "x" * 257])
def test_only_a_sane_request_id_comes_back(said: str) -> None:
    came_back = header(at_the_door("/access/v1/evaluation", request_id=said), "X-Request-ID")

    assert came_back == (said if said == "a b" else "")


@pytest.mark.parametrize(
    ("header_says", "context_says", "told"),
    [
        ("00-{t}-{s}-01", None, "00-{t}-{s}-01"),
        ("00-{t}-{s}-01", "00-{u}-{s}-00", "00-{u}-{s}-00"),
        ("00-{t}-{s}-01", "00-{T}-{s}-00", "00-{t}-{s}-01"),
        ("", "01-{t}-{s}-00-more", "01-{t}-{s}-00-more"),
        ("ff-{t}-{s}-00", "00-{t}-{s}-00-more", ""),
        ("00-{z}-{s}-00", {"trace": 7}, ""),
        ("00-{t}-0000000000000000-00", ["00-{t}-{s}-01"], ""),
    ],
)
def test_the_trace_is_told_on_unless_it_is_malformed(
    header_says: str, context_says: object, told: str
) -> None:
    parts = {"t": "4bf92f3577b34da6a3ce929d0e0e4736", "T": "4BF92F3577B34DA6A3CE929D0E0E4736"}
    parts |= {"u": "a" * 32, "z": "0" * 32, "s": "00f067aa0ba902b7"}
    said = context_says.format(**parts) if isinstance(context_says, str) else context_says
    body = asked(JONAS, VIEW, DE_KORREL, context=AT_LEVEL | {"traceparent": said})

    for path in QUESTIONS:
        answered = at_the_door(
            f"/access/v1/{path}", msgspec.json.encode(body), traceparent=header_says.format(**parts)
        )
        assert answered.status == 200
        assert answered.trace == told.format(**parts)


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"processing_activity_id": "https://register.example/7"}, "https://register.example/7"),
        ({"processing_activity_id": 7}, ""),
        ({"algorithm_id": "a"}, ""),
        ("none", ""),
    ],
)
def test_the_processing_activity_is_told_on(properties: object, told: str) -> None:
    question = asked(ANNA, KOMMUNAL, NORDBY) | {"action": {"name": KOMMUNAL, "properties": properties}}

    for more in ({}, {"evaluations": [{}]}):
        answered = at_the_door("/access/v1/evaluations", msgspec.json.encode(question | more))
        assert answered.status == 200
        assert answered.activity == told


def test_without_the_records_the_door_asks_for_patience_and_says_no_yes() -> None:
    def gone(*_: object) -> object:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        answered = at_the_door("/access/v1/evaluation", request_id="r-1")

    assert answered.status == 503
    assert header(answered, "Retry-After") == "1"
    assert header(answered, "X-Request-ID") == "r-1"
    assert b"unexpectedly" not in answered.body


def test_what_breaks_is_not_told() -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError("a secret")

    with connection.execute_wrapper(broken):
        answered = at_the_door("/access/v1/evaluation")

    assert answered.status == 500
    assert b"secret" not in answered.body


def test_the_metadata_names_every_door(client: Client) -> None:
    told = client.get("/.well-known/authzen-configuration")

    base = settings.BASE_URL
    assert told.json() | {"capabilities": [], "jwks_uri": "", "access_request_endpoint": ""} == {
        "policy_decision_point": base,
        "access_evaluation_endpoint": f"{base}/access/v1/evaluation",
        "access_evaluations_endpoint": f"{base}/access/v1/evaluations",
        "search_subject_endpoint": f"{base}/access/v1/search/subject",
        "search_resource_endpoint": f"{base}/access/v1/search/resource",
        "search_action_endpoint": f"{base}/access/v1/search/action",
        "access_request_endpoint": "",
        "jwks_uri": "",
        "capabilities": [],
    }
    assert "max-age" in told["Cache-Control"]
    assert client.head("/.well-known/authzen-configuration").content == b""


@pytest.mark.parametrize(("user", "right", "place"), [(JONAS, VIEW, DE_KORREL), (JONAS, EDIT, DE_KORREL)])
def test_the_command_line_writes_the_same_answer(
    post: Ask, capsys: pytest.CaptureFixture[str], user: str, right: str, place: str
) -> None:
    typed = parser().parse_args(["why", user, right, place, "--json"])
    typed.run(typed)

    on_the_line = msgspec.json.decode(capsys.readouterr().out)
    at_the_door: Any = post("evaluation", asked(user, right, place))
    assert without_words(on_the_line) == without_words(at_the_door.json())


def without_words(answer: Any) -> Any:
    """The sentences aside: each reader is told other names, in another language."""
    for reason in answer["context"].get("reasons", []):
        assert reason.pop("message")
    return answer
