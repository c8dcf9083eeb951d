"""The description of the door for decisions, as OpenAPI 3.1, made of the shapes that it reads and writes."""

from functools import cache
from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.conf import settings

from fuldmagt.api import problems
from fuldmagt.api.access import answers, metadata, parsing, paths, searches
from fuldmagt.api.access.messages import JSON, LONGEST_ID, Answered, notice

QUESTIONS: Final = {
    paths.EVALUATION: (
        "May a user do a right for an organisation, or a branch of it?",
        "access:evaluate", (parsing.Evaluation,), (answers.Decision,),
    ),
    paths.EVALUATIONS: (
        "Several questions at once; one, where no `evaluations` are sent",
        "access:evaluate", (parsing.Evaluation, parsing.Evaluations), (answers.Decision, answers.Decisions),
    ),
    paths.SEARCH_SUBJECT: (
        "Which users may do a right for an organisation or branch?",
        "access:search", (searches.SubjectSearch,), (searches.Found,),
    ),
    paths.SEARCH_RESOURCE: (
        "For which organisations or branches may a user do a right?",
        "access:search", (searches.ResourceSearch,), (searches.Found,),
    ),
    paths.SEARCH_ACTION: (
        "Which rights has a user for an organisation or branch?",
        "access:search", (searches.ActionSearch,), (searches.Found,),
    ),
}  # fmt: skip
SHAPES: Final = sorted(
    {shape for _, _, *both in QUESTIONS.values() for shapes in both for shape in shapes}
    | {answers.Yes, answers.No, answers.Failed, searches.Entity, searches.Named}
    | {metadata.Configuration, problems.Details},
    key=lambda shape: shape.__name__,
)
WRONG: Final = {
    HTTPStatus.BAD_REQUEST: "The request cannot be read: what is wrong, and where",
    HTTPStatus.UNAUTHORIZED: "The client has not shown who it is",
    HTTPStatus.FORBIDDEN: "The client lacks the scope, or asks about another provider's service",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than 1 MiB",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The platform could not answer",
    HTTPStatus.SERVICE_UNAVAILABLE: "The records cannot be read at the moment",
}
SCOPES: Final = {
    "access:evaluate": "Ask for decisions",
    "access:search": "Search",
    "access:simulate": "Ask about another time than now",
}
REFERENCE: Final = "#/components/schemas/{name}"
ID: Final = {
    "name": "X-Request-ID",
    "in": "header",
    "description": "Comes back with the answer",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_ID},
}
LANGUAGE: Final = {
    "name": "Accept-Language",
    "in": "header",
    "description": "In which language a refusal is explained: da, nl or en",
    "schema": {"type": "string"},
}


def openapi(base: str) -> Answered:
    return notice(description(base))


@cache
def description(base: str) -> bytes:
    _, schemas = msgspec.json.schema_components(SHAPES, ref_template=REFERENCE)
    flow = {"tokenUrl": f"{settings.BASE_URL}/oidc/token", "scopes": SCOPES}
    asked = {path: {"post": _question(*said)} for path, said in QUESTIONS.items()}
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": "Fuldmagt, decisions over AuthZEN", "version": "1"},
            "servers": [{"url": base}],
            "paths": asked | {paths.CONFIGURATION: {"get": _metadata()}},
            "components": {
                "schemas": schemas,
                "securitySchemes": {
                    "basic": {"type": "http", "scheme": "basic"},
                    "token": {"type": "oauth2", "flows": {"clientCredentials": flow}},
                },
            },
        }
    )


def _question(said: str, scope: str, asked: tuple[type, ...], answered: tuple[type, ...]) -> dict[str, Any]:
    wrong = {
        str(status.value): _sent(words, problems.MEDIA_TYPE, (problems.Details,))
        for status, words in WRONG.items()
    }
    return {
        "summary": said,
        "security": [{"basic": []}, {"token": [scope]}],
        "parameters": [ID, LANGUAGE],
        "requestBody": {"required": True, "content": {JSON: {"schema": _any_of(asked)}}},
        "responses": {"200": _sent("The answer; a no is one too", JSON, answered)} | wrong,
    }


def _metadata() -> dict[str, Any]:
    told = _sent("The metadata", JSON, (metadata.Configuration,))
    return {"summary": "Where to ask", "security": [], "responses": {"200": told}}


def _sent(words: str, media: str, shapes: tuple[type, ...]) -> dict[str, Any]:
    return {"description": words, "content": {media: {"schema": _any_of(shapes)}}}


def _any_of(shapes: tuple[type, ...]) -> dict[str, Any]:
    each = [{"$ref": REFERENCE.format(name=shape.__name__)} for shape in shapes]
    return each[0] if len(each) == 1 else {"anyOf": each}
