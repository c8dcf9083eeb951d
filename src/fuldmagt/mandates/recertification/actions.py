"""Beginning a review of rights, going through it line by line, and ending it (C9).

Whoever answers for a list is named on it; no role opens it. All waits for the organisation's row, as
every change of rights does, so that two people at once come one after the other.
"""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed, together
from fuldmagt.catalogue.models import Service
from fuldmagt.mandates.assignments.actions import end_reviewed
from fuldmagt.mandates.recertification import beginning, post, queries, rules
from fuldmagt.mandates.recertification.models import Campaign, Entry
from fuldmagt.mandates.recertification.rules import (
    LONGEST,
    Answer,
    Calendar,
    CampaignState,
    Scope,
    Step,
    stamp,
)
from fuldmagt.organisations.models import Department, Organisation
from fuldmagt.organisations.queries import locked, locked_together, same_person, user_of
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.vocabulary.zones import ZONES, end_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A campaign to be begun, and what it is to go through."""

    name: str
    last_day: date
    scope: Scope = field(default_factory=Scope)
    calendar: Calendar = field(default_factory=Calendar)
    plan: str = ""  # the name of the plan by which it begins; none: somebody begins it


def begin(wanted: Wanted, *, by: Actor, at: datetime) -> Campaign | Refusal:
    """Fix who holds what through what, as of now, and ask those who answer for it."""
    with deed(Event.REVIEW_BEGUN, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.RUN_REVIEWS):
            return draft.refused(refusal)
        organisation = locked(by.organisation)
        latest = at.date() + timedelta(days=LONGEST)
        last_day = min(wanted.last_day, latest)
        due_at = end_of(last_day, ZONES.get(organisation.country, settings.TIME_ZONE))
        name = " ".join(wanted.name.split())[:100]
        if not name or due_at <= at or wanted.last_day > latest:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="until" if name else "name"))
        if not wanted.calendar.is_usable:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="calendar"))
        running = Campaign.objects.filter(organisation=organisation, state=CampaignState.RUNNING)
        if running.filter(name=name).exists():
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="campaign"))
        rows = beginning.held(organisation.ref, wanted.scope, at=at)
        if not rows:
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="nothing_to_review"))
        campaign = _written(wanted, name, due_at, organisation, by, at)
        reviews = beginning.write(campaign, rows)
        draft.about(campaign.ref)
        draft.facts(lists=len(reviews), lines=len(rows), until=due_at.isoformat())
        for review in queries.lists(campaign, at=at):
            post.ask(review, at=at)
        return campaign


def _written(
    wanted: Wanted, name: str, due_at: datetime, organisation: Organisation, by: Actor, at: datetime
) -> Campaign:
    exempt = Department.objects.filter(organisation=organisation, ref__in=wanted.scope.left_out)
    services = Service.objects.filter(ref__in=wanted.scope.services)
    return Campaign.objects.create(
        ref=dice.reference(),
        organisation=organisation,
        name=name,
        begun_at=at,
        begun_by=by.ref,
        begun_by_name=wanted.plan or _name(by),
        last_day=wanted.last_day,
        due_at=due_at,
        by=wanted.scope.by,
        calendar=asdict(wanted.calendar),
        services=sorted(services.values_list("name", flat=True)),
        left_out=sorted(exempt.values_list("name", flat=True)),
    )


def _name(by: Actor) -> str:
    user = user_of(by.ref, organisation=by.organisation)
    return user.name if user else ""


def answer(ref: str, step: Step, *, seen: str, remark: str = "", by: Actor, at: datetime) -> Entry | Refusal:
    """Confirm or withdraw a line, or open it again. `seen` is what the reviewer saw it to be."""
    with deed(Event.REVIEW_ANSWERED, by=by.ref, at=at, organisation=by.organisation) as draft:
        found = queries.line(ref, by=by)
        if found is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        locked_together({by.organisation, found.assignment.organisation.ref})
        entry = queries.line(ref, by=by)
        if entry is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.about(entry.user.ref)
        draft.facts(right=entry.right.ref, campaign=entry.campaign.ref, step=step.value)
        state = _next(entry, step, seen, by, at)
        if isinstance(state, Refusal):
            return draft.refused(state)
        if state is Answer.WITHDRAWN and not end_reviewed(entry.assignment.ref, by=by, at=at):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="review_ended"))
        return _said(entry, state, remark, draft, by, at)


def _next(entry: Entry, step: Step, seen: str, by: Actor, at: datetime) -> Answer | Refusal:
    """What the line becomes, if the actor may say so and saw it as it is."""
    if step not in {Step.CONFIRM, Step.WITHDRAW, Step.REOPEN}:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="review")
    if same_person(entry.user, by):
        return Refusal(Reason.SECOND_PERSON_NEEDED, about="review")
    if seen != entry.answer:
        return Refusal(Reason.CHANGED_MEANWHILE, about="review")
    if not Entry.objects.filter(queries.standing(at), pk=entry.pk).exists():
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="review_ended")
    state = CampaignState(entry.campaign.state)
    return rules.after(Answer(entry.answer), step, direct=entry.direct, campaign=state)


def _said(entry: Entry, state: Answer, remark: str, draft: Draft, by: Actor, at: datetime) -> Entry:
    remark = " ".join(remark.split())[:500]
    if remark:
        draft.personal(entry.user.key_name, remark=remark)
    again = state is Answer.OPEN
    entry.answer, entry.remark, entry.unanswered = state, remark or entry.remark, False
    entry.answered_at, entry.answered_by_name = (None, "") if again else (at, _name(by))
    entry.save(update_fields=["answer", "remark", "unanswered", "answered_at", "answered_by_name"])
    return entry


def confirm_all(ref: str, user: str, *, seen: str, by: Actor, at: datetime) -> int | Refusal:
    """Confirm whatever of one person waits; refused when it is not what the reviewer saw."""
    with deed(Event.REVIEW_ANSWERED, by=by.ref, at=at, organisation=by.organisation) as draft:
        locked(by.organisation)
        review = queries.list_for(ref, by=by, at=at)
        person = user_of(user, organisation=by.organisation)
        if review is None or person is None or not review.entries.filter(user=person).exists():
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.about(person.ref)
        if review.campaign.state != CampaignState.RUNNING:
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="review"))
        if same_person(person, by):
            return draft.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about="review"))
        lines = list(queries.open_of(review, user, at=at))
        if seen != stamp(each.ref for each in lines):
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about="review"))
        if not lines:
            draft.unchanged()
            return 0
        draft.facts(campaign=review.campaign.ref, rights=[each.right.ref for each in lines])
        Entry.objects.filter(pk__in=[each.pk for each in lines]).update(
            answer=Answer.CONFIRMED, answered_at=at, answered_by_name=_name(by)
        )
        return len(lines)


def close(ref: str, *, by: Actor, at: datetime) -> Campaign | Refusal:
    """End a campaign: from now on it says what was held and what became of it, and nothing changes it."""
    with deed(Event.REVIEW_CLOSED, by=by.ref, at=at, organisation=by.organisation) as draft:
        return _over(ref, CampaignState.CLOSED, "", draft, by, at)


def cancel(ref: str, reason: str, *, by: Actor, at: datetime) -> Campaign | Refusal:
    """Give a campaign up, and say why. What was withdrawn stays withdrawn."""
    with deed(Event.REVIEW_CANCELLED, by=by.ref, at=at, organisation=by.organisation) as draft:
        if not reason.strip():
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="reason"))
        return _over(ref, CampaignState.CANCELLED, reason.strip()[:1000], draft, by, at)


def _over(
    ref: str, state: CampaignState, reason: str, draft: Draft, by: Actor, at: datetime
) -> Campaign | Refusal:
    if refusal := by.refused(Deed.RUN_REVIEWS):
        return draft.refused(refusal)
    locked(by.organisation)
    campaign = queries.campaign(ref, organisation=by.organisation)
    if campaign is None:
        return draft.refused(Refusal(Reason.NOT_FOUND))
    draft.about(campaign.ref)
    if campaign.state != CampaignState.RUNNING:
        return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="review"))
    _mark_ended(campaign, at=at)
    campaign.state, campaign.over_at = state, at
    campaign.over_by_name, campaign.reason = _name(by), reason
    campaign.save(update_fields=["state", "over_at", "over_by_name", "reason"])
    return campaign


def see_what_ended(ref: str, *, organisation: str, at: datetime) -> int:
    """Mark what has ended without the reviewer's doing, for the worker; how many lines."""
    with together():
        locked(organisation)
        campaign = queries.campaign(ref, organisation=organisation)
        if campaign is None or campaign.state != CampaignState.RUNNING:
            return 0
        return _mark_ended(campaign, at=at)


def _mark_ended(campaign: Campaign, *, at: datetime) -> int:
    """Write down which lines have ended; who withdrew one and why stays with it. The lock is held."""
    marked = 0
    for before, after in ((Answer.OPEN, Answer.ENDED), (Answer.TO_BE_ENDED, Answer.WITHDRAWN)):
        said = {"answer": after} | ({"answered_at": at} if after is Answer.ENDED else {})
        ended = list(queries.ended(campaign, before, at=at))
        for start in range(0, len(ended), 500):
            some = ended[start : start + 500]
            marked += Entry.objects.filter(pk__in=some, answer=before).update(**said)
    return marked
