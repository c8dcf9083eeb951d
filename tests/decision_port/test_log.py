"""What services ask is on record: one line each, nothing lost when the port ends as it should."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

from fuldmagt.commands.main import main
from fuldmagt.decisions import world
from fuldmagt.decisions.loading import load
from fuldmagt.vocabulary import clock
from tests.decision_port.port import Port, asked, serving
from tests.decisions.cast import ANNA, EDIT, FILE, JONAS, KOMMUNAL, NORDBY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("X1")]

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture(autouse=True)
def cast(transactional_db: None) -> None:
    parsed = world.parse(FILE.read_bytes())
    assert isinstance(parsed, world.World)
    load(parsed, replace=True, by="test", at=clock.now())


def ask_often(port: Port, times: int) -> None:
    with port.client() as bench:
        for n in range(times):
            question = asked(ANNA, KOMMUNAL, NORDBY) if n % 2 else asked(JONAS, EDIT, NORDBY)
            assert bench.post("/access/v1/evaluation", json=question).status_code == 200


def test_each_question_has_one_record_when_the_port_has_ended(tmp_path: Path) -> None:
    with serving(tmp_path, workers=2) as port, ThreadPoolExecutor(4) as crowd:
        list(crowd.map(lambda _: ask_often(port, 50), range(4)))
    records = port.records()
    assert len(records) == 200
    assert len({each["span_id"] for each in records}) == 200
    assert {each["status"] for each in records} == {"Ok"}, "a no is no error"
    assert sum(each["body"]["adl.core.response"]["decision"] for each in records) == 100


def test_a_record_tells_who_asked_what_in_which_trace(tmp_path: Path) -> None:
    with serving(tmp_path) as port, port.client() as bench:
        question: dict[str, Any] = asked(ANNA, KOMMUNAL, NORDBY)
        question["action"]["properties"] = {"processing_activity_id": "https://example.org/activity/7"}
        bench.post("/access/v1/evaluation", json=question, headers={"traceparent": TRACE})
        bench.post("/access/v1/evaluation", content=b"{\n}", headers={"Content-Type": "application/json"})
        bench.post("/access/v1/search/action", json={k: question[k] for k in ("subject", "resource")})
        bench.post("/access/v1/evaluation", json=question, auth=("bench", "wrong"))
    first, second, third = sorted(port.records(), key=lambda each: each["timestamp"])
    assert first["event_name"] == "adl.access_evaluation"
    assert (first["trace_id"], first["parent_span_id"]) == (TRACE[3:35], TRACE[36:52])
    assert first["attributes"]["fuldmagt.client"] == "bench"
    assert first["attributes"]["dpl.core.processing_activity_id"] == "https://example.org/activity/7"
    assert first["body"]["adl.core.request"] == question
    assert first["body"]["adl.core.response"]["context"]["way"] == "direct"
    assert (second["status"], second["body"]["adl.core.request"]) == ("Error", {})
    assert third["event_name"] == "adl.search_action"


@pytest.mark.parametrize("without", ["users", "bodies"])
def test_what_an_operator_does_not_want_to_keep_is_not_kept(tmp_path: Path, without: str) -> None:
    with serving(tmp_path, FULDMAGT_DECISION_LOG_WITHOUT=without) as port:
        ask_often(port, 2)
    written = "".join(path.read_text() for path in port.log.glob("*.jsonl"))
    assert f'"{ANNA}"' not in written
    assert (KOMMUNAL in written) == (without == "users")
    assert len(port.records()) == 2


def test_a_sample_is_kept_where_one_is_wanted(tmp_path: Path) -> None:
    with serving(tmp_path, FULDMAGT_DECISION_LOG_PERCENT="20") as port:
        ask_often(port, 100)
    assert 2 <= len(port.records()) <= 50


class Collector(BaseHTTPRequestHandler):
    """Takes what it is sent, and says so."""

    taken: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        (resource,) = body["resourceLogs"]
        self.taken.extend(resource["scopeLogs"][0]["logRecords"])
        self.send_response(200 if self.path == "/v1/logs" else 404)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def collector() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    Collector.taken.clear()
    running = Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    running.join()
    server.server_close()


def test_an_operator_prints_the_log_or_sends_it_to_a_collector(
    tmp_path: Path, collector: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(tmp_path) as port:
        ask_often(port, 3)
    folder = ["--folder", str(port.log)]

    assert main(["decisions", *folder, "--client", "bench"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert printed == port.records()
    assert main(["decisions", *folder, "--client", "another"]) == 0
    assert main(["decisions", *folder, "--until", "2020-01-01T00:00:00Z"]) == 0
    assert capsys.readouterr().out == ""

    assert main(["decisions", *folder, "--otlp", collector]) == 0
    assert "3 records were sent" in capsys.readouterr().out
    assert [each["traceId"] for each in Collector.taken] == [each["trace_id"] for each in printed]
    told = {each["key"]: each["value"] for each in Collector.taken[0]["attributes"]}
    assert told["event.name"] == {"stringValue": "adl.access_evaluation"}


def test_an_operator_is_told_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decisions", "--folder", str(tmp_path / "none")]) == 1
    assert "There is no decision log in" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["decisions", "--since", "yesterday"])
    assert "no instant with a zone" in capsys.readouterr().err
    with serving(tmp_path) as port:
        ask_often(port, 1)
    assert main(["decisions", "--folder", str(port.log), "--otlp", "http://127.0.0.1:9"]) == 1
    assert "cannot be reached" in capsys.readouterr().err
