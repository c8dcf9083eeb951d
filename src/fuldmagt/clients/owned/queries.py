"""The applications of a provider, for those who look after it."""

import json
from datetime import datetime
from hashlib import sha256

from django.db.models import Q, QuerySet

from fuldmagt.catalogue.models import Provider
from fuldmagt.clients.models import Client, Session
from fuldmagt.clients.sessions.queries import alive


def clients_of(provider: Provider, words: str = "") -> QuerySet[Client]:
    """By name; those whose name or id holds each of these words."""
    found = provider.clients.prefetch_related("services")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(ref__icontains=word))
    return found.order_by("name", "ref")


def client_of(ref: str, *, organisation: str) -> Client | None:
    """An application of a provider that the organisation is; None for another's."""
    found = Client.objects.select_related("provider")
    return found.filter(ref=ref, provider__organisation__ref=organisation).first()


def logged_in(client: Client, *, at: datetime) -> int:
    """How many people are logged in by the application now. A number, never names."""
    return Session.objects.filter(alive(at), client=client).values("user").distinct().count()


def stamp(client: Client) -> str:
    """What somebody saw of an application before changing it: the second of two is told."""
    seen = [
        client.name, client.state, client.scopes, client.jwks, client.redirect_uris,
        client.post_logout_redirect_uris, client.callback_uris, client.id_token_algorithm,
        client.requires_pushed_requests, client.secret_hash, client.old_secret_hash,
        sorted(client.services.values_list("ref", flat=True)),
    ]  # fmt: skip
    return sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:32]
