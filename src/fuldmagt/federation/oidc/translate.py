"""A login in the claims of OpenID Connect, in the profile of OpenID NLGov 1.0.1.

The person is the subject, by another name at every client; who the person acts for stands nested in
`represents`, an intermediary first and the represented organisation deepest, so that a client that
does not know the claim cannot take the person for the organisation.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from fuldmagt.clients.sessions import queries
from fuldmagt.federation.oidc.details import details_type
from fuldmagt.federation.oidc.doors import issuer
from fuldmagt.federation.oidc.use import Granted
from fuldmagt.sign_in.queries import organisation_called
from fuldmagt.vocabulary.assurance import BY_WORD

Claims = dict[str, Any]

PSEUDONYM: Final = "urn:nl-eid-gdi:1.0:id:pseudonym"
IDENTIFIERS: Final[Mapping[str, str]] = {
    "nl:kvk": "urn:nl-eid-gdi:1.0:id:KvKnr",
    "nl:rsin": "urn:nl-eid-gdi:1.0:id:RSIN",
}
"""How OpenID NLGov names kinds of identifiers; for the others we name them ourselves."""


def about_login(granted: Granted) -> Claims:
    session = granted.session
    return {
        "acr": BY_WORD[session.level].acr,
        "auth_time": int(session.since.timestamp()),
        "sid": session.ref,
    }


def about_person(granted: Granted, scopes: Collection[str]) -> Claims:
    """Who it is, for whom, with which rights: as much of it as the scopes ask for."""
    session = granted.session
    claims: Claims = {
        "sub": queries.subject(session),
        "sub_id_type": PSEUDONYM,
        "represents": _represents(session.user.organisation.ref, session.organisation),
    }
    if "profile" in scopes:
        claims["name"] = session.user.name
    if "organisation" in scopes:
        # What a service that asks for decisions needs to ask with.
        claims |= {"user": session.user.ref, "means": session.means}
    if not session.means:
        claims["user"] = session.user.ref  # a program has no means, and no scope to ask for its name by
    details = [
        {
            "type": details_type(),
            "service": service,
            "rights": [right for right in granted.rights if right.startswith(f"{service}:")],
            "organisation": session.organisation,
        }
        for service in session.services
        if service in scopes
    ]
    if details:
        claims["authorization_details"] = [detail for detail in details if detail["rights"]]
    return claims


def _represents(home: str, organisation: str) -> Claims:
    deepest = _party(organisation)
    return deepest if home == organisation else {**_party(home), "represents": deepest}


def _party(ref: str) -> Claims:
    organisation = organisation_called(ref)
    scheme = ref.rpartition(":")[0]
    return {
        "iss": issuer(),
        "sub": ref,
        "sub_id_type": IDENTIFIERS.get(scheme, f"{issuer()}/identifiers/{scheme}"),
        "name": organisation.name if organisation else ref,
    }
