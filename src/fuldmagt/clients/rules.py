"""What a client may be: its addresses and its scopes. Pure."""

import re
from datetime import timedelta
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from fuldmagt.vocabulary.refusals import Reason, Refusal

LOGIN_SCOPES: Final = ("openid", "profile", "organisation")
ACCESS_SCOPES: Final = ("access:evaluate", "access:search", "access:simulate", "access:request")
"""Scopes besides those of the services, each of which is named like its service."""

MANAGE_SCOPES: Final = ("advisers:manage", "grants:manage")
"""Whose holder speaks for its provider at the management door."""

PROGRAM_SCOPES: Final = (*ACCESS_SCOPES, *MANAGE_SCOPES)
"""What a provider's program asks a token for in its own name. The latter it has to ask for by name."""

ALGORITHMS: Final = ("ES256", "RS256")
"""How we sign. RS256 because OpenID NLGov 1.0.1 demands it, ES256 because it is quicker and shorter."""

QUIET: Final = timedelta(minutes=1)
"""How often a wrong proof in a client's name is written down at most. A client id is no secret, so anybody
could fill the log, which forgets nothing; that somebody tries is seen as well by one entry a minute."""

OVERLAP: Final = timedelta(days=7)
"""How long an old secret may count beside a new one, so that an application changes without a pause."""

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
OURS: Final = frozenset({"code", "state", "iss", "error", "error_description", "error_uri", "response"})
"""Parameters that we add to a redirect URI, which therefore may not stand in it."""

METHODS: Final = ("client_secret_basic", "client_secret_post", "private_key_jwt")

REFERENCE: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?")
# What RFC 3986 lets stand in a URI, but for the wildcard: redirect URIs are compared byte by byte.
ADDRESS: Final = re.compile(r"[A-Za-z0-9\-._~:/?&=%@!$'(),;+\[\]]{1,500}")


def reference_problem(ref: str) -> Refusal | None:
    return None if REFERENCE.fullmatch(ref) else Refusal(Reason.INPUT_NOT_USABLE, about="client id")


def address_problem(address: str) -> Refusal | None:
    """Why an address cannot be one to send people back to; None when it can.

    RFC 9700 section 2.1 and 4.1: exact, https (or this very machine), nothing that a pattern could
    widen, no fragment, and no parameter that the answer itself carries.
    """
    refusal = Refusal(Reason.INPUT_NOT_USABLE, about=address[:200])
    if not ADDRESS.fullmatch(address):
        return refusal
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return refusal
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not host or not safe or "@" in parts.netloc:
        return refusal
    names = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return refusal if names & OURS else None


def scopes_problem(scopes: list[str], services: list[str]) -> Refusal | None:
    """Why a client cannot have these scopes: one that nobody knows, or another's service."""
    known = {*LOGIN_SCOPES, *ACCESS_SCOPES, *MANAGE_SCOPES, *services}
    unknown = [scope for scope in scopes if scope not in known]
    return Refusal(Reason.INPUT_NOT_USABLE, about=unknown[0]) if unknown else None


def method_problem(authentication: str, algorithm: str) -> Refusal | None:
    if authentication not in METHODS:
        return Refusal(Reason.INPUT_NOT_USABLE, about=authentication)
    return None if algorithm in ALGORITHMS else Refusal(Reason.INPUT_NOT_USABLE, about=algorithm)
