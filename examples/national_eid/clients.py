"""The services registered at the stand-in, in the words of OpenID Connect Dynamic Registration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from examples.national_eid.claims import MODES

METHODS: Final = ("client_secret_basic", "client_secret_post", "private_key_jwt")
ALGORITHMS: Final = ("RS256", "ES256")


@dataclass(frozen=True, slots=True)
class Client:
    id: str
    name: str
    redirect_uris: tuple[str, ...]
    methods: tuple[str, ...]
    secret: str = ""
    jwks: Mapping[str, Any] = field(default_factory=dict)
    jwks_uri: str = ""
    algorithm: str = "RS256"
    mode: str = ""


def read(told: list[dict[str, Any]]) -> dict[str, Client]:
    clients = {}
    for number, line in enumerate(told, 1):
        try:
            client = _client(line)
        except (KeyError, TypeError, ValueError) as wrong:
            raise SystemExit(f"Not started: client {number} in the list of clients: {wrong}") from wrong
        clients[client.id] = client
    return clients


def _client(line: dict[str, Any]) -> Client:
    secret = str(line.get("client_secret") or "")
    chosen = line.get("token_endpoint_auth_method")
    client = Client(
        id=str(line["client_id"]),
        name=str(line.get("client_name") or line["client_id"]),
        redirect_uris=tuple(line["redirect_uris"]),
        methods=(chosen,) if chosen else (METHODS[:2] if secret else METHODS[2:]),
        secret=secret,
        jwks=line.get("jwks") or {},
        jwks_uri=str(line.get("jwks_uri") or ""),
        algorithm=str(line.get("id_token_signed_response_alg") or "RS256"),
        mode=str(line.get("mode") or ""),
    )
    if not set(client.methods) <= set(METHODS):
        raise ValueError(f"token_endpoint_auth_method is one of {METHODS}")
    if client.algorithm not in ALGORITHMS or client.mode not in MODES:
        raise ValueError(f"id_token_signed_response_alg is one of {ALGORITHMS}, mode one of {tuple(MODES)}")
    if "private_key_jwt" in client.methods and not (client.jwks or client.jwks_uri):
        raise ValueError("private_key_jwt needs jwks or jwks_uri")
    if set(client.methods) & set(METHODS[:2]) and not secret:
        raise ValueError("a secret is missing")
    return client
