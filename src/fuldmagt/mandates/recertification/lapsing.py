"""Withdrawing what nobody answered until the very end, where the organisation chose that (C9).

Never what was answered, given or changed meanwhile; never before everybody who was to be asked had the time
that the mails name; and never from a list about which nobody was asked.
"""

from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.mandates.assignments.actions import end_reviewed
from fuldmagt.mandates.recertification import outcome, post, queries, rules
from fuldmagt.mandates.recertification.beginning import reviewer
from fuldmagt.mandates.recertification.models import Due, Entry, Review
from fuldmagt.mandates.recertification.rules import Answer, Calendar, CampaignState, Step
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked_together
from fuldmagt.organisations.rules import Actor

PLATFORM: Final = "platform"
AT_ONCE: Final = 200
"""So many lines are withdrawn in one transaction; the rest of the list follows at the next look."""


def do(due: Due, *, at: datetime) -> bool:
    """Withdraw some of what waits on the list. Whether anything was done; the mark comes with the last."""
    home = due.review.campaign.organisation.ref
    foreign = outcome.lapsing(due.review, at=at).values_list("assignment__organisation__ref", flat=True)
    with deed(Event.REVIEW_LAPSED, by=PLATFORM, at=at, organisation=home) as draft:
        held = locked_together({home, *foreign.order_by()})
        if not queries.is_to_do(due) or _waits(due, at):
            draft.unchanged()
            return False
        review = queries.counted(due.review, at=at)
        asked_about = outcome.lapsing(review, at=at).exclude(user__in=_unheard(review, at))
        found = list(asked_about[: AT_ONCE + 1])
        lines = [each for each in found[:AT_ONCE] if each.assignment.organisation.ref in held]
        for each in lines:
            _lapse(each, at=at)
        if len(found) <= AT_ONCE:
            Due.objects.filter(pk=due.pk).update(done_at=at)
            post.lapsed(queries.counted(review, at=at), at=at)
        if not lines:
            draft.unchanged()
        draft.about(review.ref)
        draft.facts(campaign=review.campaign.ref, lines=len(lines))
    return True


def _waits(due: Due, at: datetime) -> bool:
    """Whether somebody was told so late that there is time left; then the day is moved on."""
    others = outcome.before_withdrawal(due.review)
    if others.filter(done_at__isnull=True).exists():
        return True
    told = [each.done_at for each in others if each.done_at and each.told_id]
    calendar = Calendar.read(due.review.campaign.calendar)
    earliest = max((rules.earliest_withdrawal(each, calendar) for each in told), default=at)
    if earliest > at:
        Due.objects.filter(pk=due.pk).update(due_at=earliest)
    return earliest > at


def _unheard(review: Review, at: datetime) -> list[BusinessUser]:
    """Those on the list for whom nobody was asked but themselves: what they hold stays."""
    told = [each.told for each in outcome.before_withdrawal(review).select_related("told") if each.told]
    asked = [reviewer(each) for each in [review.reviewer, *told] if each]
    holders = {each.ref: each for each in queries.holders(review, at=at)}
    return [holders[each.user] for each in rules.unheard(map(reviewer, holders.values()), asked)]


def _lapse(entry: Entry, *, at: datetime) -> None:
    state = rules.after(Answer.OPEN, Step.LAPSE, direct=entry.direct, campaign=CampaignState.RUNNING)
    organisation = entry.campaign.organisation.ref
    if state is Answer.WITHDRAWN:
        end_reviewed(entry.assignment.ref, by=Actor(PLATFORM, organisation), at=at)
    Entry.objects.filter(pk=entry.pk).update(answer=state, answered_at=at, unanswered=True)
    if state is Answer.WITHDRAWN:
        post.lost(entry, at=at)
