from django.db import models


class AppKey(models.Model):
    """A user's key in the approval app on a device. The seed it was made of never leaves the device."""

    authenticator = models.OneToOneField(
        "authenticators.Authenticator", models.CASCADE, related_name="app_key"
    )
    public_key = models.CharField(max_length=64, unique=True)  # Ed25519, base64url
    secret = models.CharField(max_length=64)  # hash of what the device shows to ask for its requests

    class Meta:
        app_label = "authenticators"


class PendingKey(models.Model):
    """An activation code that a user is to type in the app, and how far the app has come with it."""

    ref = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="pending_keys")
    code = models.TextField()  # sealed
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    tries = models.PositiveIntegerField(default=0)
    voided_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    token = models.CharField(max_length=64, blank=True)  # hash of what the app got for the code
    challenge = models.CharField(max_length=64, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    replaces = models.CharField(max_length=64, blank=True)  # the app that ends when this one is in use
    by_link = models.CharField(max_length=64, blank=True)  # the link back into the login that it comes by

    class Meta:
        app_label = "authenticators"
