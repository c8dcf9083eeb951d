from django.db import models

from fuldmagt.authenticators.app.models import AppKey, PendingKey
from fuldmagt.authenticators.approvals.models import AppRequest
from fuldmagt.authenticators.code.models import CodeDisplay, PendingDisplay
from fuldmagt.authenticators.guesses.models import Tries
from fuldmagt.authenticators.orders.models import MeansOrder
from fuldmagt.authenticators.passkey.models import Passkey, PasskeyCeremony
from fuldmagt.authenticators.stock.models import Device, StockFile
from fuldmagt.organisations.models import BusinessUser, choices
from fuldmagt.people.models import Person
from fuldmagt.vocabulary.means import Means

__all__ = [
    "AppKey",
    "AppRequest",
    "Authenticator",
    "CodeDisplay",
    "Device",
    "MeansOrder",
    "Passkey",
    "PasskeyCeremony",
    "PendingDisplay",
    "PendingKey",
    "StockFile",
    "Tries",
    "UserMeans",
]


class Authenticator(models.Model):
    """A means in a person's hands. Its secrets live in a row of its kind (passkey, code, ...)."""

    class State(models.TextChoices):
        ACTIVE = "active"
        LOCKED = "locked"
        REMOVED = "removed"

    ref = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="authenticators")
    kind = models.CharField(max_length=16, choices=choices(Means))
    name = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.ACTIVE)
    failures = models.PositiveIntegerField(default=0)  # consecutive wrong tries
    locked_by = models.CharField(max_length=128, blank=True)  # the organisation; empty: by wrong tries
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class UserMeans(models.Model):
    """That a business user logs in by a kind of means; with the person's authenticator where we keep it."""

    user = models.ForeignKey(BusinessUser, models.CASCADE, related_name="user_means")
    kind = models.CharField(max_length=16, choices=choices(Means))
    authenticator = models.ForeignKey(
        Authenticator, models.CASCADE, null=True, blank=True, related_name="user_means"
    )
    active = models.BooleanField(default=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_authenticator_serves_a_user_once",
                fields=["user", "authenticator"],
                condition=models.Q(authenticator__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_kind_without_authenticator_serves_a_user_once",
                fields=["user", "kind"],
                condition=models.Q(authenticator__isnull=True),
            ),
        ]
