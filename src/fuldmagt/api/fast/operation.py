"""What those who run the decision port ask it, as on the web port: is it up, can it answer, how is it
doing."""

import os
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from django.conf import settings
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    values,
)
from prometheus_client.multiprocess import MultiProcessCollector

from fuldmagt.api.access.account import EVENTS
from fuldmagt.api.access.messages import JSON, Answered, Asked, problem
from fuldmagt.secrets import hashes

PROCESS: Final = os.getpid()
if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
    # Each process imports this for itself. Otherwise the kernel is asked for the number four times at each
    # answer, which takes longer than to decide.
    values.ValueClass = values.MultiProcessValue(lambda: PROCESS)  # type: ignore[no-untyped-call]  # the same
ANSWERS: Final = Counter("fuldmagt_access_answers", "Answers of the door for decisions", ["path", "status"])
SECONDS: Final = Histogram(
    "fuldmagt_access_seconds",
    "Seconds from the whole request to its answer",
    ["path"],
    buckets=(0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5),
)
TIMED: Final = {path: SECONDS.labels(path) for path in EVENTS}
COUNTED: Final = {path: ANSWERS.labels(path, "200") for path in EVENTS}


def count(path: str, status: int, seconds: float) -> None:
    """Note an answer; of what is not asked at this door, nothing."""
    timed = TIMED.get(path)
    if timed is None:
        return
    timed.observe(seconds)
    (COUNTED[path] if status == HTTPStatus.OK else ANSWERS.labels(path, str(status))).inc()


def alive(asked: Asked, is_ready: bool) -> Answered:
    return Answered(HTTPStatus.OK.value, (("Content-Type", JSON),), b'{"status":"alive"}')


def ready(asked: Asked, is_ready: bool) -> Answered:
    """Whether what the process holds is young enough to answer from."""
    if is_ready:
        return Answered(HTTPStatus.OK.value, (("Content-Type", JSON),), b'{"status":"ready"}')
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer.")


def metrics(asked: Asked, is_ready: bool) -> Answered:
    """Prometheus's text, of all processes of the port, for whoever holds FULDMAGT_METRICS_TOKEN as bearer."""
    given = asked.authorization.removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hashes.same(given, settings.METRICS_TOKEN):
        return problem(HTTPStatus.NOT_FOUND, "There is nothing here.")
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return Answered(HTTPStatus.OK.value, (("Content-Type", CONTENT_TYPE_LATEST),), generate_latest())
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library's own
    return Answered(HTTPStatus.OK.value, (("Content-Type", CONTENT_TYPE_LATEST),), generate_latest(together))


PAGES: Final[Mapping[str, Callable[[Asked, bool], Answered]]] = {
    "/healthz": alive,
    "/readyz": ready,
    "/metrics": metrics,
}
