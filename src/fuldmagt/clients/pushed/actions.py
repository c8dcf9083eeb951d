"""Keeping what a client sent beforehand, and seeing that each such thing is used once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError

from fuldmagt.audit import journal
from fuldmagt.clients.models import Client
from fuldmagt.clients.pushed import rules
from fuldmagt.clients.pushed.models import PushedRequest, UsedAssertion
from fuldmagt.secrets import dice, hashes

MARGIN = timedelta(minutes=2)  # an assertion is remembered a little longer than any clock believes it valid


def push(parameters: Mapping[str, str], *, client: Client, at: datetime) -> str:
    """Keep a request; the name under which a browser brings it."""
    token = dice.token()
    PushedRequest.objects.create(
        hash=hashes.of_token(token),
        client=client,
        parameters=dict(parameters),
        expires_at=at + rules.LIFE,
    )
    return rules.PREFIX + token


def take_up(name: str, *, client: str, at: datetime) -> dict[str, str] | None:
    """The request of that name, once; None for another client's, an old or a used one."""
    if not name.startswith(rules.PREFIX):
        return None
    found = PushedRequest.objects.filter(
        hash__in=hashes.of_token_any(name.removeprefix(rules.PREFIX)), client__ref=client
    ).first()
    if found is None or found.expires_at <= at:
        return None
    taken = PushedRequest.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=at)
    return dict(found.parameters) if taken else None


def use_assertion(jti: str, *, client: Client, expires_at: datetime) -> bool:
    """Note that an assertion is used; False when it was before. A constraint decides between two at once."""
    name = sha256(jti.encode(errors="surrogatepass")).hexdigest()
    try:
        with journal.together():
            UsedAssertion.objects.create(client=client, name=name, expires_at=expires_at + MARGIN)
    except IntegrityError:
        return False
    return True
