"""Reviews of rights in the demonstration, made by the real deeds: one closed, one cancelled, one half gone
through with a list in a colleague's hands; a plan that runs, and one that was stopped."""

from datetime import datetime, timedelta

from fuldmagt.mandates.recertification import actions, handing
from fuldmagt.mandates.recertification.actions import Wanted
from fuldmagt.mandates.recertification.models import Campaign, Review
from fuldmagt.mandates.recertification.rules import By, Calendar, Scope, stamp
from fuldmagt.mandates.review_plans import actions as plans
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.review_plans.rules import Intended, Rhythm
from fuldmagt.organisations.queries import actor, holders_of
from fuldmagt.organisations.rules import Actor, Role


def make(organisation: str, *, at: datetime) -> int:
    """Begin a review some days ago, and let the first reviewers answer for some people; how many lists."""
    managers = holders_of(Role.RIGHTS_ADMINISTRATOR, organisation=organisation)
    if not managers:
        return 0
    _over(actor(managers[0]), at)
    _plans(actor(managers[0]), at)
    begun = at - timedelta(days=8)
    wanted = Wanted(name="Efterårets gennemgang", last_day=(at + timedelta(days=22)).date())
    campaign = actions.begin(wanted, by=actor(managers[0]), at=begun)
    if not isinstance(campaign, Campaign):
        return 0
    reviews = list(campaign.reviews.exclude(reviewer=None).select_related("reviewer__organisation"))
    for number, review in enumerate(reviews):
        _answer(review, leave=number % 3, at=begun + timedelta(days=1 + number % 6))
    _hand_over(reviews, at=at)
    return len(reviews)


def _over(by: Actor, at: datetime) -> None:
    """Two that are over: one was given up at once, of the other nothing is changed any more."""
    early = at - timedelta(days=200)
    scope = Scope(by=By.SERVICE)
    wanted = Wanted(name="Tjeneste for tjeneste", last_day=(early + timedelta(days=30)).date(), scope=scope)
    closed = actions.begin(wanted, by=by, at=early)
    if isinstance(closed, Campaign):
        actions.close(closed.ref, by=by, at=early + timedelta(days=31))
    wanted = Wanted(name="Forårets gennemgang", last_day=(early + timedelta(days=60)).date())
    cancelled = actions.begin(wanted, by=by, at=early + timedelta(days=30))
    if isinstance(cancelled, Campaign):
        why = "Afdelingerne blev lagt sammen samme uge."
        actions.cancel(cancelled.ref, why, by=by, at=early + timedelta(days=33))


def _plans(by: Actor, at: datetime) -> None:
    """One that runs, with what nobody answers withdrawn; one that was stopped."""
    first = (at + timedelta(days=90)).date()
    strict = Calendar(withdraw_after=10)
    yearly = Intended(name="Årlig gennemgang", rhythm=Rhythm(first, 12, True), days=30, calendar=strict)
    plans.make(yearly, by=by, at=at)
    often = Intended(name="Hver fjerde måned", rhythm=Rhythm(first, 4, False), days=14)
    stopped = plans.make(often, by=by, at=at)
    if isinstance(stopped, Plan):
        plans.stop(stopped.ref, seen=stopped.version, by=by, at=at)


def _hand_over(reviews: list[Review], *, at: datetime) -> None:
    """The first reviewer who has somebody to hand a list to does so."""
    for review in reviews:
        assert review.reviewer is not None
        by = actor(review.reviewer)
        for colleague in handing.colleagues(review, by=by, at=at)[:1]:
            handing.hand(review.ref, colleague.ref, by=by, at=at)
            return


def _answer(review: Review, *, leave: int, at: datetime) -> None:
    """The reviewer confirms what people hold, and leaves some of them for later."""
    people = list(review.entries.order_by("user_name").values_list("user__ref", flat=True).distinct())
    assert review.reviewer is not None
    for user in people[: len(people) // (1 + leave)]:
        waiting = review.entries.filter(user__ref=user, answer="open").values_list("ref", flat=True)
        actions.confirm_all(review.ref, user, seen=stamp(waiting), by=actor(review.reviewer), at=at)
