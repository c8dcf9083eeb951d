"""What `authorization_details` asks for: rights, and for which organisation (RFC 9396).

A request has the form in which the answer comes back: `type`, `service`, `rights`, `organisation`.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

from fuldmagt.federation.oidc.doors import issuer
from fuldmagt.federation.oidc.problems import Problem
from fuldmagt.sign_in.queries import rights_of

PARTS: Final = {"type", "service", "rights", "organisation"}
LONGEST: Final = 128
WRONG: Final = Problem("invalid_authorization_details", "not in the form that the documentation gives")


@dataclass(frozen=True, slots=True)
class Asked:
    """No right named: all of the services'. No organisation named: the person chooses."""

    rights: tuple[str, ...] = ()
    organisation: str = ""


def details_type() -> str:
    """The type of our authorization details (RFC 9396)."""
    return f"{issuer()}/rights"


def read(written: str, services: tuple[str, ...]) -> Asked | Problem:
    if not written:
        return Asked()
    try:
        details = json.loads(written)
    except (ValueError, RecursionError):
        return WRONG
    if not isinstance(details, list) or not details:
        return WRONG
    if not all(_is_readable(detail, services) for detail in details):
        return WRONG
    named = [right for detail in details for right in detail.get("rights", [])]
    known = rights_of(services, named) if named else []
    # A login acts for one organisation: two that differ are a mistake, as is one beside none.
    organisations = {detail.get("organisation", "") for detail in details}
    if set(named) != set(known) or len(organisations) > 1:
        return WRONG
    return Asked(tuple(known), organisations.pop())


def _is_readable(detail: Any, services: tuple[str, ...]) -> bool:
    """Of our type, of a service that is asked for, and naming rights, an organisation, or both."""
    if not isinstance(detail, dict) or not detail.keys() <= PARTS:
        return False
    if detail.get("type") != details_type() or detail.get("service") not in services:
        return False
    if not detail.keys() & {"rights", "organisation"}:
        return False
    rights = detail.get("rights", ["any"])
    named = isinstance(rights, list) and bool(rights) and all(map(_is_plain, rights))
    return named and _is_plain(detail.get("organisation", "any"))


def _is_plain(text: Any) -> bool:
    """A text that a database takes: JSON can hold others."""
    return isinstance(text, str) and text.isascii() and text.isprintable() and 0 < len(text) <= LONGEST
