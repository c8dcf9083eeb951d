from datetime import timedelta
from typing import ClassVar, Final

from django.db import models

IN_TIME: Final = timedelta(days=60)


class Employer(models.Model):
    """Whose number stands in a contract. The number is written as the platform writes it."""

    number = models.CharField(max_length=128, unique=True)
    name = models.CharField(max_length=200)
    contract = models.CharField(max_length=20)
    email = models.EmailField(blank=True)  # of whoever answers for the contract there
    objects: "ClassVar[models.Manager[Employer]]" = models.Manager()

    class Meta:
        app_label = "participants"


class Participant(models.Model):
    """An employee who builds up pension. `version` counts the changes; whoever saves names the one read."""

    number = models.CharField(max_length=20, unique=True)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="participants")
    name = models.CharField(max_length=200)
    sorted_by = models.CharField(max_length=200)  # the surname first
    born = models.DateField()
    since = models.DateField()
    salary = models.PositiveIntegerField()  # a year, full-time, in euros
    part_time = models.PositiveSmallIntegerField()  # per cent
    email = models.EmailField()
    street = models.CharField(max_length=200)
    postcode = models.CharField(max_length=20)
    city = models.CharField(max_length=100)
    activated = models.BooleanField(default=False)  # has looked at the own pension once
    version = models.PositiveIntegerField(default=1)
    objects: "ClassVar[models.Manager[Participant]]" = models.Manager()

    class Meta:
        app_label = "participants"


class Change(models.Model):
    """What was reported about a participant, by whom and on behalf of whom."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200)
    after = models.CharField(max_length=200)
    effective_on = models.DateField()
    reported_at = models.DateTimeField()
    by = models.CharField(max_length=200)
    through = models.CharField(max_length=200, blank=True)
    objects: "ClassVar[models.Manager[Change]]" = models.Manager()

    class Meta:
        app_label = "participants"
        ordering = ("-reported_at", "-pk")
