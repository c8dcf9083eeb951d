"""The description of the management door, as OpenAPI 3.1."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fuldmagt.api.manage.doors import answer

TEXT: Final = {"type": "string"}
INSTANT: Final = {"type": ["string", "null"], "format": "date-time"}
NAMED: Final = [{"name": "id", "in": "path", "required": True, "schema": TEXT}]
STATES: Final = ["not_confirmed", "not_yet_valid", "active", "expired", "revoked"]


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "required": [*required], "properties": {**required, **(optional or {})}}


def _page(of: str) -> dict[str, Any]:
    item = {"$ref": f"#/components/schemas/{of}"}
    name = f"{of.lower()}s"
    return _object({name: {"type": "array", "items": item}, "next": {"type": ["string", "null"]}})


def _answers(said: str, schema: dict[str, Any], *, code: str = "200") -> dict[str, Any]:
    problem = {"$ref": "#/components/responses/Problem"}
    body = {"description": said, "content": {"application/json": {"schema": schema}}}
    return {code: body, "default": problem}


def _deed(
    said: str, scope: str, answers: dict[str, Any], *, query: tuple[str, ...] = (), body: str = ""
) -> dict[str, Any]:
    deed: dict[str, Any] = {
        "summary": said,
        "security": [{"basic": []}, {"token": [scope]}],
        "parameters": [{"name": name, "in": "query", "schema": TEXT} for name in query],
        "responses": answers,
    }
    if body:
        schema = {"$ref": f"#/components/schemas/{body}"}
        deed["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return deed


def _paths() -> dict[str, Any]:
    adviser = {"$ref": "#/components/schemas/Adviser"}
    grant = {"$ref": "#/components/schemas/Grant"}
    began = _object({"url": TEXT, "expires_at": TEXT})
    narrowed = ("service", "organisation", "adviser", "after")
    return {
        "/api/v1/grants": {
            "get": _deed(
                "The grants at the caller's own services, 100 at a time",
                "grants:manage", _answers("A page", _page("Grant")), query=narrowed,
            ),
        },
        "/api/v1/grants/begin": {
            "post": _deed(
                "An address to send an employer to, who gives an adviser access there",
                "grants:manage", _answers("The address", began, code="201"), body="Begin",
            ),
        },
        "/api/v1/grants/{id}": {
            "parameters": NAMED,
            "get": _deed("How a grant stands", "grants:manage", _answers("The grant", grant)),
        },
        "/api/v1/advisers": {
            "get": _deed(
                "Whom the provider recognises, or did", "advisers:manage",
                _answers("A page", _page("Adviser")), query=("after",),
            ),
            "post": _deed(
                "Recognise an adviser whose licence was checked", "advisers:manage",
                _answers("The recognition", adviser, code="201"), body="NewAdviser",
            ),
        },
        "/api/v1/advisers/{id}": {
            "parameters": NAMED,
            "delete": _deed(
                "End a recognition, at once", "advisers:manage", _answers("The recognition", adviser)
            ),
        },
    }  # fmt: skip


def _schemas() -> dict[str, Any]:
    grant = dict.fromkeys(("id", "service", "right", "organisation", "adviser"), TEXT)
    adviser = dict.fromkeys(("id", "organisation", "name", "licence", "checked_by", "state"), TEXT)
    return {
        "Grant": _object(
            {**grant, "state": {"enum": STATES}, "from": TEXT, "to": INSTANT, "page": TEXT},
            {"awaiting": {"type": ["string", "null"]}},
        ),
        "Adviser": _object({**adviser, "from": TEXT, "to": INSTANT}),
        "NewAdviser": _object(
            dict.fromkeys(("organisation", "licence", "checked_by"), TEXT), {"to": INSTANT}
        ),
        "Begin": _object(dict.fromkeys(("service", "organisation", "return_to"), TEXT), {"state": TEXT}),
        "Problem": _object({"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT}),
    }


def description() -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    token = f"{settings.BASE_URL}/oidc/token"
    scopes = {"grants:manage": "Grants at own services", "advisers:manage": "Recognised advisers"}
    flow = {"clientCredentials": {"tokenUrl": token, "scopes": scopes}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Fuldmagt, for providers", "version": "1"},
        "servers": [{"url": settings.BASE_URL}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "responses": {"Problem": {"description": "Why not (RFC 9457)", "content": problem}},
            "securitySchemes": {
                "basic": {"type": "http", "scheme": "basic"},
                "token": {"type": "oauth2", "flows": flow},
            },
        },
    }


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return answer(description())


openapi.permission = "everybody"  # type: ignore[attr-defined]  # a mark on the function
