from django.db import models
from django.db.models import Q

from fuldmagt.mandates.recertification.models import Campaign
from fuldmagt.mandates.recertification.rules import By, Calendar, Scope
from fuldmagt.mandates.review_plans.rules import Intended, PlanState, Rhythm
from fuldmagt.organisations.models import Organisation, choices


class Plan(models.Model):
    """A review that begins again at intervals, on its day, without anybody pressing anything."""

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="review_plans")
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=16, choices=choices(PlanState), default=PlanState.RUNNING)
    version = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=16, choices=choices(By), default=By.DEPARTMENT)
    services = models.JSONField(default=list)  # references; none: all
    left_out = models.JSONField(default=list)  # references of departments
    calendar = models.JSONField(default=dict)
    months = models.PositiveSmallIntegerField()
    sensitive_oftener = models.BooleanField(default=True)
    days = models.PositiveSmallIntegerField()
    first_day = models.DateField()
    turn = models.PositiveIntegerField(default=0)
    next_day = models.DateField()
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="plans"
    )  # the last that was begun
    skipped_day = models.DateField(null=True, blank=True)  # there was nothing to go through, last time
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(
                name="running_plans_have_names_of_their_own",
                fields=["organisation", "name"],
                condition=Q(state="running"),
            )
        ]
        indexes = [models.Index(fields=["state", "next_day"])]

    def __str__(self) -> str:
        return self.name

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(self.first_day, self.months, self.sensitive_oftener)

    @property
    def intended(self) -> Intended:
        """The plan as somebody wrote it, with the day that comes next."""
        rhythm = Rhythm(self.next_day, self.months, self.sensitive_oftener)
        return Intended(
            name=self.name,
            rhythm=rhythm,
            days=self.days,
            scope=Scope(By(self.by), frozenset(self.services), frozenset(self.left_out)),
            calendar=Calendar.read(self.calendar),
        )
