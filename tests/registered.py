"""A company register as a service: it says what the stand-in says, until a story lets it say otherwise."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote

import pytest
from pytest_django import Settings

from fuldmagt.registers.companies import STAND_IN

Says = Callable[..., None]


@pytest.fixture
def the_register_says(settings: Settings) -> Iterator[Says]:
    """`the_register_says(name="Nordby")`: its record of Nordby Kommune, or of `ref`, now says so.

    None: the record does not say it. `fails`: the register answers with an error.
    """
    records: dict[str, dict[str, Any]] = json.loads(STAND_IN.read_text(encoding="utf-8"))

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            record = records.get(unquote(self.path.rpartition("/")[2]))
            answer = json.dumps(record).encode()
            self.send_response(404 if record is None else 503 if "fails" in record else 200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    def says(ref: str = "dk:cvr:20000015", **said: Any) -> None:
        told = records[ref] | said
        records[ref] = {key: value for key, value in told.items() if value is not None}

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    settings.COMPANY_REGISTER = f"http://127.0.0.1:{server.server_port}/companies"
    try:
        yield says
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
