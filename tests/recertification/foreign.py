"""A review of rights that a neighbour has under way: for tests that see that nobody else reaches it."""

from datetime import UTC, datetime

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.recertification.models import Campaign, Entry, Review
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.secrets import dice


def review(user: BusinessUser, right: str) -> dict[str, str]:
    """A review of rights that is under way, with a list and a line on it."""
    at, later = datetime(2026, 1, 5, tzinfo=UTC), datetime(2036, 1, 5, tzinfo=UTC)
    given = Assignment.objects.create(
        ref=dice.reference(),
        user=user,
        right=Right.objects.get(ref=right),
        organisation=user.organisation,
        starts_at=at,
    )
    campaign = Campaign.objects.create(
        ref=dice.reference(),
        organisation=user.organisation,
        name="Sydby Review",
        begun_at=at,
        last_day=later.date(),
        due_at=later,
    )
    review = Review.objects.create(ref=dice.reference(), campaign=campaign, reviewer=user)
    line = Entry.objects.create(
        ref=dice.reference(),
        campaign=campaign,
        review=review,
        user=user,
        assignment=given,
        right=given.right,
        user_name=user.name,
        way="direct",
        direct=True,
        given_at=at,
    )
    return {
        "campaign": campaign.ref,
        "list": review.ref,
        "line": line.ref,
        "plan": plan(user.organisation, later).ref,
    }


def plan(organisation: Organisation, day: datetime) -> Plan:
    """A plan that has begun nothing yet."""
    return Plan.objects.create(
        ref=dice.reference(),
        organisation=organisation,
        name="Sydby Plan",
        months=12,
        days=30,
        first_day=day.date(),
        next_day=day.date(),
        made_at=day,
    )
