"""An RSGI application that reads a request and answers a constant: the limit of the server."""

from typing import Any


async def application(scope: Any, protocol: Any) -> None:
    await protocol()
    protocol.response_bytes(200, [("content-type", "application/json")], b'{"decision":true}')
