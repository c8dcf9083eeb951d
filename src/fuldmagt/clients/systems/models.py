from django.db import models

from fuldmagt.organisations.models import BusinessUser


class System(models.Model):
    """A program that acts for its organisation, by mandates and rights like everybody's (X5).

    It is a user without a person, and a client that shows who it is by signing with its own key. One
    that works for an employee is an agent: it may do no more than that employee.
    """

    user = models.OneToOneField(BusinessUser, models.PROTECT, related_name="system")
    client = models.OneToOneField("clients.Client", models.PROTECT, related_name="system")
    purpose = models.CharField(max_length=300, blank=True)
    works_for = models.ForeignKey(BusinessUser, models.PROTECT, null=True, blank=True, related_name="agents")
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=128)
    keyed_by = models.CharField(max_length=128)  # a user: who brought the keys it has now
    version = models.PositiveIntegerField(default=1)  # two people at once: the second is told
