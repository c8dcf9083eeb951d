"""A provider registers and keeps its own applications, by the rules that hold on the command line too."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed
from fuldmagt.catalogue.models import Provider, Service
from fuldmagt.catalogue.providers.queries import provider_of
from fuldmagt.clients import rules
from fuldmagt.clients.actions import Application, Registered, created, locked, moved, problem, renewed
from fuldmagt.clients.models import Client
from fuldmagt.clients.owned import queries
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import signatures
from fuldmagt.vocabulary.refusals import Reason, Refusal


def register(provider: str, application: Application, *, by: Actor, at: datetime) -> Registered | Refusal:
    """Let an application of the provider use the platform. Its id begins with the provider's short name.

    Only an admitted provider's: nobody is to be asked to log in for one whom no operator has admitted (A7).
    """
    with deed(Event.CLIENT_CREATED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_PROVIDER):
            return entry.refused(refusal)
        own = provider_of(provider, organisation=by.organisation)
        if own is None:
            return entry.refused(Refusal(Reason.NOT_FOUND))
        list(Provider.objects.select_for_update(no_key=True).filter(pk=own.pk))  # the same id twice at once
        entry.facts(name=application.name)
        if own.state != Provider.State.ADMITTED:
            entry.about(own.ref)
            return entry.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="not_admitted"))
        named = replace(application, ref=f"{own.ref}-{application.ref}", provider=own.ref)
        return created(named, entry)


def change(ref: str, application: Application, *, seen: str, by: Actor, at: datetime) -> Client | Refusal:
    """Change what an application may and where it leads. How it shows who it is stays; its keys may not."""
    with _changing(ref, by=by, at=at, seen=seen) as (entry, client):
        if isinstance(client, Refusal):
            return entry.refused(client)
        assert client.provider is not None
        said = replace(
            application,
            ref=client.ref,
            provider=client.provider.ref,
            authentication=client.authentication,
            jwks=application.jwks or client.jwks,
        )
        if refusal := problem(said):
            return entry.refused(refusal)
        entry.facts(before=_told(client))
        _write(client, said)
        entry.facts(after=_told(client))
        return client


def _write(client: Client, said: Application) -> None:
    client.name = said.name
    client.scopes = list(said.scopes)
    client.redirect_uris = list(said.redirect_uris)
    client.post_logout_redirect_uris = list(said.post_logout_redirect_uris)
    client.callback_uris = list(said.callback_uris)
    client.id_token_algorithm = said.id_token_algorithm
    client.requires_pushed_requests = said.requires_pushed_requests
    if client.authentication == Client.Authentication.PRIVATE_KEY_JWT:
        client.jwks = signatures.public_set(said.jwks)
    client.save()
    client.services.set(Service.objects.filter(ref__in=said.services))


def _told(client: Client) -> dict[str, object]:
    """What the log keeps of an application: nothing secret."""
    return {
        "scopes": client.scopes,
        "redirect_uris": client.redirect_uris,
        "services": sorted(client.services.values_list("ref", flat=True)),
        "keys": [signatures.thumbprint(key) for key in client.jwks.get("keys", [])],
    }


def renew_secret(ref: str, *, overlaps: bool, seen: str, by: Actor, at: datetime) -> Registered | Refusal:
    """A new secret. The old one counts beside it for a week, or ends now, as after a theft."""
    with _changing(ref, by=by, at=at, seen=seen) as (entry, client):
        if isinstance(client, Refusal):
            return entry.refused(client)
        return renewed(client, entry, until=at + rules.OVERLAP if overlaps else None)


def end_old_secret(ref: str, *, by: Actor, at: datetime) -> Client | Refusal:
    """The old secret counts no more, as soon as nothing uses it."""
    with _changing(ref, by=by, at=at) as (entry, client):
        if isinstance(client, Refusal):
            return entry.refused(client)
        if not client.old_secret_hash:
            entry.unchanged()
            return client
        client.old_secret_hash, client.old_secret_until = "", None
        client.save(update_fields=["old_secret_hash", "old_secret_until"])
        entry.facts(changed="old secret")
        return client


def suspend(ref: str, *, by: Actor, at: datetime) -> Client | Refusal:
    """Nobody logs in by it, and nothing it was given counts, until it is resumed."""
    return _into(Client.State.SUSPENDED, ref, by=by, at=at)


def resume(ref: str, *, by: Actor, at: datetime) -> Client | Refusal:
    return _into(Client.State.ACTIVE, ref, by=by, at=at)


def _into(state: Client.State, ref: str, *, by: Actor, at: datetime) -> Client | Refusal:
    with _changing(ref, by=by, at=at) as (entry, client):
        if isinstance(client, Refusal):
            return entry.refused(client)
        if client.state == state:
            entry.unchanged()
            return client
        return moved(client, state, entry)


@contextmanager
def _changing(
    ref: str, *, by: Actor, at: datetime, seen: str | None = None
) -> Iterator[tuple[Draft, Client | Refusal]]:
    """A deed about an own application, as it was seen; two changes wait for one another."""
    with deed(Event.CLIENT_CHANGED, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_PROVIDER):
            yield entry, refusal
            return
        own = queries.client_of(ref, organisation=by.organisation)
        client = locked(ref) if own else None
        if client is None:
            yield entry, Refusal(Reason.NOT_FOUND)
            return
        entry.about(client.ref)
        entry.facts(name=client.name)
        if seen is not None and queries.stamp(client) != seen:
            yield entry, Refusal(Reason.CHANGED_MEANWHILE, about=client.ref)
            return
        yield entry, client
