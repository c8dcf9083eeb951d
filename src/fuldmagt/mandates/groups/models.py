from django.db import models

from fuldmagt.organisations.models import BusinessUser, Organisation


class Group(models.Model):
    """Employees who are given rights together (C5)."""

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=128)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(
                name="open_groups_have_names_of_their_own",
                fields=["organisation", "name"],
                condition=models.Q(closed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A user in a group of the user's own organisation."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    user = models.ForeignKey(BusinessUser, models.CASCADE, related_name="memberships")
    since = models.DateTimeField()
    added_by = models.CharField(max_length=128)

    class Meta:
        app_label = "mandates"
        constraints = [models.UniqueConstraint(name="in_a_group_once", fields=["group", "user"])]
