from django.db import models
from django.db.models import Q

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.requests.rules import RequestState
from fuldmagt.organisations.models import BusinessUser, Organisation, choices


class RightRequest(models.Model):
    """A right that somebody asks for, for themselves or for one of their people. It gives nothing itself.

    `asked_by` is a user, or the client through which the user asked; `decided_by` a user, or empty.
    """

    State = RequestState

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="right_requests")
    user = models.ForeignKey(BusinessUser, models.PROTECT, related_name="right_requests")
    right = models.ForeignKey(Right, models.PROTECT, related_name="requests")
    state = models.CharField(max_length=16, choices=choices(RequestState), default=RequestState.WAITING)
    asked_by = models.CharField(max_length=128)
    through = models.CharField(max_length=200, blank=True)  # the service in which it was asked
    why = models.CharField(max_length=1000, blank=True)
    until = models.DateTimeField(null=True, blank=True)  # wished for; null: without an end
    branches = models.JSONField(default=list)  # empty: the whole organisation
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=128, blank=True)
    answer = models.CharField(max_length=1000, blank=True)  # what the asker is told
    given_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(
                name="one_request_waits_for_a_right",
                fields=["user", "right"],
                condition=Q(state="waiting"),
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "asked_at"]),
            models.Index(fields=["state", "expires_at"]),
        ]
