"""What every test may use. A cast of people and organisations is in tests/cast.py."""

import ipaddress
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from zlib import crc32

import pytest
import time_machine
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.effort import WHOLE

pytest_plugins = ["tests.browser", "tests.registered"]

# A machine that has much to do is no fault of what is tried out on it.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# A Monday morning in the office: winter time, before every end date of the stories.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


MANY = 4
"""Cases of one story beyond which the second database sees about every third."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, of many cases of one story a third, and each with odd signs: SQLite takes those that it
    does not. With SOAK=1 all."""
    if WHOLE or "FULDMAGT_DATABASE_URL" not in os.environ:
        return
    stories = groupby(items, key=lambda item: item.nodeid.partition("[")[0])
    left = {
        id(item)
        for cases in (list(each) for _, each in stories)
        for item in cases
        if len(cases) <= MANY or "\\" in item.nodeid or len(item.nodeid) > 250 or drawn(item.nodeid)
    }
    config.hook.pytest_deselected(items=[item for item in items if id(item) not in left])
    items[:] = [item for item in items if id(item) in left]


def drawn(name: str) -> bool:
    """One of three, the same in each process."""
    return crc32(name.encode()) % 3 == 0


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock that the doors read, at rest on a Monday morning; `clock.shift(...)` moves it on."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def no_language_is_left_behind() -> Iterator[None]:
    """A page in one test leaves its language to its thread; the next test begins in the default again."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def nothing_is_held_from_another_world() -> None:
    """What a process holds to decide from goes with the test's records."""
    from fuldmagt.api.access import wording
    from fuldmagt.decisions import ask

    ask.engine.cache_clear()
    wording.forget()


def nobody_outside(event: str, arguments: tuple[object, ...]) -> None:
    """Tests talk to this machine alone: whatever would reach further fails where it tries."""
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and isinstance(host := address[0], str):
        assert host == "localhost" or ipaddress.ip_address(host).is_loopback, f"a test connects to {host}"


sys.addaudithook(nobody_outside)


def own_columns_only(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """A condition on another table becomes a subquery, which PostgreSQL judges by an older view of the rows:
    of many who update at once, more than one would win."""
    assert not (sql.startswith("UPDATE ") and "SELECT " in sql), f"an update looks into another table: {sql}"
    return execute(sql, *rest)


def watch(connection: BaseDatabaseWrapper, **_: object) -> None:
    if own_columns_only not in connection.execute_wrappers:
        connection.execute_wrappers.append(own_columns_only)


connection_created.connect(watch)
