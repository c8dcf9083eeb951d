"""A client asks us to log a person off (OpenID Connect RP-Initiated Logout 1.0)."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fuldmagt.clients import queries as clients
from fuldmagt.clients.keys import queries as keys
from fuldmagt.clients.models import Client
from fuldmagt.clients.sessions import actions, queries
from fuldmagt.clients.sessions.models import Session
from fuldmagt.federation.oidc import doors, jose
from fuldmagt.federation.oidc.doors import issuer
from fuldmagt.federation.oidc.problems import Problem
from fuldmagt.federation.oidc.requests import LONGEST_STATE
from fuldmagt.federation.oidc.views.authorize import Visitor
from fuldmagt.sign_in import leaving


class Request(HttpRequest):
    at: datetime
    visitor: Visitor | None


@csrf_exempt
@doors.for_everybody
@require_http_methods(["GET", "POST"])
def log_out(request: Request) -> HttpResponse:
    """At once, when the client shows an ID token of this browser's login; else the person is asked."""
    parameters = doors.by_get(request)
    if isinstance(parameters, HttpResponse):
        return parameters
    if isinstance(parameters, Problem):
        return _told(request, parameters)
    hint = _hint(parameters.get("id_token_hint", ""), at=request.at)
    address = _address(parameters, hint)
    if isinstance(address, Problem):
        return _told(request, address)
    session = queries.session(hint["sid"], client=hint["aud"]) if hint else None
    if session is not None and _is_this_browsers(request, session):
        _leave(request, session)
        return doors.SeeOther(address or reverse("sign_in:left"))
    query = urlencode({"then": leaving.sealed(address)} if address else {})
    return doors.SeeOther(f"{reverse('sign_in:out')}?{query}")


def _told(request: Request, problem: Problem) -> HttpResponse:
    return render(request, "sign_in/service_mistaken.html", {"problem": problem}, status=400)


def _hint(token: str, *, at: datetime) -> dict[str, Any] | None:
    """The claims of an ID token of ours, however old: it says who asks, it opens nothing."""
    header = jose.header_of(token)
    claims = jose.verified(token, keys.published(at=at)) if header else None
    if claims is None or header is None or header.get("typ") != "JWT" or claims.get("iss") != issuer():
        return None
    named = isinstance(claims.get("aud"), str) and isinstance(claims.get("sid"), str)
    return claims if named else None


def _address(parameters: dict[str, str], hint: dict[str, Any] | None) -> str | Problem:
    """Where to go afterwards: an address that the client has registered, byte for byte, or nowhere."""
    named = parameters.get("client_id") or (hint["aud"] if hint else "")
    if hint and named != hint["aud"]:
        return Problem("invalid_request", "client_id and id_token_hint disagree")
    address = parameters.get("post_logout_redirect_uri", "")
    if not address:
        return ""
    client: Client | None = clients.client(named)
    if client is None or address not in client.post_logout_redirect_uris:
        return Problem("invalid_request", "the post_logout_redirect_uri is not one of the client")
    state = parameters.get("state", "")[:LONGEST_STATE]
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'state': state})}" if state else address


def _is_this_browsers(request: Request, session: Session) -> bool:
    visitor = request.visitor
    return visitor is None or queries.given_by(visitor.browser).filter(pk=session.pk).exists()


def _leave(request: Request, session: Session) -> None:
    visitor = request.visitor
    if visitor is None:
        actions.end(session, because="logged off", at=request.at)
        return
    home = visitor.user.organisation.ref
    leaving.leave(visitor.user.ref, organisation=home, browser=visitor.browser, at=request.at)
    request.session.flush()
