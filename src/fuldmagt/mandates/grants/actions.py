"""Giving an adviser access in a service, changing it and ending it (F5, F7).

Who gives must hold the right for the giver, as the law judges it now, or manage the giver's mandates.
What the person holds is an argument: only a door can ask the law, which stands above this room.
"""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.grants import links, queries, rules
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.mandates.grants.rules import Ground, Terms
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.queries import locked_together
from fuldmagt.organisations.rules import Actor, Deed, OrganisationState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be given: to the company with this number, which right, until when (None: no end)."""

    receiver: str
    right: str
    until: datetime | None = None


def give(wanted: Wanted, *, held: Set[str], by: Actor, at: datetime) -> Grant | Refusal:
    """Write the grant down and mail the giver the link that confirms it. The adviser is told nothing."""
    right = catalogue.right_called(wanted.right)
    found = queries.recognised(wanted.receiver, right.service.provider, at=at) if right else None
    with together():
        sides = locked_together({by.organisation} | ({found.ref} if found else set()))
        with deed(Event.GRANT_GIVEN, by=by.ref, at=at, organisation=by.organisation) as draft:
            giver = sides[by.organisation]
            draft.facts(receiver=wanted.receiver[:128], right=wanted.right[:128])
            right = catalogue.right_called(wanted.right)
            if right is None:
                return draft.refused(Refusal(Reason.RIGHT_UNKNOWN, about=wanted.right[:128]))
            receiver = queries.recognised(wanted.receiver, right.service.provider, at=at)
            terms = Terms(right.ref, Period(at, wanted.until))
            if refusal := _refused(terms, right, giver, receiver, wanted, held, by, at):
                return draft.refused(refusal)
            assert receiver is not None  # or it was refused
            if queries.between(giver, receiver, right.service, at=at):
                return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="grant"))
            if refusal := links.not_sendable(giver, None, at=at):
                return draft.refused(refusal)
            grant = Grant.objects.create(
                ref=dice.reference(),
                giver=giver,
                receiver=receiver,
                right=right,
                starts_at=at,
                ends_at=wanted.until,
                given_by=by.ref,
                given_at=at,
            )
            links.known(draft, grant)
            links.send(grant, at=at)
            links.changed(grant)
            return grant


def _refused(
    terms: Terms,
    right: Right,
    giver: Organisation,
    receiver: Organisation | None,
    wanted: Wanted,
    held: Set[str],
    by: Actor,
    at: datetime,
) -> Refusal | None:
    if giver.state != OrganisationState.ACTIVE:
        return Refusal(Reason.ORGANISATION_CLOSED, about=giver.ref)
    service = right.service
    ground = Ground(
        giver=giver.ref,
        receiver=receiver.ref if receiver else wanted.receiver,
        category=Category(giver.category),
        accepted=service.accepts_grants,
        customer=not service.keeps_customers or service.customers.filter(pk=giver.pk).exists(),
        recognised=receiver is not None,
        held=held,
        manages=by.refused(Deed.MANAGE_MANDATES) is None,
    )
    categories = [Category(each) for each in right.categories]
    return rules.refused(terms, ground, categories, catalogue.rights_law(), at=at)


def change(
    ref: str, right: str, until: datetime | None, *, seen: str, by: Actor, at: datetime
) -> Grant | Refusal:
    """Change what a grant gives. Narrower holds at once; wider, when the link in the mail is pressed.

    The wider right needs the same proof as the grant itself did (decision 0031).
    """
    with (
        _held(ref, by) as grant,
        deed(Event.GRANT_CHANGED, by=by.ref, at=at, organisation=by.organisation) as draft,
    ):
        if refusal := by.refused(Deed.MANAGE_MANDATES) or _missing(grant):
            return draft.refused(refusal)
        assert grant is not None
        links.known(draft, grant)
        if grant.state != RecordState.ACTIVE or links.over(grant, at):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="grant"))
        if seen != stamp(grant):
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about="grant"))
        new = catalogue.right_called(right)
        if new is None or new.service.pk != grant.right.service.pk:
            return draft.refused(Refusal(Reason.RIGHT_UNKNOWN, about=right[:128]))
        wanted = Wanted(grant.receiver.ref, new.ref, until)
        receiver = queries.recognised(grant.receiver.ref, new.service.provider, at=at)
        terms = Terms(new.ref, Period(grant.starts_at, until))
        if refusal := _refused(terms, new, grant.giver, receiver, wanted, frozenset(), by, at):
            return draft.refused(refusal)
        draft.facts(before=grant.right.ref, after=new.ref)
        changed = _changed(grant, new, terms, at)
        return draft.refused(changed) if isinstance(changed, Refusal) else changed


def _changed(grant: Grant, new: Right, terms: Terms, at: datetime) -> Grant | Refusal:
    wider = grant.confirmed and rules.widens(queries.terms(grant), terms, catalogue.rights_law())
    to_confirm = wider or not grant.confirmed
    if to_confirm and (refusal := links.not_sendable(grant.giver, grant, at=at)):
        return refusal
    if wider:
        grant.awaiting, grant.awaiting_ends_at = new, terms.period.end
    else:
        grant.right, grant.ends_at = new, terms.period.end
        grant.awaiting, grant.awaiting_ends_at = None, None
    grant.save()
    links.void(grant, at=at)
    if to_confirm:
        links.send(grant, at=at)
    links.changed(grant)
    return grant


def end(ref: str, *, by: Actor, at: datetime) -> Grant | Refusal:
    """End a grant at once, or withdraw one that waits; its link confirms nothing any more."""
    with (
        _held(ref, by) as grant,
        deed(Event.GRANT_ENDED, by=by.ref, at=at, organisation=by.organisation) as draft,
    ):
        if refusal := by.refused(Deed.MANAGE_MANDATES) or _missing(grant):
            return draft.refused(refusal)
        assert grant is not None  # or it was missing
        links.known(draft, grant)
        if grant.state != RecordState.ACTIVE:
            draft.unchanged()
            return grant
        grant.state, grant.revoked_at, grant.revoked_by = RecordState.REVOKED, at, by.ref
        grant.awaiting, grant.awaiting_ends_at = None, None
        grant.save()
        links.void(grant, at=at)
        links.changed(grant)
        return grant


def stamp(grant: Grant) -> str:
    """What somebody saw of a grant before changing it."""
    ends = (grant.ends_at, grant.awaiting_ends_at)
    waits = grant.awaiting.ref if grant.awaiting else ""
    said = [grant.right.ref, waits, *(each.isoformat() if each else "" for each in ends)]
    return " ".join([*said, "confirmed" if grant.confirmed else "waits"])


@contextmanager
def _held(ref: str, by: Actor) -> Iterator[Grant | None]:
    """Both sides' rows first; then the grant is read, as nobody can change it any more."""
    with together():
        found = queries.given_one(ref, organisation=by.organisation)
        receiver = {found.receiver.ref} if found else set()
        locked_together({by.organisation} | receiver)
        yield queries.given_one(ref, organisation=by.organisation)


def _missing(grant: Grant | None) -> Refusal | None:
    return Refusal(Reason.NOT_FOUND, about="grant") if grant is None else None
