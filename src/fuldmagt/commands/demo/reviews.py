"""A review of rights that is under way in the demonstration, half gone through: made by the real deeds."""

from datetime import datetime, timedelta

from fuldmagt.mandates.recertification import actions
from fuldmagt.mandates.recertification.actions import Wanted
from fuldmagt.mandates.recertification.models import Campaign, Review
from fuldmagt.mandates.recertification.rules import stamp
from fuldmagt.organisations.queries import actor, holders_of
from fuldmagt.organisations.rules import Role


def make(organisation: str, *, at: datetime) -> int:
    """Begin a review some days ago, and let the first reviewers answer for some people; how many lists."""
    managers = holders_of(Role.RIGHTS_ADMINISTRATOR, organisation=organisation)
    if not managers:
        return 0
    begun = at - timedelta(days=8)
    wanted = Wanted(name="Efterårets gennemgang", last_day=(at + timedelta(days=22)).date())
    campaign = actions.begin(wanted, by=actor(managers[0]), at=begun)
    if not isinstance(campaign, Campaign):
        return 0
    reviews = list(campaign.reviews.exclude(reviewer=None).select_related("reviewer__organisation"))
    for number, review in enumerate(reviews):
        _answer(review, leave=number % 3, at=begun + timedelta(days=1 + number % 6))
    return len(reviews)


def _answer(review: Review, *, leave: int, at: datetime) -> None:
    """The reviewer confirms what people hold, and leaves some of them for later."""
    people = list(review.entries.order_by("user_name").values_list("user__ref", flat=True).distinct())
    assert review.reviewer is not None
    for user in people[: len(people) // (1 + leave)]:
        waiting = review.entries.filter(user__ref=user, answer="open").values_list("ref", flat=True)
        actions.confirm_all(review.ref, user, seen=stamp(waiting), by=actor(review.reviewer), at=at)
