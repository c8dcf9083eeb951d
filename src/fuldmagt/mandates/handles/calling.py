"""Calling a client back at an address that it has registered: signed, short, never into a private network.

The name is looked up once and the connection goes to the address that was looked at, so that a name
cannot point elsewhere in between. Nothing is followed, and what is answered is not read.
"""

import socket
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

import httpx
import msgspec
from django.conf import settings
from joserfc import jwt
from joserfc.jwk import ECKey

from fuldmagt.clients.keys import actions, queries
from fuldmagt.clients.rules import LOOPBACK
from fuldmagt.mandates.handles.models import Handle

PATIENCE: Final = httpx.Timeout(5, connect=3)
LIFETIME: Final = timedelta(minutes=5)
ALGORITHM: Final = "ES256"
TYPE: Final = "access-request-callback+jwt"


class NotTakenError(Exception):
    """The client did not take the call; it may later."""


def call(handle: Handle, *, at: datetime) -> None:
    """Tell the client that its request is over; raises NotTakenError. It says no more than the status."""
    if handle.callback not in handle.client.callback_uris:
        raise NotTakenError("the address is no longer registered")
    task = {"id": handle.ref, "status": handle.status, "status_endpoint": status_endpoint(handle)}
    said = {"task": task} | ({"state": handle.callback_state} if handle.callback_state else {})
    body = msgspec.json.encode(said)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {signed(handle, body, at=at)}"}
    url = urlsplit(handle.callback)
    try:
        _post(url, _address(url), body, headers)
    except (OSError, httpx.HTTPError, ValueError) as error:
        raise NotTakenError(f"{type(error).__name__}: {error}") from error


def status_endpoint(handle: Handle) -> str:
    return f"{settings.BASE_URL}/access/v1/requests/{handle.ref}"


def signed(handle: Handle, body: bytes, *, at: datetime) -> str:
    """A token that says who calls whom, and with which body: checked by the keys at our `jwks_uri`."""
    actions.ensure(at=at)
    key = queries.in_use(ALGORITHM, at=at)
    assert key is not None
    digest = urlsafe_b64encode(sha256(body).digest()).rstrip(b"=").decode()
    claims = {
        "iss": settings.BASE_URL,
        "aud": handle.client.ref,
        "iat": int(at.timestamp()),
        "exp": int((at + LIFETIME).timestamp()),
        "jti": f"{handle.ref}.{handle.tries}",
        "body_sha256": digest,
    }
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": TYPE}
    return jwt.encode(header, claims, ECKey.import_key(queries.private(key)), [ALGORITHM])


def _address(url: SplitResult) -> str:
    """The address that the name stands for, when every one of them is out in the open."""
    host, port = url.hostname or "", url.port or (443 if url.scheme == "https" else 80)
    near = host in LOOPBACK and (settings.TESTING or settings.DEMO or settings.DEBUG)
    if url.scheme != "https" and not near:
        raise NotTakenError("only https is called")
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not near and not all(is_public(each) for each in found):
        raise NotTakenError("the name stands for an address that is not public")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an address is anybody's on the internet, be it wrapped in IPv6."""
    ip = ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (mapped is None or is_public(str(mapped)))


def _post(url: SplitResult, address: str, body: bytes, headers: dict[str, str]) -> None:
    host = url.netloc
    named = f"[{address}]" if ":" in address else address
    target = url._replace(netloc=f"{named}:{url.port}" if url.port else named).geturl()
    with httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False) as client:
        extensions = {"sni_hostname": url.hostname}
        with client.stream(
            "POST", target, content=body, headers={**headers, "Host": host}, extensions=extensions
        ) as answer:
            if not answer.is_success:
                raise NotTakenError(f"status {answer.status_code}")
