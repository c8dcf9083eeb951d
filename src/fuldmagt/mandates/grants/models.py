from django.db import models

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.clients.models import Client
from fuldmagt.mandates.record import PowerRecord
from fuldmagt.organisations.models import Organisation


class Grant(PowerRecord):
    """A portal grant: the giver lets everybody at the receiver who has the right act for it.

    It carries nothing before the giver has confirmed it by the link in its e-mail. `awaiting` is a
    wider right (with its end in `awaiting_ends_at`) that the giver asked for later and has not
    confirmed yet; until then the grant goes on as it is.
    """

    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_given")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_received")
    right = models.ForeignKey(Right, models.PROTECT, related_name="grants")
    confirmed = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=128, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    awaiting = models.ForeignKey(Right, models.PROTECT, null=True, blank=True, related_name="grants_awaiting")
    awaiting_ends_at = models.DateTimeField(null=True, blank=True)

    class Meta(PowerRecord.Meta):
        app_label = "mandates"


class GrantLink(models.Model):
    """A link in the giver's e-mail, and the terms it told of; one at most is in force for a grant."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="links")
    token = models.CharField(max_length=64, unique=True)  # hashed
    right = models.ForeignKey(Right, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True, blank=True)  # of the grant, as the mail told it
    sent_to = models.JSONField(default=list)  # addresses with most of their letters hidden
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(
                name="a_grant_has_one_link_in_force",
                fields=["grant"],
                condition=models.Q(used_at__isnull=True, voided_at__isnull=True),
            )
        ]


class Beginning(models.Model):
    """That a provider's portal sends an employer to the page on which access is given.

    Its name is no power: it only says for whom and where the page is meant, and where it leads back to.
    """

    token = models.CharField(max_length=64, unique=True)  # hashed
    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=128)  # as the portal wrote it
    return_to = models.CharField(max_length=500)
    state = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
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
