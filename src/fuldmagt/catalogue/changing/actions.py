"""A provider changes what its services and rights mean to the law (C1, deliverable 5).

What takes power away, or gives nobody any, is so at once. What gives more power than there was is proposed,
and a second person of the provider accepts it: one stolen login lowers no level (0033).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed, together
from fuldmagt.catalogue.changing import queries, rules
from fuldmagt.catalogue.changing.queries import Examined
from fuldmagt.catalogue.changing.rules import Change, Kind, ProposalState
from fuldmagt.catalogue.imports.document import RightEntry, ServiceEntry, SetEntry
from fuldmagt.catalogue.imports.writing import (
    retire,
    write_implications,
    write_law,
    write_particulars,
    write_rights,
    write_set,
)
from fuldmagt.catalogue.models import ExclusiveSet, Proposal, Provider, Right, Service
from fuldmagt.catalogue.providers.queries import provider_of
from fuldmagt.catalogue.queries import raise_revision
from fuldmagt.notices import actions as notices
from fuldmagt.organisations.queries import holders_of, same_person, user_of
from fuldmagt.organisations.rules import Actor, Deed, Role
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal

EVENTS = {
    ProposalState.ACCEPTED: Event.CHANGE_ACCEPTED,
    ProposalState.DECLINED: Event.CHANGE_DECLINED,
    ProposalState.TAKEN_BACK: Event.CHANGE_TAKEN_BACK,
}


def change(
    provider: str, wanted: Change, *, seen: str, why: str = "", by: Actor, at: datetime
) -> Examined | Proposal | Refusal:
    """Change an entry of the own catalogue, or propose to. `seen` is the stamp of what was there."""
    event = Event.RIGHT_RETIRED if _retires(wanted) else Event.CATALOGUE_LAW_CHANGED
    with deed(event, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.MANAGE_PROVIDER):
            return draft.refused(refusal)
        raise_revision()  # first: two changes of the catalogue wait for one another
        own = provider_of(provider, organisation=by.organisation)
        if own is None:
            return draft.refused(Refusal(Reason.NOT_FOUND))
        examined = queries.examined(own, wanted)
        _tell(draft, examined)
        if wanted.new and queries.taken(wanted.kind, wanted.ref):
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="short_name"))
        if refusal := _impossible(own, examined, seen):
            return draft.refused(refusal)
        if examined.nothing:
            draft.unchanged()
            return examined
        if examined.wider:
            draft.event = Event.CHANGE_PROPOSED
            return _propose(own, wanted, draft, seen=seen, why=why.strip()[:500], by=by, at=at)
        _write(own, examined, at=at)
        return examined


def _retires(wanted: Change) -> bool:
    return wanted.kind is Kind.RIGHT and wanted.said is None


def _tell(draft: Draft, examined: Examined) -> None:
    """Write down what is changed: of which entry, what it said, and what it says."""
    wanted = examined.change
    draft.about(wanted.ref)
    draft.facts(kind=wanted.kind.value, before=rules.law(examined.was), after=rules.law(examined.becomes))
    named = examined.was or examined.becomes
    if wanted.kind is Kind.RIGHT:
        draft.facts(right=wanted.ref)
    else:
        draft.facts(name=named.name if isinstance(named, ServiceEntry) else wanted.ref)


def _impossible(provider: Provider, examined: Examined, seen: str) -> Refusal | None:
    wanted = examined.change
    if (not wanted.new and examined.was is None) or (wanted.said is not None and examined.becomes is None):
        return Refusal(Reason.NOT_FOUND)
    if queries.seen_of(examined) != seen:
        return Refusal(Reason.CHANGED_MEANWHILE, about=wanted.ref)
    if wanted.kind is Kind.SET and not wanted.new and not _own_set(provider, wanted.ref):
        return Refusal(Reason.NOT_FOUND)
    if examined.problems:
        return Refusal(Reason.INPUT_NOT_USABLE, about=examined.problems[0].kind)
    return None


def _own_set(provider: Provider, ref: str) -> bool:
    return any(each.ref == ref for each in queries.sets_of(provider))


def _propose(
    provider: Provider, wanted: Change, draft: Draft, *, seen: str, why: str, by: Actor, at: datetime
) -> Proposal | Refusal:
    draft.facts(why=why)
    if not why:
        return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="why"))
    try:
        with together():
            proposal = Proposal.objects.create(
                ref=dice.reference(),
                provider=provider,
                kind=wanted.kind.value,
                subject=wanted.ref,
                said=wanted.said,
                new=wanted.new,
                seen=seen,
                why=why,
                proposed_by=by.ref,
                proposed_at=at,
            )
    except IntegrityError:
        return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="proposal"))
    _tell_colleagues(proposal, by=by, at=at)
    return proposal


def _tell_colleagues(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Write to everybody who could accept it."""
    proposer = user_of(by.ref, organisation=by.organisation)
    for each in holders_of(Role.PROVIDER_ADMINISTRATOR, organisation=by.organisation):
        if same_person(each, by):
            continue
        notices.mail(
            "change_proposed",
            each.email,
            _("A change of your catalogue waits for you"),
            {
                "first_name": (each.name.split() or [each.name])[0],
                "sender": proposal.provider.name,
                "by": proposer.name if proposer else "",
                "why": proposal.why,
                "url": f"{settings.BASE_URL}{reverse('provider:proposal', args=[proposal.ref])}",
            },
            about=each.ref,
            organisation=by.organisation,
            language=each.language,
            at=at,
        )


