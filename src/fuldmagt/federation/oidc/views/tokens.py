"""Where a client, by itself, exchanges, asks about and ends what it was given."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.clients.keys.actions import ensure
from fuldmagt.clients.models import Client
from fuldmagt.clients.sessions import actions, queries
from fuldmagt.clients.sessions.models import Session
from fuldmagt.federation.oidc import authentication, doors, translate
from fuldmagt.federation.oidc.doors import issuer
from fuldmagt.federation.oidc.problems import Problem
from fuldmagt.federation.oidc.server import Answer, Asked, Server
from fuldmagt.federation.oidc.use import granted
from fuldmagt.organisations.rules import UserKind
from fuldmagt.vocabulary.refusals import Reason, Refusal

HINTS = frozenset({"", "access_token", "refresh_token"})


class Request(HttpRequest):
    at: datetime


@csrf_exempt
@doors.by_other_proof
@require_POST
def token(request: Request) -> HttpResponse:
    asked = _asked(request)
    if isinstance(asked, HttpResponse):
        return asked
    ensure(at=request.at)  # a new key takes its time, and the deed below keeps others waiting
    client, parameters = asked
    answer = _exchanged(client, parameters, at=request.at)
    return doors.json(answer.body, answer.status)


def _exchanged(client: Client, parameters: dict[str, str], *, at: datetime) -> Answer:
    """One deed, whatever comes of it: a code that is shown again ends a session although it is refused."""
    refreshing = parameters.get("grant_type") == "refresh_token"
    event = Event.TOKENS_REFRESHED if refreshing else Event.TOKENS_ISSUED
    with deed(event, by=client.ref, at=at) as entry:
        entry.about(client.ref)
        asked = Asked(parameters, client, at)
        answer: Answer = Server(asked).create_token_response(asked)
        _note_program(entry, asked)
        if asked.no is not None:
            entry.refused(asked.no.refusal)
        elif answer.status != 200:
            entry.refused(Refusal(Reason.INPUT_NOT_USABLE, about=str(answer.body.get("error", ""))))
        elif asked.user is not None:
            session = asked.user.session
            entry.organisation = session.user.organisation.ref
            entry.about(session.user.ref)
            entry.facts(session=session.ref)
    return answer


def _note_program(entry: Draft, asked: Asked) -> None:
    """A program's log-in stands in its home's log, with for whom it asked and what it got."""
    system = asked.known.system
    if system is None:
        return
    entry.organisation = system.user.organisation.ref
    entry.about(system.user.ref)
    if asked.wished is not None:
        entry.about(asked.wished.organisation)
        entry.facts(acted_for=asked.wished.organisation, services=list(asked.wished.services))
    if asked.user is not None:
        entry.facts(rights=list(asked.user.rights))


@csrf_exempt
@doors.by_other_proof
@require_POST
def revoke(request: Request) -> HttpResponse:
    """RFC 7009. A token that is unknown, or another's, is answered like one that was ended."""
    asked = _asked(request, token=True)
    if isinstance(asked, HttpResponse):
        return asked
    client, parameters = asked
    with deed(Event.TOKENS_REVOKED, by=client.ref, at=request.at) as entry:
        entry.about(client.ref)
        ended = actions.revoke(parameters["token"], client=client.ref, at=request.at)
        entry.facts(found=ended is not None)
    return doors.json({})


@csrf_exempt
@doors.by_other_proof
@require_POST
def introspect(request: Request) -> HttpResponse:
    """RFC 7662, for the client that the token was issued to and its provider's other clients."""
    asked = _asked(request, token=True)
    if isinstance(asked, HttpResponse):
        return asked
    client, parameters = asked
    return doors.json(_introspected(client, parameters["token"], at=request.at))


def _introspected(client: Client, text: str, *, at: datetime) -> dict[str, object]:
    inactive: dict[str, object] = {"active": False}
    access = queries.access_token(text, at=at)
    refresh = None if access else queries.live_refresh_token(text, at=at)
    found = access or refresh
    session = found.session if found else None
    issued_to = access.client if access else session.client if session else None
    if found is None or issued_to is None or not _may_look(client, issued_to, session):
        return inactive
    told: dict[str, object] = {
        "active": True,
        "client_id": issued_to.ref,
        "scope": " ".join(found.scopes),
        "iat": int(found.issued_at.timestamp()),
        "exp": int(found.expires_at.timestamp()),
        "iss": issuer(),
        "jti": found.ref,
    }
    if access:
        told["token_type"] = "Bearer"  # noqa: S105 - the name of a type
    if session is None:
        return told | {"sub": issued_to.ref}
    holds = granted(session, at=at)
    if holds is None:
        return inactive
    return told | translate.about_person(holds, found.scopes) | translate.about_login(holds)


def _may_look(client: Client, issued_to: Client, session: Session | None) -> bool:
    """The client itself, and its provider's; a program's token whoever's service it is for."""
    is_program = session is not None and session.user.kind == UserKind.SYSTEM
    if is_program and session is not None and client.provider is not None:
        return client.provider.services.filter(ref__in=session.services).exists()
    same_provider = client.provider_id is not None and client.provider_id == issued_to.provider_id
    return client.pk == issued_to.pk or same_provider


def _asked(request: Request, *, token: bool = False) -> tuple[Client, dict[str, str]] | HttpResponse:
    """The client that calls, and what it says; or the answer that it gets instead."""
    parameters = doors.form(request)
    if isinstance(parameters, Problem):
        return doors.refused(parameters)
    client = authentication.client_of(parameters, request.headers.get("Authorization", ""), at=request.at)
    if isinstance(client, Problem):
        return doors.refused(client)
    if token and "token" not in parameters:
        return doors.refused(Problem("invalid_request", "token is missing"))
    if token and parameters.get("token_type_hint", "") not in HINTS:
        return doors.refused(Problem("unsupported_token_type"))
    return client, parameters
