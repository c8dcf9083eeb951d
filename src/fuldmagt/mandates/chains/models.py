from django.db import models

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.record import PowerRecord
from fuldmagt.organisations.models import Organisation


class Mandate(PowerRecord):
    """A chain mandate: the giver lets the receiver's users act for it, with these rights."""

    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates_given")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates_received")
    rights = models.ManyToManyField(Right, related_name="mandates")
    accepted = models.BooleanField(default=False)

    class Meta(PowerRecord.Meta):
        app_label = "mandates"
