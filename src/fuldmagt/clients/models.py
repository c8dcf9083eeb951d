from django.db import models

from fuldmagt.catalogue.models import Provider, Service
from fuldmagt.clients.keys.models import SigningKey
from fuldmagt.clients.pushed.models import PushedRequest, UsedAssertion
from fuldmagt.clients.sessions.models import AccessToken, Code, RefreshToken, Session, Subject
from fuldmagt.clients.systems.models import System

__all__ = [
    "AccessToken",
    "Client",
    "Code",
    "PushedRequest",
    "RefreshToken",
    "Session",
    "SigningKey",
    "Subject",
    "System",
    "UsedAssertion",
]


class Client(models.Model):
    """A provider's application. `ref` is its client id; without a provider it is the platform's own."""

    class Authentication(models.TextChoices):
        SECRET_BASIC = "client_secret_basic"  # noqa: S105 - a method, not a secret
        SECRET_POST = "client_secret_post"  # noqa: S105 - likewise
        PRIVATE_KEY_JWT = "private_key_jwt"

    class State(models.TextChoices):
        ACTIVE = "active"
        SUSPENDED = "suspended"

    ref = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="clients")
    services = models.ManyToManyField(Service, blank=True, related_name="clients")
    state = models.CharField(max_length=16, choices=State.choices, default=State.ACTIVE)
    authentication = models.CharField(
        max_length=32, choices=Authentication.choices, default=Authentication.SECRET_BASIC
    )
    secret_hash = models.CharField(max_length=64, blank=True)
    old_secret_hash = models.CharField(max_length=64, blank=True)  # counts beside the new one for a while
    old_secret_until = models.DateTimeField(null=True, blank=True)
    jwks = models.JSONField(default=dict, blank=True)
    scopes = models.JSONField(default=list)
    redirect_uris = models.JSONField(default=list)
    post_logout_redirect_uris = models.JSONField(default=list)
    callback_uris = models.JSONField(default=list)  # where it may be told what became of its requests
    id_token_algorithm = models.CharField(max_length=8, default="ES256")
    requires_pushed_requests = models.BooleanField(default=False)
    refused_at = models.DateTimeField(null=True, blank=True)  # when a wrong proof was last written down

    def __str__(self) -> str:
        return self.name
