"""A service asks on the decision port, and is told what the web port tells."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client

from fuldmagt.clients.models import Client as Application
from fuldmagt.decisions import world
from fuldmagt.decisions.loading import load
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.revisions.queries import raise_revision
from fuldmagt.vocabulary import clock
from tests.api.conftest import basic
from tests.decision_port.port import BENCH, Port, asked, serving
from tests.decisions.cast import ANNA, BAKERY, DE_KORREL, EDIT, FILE, JONAS, KOMMUNAL, NORDBY, VIEW
from tests.waiting import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("X1", "X2")]

QUESTIONS = [
    asked(ANNA, KOMMUNAL, NORDBY),
    asked(JONAS, VIEW, DE_KORREL),
    asked(JONAS, VIEW, BAKERY, "branch"),
    asked(JONAS, EDIT, DE_KORREL),
    asked(ANNA, VIEW, DE_KORREL),
    asked(ANNA, KOMMUNAL, NORDBY, means="private_eid"),
    asked("nobody", "no:right", "no:place"),
    {"subject": {"type": "user"}},
    {"subject": 1},
]


@pytest.fixture(autouse=True)
def cast(transactional_db: None) -> None:
    parsed = world.parse(FILE.read_bytes())
    assert isinstance(parsed, world.World)
    load(parsed, replace=True, by="test", at=clock.now())


@pytest.fixture
def port(cast: None, tmp_path: Path) -> Any:
    with serving(tmp_path) as running:
        yield running


def same(here: httpx.Response, there: Any) -> None:
    assert here.status_code == there.status_code
    assert here.json() == there.json()
    assert here.headers["content-type"] == there.headers["content-type"]
    assert here.headers["cache-control"] == there.headers["cache-control"]


def test_both_ports_tell_the_same(port: Port, client: Client) -> None:
    headers = {"Authorization": basic(*BENCH), "Accept-Language": "nl", "X-Request-ID": "bfe9eb29"}

    def both(path: str, body: Any) -> None:
        written = json.dumps(body)
        here = httpx.post(f"{port.address}/access/v1/{path}", content=written, headers=headers | TYPE)
        there = client.post(f"/access/v1/{path}", written, content_type="application/json", headers=headers)
        same(here, there)
        assert here.headers["x-request-id"] == "bfe9eb29"

    for question in QUESTIONS:
        both("evaluation", question)
        both("evaluation", question)  # now from what is held
    both("evaluations", {"evaluations": QUESTIONS})
    both("evaluations", {"evaluations": QUESTIONS, "options": {"evaluations_semantic": "deny_on_first_deny"}})
    user, right, place = QUESTIONS[1]["subject"], QUESTIONS[1]["action"], QUESTIONS[1]["resource"]
    both("search/resource", {"subject": user, "action": right, "resource": {"type": "organisation"}})
    both("search/action", {"subject": user, "resource": place})
    both("search/subject", {"subject": {"type": "user"}, "action": right, "resource": place})
    for path in (".well-known/authzen-configuration", "access/v1/openapi.json", "access/v1/nothing"):
        same(httpx.get(f"{port.address}/{path}"), client.get(f"/{path}"))


TYPE = {"Content-Type": "application/json"}


def test_who_is_not_let_in_is_told_nothing(port: Port) -> None:
    question = asked(ANNA, KOMMUNAL, NORDBY)
    address = f"{port.address}/access/v1/evaluation"
    nobody = httpx.post(address, json=question)
    wrong = httpx.post(address, json=question, auth=("bench", "wrong"))
    unknown = httpx.post(address, json=question, auth=("unknown", "wrong"))
    assert nobody.status_code == wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content
    assert "www-authenticate" in nobody.headers

    with port.client() as bench:
        assert bench.post("/access/v1/evaluation", json=question).json()["decision"] is True
        Application.objects.update(state="suspended")
        until(
            lambda: bench.post("/access/v1/evaluation", json=question).status_code == 401,
            within=2,
            doing="the client to be locked out",
        )


@pytest.mark.requirement("C4")
def test_whoever_shows_the_newer_revision_is_not_answered_by_the_older_view(port: Port) -> None:
    question = asked(ANNA, KOMMUNAL, NORDBY)
    with port.client() as bench:
        first = bench.post("/access/v1/evaluation", json=question).json()
        assert first["decision"] is True
        Assignment.objects.filter(ref="a1").update(state="revoked")
        raise_revision(NORDBY)
        number = Organisation.objects.get(ref=NORDBY).revision
        newer = first["context"]["revision"].rpartition("-")[0] + f"-{number:x}"

        question["context"]["at_least_revision"] = newer

        second = bench.post("/access/v1/evaluation", json=question).json()
    assert second["decision"] is False
    assert second["context"]["revision"] == newer


def test_what_is_too_much_is_refused_by_its_size(port: Port) -> None:
    address = f"{port.address}/access/v1/evaluation"
    told = {"Content-Type": "application/json", "Authorization": basic(*BENCH)}
    assert httpx.post(address, content=b" " * (1 << 21), headers=told).status_code == 413
    parts = (b" " * 100_000 for _ in range(20))
    assert httpx.post(address, content=parts, headers=told).status_code == 413
    many = {"evaluations": [asked(ANNA, KOMMUNAL, NORDBY)] * 1_001}
    assert httpx.post(f"{address}s", json=many, auth=BENCH).status_code == 400


def test_those_who_run_it_see_that_it_is_well(cast: None, tmp_path: Path) -> None:
    with serving(tmp_path, workers=2, FULDMAGT_METRICS_TOKEN="see-counts") as port:
        until(
            lambda: httpx.get(f"{port.address}/readyz").json() == {"status": "ready"},
            doing="the process that is asked to have looked",
        )
        assert httpx.get(f"{port.address}/healthz").json() == {"status": "alive"}
        assert httpx.get(f"{port.address}/metrics").status_code == 404
        for _ in range(20):
            httpx.post(f"{port.address}/access/v1/evaluation", json=QUESTIONS[0], auth=BENCH)
        counts = httpx.get(f"{port.address}/metrics", headers={"Authorization": "Bearer see-counts"}).text
    line = 'fuldmagt_access_answers_total{path="/access/v1/evaluation",status="200"} 20.0'
    assert line in counts, "the processes count together"
