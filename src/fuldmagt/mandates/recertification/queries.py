"""Campaigns, the lists of their reviewers, and how far they are. A list is its reviewer's own."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fuldmagt.mandates.recertification.models import Campaign, Due, Entry, Handover, Review
from fuldmagt.mandates.recertification.rules import Answer, CampaignState, Kind
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import Actor


def standing(at: datetime, *, before: str = "") -> Q:
    """Lines whose right has not ended; `before` leads to the line."""
    name = f"{before}assignment__"
    ends = Q(**{f"{name}ends_at__isnull": True}) | Q(**{f"{name}ends_at__gt": at})
    return Q(**{f"{name}state": RecordState.ACTIVE}) & ends


def still_open(at: datetime, *, before: str = "") -> Q:
    """Lines that wait for an answer."""
    return Q(**{f"{before}answer": Answer.OPEN}) & standing(at, before=before)


def campaigns(organisation: str, *, at: datetime) -> QuerySet[Campaign]:
    """The campaigns of an organisation with how far they are, the newest first."""
    found = Campaign.objects.filter(organisation__ref=organisation)
    counted = found.annotate(
        lines=Count("entries"), waiting=Count("entries", filter=still_open(at, before="entries__"))
    )
    return counted.order_by("-begun_at", "-pk")


def campaign(ref: str, *, organisation: str) -> Campaign | None:
    return (
        Campaign.objects.select_related("organisation")
        .filter(ref=ref, organisation__ref=organisation)
        .first()
    )


def lists(campaign: Campaign, *, at: datetime) -> QuerySet[Review]:
    """The lists of a campaign with how far each is, by department."""
    return _counted(Review.objects.filter(campaign=campaign), at).order_by("title", "reviewer_name", "pk")


def _counted(found: QuerySet[Review], at: datetime) -> QuerySet[Review]:
    entries = "entries__"
    said = found.annotate(
        lines=Count("entries"),
        waiting=Count("entries", filter=still_open(at, before=entries)),
        people=Count("entries__user", distinct=True),
        confirmed=Count("entries", filter=Q(entries__answer=Answer.CONFIRMED)),
        withdrawn=Count("entries", filter=Q(entries__answer=Answer.WITHDRAWN)),
        tasks=Count("entries", filter=Q(entries__answer=Answer.TO_BE_ENDED)),
    )
    return said.select_related("campaign__organisation", "department", "reviewer")


def counted(review: Review, *, at: datetime) -> Review:
    """The list with how far it is."""
    return _counted(Review.objects.filter(pk=review.pk), at).get()


def _own(by: Actor, *, handed: bool = True) -> Q:
    """Lists that the actor answers for: as the reviewer, because they were passed on, or `handed` to them."""
    passed_on = Due.objects.filter(kind=Kind.ESCALATION, told__ref=by.ref).values("review")
    named = Q(reviewer__ref=by.ref) | Q(pk__in=passed_on)
    if handed:
        named |= Q(pk__in=Handover.objects.filter(to__ref=by.ref, ended_at=None).values("review"))
    return named & Q(campaign__organisation__ref=by.organisation)


def due(at: datetime) -> QuerySet[Due]:
    """What is due and not done, of running campaigns, the longest due first."""
    found = Due.objects.filter(
        done_at__isnull=True, due_at__lte=at, review__campaign__state=CampaignState.RUNNING
    )
    whole = found.select_related(
        "review__campaign__organisation", "review__reviewer__organisation", "review__department"
    )
    return whole.order_by("due_at", "pk")


def runs(review: Review) -> bool:
    """Whether its campaign still runs. Asked under the lock of the organisation."""
    return Campaign.objects.filter(pk=review.campaign_id, state=CampaignState.RUNNING).exists()


def is_to_do(due: Due) -> bool:
    """Whether it still is to be done, and the campaign runs. Asked under the lock of the organisation."""
    return Due.objects.filter(
        pk=due.pk, done_at__isnull=True, review__campaign__state=CampaignState.RUNNING
    ).exists()


def running() -> QuerySet[Campaign]:
    return Campaign.objects.filter(state=CampaignState.RUNNING).select_related("organisation").order_by("pk")


def unfinished(campaign: Campaign, *, at: datetime) -> QuerySet[Review]:
    """The lists of a campaign on which something waits."""
    open_ones = Entry.objects.filter(still_open(at), review=OuterRef("pk"))
    found = Review.objects.filter(Exists(open_ones), campaign=campaign)
    return found.select_related("campaign__organisation", "reviewer", "department").order_by("pk")


def holders(review: Review, *, at: datetime) -> QuerySet[BusinessUser]:
    """Whose rights on a list wait."""
    lines = Entry.objects.filter(still_open(at), review=review)
    return BusinessUser.objects.filter(pk__in=lines.values("user")).order_by("pk")


def told(reviews: Iterable[Review]) -> dict[int, list[Due]]:
    """Who was reminded of these lists, or asked instead, in order."""
    found: dict[int, list[Due]] = defaultdict(list)
    done = Due.objects.filter(review__in=list(reviews), done_at__isnull=False).exclude(told_name="")
    for each in done.order_by("done_at", "pk"):
        found[each.review_id].append(each)
    return found


def is_gone_through(review: Review, *, at: datetime) -> bool:
    return not Entry.objects.filter(still_open(at), review=review).exists()


def lists_of(by: Actor, *, at: datetime) -> QuerySet[Review]:
    """The lists that the actor answers for, the soonest due first."""
    running = Review.objects.filter(_own(by), campaign__state=CampaignState.RUNNING)
    return _counted(running, at).order_by("campaign__due_at", "title", "pk")


def waits_for(by: Actor) -> int:
    """How many lists the actor has not gone through; what ran out counts until the worker has seen it."""
    running = Review.objects.filter(_own(by), campaign__state=CampaignState.RUNNING)
    unsaid = Entry.objects.filter(answer=Answer.OPEN, assignment__state=RecordState.ACTIVE)
    return running.filter(Exists(unsaid.filter(review=OuterRef("pk")))).count()


def to_end(organisation: str) -> int:
    """How much waits for an administrator to end it; what ran out counts until the worker has seen it."""
    return _withdrawn_for_others(organisation).filter(assignment__state=RecordState.ACTIVE).count()


def ended(campaign: Campaign, answer: Answer, *, at: datetime) -> QuerySet[Entry, int]:
    """The keys of a campaign's lines with this answer whose right has ended."""
    found = Entry.objects.filter(~standing(at), campaign=campaign, answer=answer)
    return found.values_list("pk", flat=True)


