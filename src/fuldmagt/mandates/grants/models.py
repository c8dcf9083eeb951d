from django.db import models

from fuldmagt.catalogue.models import Provider, Right
from fuldmagt.mandates.record import PowerRecord
from fuldmagt.organisations.models import Organisation


class Grant(PowerRecord):
    """A portal grant: given in the service's own portal, confirmed by the giver's e-mail link."""

    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_given")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_received")
    right = models.ForeignKey(Right, models.PROTECT, related_name="grants")
    confirmed = models.BooleanField(default=False)

    class Meta(PowerRecord.Meta):
        app_label = "mandates"


class Adviser(PowerRecord):
    """A provider's recognition of an organisation as adviser."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="advisers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="recognitions")
    licence = models.CharField(max_length=100, blank=True)  # its number, as the provider checked it
    checked_by = models.CharField(max_length=128, blank=True)  # who looked the licence up, and when
    checked_at = models.DateTimeField(null=True, blank=True)
    reminded_of = models.DateTimeField(null=True, blank=True)  # the end that the provider was reminded of

    class Meta(PowerRecord.Meta):
        app_label = "mandates"
