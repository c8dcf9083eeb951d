"""Who a token is about."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fuldmagt.clients.sessions import queries
from fuldmagt.federation.oidc import doors, translate
from fuldmagt.federation.oidc.problems import Problem
from fuldmagt.federation.oidc.use import granted


class Request(HttpRequest):
    at: datetime


@csrf_exempt
@doors.by_other_proof
@require_http_methods(["GET", "POST"])
def userinfo(request: Request) -> HttpResponse:
    """OpenID Connect Core 5.3. The token comes in the header alone (RFC 9700 section 4.3.2)."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return doors.refused(Problem("invalid_token"), challenge="Bearer")
    access = queries.access_token(token.strip(), at=request.at)
    session = access.session if access else None
    if access is None or session is None or "openid" not in access.scopes:
        return _refused()
    holds = granted(session, at=request.at)
    if holds is None:
        return _refused()
    claims = translate.about_person(holds, access.scopes) | translate.about_login(holds)
    return doors.json(claims)


def _refused() -> HttpResponse:
    challenge = 'Bearer error="invalid_token"'
    return doors.refused(Problem("invalid_token", "not valid, or not any more"), challenge=challenge)
