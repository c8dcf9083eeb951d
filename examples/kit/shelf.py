"""Things kept for a short while under a key that only its holder knows: codes, tokens, used-up numbers."""

import hashlib
import json
import secrets
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

TABLE = (
    "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, value TEXT, until REAL, PRIMARY KEY (kind, key))"
)


class Shelf:
    """A file that several threads and processes may use; a key is kept only as its hash."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with closing(self._open()) as shelf:
            shelf.execute("PRAGMA journal_mode=WAL")
            shelf.execute(TABLE)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.file, timeout=10, isolation_level=None)

    def put(self, kind: str, value: dict[str, Any], *, at: datetime, keep: timedelta) -> str:
        key = secrets.token_urlsafe(32)
        self.claim(kind, key, value, at=at, keep=keep)
        return key

    def claim(self, kind: str, key: str, value: dict[str, Any], *, at: datetime, keep: timedelta) -> bool:
        """Keep something under a key of somebody else's choice; False when the key is taken."""
        with closing(self._open()) as shelf:
            shelf.execute("DELETE FROM kept WHERE until < ?", (at.timestamp(),))
            row = (kind, _hash(key), json.dumps(value), (at + keep).timestamp())
            return shelf.execute("INSERT OR IGNORE INTO kept VALUES (?, ?, ?, ?)", row).rowcount == 1

    def look(self, kind: str, key: str, *, at: datetime) -> dict[str, Any] | None:
        return self._read("SELECT value, until FROM kept WHERE kind = ? AND key = ?", kind, key, at)

    def take(self, kind: str, key: str, *, at: datetime) -> dict[str, Any] | None:
        """What lies there, once: of several who take at the same time one gets it."""
        return self._read("DELETE FROM kept WHERE kind = ? AND key = ? RETURNING value, until", kind, key, at)

    def _read(self, sql: str, kind: str, key: str, at: datetime) -> dict[str, Any] | None:
        with closing(self._open()) as shelf:
            row = shelf.execute(sql, (kind, _hash(key))).fetchone()
        if row is None or row[1] < at.timestamp():
            return None
        value: dict[str, Any] = json.loads(row[0])
        return value


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
