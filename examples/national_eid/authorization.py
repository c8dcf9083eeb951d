"""Judging an authorization request: OpenID Connect Core 3.1.2 with PKCE (RFC 7636), S256 always. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from examples.national_eid.claims import SCOPES, level_of
from examples.national_eid.clients import Client

CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
ONCE_ONLY: Final = "a parameter is given twice"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a service asks for. `wished`: a level it would like; `least`: below it, it wants no answer."""

    client: str
    redirect_uri: str
    state: str
    nonce: str
    challenge: str
    scopes: tuple[str, ...]
    wished: str
    least: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """`back` only when the error may go to the redirect address: client and address must be known first."""

    error: str
    description: str
    back: str = ""
    state: str = ""


def judged(asked: Mapping[str, list[str]], clients: Mapping[str, Client]) -> Demand | Wrong:
    """The demand that a request makes, or what is wrong with it."""
    one = {name: values[0] for name, values in asked.items() if values}
    client = clients.get(one.get("client_id", ""))
    if client is None:
        return Wrong("invalid_request", "no such client")
    if len(asked.get("client_id", [])) > 1 or len(asked.get("redirect_uri", [])) > 1:
        return Wrong("invalid_request", ONCE_ONLY)
    if (back := one.get("redirect_uri", "")) not in client.redirect_uris:
        return Wrong("invalid_request", "the redirect address is not one that the client registered")
    state = one.get("state", "")
    if objection := _objection(asked, one):
        return Wrong(*objection, back=back, state=state)
    return Demand(
        client=client.id,
        redirect_uri=back,
        state=state,
        nonce=one.get("nonce", ""),
        challenge=one["code_challenge"],
        scopes=tuple(scope for scope in one["scope"].split() if scope in SCOPES),
        wished=next((level for value in one.get("acr_values", "").split() if (level := level_of(value))), ""),
        least=_least(one.get("idp_params", "")),
    )


def _objection(asked: Mapping[str, list[str]], one: Mapping[str, str]) -> tuple[str, str] | None:
    if any(len(values) > 1 for values in asked.values()):
        return "invalid_request", ONCE_ONLY
    if "request" in one:
        return "request_not_supported", "no request objects"
    if "request_uri" in one:
        return "request_uri_not_supported", "no request objects"
    if one.get("response_type") != "code":
        return "unsupported_response_type", "only code"
    if one.get("response_mode", "query") != "query":
        return "invalid_request", "only the response mode query"
    if "openid" not in one.get("scope", "").split():
        return "invalid_scope", "the scope openid is missing"
    if one.get("code_challenge_method") != "S256" or not CHALLENGE.fullmatch(one.get("code_challenge", "")):
        return "invalid_request", "a code challenge by S256 is missing"
    if "none" in one.get("prompt", "").split():
        return "login_required", "this eID keeps nobody logged in"
    return None


def _least(idp_params: str) -> str:
    """The level that a broker's `idp_params={"mitid": {"loa_value": "substantial"}}` insists on."""
    try:
        told: Any = json.loads(idp_params or "{}")
        return level_of(str(told["mitid"]["loa_value"]))
    except (KeyError, TypeError, ValueError):
        return ""
