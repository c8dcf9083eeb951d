from django.db import models

from fuldmagt.onboarding.activation.rules import Stage
from fuldmagt.organisations.models import choices


class Activation(models.Model):
    """How far a user has come. It outlives the links: a new mail goes on where the old one was left."""

    user = models.OneToOneField("organisations.BusinessUser", models.CASCADE, related_name="activation")
    stage = models.CharField(max_length=16, choices=choices(Stage), default=Stage.BEGUN)
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "onboarding"


class PhoneCode(models.Model):
    """A code sent to a telephone, to show that it is in the user's hands."""

    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="phone_codes")
    phone = models.CharField(max_length=40)
    code = models.CharField(max_length=200)  # slowly hashed
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    voided_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "onboarding"
        indexes = [models.Index(fields=["phone", "created_at"])]
