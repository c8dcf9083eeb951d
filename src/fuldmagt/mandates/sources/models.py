from django.db import models
from django.db.models import Q

from fuldmagt.catalogue.models import Package, Right
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.record import PowerRecord
from fuldmagt.organisations.models import BusinessUser, Department, Organisation


class Source(PowerRecord):
    """A right or a package that a group, a department or a user has; its assignments name it.

    `organisation` is the home of those who have it. `acted_for` is another only where the rights are
    for a client: then they hang on its mandate.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sources")
    acted_for = models.ForeignKey(Organisation, models.PROTECT, related_name="sources_for")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="sources")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="sources")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="sources")
    user = models.ForeignKey(BusinessUser, models.PROTECT, null=True, blank=True, related_name="sources")
    right = models.ForeignKey(Right, models.PROTECT, null=True, blank=True, related_name="sources")
    package = models.ForeignKey(Package, models.PROTECT, null=True, blank=True, related_name="sources")
    branches = models.JSONField(default=list)  # empty: the whole organisation
    given_by = models.CharField(max_length=128)
    note = models.CharField(max_length=200, blank=True)

    class Meta(PowerRecord.Meta):
        app_label = "mandates"
        constraints = [
            *PowerRecord.Meta.constraints,
            models.CheckConstraint(
                name="a_source_is_somebodys",
                condition=Q(group__isnull=False, department__isnull=True, user__isnull=True)
                | Q(group__isnull=True, department__isnull=False, user__isnull=True)
                | Q(group__isnull=True, department__isnull=True, user__isnull=False),
            ),
            models.CheckConstraint(
                name="a_source_gives_one_thing",
                condition=Q(right__isnull=False, package__isnull=True)
                | Q(right__isnull=True, package__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]
