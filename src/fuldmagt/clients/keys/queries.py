"""The key ring: which keys others see, and which one signs."""

import json
from datetime import datetime
from typing import Any

from django.db.models import Q

from fuldmagt.clients.keys.models import SigningKey
from fuldmagt.secrets import fields

Jwk = dict[str, Any]


def place(kid: str) -> str:
    return f"clients_signingkey.sealed.{kid}"


def published(*, at: datetime) -> list[Jwk]:
    """The public keys that a signature of ours may be checked with, the newest first."""
    seen = SigningKey.objects.filter(Q(leaves_at__isnull=True) | Q(leaves_at__gt=at), published_at__lte=at)
    return [key.public for key in seen.order_by("-signs_from", "kid")]


def in_use(algorithm: str, *, at: datetime) -> SigningKey | None:
    """The key that signs by an algorithm: the newest whose time has come."""
    keys = SigningKey.objects.filter(Q(leaves_at__isnull=True) | Q(leaves_at__gt=at), algorithm=algorithm)
    return keys.filter(signs_from__lte=at).order_by("-signs_from", "kid").first()


def private(key: SigningKey) -> Jwk:
    return dict(json.loads(fields.decrypt(key.sealed, place=place(key.kid))))
