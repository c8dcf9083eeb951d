"""Sending the decision log to a collector: OpenTelemetry's protocol for logs, over HTTP, as JSON.

Source: OTLP specification 1.5, "OTLP/HTTP" and "JSON Protobuf Encoding": trace and span in hexadecimal,
numbers of 64 bits as text, one answer for each batch.
"""

from collections.abc import Sequence
from typing import Any, Final

import httpx
import msgspec

SEVERITY: Final = {"Ok": (9, "INFO"), "Error": (17, "ERROR"), "Unset": (0, "")}
PATH: Final = "/v1/logs"
PATIENCE: Final = 30.0


class Unsent(Exception):  # noqa: N818  # not our fault: the collector's answer, in its words
    """The collector did not take the records."""


def send(records: Sequence[dict[str, Any]], *, to: str) -> None:
    """Send them as one batch; `to` is the collector's address, with or without the path of logs."""
    address = to if to.endswith(PATH) else to.rstrip("/") + PATH
    body = {
        "resourceLogs": [{"resource": _resource(), "scopeLogs": [{"logRecords": list(map(_log, records))}]}]
    }
    try:
        answer = httpx.post(
            address,
            content=msgspec.json.encode(body),
            headers={"Content-Type": "application/json"},
            timeout=PATIENCE,
        )
    except httpx.HTTPError as error:
        raise Unsent(f"{address} cannot be reached: {error}") from error
    if answer.status_code != httpx.codes.OK:
        raise Unsent(f"{address} answered {answer.status_code}")
    refused = answer.json().get("partialSuccess", {}).get("rejectedLogRecords", 0) if answer.content else 0
    if int(refused):
        raise Unsent(f"{address} refused {refused} of {len(records)} records")


def _resource() -> dict[str, Any]:
    return {"attributes": [_attribute("service.name", "fuldmagt")]}


def _log(record: dict[str, Any]) -> dict[str, Any]:
    number, word = SEVERITY[record["status"]]
    told = record["attributes"] | {"event.name": record["event_name"]}
    if record["parent_span_id"]:
        told["adl.parent_span_id"] = record["parent_span_id"]
    return {
        "timeUnixNano": str(record["timestamp"] * 1_000_000),
        "severityNumber": number,
        "severityText": word,
        "traceId": record["trace_id"],
        "spanId": record["span_id"],
        "body": {"stringValue": msgspec.json.encode(record["body"]).decode()},
        "attributes": [_attribute(name, value) for name, value in told.items()],
    }


def _attribute(name: str, value: object) -> dict[str, Any]:
    kind = {"intValue": str(value)} if isinstance(value, int) else {"stringValue": str(value)}
    return {"key": name, "value": kind}
