"""The door for access requests: submit, ask how it stands, take back. Source: as in `denials`.

An approval is no decision: what was given shows in the next evaluation, or it does not.
"""

from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from fuldmagt import explanations
from fuldmagt.api.access import denials, submissions
from fuldmagt.api.access.denials import SCOPE, Denied
from fuldmagt.api.access.parsing import Unreadable
from fuldmagt.api.access.requestable import BY_NAME
from fuldmagt.api.access.submissions import Access
from fuldmagt.api.access.views import Request, for_clients
from fuldmagt.api.problems import problem
from fuldmagt.catalogue.queries import rights_called
from fuldmagt.clients.credentials import Caller
from fuldmagt.clients.queries import callbacks_of
from fuldmagt.decisions.explain import instant
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.handles.actions import Callback, Submission
from fuldmagt.mandates.handles.models import Handle
from fuldmagt.mandates.handles.queries import of_client
from fuldmagt.mandates.handles.rules import TaskStatus
from fuldmagt.organisations.users.queries import home_of
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal

WRONG: Final = "urn:openid:authzen:access-request:error:"
LONGEST_KEY: Final = 128


@for_clients(SCOPE)
def submit(request: Request, caller: Caller) -> HttpResponse:
    """A request for what was refused to this client within the hour."""
    asked = submissions.submission(request.body)
    if isinstance(asked, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, asked.words)
    if not caller.may_ask_about(asked.action.name.partition(":")[0]):
        return problem(HTTPStatus.FORBIDDEN, "The client may not ask about this service.")
    denied = _denied(request, caller, asked)
    if isinstance(denied, HttpResponse):
        return denied
    until = submissions.end(asked.requested_access, now=request.at)
    if isinstance(until, Unreadable):
        return problem(HTTPStatus.BAD_REQUEST, until.words)
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY or not key.isprintable():
        return problem(HTTPStatus.BAD_REQUEST, f"An Idempotency-Key has at most {LONGEST_KEY} signs.")
    if asked.callback and asked.callback.endpoint not in callbacks_of(caller.client):
        return problem(HTTPStatus.BAD_REQUEST, "The callback endpoint is not registered for this client.")
    right = rights_called([asked.action.name]).get(asked.action.name)
    branches = frozenset({denied.id}) if denied.resource == "branch" else frozenset[str]()
    done = BY_NAME[denied.kind].ask(
        asked.subject.id,
        Wish(asked.action.name, Period(request.at, until), branches),
        asked.why,
        _submission(caller, asked, key, submissions.digest(request.body)),
        service=right.service.name if right else "",
        at=request.at,
    )
    return _refused(done) if isinstance(done, Refusal) else _told(done, HTTPStatus.ACCEPTED)


def _denied(request: Request, caller: Caller, asked: Access) -> Denied | HttpResponse:
    """The no that this request answers, or why it answers none."""
    hint = asked.denial.access_request
    if asked.denial.decision.decision or not hint.requestable:
        return _wrong(
            HTTPStatus.BAD_REQUEST, "not_requestable", "The denial is not one that can be requested."
        )
    denied = denials.opened(hint.request_context)
    tied = denied is not None and denials.is_about(
        denied,
        client=caller.client,
        user=asked.subject.id,
        right=asked.action.name,
        resource=asked.resource.type,
        id=asked.resource.id,
    )
    if denied is None or not tied or asked.denial.evaluation_id not in {"", denied.evaluation}:
        words = "The request does not belong to a denial that this client was given."
        return _wrong(HTTPStatus.BAD_REQUEST, "invalid_denial_binding", words)
    if denied.too_old(request.at):
        return _wrong(HTTPStatus.GONE, "expired_denial", "The denial is too old: evaluate again.")
    return denied


def _submission(caller: Caller, asked: Access, key: str, digest: str) -> Submission:
    call = asked.callback
    return Submission(
        client=caller.client,
        service=asked.action.name.partition(":")[0],
        organisation=home_of(asked.subject.id),
        callback=Callback(call.endpoint, call.state, tuple(call.events)) if call else Callback(),
        key=key,
        digest=digest,
    )


def _refused(refusal: Refusal) -> HttpResponse:
    words = explanations.explained(refusal).sentence
    if refusal == Refusal(Reason.ALREADY_EXISTS, about="idempotency_key"):
        return _wrong(HTTPStatus.CONFLICT, "duplicate_request", "This key was used for another request.")
    if refusal.reason is Reason.TOO_MANY_TRIES:
        return problem(HTTPStatus.TOO_MANY_REQUESTS, words)
    return _wrong(HTTPStatus.BAD_REQUEST, "not_requestable", words)


@for_clients(SCOPE, method="GET")
def status(request: Request, caller: Caller, ref: str) -> HttpResponse:
    """How it stands; what was asked for another client is not known here."""
    handle = _handle(request, caller, ref)
    return handle if isinstance(handle, HttpResponse) else _told(handle, HTTPStatus.OK)


@for_clients(SCOPE)
def cancel(request: Request, caller: Caller, ref: str) -> HttpResponse:
    """Take back what this client asked for, while nobody has answered."""
    handle = _handle(request, caller, ref)
    if isinstance(handle, HttpResponse):
        return handle
    if not handle.may_cancel:
        response = problem(HTTPStatus.METHOD_NOT_ALLOWED, "Only whoever asked first can take it back.")
        response["Allow"] = ""
        return response
    if handle.status != TaskStatus.PENDING:
        return _wrong(HTTPStatus.CONFLICT, "invalid_task_state", "The request is over already.")
    done = BY_NAME[handle.kind].take_back(handle, at=request.at)
    if isinstance(done, Refusal):
        return _wrong(HTTPStatus.CONFLICT, "invalid_task_state", explanations.explained(done).sentence)
    return _told(done, HTTPStatus.OK)


def _handle(request: Request, caller: Caller, ref: str) -> Handle | HttpResponse:
    handle = of_client(ref, caller.client)
    if handle is None or not caller.may_ask_about(handle.service):
        return _wrong(HTTPStatus.NOT_FOUND, "unknown_task", "There is no such task for this client.")
    if handle.expires_at <= request.at:
        return _wrong(HTTPStatus.GONE, "task_expired", "The task is too old to be asked about.")
    return handle


def _told(handle: Handle, code: HTTPStatus) -> HttpResponse:
    """The task as its client sees it: never who decides, nor why not."""
    here = settings.BASE_URL + reverse("access:request", args=[handle.ref])
    task: dict[str, Any] = {
        "id": handle.ref,
        "status": handle.status,
        "status_endpoint": here,
        "expires_at": instant(handle.expires_at),
    }
    links = {"ticket": f"{settings.BASE_URL}{reverse('requests:show', args=[handle.about])}"}
    if handle.may_cancel and handle.status == TaskStatus.PENDING:
        links["cancel"] = settings.BASE_URL + reverse("access:request-cancel", args=[handle.ref])
    body: dict[str, Any] = {"task": task | {"links": links}}
    if handle.status == TaskStatus.APPROVED:
        approval = {"id": handle.about}
        approval |= {"approved_at": instant(handle.over_at)} if handle.over_at else {}
        approval |= {"approved_until": instant(handle.good_until)} if handle.good_until else {}
        body["result"] = {"mode": "reevaluate", "approval": approval}
    response = HttpResponse(msgspec.json.encode(body), content_type="application/json", status=code.value)
    if code is HTTPStatus.ACCEPTED:
        response["Location"] = here
    return response


def _wrong(code: HTTPStatus, kind: str, words: str) -> HttpResponse:
    return problem(code, words, type_=WRONG + kind)
