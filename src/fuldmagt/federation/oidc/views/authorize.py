"""Where a client sends the browser, and where the browser comes back with a finished login."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from fuldmagt.authenticators.proof import Proof
from fuldmagt.clients.pushed import actions as pushed
from fuldmagt.clients.pushed import rules as pushed_rules
from fuldmagt.clients.sessions import actions as sessions
from fuldmagt.federation.oidc import authentication, doors, requests
from fuldmagt.federation.oidc.problems import Problem
from fuldmagt.federation.oidc.requests import NotWanted, Wanted
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.sign_in import actions, browser, queries, silently
from fuldmagt.sign_in.assertion import Assertion
from fuldmagt.sign_in.demand import Prompt
from fuldmagt.sign_in.models import SignIn
from fuldmagt.sign_in.rules import Stage
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


class Visitor(Protocol):
    """Who has a session here, as the middleware recognised it."""

    user: BusinessUser
    level: Level
    means: Means
    since: datetime
    browser: str


class Request(HttpRequest):
    at: datetime
    visitor: Visitor | None


@csrf_exempt
@doors.for_everybody
@require_http_methods(["GET", "POST"])
def authorize(request: Request) -> HttpResponse:
    parameters = doors.by_get(request)
    if isinstance(parameters, HttpResponse):
        return parameters
    if isinstance(parameters, Problem):
        return told(request, parameters)
    wanted = _judged(parameters, at=request.at)
    if isinstance(wanted, NotWanted):
        return not_wanted(request, wanted)
    if Prompt.NONE in wanted.demand.prompt:
        return _without_asking(request, wanted)
    held = actions.begin(wanted.demand, at=request.at)
    response = doors.SeeOther(reverse("sign_in:front", args=[held.sign_in.ref]))
    return _keep(request, response, held)


def _judged(parameters: Mapping[str, str], *, at: datetime) -> Wanted | NotWanted:
    """The request, or what was pushed beforehand in its place."""
    name = parameters.get("request_uri", "")
    if name.startswith(pushed_rules.PREFIX):
        before = pushed.take_up(name, client=parameters.get("client_id", ""), at=at)
        if before is None:
            return NotWanted(Problem("invalid_request_uri", "unknown, used or too old"))
        return requests.judged(before)
    wanted = requests.judged(parameters)
    if isinstance(wanted, Wanted) and wanted.client.requires_pushed_requests:
        problem = Problem("invalid_request", "this client must push its requests")
        return NotWanted(problem, wanted.redirect_uri, wanted.state)
    return wanted


def not_wanted(request: Request, wanted: NotWanted) -> HttpResponse:
    if not wanted.redirect_uri:
        return told(request, wanted.problem)
    return doors.to_client(wanted.redirect_uri, {**wanted.problem.written(), "state": wanted.state})


def told(request: Request, problem: Problem) -> HttpResponse:
    """The service has made a mistake: the person can only go back, and is told what to tell the service."""
    return render(request, "sign_in/service_mistaken.html", {"problem": problem}, status=400)


@csrf_exempt
@doors.by_other_proof
@require_POST
def push(request: Request) -> HttpResponse:
    """RFC 9126: the request beforehand, from the client itself."""
    parameters = doors.form(request)
    if isinstance(parameters, Problem):
        return doors.refused(parameters)
    client = authentication.client_of(parameters, request.headers.get("Authorization", ""), at=request.at)
    if isinstance(client, Problem):
        return doors.refused(client)
    shown = {"client_secret", "client_assertion", "client_assertion_type"}
    kept = {name: value for name, value in parameters.items() if name not in shown}
    wanted = requests.judged({**kept, "client_id": client.ref})
    if isinstance(wanted, NotWanted):
        return doors.refused(wanted.problem)
    name = pushed.push({**kept, "client_id": client.ref}, client=client, at=request.at)
    life = int(pushed_rules.LIFE.total_seconds())
    return doors.json({"request_uri": name, "expires_in": life}, 201)


@doors.by_other_proof
@require_http_methods(["GET"])
def resume(request: Request, ref: str) -> HttpResponse:
    """The login is over, one way or the other: the client is told, once."""
    cookie = request.COOKIES.get(browser.COOKIE, "")
    secret = browser.secret_for(ref, cookie)
    sign_in = queries.of_browser(ref, secret)
    if sign_in is None or sign_in.demand.door != requests.RESUME:
        return over(request)
    if sign_in.stage == Stage.CANCELLED:
        return _leave(request, sign_in, _given_up(sign_in))
    assertion = actions.finish(ref, browser=secret, at=request.at)
    if isinstance(assertion, Refusal):
        return over(request)
    return _leave(request, sign_in, _code(request, assertion))


def over(request: Request) -> HttpResponse:
    return render(request, "sign_in/over.html", status=400)


def _given_up(sign_in: SignIn) -> HttpResponse:
    words = "the person gave up"
    if sign_in.reference:
        words = f"the login was refused, reference {sign_in.reference}"
    return _error(sign_in.demand.reply, "access_denied", words)


def _error(reply: Mapping[str, object], error: str, words: str = "") -> HttpResponse:
    told = {**Problem(error, words).written(), "state": str(reply["state"])}
    return doors.to_client(str(reply["redirect_uri"]), told)


def _code(request: Request, assertion: Assertion) -> HttpResponse:
    reply = assertion.reply
    login = sessions.Login(
        client=assertion.client,
        user=assertion.user,
        organisation=assertion.organisation,
        services=assertion.services,
        rights=tuple(reply["rights"]),
        scopes=tuple(reply["scopes"]),
        level=assertion.level.word,
        means=assertion.means.value,
        since=assertion.since,
        nonce=reply["nonce"],
        revision=assertion.revision,
        browser=request.visitor.browser if request.visitor else "",
    )
    begun = sessions.begin(
        login, redirect_uri=reply["redirect_uri"], challenge=reply["challenge"], at=request.at
    )
    return doors.to_client(reply["redirect_uri"], {"code": begun.code, "state": reply["state"]})


def _without_asking(request: Request, wanted: Wanted) -> HttpResponse:
    """`prompt=none`: at once, by the session that the person has here, or not at all."""
    demand, visitor = wanted.demand, request.visitor
    proof = Proof(visitor.user.ref, visitor.means, visitor.level, "", visitor.since) if visitor else None
    answer = silently.answer(demand, proof, at=request.at)
    if isinstance(answer, Assertion):
        return _code(request, answer)
    errors = {
        Reason.LOGIN_NEEDED: "login_required",
        Reason.ASSURANCE_TOO_LOW: "login_required",
        Reason.STEP_NOT_POSSIBLE: "account_selection_required",
    }
    return _error(demand.reply, errors.get(answer.reason, "access_denied"))


def _keep(request: Request, response: HttpResponse, held: actions.Held) -> HttpResponse:
    """The browser that began the login is the one that it belongs to."""
    before = request.COOKIES.get(browser.COOKIE, "")
    cookie = browser.with_secret(held.sign_in.ref, held.browser, before)
    response.set_cookie(browser.COOKIE, cookie, **browser.attributes())
    return response


def _leave(request: Request, sign_in: SignIn, response: HttpResponse) -> HttpResponse:
    cookie = browser.without(sign_in.ref, request.COOKIES.get(browser.COOKIE, ""))
    response.set_cookie(browser.COOKIE, cookie, **browser.attributes())
    return response
