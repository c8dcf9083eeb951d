"""The door does what its description says, whatever is sent to it (schemathesis)."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests import effort
from tests.api.conftest import AT_LEVEL, BENCH, QUESTIONS, asked, basic
from tests.decisions.cast import ANNA, BALANS, DE_KORREL, EDIT, JONAS, KOMMUNAL, NORDBY, VIEW

pytestmark = pytest.mark.requirement("X1")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SENT = {"Authorization": basic(*BENCH)}
MODES = {"good": GenerationMode.POSITIVE, "bad": GenerationMode.NEGATIVE}


@pytest.fixture
def described() -> Iterator[Any]:
    """The description of the application, whose requests leave the test's connection open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/access/v1/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_description_is_openapi_and_names_every_door(described: Any) -> None:
    described.validate()

    assert described.raw_schema["openapi"] == "3.1.0"
    paths = {f"/access/v1/{each}" for each in QUESTIONS}
    assert set(described.raw_schema["paths"]) == paths | {"/.well-known/authzen-configuration"}


@pytest.mark.soak
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", QUESTIONS)
def test_whatever_is_sent_the_answer_is_one_that_is_described(described: Any, path: str, mode: str) -> None:
    @settings(
        max_examples=effort.of(300),
        deadline=None,
        derandomize=not effort.WHOLE,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[f"/access/v1/{path}"]["POST"].as_strategy(generation_mode=MODES[mode]))
    def sent(case: Any) -> None:
        case.call_and_validate(headers=SENT, checks=CHECKS)

    sent()


YES = asked(JONAS, VIEW, DE_KORREL, context=AT_LEVEL)
NO = asked(JONAS, EDIT, DE_KORREL, context={"assurance": "low", "time": "2027-06-01T00:00:00Z"})


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("evaluation", YES),
        ("evaluation", NO),
        ("evaluation", asked(ANNA, KOMMUNAL, NORDBY)),
        ("evaluation", {"subject": 7}),
        ("evaluations", {"evaluations": [YES, NO, {}, 7]}),
        ("evaluations", YES),
        ("evaluations", {"options": []}),
        ("search/subject", YES),
        ("search/resource", NO | {"action": {"name": VIEW}}),
        ("search/action", asked(JONAS, "", BALANS)),
        ("search/action", YES | {"page": {"limit": 1}}),
    ],
)
def test_each_kind_of_answer_is_described(described: Any, path: str, body: Any) -> None:
    case = described[f"/access/v1/{path}"]["POST"].Case(body=body, media_type="application/json")

    case.call_and_validate(headers=SENT, checks=CHECKS)
    case.call_and_validate(headers={"Authorization": basic("nobody", "nothing")}, checks=CHECKS)


def test_where_to_ask_is_described(described: Any) -> None:
    described["/.well-known/authzen-configuration"]["GET"].Case().call_and_validate(checks=CHECKS)
