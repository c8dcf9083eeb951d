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
    with deed(Event.CLIENT_CREATED, by=by, at=at) as entry:
        return created(application, entry, secret=secret)


def created(application: Application, entry: Draft, *, secret: str | None = None) -> Registered | Refusal:
    """Create the client, inside the deed of whoever registers it."""
    signs = application.authentication == Client.Authentication.PRIVATE_KEY_JWT
    drawn = "" if signs else secret or dice.token()
    entry.about(application.ref)
    if Client.objects.filter(ref=application.ref).exists():
        return entry.refused(Refusal(Reason.ALREADY_EXISTS, about=application.ref))
    if refusal := problem(application):
        return entry.refused(refusal)
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
    client.services.set(Service.objects.filter(ref__in=application.services))
    entry.facts(provider=application.provider or "", authentication=application.authentication)
    return Registered(client, drawn)


def problem(application: Application) -> Refusal | None:
    """Why an application cannot be as it is described."""
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
    return next((each for each in problems if each), None)


def renew_secret(ref: str, *, by: str, at: datetime) -> Registered | Refusal:
    """A new secret for a client; the old one ends now."""
    with deed(Event.CLIENT_CHANGED, by=by, at=at) as entry:
        entry.about(ref)
        client = locked(ref)
        if client is None:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=ref))
        return renewed(client, entry)


def renewed(client: Client, entry: Draft, *, until: datetime | None = None) -> Registered | Refusal:
    """A new secret, inside the deed of whoever renews it; the old one counts until then, or ends now."""
    if client.authentication == Client.Authentication.PRIVATE_KEY_JWT:
        return entry.refused(Refusal(Reason.NOT_FOUND, about=client.ref))
    drawn = dice.token()
    client.old_secret_hash = client.secret_hash if until else ""
    client.old_secret_until = until
    client.secret_hash = hashes.of_token(drawn)
    client.save(update_fields=["secret_hash", "old_secret_hash", "old_secret_until"])
    entry.facts(changed="secret", old_until=until.isoformat() if until else "")
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
    return _into(Client.State.SUSPENDED, ref, by=by, at=at)


def resume(ref: str, *, by: str, at: datetime) -> Client | Refusal:
    return _into(Client.State.ACTIVE, ref, by=by, at=at)


def _into(state: Client.State, ref: str, *, by: str, at: datetime) -> Client | Refusal:
    with deed(Event.CLIENT_CHANGED, by=by, at=at) as entry:
        entry.about(ref)
        client = locked(ref)
        if client is None:
            return entry.refused(Refusal(Reason.NOT_FOUND, about=ref))
        return moved(client, state, entry)


def moved(client: Client, state: Client.State, entry: Draft) -> Client:
    """The client in that state, inside the deed of whoever stops it or lets it go on."""
    client.state = state
    client.save(update_fields=["state"])
    entry.facts(state=state.value)
    return client


def locked(ref: str) -> Client | None:
    return Client.objects.select_for_update().filter(ref=ref).first()
