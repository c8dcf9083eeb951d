from django.db import models

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.record import PowerRecord
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.models import BusinessUser, Organisation


class Assignment(PowerRecord):
    """A user's right for an organisation; outside the user's home it hangs on a mandate."""

    user = models.ForeignKey(BusinessUser, models.PROTECT, related_name="assignments")
    right = models.ForeignKey(Right, models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="assignments")
    branches = models.JSONField(default=list)  # empty: the whole organisation
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="assignments"
    )  # of a right for many; none: given directly
    given_by = models.CharField(max_length=128, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta(PowerRecord.Meta):
        app_label = "mandates"
        indexes = [
            models.Index(fields=["user", "organisation"]),
            models.Index(fields=["organisation", "right"]),
        ]
