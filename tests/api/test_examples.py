"""The examples of docs/authzen.md do what the page says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import Ask

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "authzen.md").read_text()
SENT = re.findall(r"https://fuldmagt\.example/access/v1/(\S+) -d '(.+?)'\n", PAGE, re.DOTALL)
SAYS = [json.loads(each) for each in re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)]


@pytest.mark.requirement("X1", "X2")
def test_each_example_is_answered_as_the_page_says(post: Ask) -> None:
    told: dict[str, Any] = {path: post(path, json.loads(body)).json() for path, body in SENT}

    one, error, page = SAYS
    one["context"]["revision"] = told["evaluation"]["context"]["revision"]
    assert told["evaluation"] == one
    assert [each["decision"] for each in told["evaluations"]["evaluations"]] == [True, False]
    assert told["search/resource"]["page"]["count"] == 2
    assert told["search/subject"]["results"] == [{"type": "user", "id": "u2"}]
    assert {name: told["search/action"][name] for name in page} == page
    assert set(error["context"]["error"]) == {"status", "message"}