def accept(ref: str, *, seen: str, by: Actor, at: datetime) -> Proposal | Refusal:
    """Make a proposed change so, as somebody else than its proposer. `seen` is what the page showed of it."""
    with _deciding(ref, ProposalState.ACCEPTED, by=by, at=at) as (draft, proposal):
        if isinstance(proposal, Refusal):
            return draft.refused(proposal)
        examined = queries.examined(proposal.provider, queries.change_of(proposal))
        _tell(draft, examined)
        proposer = user_of(proposal.proposed_by, organisation=by.organisation)
        if proposer is None or same_person(proposer, by):
            return draft.refused(Refusal(Reason.SECOND_PERSON_NEEDED, about="change"))
        if proposer not in holders_of(Role.PROVIDER_ADMINISTRATOR, organisation=by.organisation):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="proposer"))
        refusal = _impossible(proposal.provider, examined, proposal.seen)
        if refusal is None and examined.stamp != seen:
            refusal = Refusal(Reason.CHANGED_MEANWHILE, about=proposal.subject)
        if refusal is None and proposal.new and queries.taken(examined.change.kind, proposal.subject):
            refusal = Refusal(Reason.ALREADY_EXISTS, about="short_name")
        if refusal:
            return draft.refused(refusal)
        _write(proposal.provider, examined, at=at)
        return _decided(proposal, ProposalState.ACCEPTED, by=by, at=at)


def decline(ref: str, *, by: Actor, at: datetime) -> Proposal | Refusal:
    """Say no to a proposed change; its own proposer takes it back."""
    with _deciding(ref, ProposalState.DECLINED, by=by, at=at) as (draft, proposal):
        if isinstance(proposal, Refusal):
            return draft.refused(proposal)
        state = ProposalState.DECLINED
        proposer = user_of(proposal.proposed_by, organisation=by.organisation)
        if proposer is not None and same_person(proposer, by):
            state = ProposalState.TAKEN_BACK
            draft.event = EVENTS[state]
        return _decided(proposal, state, by=by, at=at)


def _decided(proposal: Proposal, state: ProposalState, *, by: Actor, at: datetime) -> Proposal:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by.ref, at
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    return proposal


@contextmanager
def _deciding(
    ref: str, state: ProposalState, *, by: Actor, at: datetime
) -> Iterator[tuple[Draft, Proposal | Refusal]]:
    """A deed about a proposal that waits; two decisions wait for one another."""
    with deed(EVENTS[state], by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.MANAGE_PROVIDER):
            yield draft, refusal
            return
        raise_revision()
        proposal = queries.proposal_of(ref, organisation=by.organisation)
        if proposal is None:
            yield draft, Refusal(Reason.NOT_FOUND)
            return
        draft.about(proposal.subject)
        draft.facts(**{"right" if proposal.kind == Kind.RIGHT else "name": proposal.subject})
        waits = proposal.state == ProposalState.WAITS
        yield draft, proposal if waits else Refusal(Reason.STEP_NOT_POSSIBLE, about="proposal")


def _write(provider: Provider, examined: Examined, *, at: datetime) -> None:
    """Make the entry what it becomes; nothing else of the catalogue is touched."""
    entry, ref = examined.becomes, examined.change.ref
    if isinstance(entry, ServiceEntry):
        row = write_particulars(entry, provider)
        if examined.change.new:
            write_rights(entry.rights, row)
            write_implications(entry.rights)
    elif isinstance(entry, RightEntry):
        if examined.change.new:
            write_rights([entry], Service.objects.get(ref=ref.rpartition(":")[0]))
        write_law(entry)
    elif isinstance(entry, SetEntry):
        write_set(entry)
    elif examined.change.kind is Kind.SET:
        ExclusiveSet.objects.filter(ref=ref).delete()
    else:
        list(Right.objects.select_for_update(no_key=True).filter(ref=ref))  # against being given meanwhile
        retire([ref], at=at)
