from typing import ClassVar

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


class Counting(models.Manager["PendingEntry"]):
    """The entries of what has happened: not those held for a deed that is still to be confirmed."""

    def get_queryset(self) -> "models.QuerySet[PendingEntry]":
        return super().get_queryset().filter(held__isnull=True)


class PendingEntry(Record):
    """An entry of the log that waits for its number.

    One that is held was written ahead for a deed that is still to be confirmed: nobody reads it and it
    gets no number before it is released (decision 0020).
    """

    held = models.CharField(max_length=64, null=True, blank=True)  # for what; null: it counts

    objects = Counting()
    with_held: ClassVar[models.Manager["PendingEntry"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject"]),
            models.Index(fields=["organisation", "at"]),
            models.Index(fields=["held"], name="entries_held", condition=models.Q(held__isnull=False)),
        ]


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
