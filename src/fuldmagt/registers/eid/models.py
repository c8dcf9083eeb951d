from django.db import models


class EidLogin(models.Model):
    """A login at the national eID that has been begun: for one browser, for one purpose, answered once."""

    ref = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=64, unique=True)  # hashed
    browser = models.CharField(max_length=64)  # hashed
    nonce = models.CharField(max_length=64)
    verifier = models.TextField()  # sealed
    purpose = models.CharField(max_length=32)
    about = models.CharField(max_length=128)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "registers"
