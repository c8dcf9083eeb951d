"""The one clock. Only doors read it: the web's middleware, the commands and the worker.

Everything below a door is told the moment (`at=`), so that one request has one moment.
"""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
