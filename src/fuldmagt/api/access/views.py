"""The door for decisions: OpenID AuthZEN Authorization API 1.0."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Final

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.api.access import parsing
from fuldmagt.api.access.denials import offered
from fuldmagt.api.problems import problem
from fuldmagt.clients.credentials import Caller, authenticated
from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.decide import Answer, Refused
from fuldmagt.decisions.explain import Message, explained
from fuldmagt.decisions.question import Context, Question
from fuldmagt.explanations import sentence
from fuldmagt.explanations.queries import Reader, names_of
from fuldmagt.vocabulary.refusals import Reason, Refusal

LONGEST_ID: Final = 256
CHALLENGE: Final = 'Basic realm="Fuldmagt", charset="UTF-8", Bearer realm="Fuldmagt"'


class Request(HttpRequest):
    at: datetime


View = Callable[..., HttpResponse]


def answering(view: View) -> View:
    """What every answer of this door has: the caller's request id, and that nobody keeps it."""

    @wraps(view)
    def answered(request: Request, *args: str, **kwargs: str) -> HttpResponse:
        response = view(request, *args, **kwargs)
        request_id = request.headers.get("X-Request-ID", "")
        if 0 < len(request_id) <= LONGEST_ID and request_id.isascii() and request_id.isprintable():
            response["X-Request-ID"] = request_id
        response.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        return response

    return answered


def for_clients(scope: str, *, method: str = "POST") -> Callable[[Callable[..., HttpResponse]], View]:
    """A door for applications that show who they are and hold the scope."""

    def decorate(view: Callable[..., HttpResponse]) -> View:
        @csrf_exempt  # no cookie is read here: the credentials are the caller's own
        @answering
        @require_http_methods([method])
        @wraps(view)
        def guarded(request: Request, *args: str, **kwargs: str) -> HttpResponse:
            caller = authenticated(request.headers.get("Authorization", ""), at=request.at)
            if isinstance(caller, Refusal):
                return unauthenticated(caller)
            if scope not in caller.scopes:
                return problem(HTTPStatus.FORBIDDEN, f"The client does not hold the scope {scope}.")
            return view(request, caller, *args, **kwargs)

        guarded.permission = "other proof"  # type: ignore[attr-defined]  # a mark on the function
        return guarded

    return decorate


def unauthenticated(refusal: Refusal) -> HttpResponse:
    """RFC 6750 section 3.1: a wrong token is named as such, no token is not."""
    response = problem(HTTPStatus.UNAUTHORIZED, "The client has not shown who it is.")
    wrong = refusal.reason is not Reason.LOGIN_NEEDED
    response["WWW-Authenticate"] = CHALLENGE + (', error="invalid_token"' if wrong else "")
    return response


@for_clients("access:evaluate")
def evaluation(request: Request, caller: Caller) -> HttpResponse:
    """One question, one answer: a *no* is an answer like a *yes*, both are 200."""
    question = parsing.evaluation(request.body, now=request.at)
    if isinstance(question, parsing.Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, question.words)
    if refused := beyond(caller, question.right, question.context):
        return refused
    answer = ask(question)
    body = explained(question, answer, telling(question, answer))
    if more := offered(caller, question, answer, at=request.at):
        body["context"] = {**told, **more} if isinstance(told := body["context"], dict) else more
    return HttpResponse(msgspec.json.encode(body), content_type="application/json")


def beyond(caller: Caller, right: str, context: Context) -> HttpResponse | None:
    """Why a client may not ask this: of another provider's service, or about another time."""
    if not caller.may_ask_about(right.partition(":")[0]):
        return problem(HTTPStatus.FORBIDDEN, "The client may not ask about this service.")
    if context.simulation and "access:simulate" not in caller.scopes:
        return problem(
            HTTPStatus.FORBIDDEN, "To ask about another time than now needs the scope access:simulate."
        )
    return None


def telling(question: Question, answer: Answer) -> Message:
    """The sentences of an answer, with the names that a service may see."""
    if not isinstance(answer, Refused):
        return sentence
    names = names_of(question, answer, reader=Reader.SERVICE)
    return lambda refusal: sentence(refusal, names=names)


@answering
@require_safe
def configuration(request: Request) -> HttpResponse:
    """Where to ask (AuthZEN, section 9.1)."""
    body = {
        "policy_decision_point": settings.BASE_URL,
        "access_evaluation_endpoint": settings.BASE_URL + reverse("access:evaluation"),
        "search_resource_endpoint": settings.BASE_URL + reverse("access:search-resource"),
        "access_request_endpoint": settings.BASE_URL + reverse("access:requests"),
        "capabilities": ["urn:openid:authzen:capability:access-request"],
        "jwks_uri": settings.BASE_URL + reverse("oidc:keys"),
    }
    response = HttpResponse(msgspec.json.encode(body), content_type="application/json")
    response["Cache-Control"] = "public, max-age=3600"
    return response


configuration.permission = "everybody"  # type: ignore[attr-defined]  # a mark on the function
