from django.db import models

from fuldmagt.authenticators.guesses.rules import Kind
from fuldmagt.organisations.models import choices


class Tries(models.Model):
    """Wrong guesses at one account, from one address or in one organisation, shared by all processes.

    `key` is a blind index: neither addresses nor what somebody typed as a user id can be read here.
    """

    kind = models.CharField(max_length=16, choices=choices(Kind))
    key = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_index=True)
    paused_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "authenticators"
        constraints = [models.UniqueConstraint(name="one_counter_for_each", fields=["kind", "key"])]
