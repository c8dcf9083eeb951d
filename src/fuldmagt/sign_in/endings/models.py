from django.db import models

from fuldmagt.catalogue.models import Service
from fuldmagt.organisations.models import BusinessUser, choices
from fuldmagt.vocabulary.means import Means


class EndTold(models.Model):
    """What a user was told last about the end of a means at a service (F8)."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="ends_told")
    kind = models.CharField(max_length=16, choices=choices(Means))
    user = models.ForeignKey(BusinessUser, models.CASCADE, related_name="ends_told")
    end = models.DateTimeField(null=True, blank=True)  # None: that it is accepted on
    days = models.PositiveIntegerField()  # how near it was; the reminders further away are not due any more
    told_at = models.DateTimeField()

    class Meta:
        app_label = "sign_in"
        constraints = [
            models.UniqueConstraint(name="an_end_is_told_in_one_row", fields=["service", "kind", "user"])
        ]
        indexes = [models.Index(fields=["service", "kind", "end"])]
