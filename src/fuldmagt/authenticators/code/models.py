from django.db import models


class CodeDisplay(models.Model):
    """A device (or an app) that shows a new code every 30 seconds, and the PIN that goes with it."""

    authenticator = models.OneToOneField(
        "authenticators.Authenticator", models.CASCADE, related_name="display"
    )
    serial = models.CharField(max_length=40, unique=True)
    secret = models.TextField()  # sealed: see `place` in actions
    pin = models.CharField(max_length=200, blank=True)  # hashed; empty: to be chosen anew
    last_step = models.BigIntegerField(default=-1)  # the newest step whose code was accepted

    class Meta:
        app_label = "authenticators"


class PendingDisplay(models.Model):
    """A code display that waits for its user to choose a PIN and show a first code."""

    ref = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="pending_displays")
    order = models.ForeignKey("authenticators.MeansOrder", models.CASCADE, null=True, blank=True)
    serial = models.CharField(max_length=40, unique=True)
    secret = models.TextField()  # sealed
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "authenticators"
