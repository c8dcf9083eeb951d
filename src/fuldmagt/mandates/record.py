"""The fields that every record of power has."""

from django.db import models
from django.db.models import F, Q

from fuldmagt.mandates.rules import RecordState


class PowerRecord(models.Model):
    """A record with a state and a period; in force when active and `starts_at` <= T < `ends_at`."""

    ref = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in RecordState], default=RecordState.ACTIVE
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=128, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            )
        ]
