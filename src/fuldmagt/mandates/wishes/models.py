from django.db import models
from django.db.models import Q

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.wishes.rules import WishState
from fuldmagt.organisations.models import Organisation, choices


class Wish(models.Model):
    """A mandate that an adviser asks for. It gives nothing itself.

    Of the client only the number is kept, as it was written: whether somebody has it here is found out
    when it is read, so that asking tells nobody who has joined, and who joins later finds it waiting.
    """

    State = WishState

    ref = models.CharField(max_length=64, unique=True)
    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="wishes")
    client = models.CharField(max_length=128)  # its number, `nl:kvk:90000001`
    rights = models.ManyToManyField(Right, related_name="wishes")
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=16, choices=choices(WishState), default=WishState.WAITING)
    asked_by = models.CharField(max_length=128)
    asked_at = models.DateTimeField()
    to_tell = models.BooleanField(default=True)  # the client is to be told, by the worker
    last_sent_at = models.DateTimeField()  # asked or reminded
    answered_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=300, blank=True)  # of whoever declined
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="wishes")

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(
                name="one_wish_waits_for_a_client", fields=["asker", "client"], condition=Q(state="waiting")
            )
        ]
        indexes = [
            models.Index(fields=["client", "state"]),
            models.Index(fields=["to_tell", "state"]),
            models.Index(fields=["asker", "last_sent_at"]),
        ]
