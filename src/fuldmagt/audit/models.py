from django.db import models


class Record(models.Model):
    """What both a pending and a numbered entry hold. It names things by reference, so it outlives them."""

    uid = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=64)
    actor = models.CharField(max_length=128)
    organisation = models.CharField(max_length=128, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    person = models.CharField(max_length=64, blank=True)
    personal = models.TextField(blank=True)

    class Meta:
        abstract = True


class PendingEntry(Record):
    """An entry of the log that waits for its number."""

    class Meta:
        indexes = [models.Index(fields=["subject"]), models.Index(fields=["organisation", "at"])]


class Entry(Record):
    """An entry of the log with its number and its link to the one before."""

    number = models.PositiveBigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "number"]),
            models.Index(fields=["organisation", "number"]),
        ]


class Head(models.Model):
    """The last number given and its digest: the one row that the sequencer locks."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
