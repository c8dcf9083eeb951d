"""An authorization request, judged before anything is done about it.

Only once the client is known and the address is one of its own may a problem be sent there
(RFC 6749 section 4.1.2.1); before, it is shown to whoever sits at the browser.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from fuldmagt.clients import queries
from fuldmagt.clients.models import Client
from fuldmagt.clients.rules import LOGIN_SCOPES
from fuldmagt.federation.oidc import details
from fuldmagt.federation.oidc.problems import Problem
from fuldmagt.sign_in.demand import Demand, Prompt
from fuldmagt.vocabulary.assurance import BY_ACR, Level

RESUME: Final = "oidc:resume"
CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")  # base64url of a SHA-256, RFC 7636 section 4.2
NUMBER: Final = re.compile(r"[0-9]{1,9}")
LONGEST_STATE: Final = 1024
LONGEST_NONCE: Final = 512
LOCALE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")  # of BCP 47 what we could speak
MOST_LOCALES: Final = 8
UNSUPPORTED: Final[Mapping[str, str]] = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that may be done: by whom, what it demands of the login, and where the answer goes."""

    client: Client
    demand: Demand
    redirect_uri: str
    state: str


@dataclass(frozen=True, slots=True)
class NotWanted:
    """A request that may not. Without an address, only the person at the browser can be told."""

    problem: Problem
    redirect_uri: str = ""
    state: str = ""


def judged(parameters: Mapping[str, str]) -> Wanted | NotWanted:
    client = queries.client(parameters.get("client_id", ""))
    if client is None:
        return NotWanted(Problem("invalid_request", "the client is not known"))
    address = parameters.get("redirect_uri", "")
    if address not in client.redirect_uris:
        return NotWanted(Problem("invalid_request", "the redirect_uri is not one of the client"))
    state = parameters.get("state", "")
    problem = _problem(parameters)
    if problem:
        return NotWanted(problem, address, state[:LONGEST_STATE])
    demand = _demand(client, tuple(dict.fromkeys(parameters["scope"].split())), parameters)
    if isinstance(demand, Problem):
        return NotWanted(demand, address, state)
    return Wanted(client, demand, address, state)


def _problem(parameters: Mapping[str, str]) -> Problem | None:
    """What is wrong with the request whoever the client is."""
    for name, error in UNSUPPORTED.items():
        if name in parameters:
            return Problem(error)
    if parameters.get("response_type") != "code":
        return Problem("unsupported_response_type", "only code is")
    if parameters.get("response_mode", "query") != "query":
        return Problem("invalid_request", "only the response_mode query is supported")
    if "openid" not in parameters.get("scope", "").split():
        return Problem("invalid_scope", "the scope openid is needed")
    if parameters.get("code_challenge_method") != "S256":
        return Problem("invalid_request", "code_challenge_method must be S256")
    if not CHALLENGE.fullmatch(parameters.get("code_challenge", "")):
        return Problem("invalid_request", "code_challenge must be that of S256")
    too_long = len(parameters.get("state", "")) > LONGEST_STATE
    if too_long or len(parameters.get("nonce", "")) > LONGEST_NONCE:
        return Problem("invalid_request", "state or nonce is too long")
    if not NUMBER.fullmatch(parameters.get("max_age", "0")):
        return Problem("invalid_request", "max_age must be a number of seconds")
    return None


def _demand(client: Client, scopes: tuple[str, ...], parameters: Mapping[str, str]) -> Demand | Problem:
    """The request in the words of a login. A client that names no service asks for all of its own."""
    own = queries.services_of(client)
    services = tuple(service for service in own if service in scopes) or tuple(own)
    if not set(scopes) <= set(client.scopes) or not set(scopes) <= {*LOGIN_SCOPES, *own}:
        return Problem("invalid_scope", "a scope is not one of the client")
    if not services:
        return Problem("unauthorized_client", "the client lets nobody in to any service")
    asked = details.read(parameters.get("authorization_details", ""), services)
    prompt = _prompt(parameters.get("prompt", ""))
    level = _level(parameters.get("acr_values", ""))
    for part in (asked, prompt, level):
        if isinstance(part, Problem):
            return part
    assert not isinstance(asked, Problem)
    assert not isinstance(prompt, Problem)
    assert not isinstance(level, Problem)
    return Demand(
        door=RESUME,
        client=client.ref,
        services=services,
        rights=asked.rights,
        organisation=asked.organisation,
        level=level,
        prompt=prompt,
        max_age=timedelta(seconds=int(parameters["max_age"])) if "max_age" in parameters else None,
        login_hint=parameters.get("login_hint", "")[:100],
        ui_locales=_locales(parameters.get("ui_locales", "")),
        reply={
            "redirect_uri": parameters["redirect_uri"],
            "state": parameters.get("state", ""),
            "nonce": parameters.get("nonce", ""),
            "challenge": parameters["code_challenge"],
            "scopes": list(scopes),
            "rights": list(asked.rights),
        },
    )


def _prompt(written: str) -> frozenset[Prompt] | Problem:
    """`consent` asks for nothing here: nobody but the law lets a user act, so there is none to give."""
    words = set(written.split()) - {"consent"}
    if not words <= set(Prompt) or (Prompt.NONE in words and len(words) > 1):
        return Problem("invalid_request", "prompt is not known")
    return frozenset(Prompt(word) for word in words)


def _locales(written: str) -> tuple[str, ...]:
    """The languages the service asks for. What is none is passed over, and nothing long is kept."""
    return tuple(word for word in written.split()[:MOST_LOCALES] if LOCALE.fullmatch(word))


def _level(written: str) -> Level | Problem | None:
    """The lowest level asked for: a login below it is not made (OpenID NLGov 1.0.1, acr)."""
    words = written.split()
    known = [BY_ACR[word] for word in words if word in BY_ACR]
    if words and not known:
        return Problem("unmet_authentication_requirements", "none of the acr_values is known")
    return min(known) if known else None
