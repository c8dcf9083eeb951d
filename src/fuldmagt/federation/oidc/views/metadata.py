"""What a client needs to know to use us: OpenID Connect Discovery 1.0, RFC 8414, and our key set."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from fuldmagt.clients import rules
from fuldmagt.clients.keys import actions, queries
from fuldmagt.clients.keys.rules import CACHED
from fuldmagt.federation.oidc import doors, jose
from fuldmagt.federation.oidc.details import details_type
from fuldmagt.federation.oidc.doors import issuer
from fuldmagt.federation.oidc.translate import IDENTIFIERS, PSEUDONYM
from fuldmagt.sign_in.queries import service_references
from fuldmagt.vocabulary.assurance import Level

CLAIMS = (
    "acr", "aud", "auth_time", "authorization_details", "exp", "iat", "iss", "jti", "name", "nbf", "nonce",
    "means", "represents", "sid", "sub", "sub_id_type", "user",
)  # fmt: skip


class Request(HttpRequest):
    at: datetime


@doors.for_everybody
@require_safe
def configuration(request: Request) -> HttpResponse:
    return _public(_configuration())


@doors.for_everybody
@require_safe
def keys(request: Request) -> HttpResponse:
    actions.ensure(at=request.at)
    return _public({"keys": queries.published(at=request.at)})


def _public(body: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(body)
    response["Cache-Control"] = f"public, max-age={int(CACHED.total_seconds())}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _configuration() -> dict[str, Any]:
    methods, algorithms = list(rules.METHODS), sorted(jose.ALLOWED)
    return {
        "issuer": issuer(),
        **{name: issuer() + reverse(f"oidc:{view}") for name, view in ENDPOINTS.items()},
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "subject_types_supported": ["pairwise"],
        "sub_id_types_supported": [PSEUDONYM, *IDENTIFIERS.values()],
        "id_token_signing_alg_values_supported": list(rules.ALGORITHMS),
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": [*rules.LOGIN_SCOPES, *service_references(), *rules.PROGRAM_SCOPES],
        "claims_supported": list(CLAIMS),
        "acr_values_supported": [level.acr for level in Level],
        "prompt_values_supported": ["none", "login", "select_account", "consent"],
        "ui_locales_supported": ["da", "nl", "en"],
        "authorization_details_types_supported": [details_type()],
        **{
            f"{endpoint}_endpoint_auth_{what}_supported": values
            for endpoint in ("token", "revocation", "introspection")
            for what, values in (("methods", methods), ("signing_alg_values", algorithms))
        },
        "authorization_response_iss_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "claims_parameter_supported": False,
        "require_pushed_authorization_requests": False,
    }


ENDPOINTS = {
    "authorization_endpoint": "authorize",
    "pushed_authorization_request_endpoint": "push",
    "token_endpoint": "token",
    "userinfo_endpoint": "userinfo",
    "jwks_uri": "keys",
    "revocation_endpoint": "revoke",
    "introspection_endpoint": "introspect",
    "end_session_endpoint": "log-out",
}
