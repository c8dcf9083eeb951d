from django.db import models

from fuldmagt.authenticators.code.rules import Generator
from fuldmagt.organisations.models import choices
from fuldmagt.vocabulary.means import Means


class Codes(models.Model):
    """What a device that makes codes has in it, sealed to its serial number, and how far it has come."""

    serial = models.CharField(max_length=40, unique=True)
    secret = models.TextField()  # sealed: see `place` in queries
    by_event = models.BooleanField(default=False)  # RFC 4226 instead of RFC 6238
    algorithm = models.CharField(max_length=8, default="SHA1")
    digits = models.PositiveSmallIntegerField(default=6)
    period = models.PositiveSmallIntegerField(default=30)  # seconds
    drift = models.IntegerField(default=0)  # steps that its clock is ahead
    last_step = models.BigIntegerField(default=-1)  # the newest step whose code was accepted

    class Meta:
        abstract = True

    def generator(self, secret: str) -> Generator:
        return Generator(secret, self.by_event, self.algorithm, self.digits, self.period, self.drift)

    def like(self) -> dict[str, object]:
        """What another row of the same device says as well."""
        return {field.name: getattr(self, field.name) for field in Codes._meta.get_fields()}


class CodeDisplay(Codes):
    """A device (or an app) that shows or speaks codes, in use, and the PIN that goes with it."""

    authenticator = models.OneToOneField(
        "authenticators.Authenticator", models.CASCADE, related_name="display"
    )
    pin = models.CharField(max_length=200, blank=True)  # hashed; empty: to be chosen anew

    class Meta:
        app_label = "authenticators"


class PendingDisplay(Codes):
    """A device that waits for its user to choose a PIN and show a first code."""

    ref = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="pending_displays")
    kind = models.CharField(max_length=16, choices=choices(Means), default=Means.CODE_DISPLAY)
    order = models.ForeignKey("authenticators.MeansOrder", models.CASCADE, null=True, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "authenticators"
