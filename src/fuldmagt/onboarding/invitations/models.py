from django.db import models

from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.organisations.models import choices


class Invitation(models.Model):
    """A link in a mail. Only its hash is kept; a newer link voids an older one."""

    ref = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="invitations")
    purpose = models.CharField(max_length=16, choices=choices(Purpose), default=Purpose.ACTIVATION)
    about = models.CharField(max_length=64, blank=True)  # the means, where it is about one
    token = models.CharField(max_length=64, unique=True)  # hashed
    made_by = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "onboarding"
        constraints = [
            models.UniqueConstraint(
                name="one_open_link_for_each_purpose",
                fields=["user", "purpose"],
                condition=models.Q(voided_at__isnull=True, used_at__isnull=True),
            )
        ]


class TemporaryCode(models.Model):
    """The code that the administrator hands over. Only its slow hash is kept; its tries are counted here."""

    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="temporary_codes")
    code = models.CharField(max_length=200)
    made_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    voided_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "onboarding"
        constraints = [
            models.UniqueConstraint(
                name="one_open_code_for_each_user",
                fields=["user"],
                condition=models.Q(voided_at__isnull=True, entered_at__isnull=True),
            )
        ]
