"""The addresses that services call: discovery, keys, authorization, token, userinfo."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from examples.kit.frame import now, preferred, remember
from examples.kit.keys import public
from examples.national_eid import authentication, tokens
from examples.national_eid.authorization import Demand, Wrong, judged
from examples.national_eid.claims import NSIS, SCOPES
from examples.national_eid.clients import ALGORITHMS, METHODS
from examples.national_eid.configuration import CONFIGURATION as C
from examples.national_eid.tokens import Approved

WAITING = "logins"  # the browser's logins under way, in its session
MOST_WAITING = 5


def address(name: str) -> str:
    return f"{C.issuer}{reverse(name)}"


@require_GET
def discovery(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {
            "issuer": C.issuer,
            "authorization_endpoint": address("authorize"),
            "token_endpoint": address("token"),
            "userinfo_endpoint": address("userinfo"),
            "jwks_uri": address("jwks"),
            "scopes_supported": SCOPES,
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["pairwise"],
            "acr_values_supported": [f"{NSIS}{level}" for level in ("Low", "Substantial", "High")],
            "id_token_signing_alg_values_supported": ALGORITHMS,
            "token_endpoint_auth_methods_supported": METHODS,
            "token_endpoint_auth_signing_alg_values_supported": authentication.ALGORITHMS,
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
            "ui_locales_supported": ["da", "nl", "en"],
        }
    )


@require_GET
def jwks(request: HttpRequest) -> JsonResponse:
    return JsonResponse(public(*C.keys.values()))


@csrf_exempt
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Take the demand in and send the person to the page that asks who they are."""
    query = request.POST if request.method == "POST" else request.GET
    demand = judged({name: query.getlist(name) for name in query}, C.clients)
    if isinstance(demand, Wrong):
        return refused(request, demand)
    kept = asdict(demand)
    reference = C.shelf.put("login", kept, at=now(), keep=tokens.TOKEN_LIVES * 4)
    request.session[WAITING] = [*request.session.get(WAITING, []), reference][-MOST_WAITING:]
    response = HttpResponseRedirect(reverse("people", args=[reference]))
    if language := preferred(query.get("ui_locales", "")):
        remember(response, language)
    return response


def refused(request: HttpRequest, wrong: Wrong) -> HttpResponse:
    if wrong.back:
        return HttpResponseRedirect(
            answer(wrong.back, wrong.state, error=wrong.error, error_description=wrong.description)
        )
    return render(request, "national_eid/wrong.html", {"wrong": wrong}, status=400)


def answer(back: str, state: str, **told: str) -> str:
    """The address that takes the browser back to the service, with the issuer's name (RFC 9207)."""
    told |= {"iss": C.issuer} | ({"state": state} if state else {})
    return f"{back}{'&' if '?' in back else '?'}{urlencode(told)}"


def demand_of(request: HttpRequest, reference: str) -> Demand | None:
    """The demand of a login under way, in the browser in which it began."""
    if reference not in request.session.get(WAITING, []):
        return None
    kept = C.shelf.look("login", reference, at=now())
    return Demand(**{**kept, "scopes": tuple(kept["scopes"])}) if kept else None


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> JsonResponse:
    """A code for an ID token and an access token (OpenID Connect Core 3.1.3)."""
    at = now()
    caller = authentication.Caller(request.headers.get("Authorization", ""), request.POST.dict())
    audience = frozenset({C.issuer, address("token")})
    client = authentication.client_of(caller, C.clients, audience, C.shelf, at=at)
    if client is None:
        return _error("invalid_client", 401)
    if request.POST.get("grant_type") != "authorization_code":
        return _error("unsupported_grant_type")
    if client.mode == "silent":
        return _error("temporarily_unavailable", 503)
    shown = tokens.Shown(*(request.POST.get(name, "") for name in ("code", "code_verifier", "redirect_uri")))
    approved = tokens.redeemed(shown, client, C.shelf, at=at)
    if approved is None:
        return _error("invalid_grant")
    person = C.people[approved.person]
    access = tokens.access_token(approved, C.shelf, at=at)
    key = C.keys[client.algorithm]
    return JsonResponse(
        {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": int(tokens.TOKEN_LIVES.total_seconds()),
            "scope": " ".join(approved.scopes),
            "id_token": tokens.id_token(approved, person, client, key, C.issuer, access=access, at=at),
        }
    )


def _error(error: str, status: int = 400) -> JsonResponse:
    response = JsonResponse({"error": error}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = 'Basic realm="national eID"'
    return response


@csrf_exempt
@require_http_methods(["GET", "POST"])
def userinfo(request: HttpRequest) -> JsonResponse:
    at = now()
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    kept: dict[str, Any] | None = (
        C.shelf.look("access", shown, at=at) if kind.casefold() == "bearer" else None
    )
    if kept is None or kept["person"] not in C.people:
        response = JsonResponse({"error": "invalid_token"}, status=401)
        response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        return response
    approved = Approved(**kept)
    return JsonResponse(
        tokens.userinfo(approved, C.people[approved.person], C.clients[approved.client], at=at)
    )
