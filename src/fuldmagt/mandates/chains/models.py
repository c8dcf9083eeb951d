from django.db import models

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.record import PowerRecord
from fuldmagt.organisations.models import Organisation


class Mandate(PowerRecord):
    """A chain mandate: the giver lets the receiver's users act for it, with these rights.

    `awaiting` are rights that the giver has added and the receiver has not accepted yet; they carry
    nothing. `reminded` is of how many days before the end both sides have been told.
    """

    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates_given")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates_received")
    rights = models.ManyToManyField(Right, related_name="mandates")
    awaiting = models.ManyToManyField(Right, related_name="mandates_awaiting")
    accepted = models.BooleanField(default=False)
    given_by = models.CharField(max_length=128, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=128, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    ended_as = models.CharField(max_length=16, blank=True)  # rules.Ending; empty while it is not over
    word = models.CharField(
        max_length=300, blank=True
    )  # what whoever declined or ended it wrote to the other
    contact_email = models.EmailField(blank=True)  # of who gave it, where the giver has no users here
    contact_language = models.CharField(max_length=8, blank=True)
    reminded = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(PowerRecord.Meta):
        app_label = "mandates"
        indexes = [models.Index(fields=["state", "accepted", "ends_at"], name="mandates_to_remind_of")]
