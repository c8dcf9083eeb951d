"""Reading the decision log: what was asked, by time and by application."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct


class Wanted(Struct, frozen=True):
    """Which records: from `since` up to, not including, `until`, of one client or of all."""

    since: datetime | None = None
    until: datetime | None = None
    client: str = ""

    def has(self, record: dict[str, Any]) -> bool:
        at = record["timestamp"]
        if self.since is not None and at < self.since.timestamp() * 1000:
            return False
        if self.until is not None and at >= self.until.timestamp() * 1000:
            return False
        return self.client in {"", record["attributes"]["fuldmagt.client"]}


def records(folder: Path, wanted: Wanted) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Each record that is wanted, as its line and read; a last line that is not whole yet is passed over."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n") and wanted.has(record := msgspec.json.decode(line)):
                    yield line, record