def ended_unsaid(at: datetime) -> QuerySet[Campaign]:
    """Running campaigns with lines that ended before anything was said or done about them."""
    waits = Q(answer__in=[Answer.OPEN, Answer.TO_BE_ENDED]) & ~standing(at)
    ended = Entry.objects.filter(waits, campaign=OuterRef("pk"))
    running = Campaign.objects.filter(Exists(ended), state=CampaignState.RUNNING)
    return running.select_related("organisation").order_by("pk")


def list_for(ref: str, *, by: Actor, at: datetime) -> Review | None:
    """A list that the actor answers for; another's is not found, exactly as one that does not exist."""
    return _counted(Review.objects.filter(_own(by)), at).filter(ref=ref).first()


def answers_first(review: Review, by: Actor) -> bool:
    """Whether the actor answers for the list without it having been handed to them."""
    return Review.objects.filter(_own(by, handed=False), pk=review.pk).exists()


def people(
    review: Review, *, text: str = "", only_open: bool = False, at: datetime
) -> QuerySet[BusinessUser]:
    """The people of a list, by name."""
    lines = Entry.objects.filter(review=review)
    if only_open:
        lines = lines.filter(still_open(at))
    found = BusinessUser.objects.filter(pk__in=lines.values("user"))
    for word in text.split():
        found = found.filter(name__iregex=re.escape(word))
    return found.select_related("department").order_by("name", "pk")


def _lines() -> QuerySet[Entry]:
    return Entry.objects.select_related(
        "campaign__organisation",
        "review",
        "user__organisation",
        "user__department",
        "right__service",
        "assignment__organisation",
        "assignment__source__group",
    )


def lines_of(review: Review, users: list[BusinessUser], *, at: datetime) -> list[Entry]:
    """What these people held, in the order of the tree; each with whether it still stands (`stands`)."""
    found = _lines().filter(review=review, user__in=users)
    return list(_with_standing(found, at).order_by("user__name", "user__pk", "service_name", "pk"))


def _with_standing(found: QuerySet[Entry], at: datetime) -> QuerySet[Entry]:
    stands = Entry.objects.filter(standing(at), pk=OuterRef("pk"))
    return found.annotate(stands=Exists(stands))


def open_lines(review: Review, *, at: datetime) -> QuerySet[Entry]:
    """What of a list waits for an answer, person by person."""
    return _lines().filter(still_open(at), review=review).order_by("user_name", "user__pk", "pk")


def line(ref: str, *, by: Actor) -> Entry | None:
    """A line of a list that the actor answers for."""
    own = Review.objects.filter(_own(by))
    return _lines().filter(ref=ref, review__in=own).first()


def open_of(review: Review, user: str, *, at: datetime) -> QuerySet[Entry]:
    """What of one person waits for an answer."""
    return _lines().filter(still_open(at), review=review, user__ref=user)


def tasks(organisation: str, *, at: datetime) -> QuerySet[Entry]:
    """What a reviewer withdrew and an administrator has to end, because it comes through something."""
    found = _withdrawn_for_others(organisation).filter(standing(at))
    return found.order_by("user_name", "service_name", "pk")


def _withdrawn_for_others(organisation: str) -> QuerySet[Entry]:
    found = _lines().filter(answer=Answer.TO_BE_ENDED, campaign__organisation__ref=organisation)
    return found.exclude(campaign__state=CampaignState.CANCELLED)


def report(campaign: Campaign, *, at: datetime) -> list[Entry]:
    """Every line of a campaign, by list; each with whether it still stands (`stands`)."""
    found = _with_standing(_lines().filter(campaign=campaign), at)
    return list(found.order_by("review__title", "review__pk", "user_name", "user__pk", "service_name", "pk"))


@dataclass(frozen=True, slots=True)
class Totals:
    """How many lines of a campaign there are, and what was said about them."""

    lines: int
    waiting: int
    confirmed: int
    withdrawn: int  # or to be ended by an administrator
    ended: int

    @property
    def said(self) -> int:
        return self.lines - self.waiting


def totals(campaign: Campaign, *, at: datetime) -> Totals:
    """What has come of a campaign until now."""
    withdrawn = Q(answer=Answer.WITHDRAWN) | Q(answer=Answer.TO_BE_ENDED)
    counted = Entry.objects.filter(campaign=campaign).aggregate(
        lines=Count("pk"),
        waiting=Count("pk", filter=still_open(at)),
        confirmed=Count("pk", filter=Q(answer=Answer.CONFIRMED)),
        withdrawn=Count("pk", filter=withdrawn),
    )
    return Totals(
        **counted, ended=counted["lines"] - sum(counted[each] for each in counted if each != "lines")
    )
