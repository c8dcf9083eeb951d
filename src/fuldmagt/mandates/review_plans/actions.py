"""Planning reviews that repeat, changing and stopping a plan, and beginning one on its day (C9).

What begins by itself is done by the platform, for whoever planned it; all waits for the organisation's row.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed, together
from fuldmagt.mandates.recertification import actions as reviews
from fuldmagt.mandates.recertification.actions import Wanted
from fuldmagt.mandates.recertification.beginning import MORNING
from fuldmagt.mandates.recertification.models import Campaign
from fuldmagt.mandates.recertification.rules import CampaignState
from fuldmagt.mandates.review_plans import queries, rules
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.review_plans.rules import Intended, PlanState
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.queries import locked, user_of
from fuldmagt.organisations.rules import Actor, Deed, Role
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.vocabulary.zones import ZONES, first_moment

PLATFORM: Final = "platform"


def make(intended: Intended, *, by: Actor, at: datetime) -> Plan | Refusal:
    """Plan a review that begins again by itself."""
    with deed(Event.REVIEW_PLANNED, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.RUN_REVIEWS):
            return draft.refused(refusal)
        organisation = locked(by.organisation)
        if refusal := _against(intended, organisation, at, apart_from=""):
            return draft.refused(refusal)
        made = Plan.objects.create(
            ref=dice.reference(),
            organisation=organisation,
            made_at=at,
            made_by_name=_name(by),
            **_fields(intended),
        )
        return _noted(made, draft)


def change(ref: str, intended: Intended, *, seen: int, by: Actor, at: datetime) -> Plan | Refusal:
    """Change a plan that runs. What has begun goes on as it is."""
    with deed(Event.REVIEW_PLAN_CHANGED, by=by.ref, at=at, organisation=by.organisation) as draft:
        plan = _running(ref, seen, by, draft)
        if isinstance(plan, Refusal):
            return draft.refused(plan)
        if refusal := _against(intended, plan.organisation, at, apart_from=ref):
            return draft.refused(refusal)
        for name, value in _fields(intended).items():
            setattr(plan, name, value)
        plan.version += 1
        plan.save()
        return _noted(plan, draft)


def stop(ref: str, *, seen: int, by: Actor, at: datetime) -> Plan | Refusal:
    """Let nothing begin by itself any more. What has begun goes on."""
    with deed(Event.REVIEW_PLAN_STOPPED, by=by.ref, at=at, organisation=by.organisation) as draft:
        plan = _running(ref, seen, by, draft)
        if isinstance(plan, Refusal):
            return draft.refused(plan)
        plan.state, plan.stopped_at, plan.stopped_by_name = PlanState.STOPPED, at, _name(by)
        plan.version += 1
        plan.save(update_fields=["state", "stopped_at", "stopped_by_name", "version"])
        return plan


def _running(ref: str, seen: int, by: Actor, draft: Draft) -> Plan | Refusal:
    """The plan, held, if the actor may change it and saw it as it is."""
    if refusal := by.refused(Deed.RUN_REVIEWS):
        return refusal
    locked(by.organisation)
    plan = queries.plan(ref, organisation=by.organisation)
    if plan is None:
        return Refusal(Reason.NOT_FOUND)
    draft.about(plan.ref)
    if plan.state != PlanState.RUNNING:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="review_plan")
    return plan if plan.version == seen else Refusal(Reason.CHANGED_MEANWHILE, about="review_plan")


def _against(
    intended: Intended, organisation: Organisation, at: datetime, *, apart_from: str
) -> Refusal | None:
    zone = ZONES.get(organisation.country, settings.TIME_ZONE)
    if fault := intended.fault(at.astimezone(ZoneInfo(zone)).date()):
        return Refusal(Reason.INPUT_NOT_USABLE, about=fault)
    others = Plan.objects.filter(organisation=organisation, state=PlanState.RUNNING).exclude(ref=apart_from)
    if others.filter(name=intended.name).exists():
        return Refusal(Reason.ALREADY_EXISTS, about="review_plan")
    return None


def _fields(intended: Intended) -> dict[str, Any]:
    return {
        "name": intended.name,
        "by": intended.scope.by,
        "services": sorted(intended.scope.services),
        "left_out": sorted(intended.scope.left_out),
        "calendar": asdict(intended.calendar),
        "months": intended.rhythm.months,
        "sensitive_oftener": intended.rhythm.sensitive_oftener,
        "days": intended.days,
        "first_day": intended.rhythm.first_day,
        "turn": 0,
        "next_day": intended.rhythm.first_day,
    }


def _noted(plan: Plan, draft: Draft) -> Plan:
    draft.about(plan.ref)
    draft.facts(months=plan.months, begins=plan.first_day.isoformat())
    return plan


def _name(by: Actor) -> str:
    user = user_of(by.ref, organisation=by.organisation)
    return user.name if user else ""


def begin(due: Plan, *, at: datetime) -> bool:
    """Begin the turn of a plan whose hour has come: each turn once, by whichever worker is first."""
    with together():
        locked(due.organisation.ref)
        plan = queries.plan(due.ref, organisation=due.organisation.ref)
        if plan is None or plan.state != PlanState.RUNNING:
            return False
        zone = queries.zone_of(plan)
        if first_moment(plan.next_day, zone) + MORNING > at:
            return False
        today = at.astimezone(ZoneInfo(zone)).date()
        begun = _begun(plan, at)
        plan.campaign, plan.skipped_day = (begun, None) if begun else (plan.campaign, today)
        plan.turn = plan.rhythm.after(plan.turn, today)
        plan.next_day = plan.rhythm.day(plan.turn)
        plan.version += 1
        plan.save(update_fields=["campaign", "skipped_day", "turn", "next_day", "version"])
    return True


def _begun(plan: Plan, at: datetime) -> Campaign | None:
    """The campaign of this turn; None where nobody holds anything that it would be about."""
    by = Actor(PLATFORM, plan.organisation.ref, frozenset({Role.RIGHTS_ADMINISTRATOR}))
    sensitive = queries.sensitive()
    scope = rules.in_turn(plan.intended.scope, sensitive, whole=plan.rhythm.is_whole(plan.turn))
    if scope is None:
        return None
    if plan.campaign and plan.campaign.state == CampaignState.RUNNING:
        reviews.close(plan.campaign.ref, by=by, at=at)
    today = at.astimezone(ZoneInfo(queries.zone_of(plan))).date()
    wanted = Wanted(
        name=f"{plan.name} {today.isoformat()}",
        last_day=today + timedelta(days=plan.days),
        scope=scope,
        calendar=plan.intended.calendar,
        plan=plan.name,
    )
    done = reviews.begin(wanted, by=by, at=at)
    return done if isinstance(done, Campaign) else None
