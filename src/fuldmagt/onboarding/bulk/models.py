from django.db import models

from fuldmagt.onboarding.bulk.rules import BulkState
from fuldmagt.organisations.models import choices


class BulkActivation(models.Model):
    """Imported users who are activated one after the other by the worker: those chosen, or everyone."""

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="bulk_activations"
    )
    state = models.CharField(max_length=16, choices=choices(BulkState), default=BulkState.RUNNING)
    everyone = models.BooleanField(default=False)
    chosen = models.JSONField(default=list)  # references of users
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    begun_by = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "onboarding"
        indexes = [models.Index(fields=["state"])]
        constraints = [
            models.UniqueConstraint(
                name="one_bulk_activation_at_a_time",
                fields=["organisation"],
                condition=models.Q(state="running"),
            )
        ]


class HandoverCode(models.Model):
    """A temporary code that waits, sealed, to be printed in a letter: shown once, then gone."""

    user = models.OneToOneField("organisations.BusinessUser", models.CASCADE, related_name="handover_code")
    sealed = models.TextField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "onboarding"
