"""Registering the applications that use the platform, and renewing their secrets."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import ANYBODY, Draft, deed
from fuldmagt.catalogue.models import Provider, Service
from fuldmagt.clients import rules
from fuldmagt.clients.models import Client
from fuldmagt.secrets import dice, hashes, signatures
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Application:
    """What a provider says about an application of its own. Without scopes it gets those of its services."""

    ref: str
    name: str
    provider: str | None = None
    services: tuple[str, ...] = ()
    authentication: str = Client.Authentication.SECRET_BASIC
    jwks: dict[str, Any] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    redirect_uris: tuple[str, ...] = ()
    post_logout_redirect_uris: tuple[str, ...] = ()
    callback_uris: tuple[str, ...] = ()
    id_token_algorithm: str = "ES256"  # noqa: S105 - the name of an algorithm
    requires_pushed_requests: bool = False


@dataclass(frozen=True, slots=True)
class Registered:
    """A client with its secret, which is shown this once; empty for one that signs with a key."""

    client: Client
    secret: str


def register(
    application: Application, *, by: str, at: datetime, secret: str | None = None
) -> Registered | Refusal:
    """Let an application use the platform. A given `secret` is for worlds made by hand; else one is drawn."""
    signs = application.authentication == Client.Authentication.PRIVATE_KEY_JWT
    drawn = "" if signs else secret or dice.token()
    with deed(Event.CLIENT_CREATED, by=by, at=at) as entry:
        entry.about(application.ref)
        refusal = _problem(application)
        if refusal:
            return entry.refused(refusal)
        services = list(Service.objects.filter(ref__in=application.services))
        client = Client.objects.create(
            ref=application.ref,
            name=application.name,
            provider=Provider.objects.filter(ref=application.provider).first(),
            authentication=application.authentication,
            secret_hash=hashes.of_token(drawn) if drawn else "",
            jwks=signatures.public_set(application.jwks) if signs else {},
            scopes=list(application.scopes or (*rules.LOGIN_SCOPES, *application.services)),
            redirect_uris=list(application.redirect_uris),
            post_logout_redirect_uris=list(application.post_logout_redirect_uris),
            callback_uris=list(application.callback_uris),
            id_token_algorithm=application.id_token_algorithm,
            requires_pushed_requests=application.requires_pushed_requests,
        )
        client.services.set(services)
        entry.facts(provider=application.provider or "", authentication=application.authentication)
    return Registered(client, drawn)


def _problem(application: Application) -> Refusal | None:
    """Why an application cannot be registered as it is described."""
    if Client.objects.filter(ref=application.ref).exists():
        return Refusal(Reason.ALREADY_EXISTS, about=application.ref)
    if application.provider and not Provider.objects.filter(ref=application.provider).exists():
        return Refusal(Reason.NOT_FOUND, about=application.provider)
    for service in application.services:
        if not Service.objects.filter(ref=service, provider__ref=application.provider).exists():
            return Refusal(Reason.NOT_FOUND, about=service)
    addresses = (
        *application.redirect_uris,
        *application.post_logout_redirect_uris,
        *application.callback_uris,
    )
    problems = [
        rules.reference_problem(application.ref),
        *(rules.address_problem(address) for address in addresses),
        rules.scopes_problem(list(application.scopes), list(application.services)),
        rules.method_problem(application.authentication, application.id_token_algorithm),
    ]
    if application.authentication == Client.Authentication.PRIVATE_KEY_JWT:
        usable = signatures.public_set(application.jwks)["keys"]
        problems.append(None if usable else Refusal(Reason.INPUT_NOT_USABLE, about="jwks"))
    return next((problem for problem in problems if problem), None)


def renew_secret(ref: str, *, by: str, at: datetime) -> Registered | Refusal:
    """A new secret for a client; the old one ends now."""
    drawn = dice.token()
    with deed(Event.CLIENT_CHANGED, by=by, at=at) as entry:
        entry.about(ref)
        client = _locked(ref)
        if client is None or client.authentication == Client.Authentication.PRIVATE_KEY_JWT:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=ref))
        client.secret_hash = hashes.of_token(drawn)
        client.save(update_fields=["secret_hash"])
        entry.facts(changed="secret")
    return Registered(client, drawn)


def not_known(client: Client, *, method: str, at: datetime) -> Refusal:
    """Somebody calls in the client's name and does not show to be it."""
    with deed(Event.CLIENT_REFUSED, by=ANYBODY, at=at) as entry:
        entry.about(client.ref)
        entry.facts(method=method)
        before = Q(refused_at__isnull=True) | Q(refused_at__lte=at - rules.QUIET)
        if not Client.objects.filter(before, pk=client.pk).update(refused_at=at):
            entry.unchanged()
        return entry.refused(Refusal(Reason.LOGIN_FAILED))


def suspend(ref: str, *, by: str, at: datetime) -> Client | Refusal:
    """Nobody logs in with the client, and nothing it was given counts, until it is resumed."""
    with deed(Event.CLIENT_CHANGED, by=by, at=at) as entry:
        return _into(Client.State.SUSPENDED, ref, entry)


def resume(ref: str, *, by: str, at: datetime) -> Client | Refusal:
    with deed(Event.CLIENT_CHANGED, by=by, at=at) as entry:
        return _into(Client.State.ACTIVE, ref, entry)


def _into(state: Client.State, ref: str, entry: Draft) -> Client | Refusal:
    entry.about(ref)
    client = _locked(ref)
    if client is None:
        return entry.refused(Refusal(Reason.NOT_FOUND, about=ref))
    client.state = state
    client.save(update_fields=["state"])
    entry.facts(state=state.value)
    return client


def _locked(ref: str) -> Client | None:
    return Client.objects.select_for_update().filter(ref=ref).first()
