from django.db import models
from django.db.models import Q

from fuldmagt.clients.models import Client
from fuldmagt.mandates.handles.rules import TaskStatus
from fuldmagt.organisations.models import choices


class Handle(models.Model):
    """What a client was given for something it asked for: opaque, with a status, and perhaps a callback.

    `kind` and `about` say what was asked for; what it is about says itself when it is over.
    """

    ref = models.CharField(max_length=64, unique=True)
    client = models.ForeignKey(Client, models.PROTECT, related_name="handles")
    kind = models.CharField(max_length=16)
    about = models.CharField(max_length=64)
    service = models.CharField(max_length=64)
    organisation = models.CharField(max_length=128)
    may_cancel = models.BooleanField(default=False)  # the client asked itself, nobody before it
    status = models.CharField(max_length=16, choices=choices(TaskStatus), default=TaskStatus.PENDING)
    made_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)
    good_until = models.DateTimeField(null=True, blank=True)  # of what was given; null: without an end
    expires_at = models.DateTimeField()
    idempotency_key = models.CharField(max_length=128, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the submission with that key
    callback = models.CharField(max_length=500, blank=True)
    callback_state = models.CharField(max_length=500, blank=True)
    callback_events = models.JSONField(default=list)  # empty: every end
    due_at = models.DateTimeField(null=True, blank=True)  # null: there is nothing to tell
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(
                name="an_idempotency_key_is_used_once",
                fields=["client", "organisation", "idempotency_key"],
                condition=~Q(idempotency_key=""),
            )
        ]
        indexes = [models.Index(fields=["kind", "about"]), models.Index(fields=["due_at"])]
