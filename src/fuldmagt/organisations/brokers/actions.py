"""Admitting a broker of the national eID: two operators, two persons, each step with its reason (A7)."""

from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.organisations.queries import same_person, user_of
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.registers.eid.admission import queries
from fuldmagt.registers.eid.admission.models import BrokerAdmission
from fuldmagt.registers.eid.admission.rules import BrokerState, BrokerStep, after
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal

EVENTS: Final = {
    BrokerStep.ADMIT: Event.BROKER_ADMITTED,
    BrokerStep.REFUSE: Event.BROKER_REFUSED,
    BrokerStep.END: Event.BROKER_ENDED,
}


def propose(*, reason: str, by: Actor, at: datetime) -> BrokerAdmission | Refusal:
    """Propose the broker that the settings name, once the proposer's own login has passed against it."""
    now = queries.configured()
    with deed(Event.BROKER_PROPOSED, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.facts(broker=now.broker, issuer=now.issuer, client=now.client)
        if refusal := by.refused(Deed.OPERATE_PLATFORM):
            return draft.refused(refusal)
        if not reason.strip():
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="reason"))
        if not queries.was_tried(by=by.ref, at=at):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="broker_not_tried"))
        made = BrokerAdmission(
            ref=dice.reference(),
            fingerprint=now.fingerprint,
            issuer=now.issuer,
            client=now.client,
            broker=now.broker,
            mapping=now.mapping,
            state=BrokerState.PROPOSED,
            proposed_by=by.ref,
            proposed_at=at,
            proposal_reason=reason.strip()[:500],
        )
        BrokerAdmission.objects.bulk_create([made], ignore_conflicts=True)
        kept = BrokerAdmission.objects.filter(ref=made.ref).first()
        if kept is None:
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="broker"))
        draft.about(kept.ref)
        return kept


def decide(ref: str, step: BrokerStep, *, reason: str, by: Actor, at: datetime) -> BrokerAdmission | Refusal:
    """Admit or refuse what another person has proposed, or end an admission, which works at once."""
    with deed(EVENTS[step], by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.about(ref)
        if refusal := by.refused(Deed.OPERATE_PLATFORM):
            return draft.refused(refusal)
        found = BrokerAdmission.objects.select_for_update(no_key=True).filter(ref=ref).first()
        if found is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        draft.facts(broker=found.broker, issuer=found.issuer, client=found.client)
        state = after(BrokerState(found.state), step)
        if isinstance(state, Refusal):
            return draft.refused(state)
        if step is BrokerStep.ADMIT and is_own(found, by):
            return draft.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about="broker"))
        if not reason.strip():
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="reason"))
        done = _ended(by, reason, at) if step is BrokerStep.END else _decided(by, reason, at)
        as_it_was = BrokerAdmission.objects.filter(pk=found.pk, state=found.state)
        if as_it_was.update(state=state, **done) != 1:
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about=ref))
        found.refresh_from_db()
        return found


def is_own(found: BrokerAdmission, by: Actor) -> bool:
    """Whether the proposer is this very person, be it by another user."""
    proposer = user_of(found.proposed_by, organisation=by.organisation)
    return found.proposed_by == by.ref or (proposer is not None and same_person(proposer, by))


def _decided(by: Actor, reason: str, at: datetime) -> dict[str, object]:
    return {"decided_by": by.ref, "decided_at": at, "decision_reason": reason.strip()[:500]}


def _ended(by: Actor, reason: str, at: datetime) -> dict[str, object]:
    return {"ended_by": by.ref, "ended_at": at, "end_reason": reason.strip()[:500]}
