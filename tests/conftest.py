"""What every test may use. A cast of people and organisations is in tests/cast.py."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

# A Monday morning in the office: winter time, before every end date of the stories.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock that the doors read, at rest on a Monday morning; `clock.shift(...)` moves it on."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller
