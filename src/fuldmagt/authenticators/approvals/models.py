from django.db import models

from fuldmagt.authenticators.approvals.rules import State
from fuldmagt.organisations.models import choices


class AppRequest(models.Model):
    """A login that waits for somebody to approve it in the app.

    There is one too where nobody has the app, or there is no such user: the page that asks looks the
    same for each. `asked_for` is a keyed hash of the user id that was typed.
    """

    ref = models.CharField(max_length=64, unique=True)
    asked_for = models.CharField(max_length=64)
    user = models.ForeignKey(
        "organisations.BusinessUser", models.CASCADE, null=True, blank=True, related_name="app_requests"
    )
    bound_to = models.CharField(max_length=64)  # the login
    challenge = models.CharField(max_length=64)
    number = models.CharField(max_length=2)
    services = models.JSONField(default=list)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=16, choices=choices(State), default=State.WAITING.value)
    tries = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    authenticator = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "authenticators"
        indexes = [models.Index(fields=["asked_for", "asked_at"]), models.Index(fields=["bound_to"])]
        constraints = [
            models.UniqueConstraint(
                name="one_request_at_a_time",
                fields=["asked_for"],
                condition=models.Q(state=State.WAITING.value),
            )
        ]
