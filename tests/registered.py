"""What the company register says in a story, where it says other than the stand-in register does."""

import json
from pathlib import Path
from typing import Any

import pytest

from fuldmagt.registers import companies


def the_register_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ref: str = "dk:cvr:20000015", **said: Any
) -> None:
    """From now on the register's record of this organisation says this; None: it does not say it."""
    records = json.loads(companies.STAND_IN.read_text(encoding="utf-8"))
    record = records[ref] | said
    records[ref] = {key: value for key, value in record.items() if value is not None}
    file = tmp_path / f"companies-{len(list(tmp_path.iterdir()))}.json"
    file.write_text(json.dumps(records), encoding="utf-8")
    monkeypatch.setattr(companies, "STAND_IN", file)
