from django.db import models


class Passkey(models.Model):
    """The public half of a passkey, or of a chip's key. The private half never leaves the person's device."""

    authenticator = models.OneToOneField(
        "authenticators.Authenticator", models.CASCADE, related_name="passkey"
    )
    credential_id = models.CharField(max_length=1400, unique=True)  # base64url of at most 1023 bytes
    public_key = models.TextField()  # COSE, base64url
    sign_count = models.PositiveBigIntegerField(default=0)
    synced = models.BooleanField(default=False)  # may be on several devices of the person
    added_at = models.CharField(max_length=16, blank=True)  # the level of the login it was added in
    aaguid = models.CharField(max_length=36, blank=True)
    transports = models.JSONField(default=list)

    class Meta:
        app_label = "authenticators"


class PasskeyCeremony(models.Model):
    """A question put to a passkey: answered once, soon, by the one it was put to."""

    class Purpose(models.TextChoices):
        REGISTRATION = "registration"
        LOGIN = "login"
        CHIP_REGISTRATION = "chip"
        CHIP_LOGIN = "chip_login"

    ref = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    challenge = models.CharField(max_length=128)  # base64url
    bound_to = models.CharField(max_length=128)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "authenticators"
