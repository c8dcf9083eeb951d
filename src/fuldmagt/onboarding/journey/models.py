from django.db import models

from fuldmagt.onboarding.journey.rules import Part, Why
from fuldmagt.organisations.models import choices


class TickedOff(models.Model):
    """That an employee has done a part of the way which the platform cannot see."""

    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="ticked_off")
    part = models.CharField(max_length=16, choices=choices(Part))
    at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)  # the last day of the passport or ID card, where typed

    class Meta:
        app_label = "onboarding"
        constraints = [models.UniqueConstraint(name="a_part_is_ticked_off_once", fields=["user", "part"])]


class Waiting(models.Model):
    """That somebody's document cannot be scanned, and why; it counts while the user's state is waiting."""

    ref = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="waitings")
    why = models.CharField(max_length=16, choices=choices(Why))
    recorded_by = models.CharField(max_length=64)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "onboarding"
        constraints = [
            models.UniqueConstraint(
                name="nobody_waits_twice", fields=["user"], condition=models.Q(ended_at__isnull=True)
            )
        ]


class ProofingWay(models.Model):
    """Another way of proving who one is, opened by the operator. Name and text by language."""

    ref = models.CharField(max_length=64, unique=True)
    names = models.JSONField()
    texts = models.JSONField()
    opened_at = models.DateTimeField(db_index=True)
    opened_by = models.CharField(max_length=64)

    class Meta:
        app_label = "onboarding"


class WayTold(models.Model):
    """That somebody who waited has been told of a way; nobody is told twice."""

    way = models.ForeignKey(ProofingWay, models.CASCADE, related_name="told")
    user = models.ForeignKey("organisations.BusinessUser", models.CASCADE, related_name="ways_told")
    told_at = models.DateTimeField()

    class Meta:
        app_label = "onboarding"
        constraints = [models.UniqueConstraint(name="nobody_is_told_twice", fields=["way", "user"])]
