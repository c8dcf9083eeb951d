"""What every test may use. A cast of people and organisations is in tests/cast.py."""

import ipaddress
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

pytest_plugins = ["tests.browser"]

# A Monday morning in the office: winter time, before every end date of the stories.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock that the doors read, at rest on a Monday morning; `clock.shift(...)` moves it on."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def nobody_outside(event: str, arguments: tuple[object, ...]) -> None:
    """Tests talk to this machine alone: whatever would reach further fails where it tries."""
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and isinstance(host := address[0], str):
        assert host == "localhost" or ipaddress.ip_address(host).is_loopback, f"a test connects to {host}"


sys.addaudithook(nobody_outside)
