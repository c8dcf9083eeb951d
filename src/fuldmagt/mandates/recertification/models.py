from django.db import models
from django.db.models import Q

from fuldmagt.catalogue.models import Right, Service
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.recertification.rules import Answer, By, CampaignState, Kind, Way
from fuldmagt.organisations.models import BusinessUser, Department, Organisation, choices


class Campaign(models.Model):
    """A review: what people held when it began is gone through until a day. Over, it changes no more."""

    State = CampaignState

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="campaigns")
    name = models.CharField(max_length=100)
    state = models.CharField(max_length=16, choices=choices(CampaignState), default=CampaignState.RUNNING)
    by = models.CharField(max_length=16, choices=choices(By), default=By.DEPARTMENT)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=128)
    begun_by_name = models.CharField(max_length=200)
    last_day = models.DateField()
    due_at = models.DateTimeField()  # the end of the last day, where the organisation is
    calendar = models.JSONField(default=dict)  # when is reminded; what is not there is as usual
    left_out = models.JSONField(default=list)  # names of departments that are exempt
    services = models.JSONField(default=list)  # names of those that are gone through; none: all
    over_at = models.DateTimeField(null=True, blank=True)
    over_by_name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=1000, blank=True)  # why it was cancelled

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(
                name="running_campaigns_have_names_of_their_own",
                fields=["organisation", "name"],
                condition=Q(state="running"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Review(models.Model):
    """The list that one reviewer answers for: what people of a department hold, or of none; or of a service.

    `reviewer` is empty where there is nobody who could: then an administrator has to appoint somebody.
    """

    ref = models.CharField(max_length=64, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reviews")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="reviews")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="reviews")
    title = models.CharField(max_length=200, blank=True)  # the department's or service's name then
    reviewer = models.ForeignKey(BusinessUser, models.PROTECT, null=True, blank=True, related_name="reviews")
    reviewer_name = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "mandates"


class Handover(models.Model):
    """A list that was handed to a colleague by who answers for it; both answer until it is taken back."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="handovers")
    by = models.ForeignKey(BusinessUser, models.PROTECT, related_name="reviews_handed_on")
    by_name = models.CharField(max_length=200)
    to = models.ForeignKey(BusinessUser, models.PROTECT, related_name="reviews_taken_on")
    to_name = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(
                name="a_list_is_in_one_other_hand", fields=["review"], condition=Q(ended_at__isnull=True)
            )
        ]


class Due(models.Model):
    """What is done for a list on a day, if it is not gone through by then: each once, by the worker."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="dues")
    kind = models.CharField(max_length=16, choices=choices(Kind))
    step = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    told = models.ForeignKey(
        BusinessUser, models.PROTECT, null=True, blank=True, related_name="reminders"
    )  # nobody: there was no need any more, or nobody left; whoever is told answers for the list too
    told_name = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(name="each_reminder_is_due_once", fields=["review", "kind", "step"])
        ]
        indexes = [models.Index(fields=["done_at", "due_at"])]


class Entry(models.Model):
    """A line: who held what, through what, when the campaign began; and what was said about it.

    The words are copies, so that the report says the same when names change and rights end.
    """

    Answer = Answer

    ref = models.CharField(max_length=64, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="entries")
    review = models.ForeignKey(Review, models.PROTECT, related_name="entries")
    user = models.ForeignKey(BusinessUser, models.PROTECT, related_name="reviewed")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reviewed")
    right = models.ForeignKey(Right, models.PROTECT, related_name="reviewed")
    user_name = models.CharField(max_length=200)
    right_name = models.CharField(max_length=300)
    service_name = models.CharField(max_length=300)
    for_whom = models.CharField(max_length=200, blank=True)  # a client; empty: the organisation itself
    way = models.CharField(max_length=16, choices=choices(Way))
    way_name = models.CharField(max_length=200, blank=True)
    direct = models.BooleanField()  # can be taken from this one user
    given_by_name = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=16, choices=choices(Answer), default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    unanswered = models.BooleanField(default=False)  # withdrawn because nobody said anything

    class Meta:
        app_label = "mandates"
        constraints = [
            models.UniqueConstraint(name="a_right_is_gone_through_once", fields=["campaign", "assignment"])
        ]
        indexes = [
            models.Index(fields=["review", "user_name"]),
            models.Index(fields=["campaign", "answer"]),
        ]
