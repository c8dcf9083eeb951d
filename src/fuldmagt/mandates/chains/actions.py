"""Giving a chain mandate, answering it, changing, renewing and ending it (F4).

Every deed holds both organisations first, always in the same order, and raises the revision of
both: what the receiver's users may do for the giver changes at their next request.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, together
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.chains import post, queries, rules
from fuldmagt.mandates.chains.holding import changed, held, known
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.chains.rules import Ending, Step
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources.models import Source
from fuldmagt.mandates.wishes.actions import fulfilled
from fuldmagt.organisations.joined.queries import known_by
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.queries import locked_together
from fuldmagt.organisations.rules import Actor, Deed, OrganisationState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal

PLATFORM = "platform"
S = OrganisationState


@dataclass(frozen=True, slots=True)
class Terms:
    """What a mandate is to give, and until when."""

    receiver: str
    rights: tuple[str, ...]
    until: datetime
    note: str = ""


def give(terms: Terms, *, by: Actor, at: datetime) -> Mandate | Refusal:
    """Let another organisation's users act for the actor's. It holds once the other has accepted."""
    with together():
        sides = locked_together({by.organisation, terms.receiver})
        with deed(Event.MANDATE_GIVEN, by=by.ref, at=at, organisation=by.organisation) as draft:
            giver, receiver = sides[by.organisation], sides.get(terms.receiver)
            draft.facts(receiver=terms.receiver[:128])
            found = _possible(giver, receiver, terms.rights, by, at)
            refusal = found if isinstance(found, Refusal) else _until_refused(terms.until, at)
            if refusal or isinstance(found, Refusal) or receiver is None:
                return draft.refused(refusal or Refusal(Reason.NOT_FOUND, about="receiver"))
            mandate = Mandate.objects.create(
                ref=dice.reference(),
                giver=giver,
                receiver=receiver,
                starts_at=at,
                ends_at=terms.until,
                given_by=by.ref,
                given_at=at,
                note=terms.note,
            )
            mandate.rights.set(found)
            known(draft, mandate)
            changed(mandate)
            fulfilled(mandate, at=at)
            post.tell("given", mandate, to=receiver, at=at)
            return mandate


def receiver_called(number: str, *, by: Actor) -> Organisation | Refusal:
    """Who would receive a mandate, by its number: known before anything is given."""
    found = known_by(number)
    if found is None:
        return Refusal(Reason.NOT_FOUND, about="receiver")
    if found.ref == by.organisation:
        return Refusal(Reason.INPUT_NOT_USABLE, about="own_number")
    return found


def _possible(
    giver: Organisation, receiver: Organisation | None, wanted: Collection[str], by: Actor, at: datetime
) -> list[Right] | Refusal:
    """The rights, as rows; or why not these, or not to this receiver."""
    if refusal := by.refused(Deed.MANAGE_MANDATES):
        return refusal
    if receiver is None:
        return Refusal(Reason.NOT_FOUND, about="receiver")
    if receiver.ref == giver.ref:
        return Refusal(Reason.INPUT_NOT_USABLE, about="own_number")
    for side, not_so in ((giver, giver.state == S.CLOSED), (receiver, receiver.state != S.ACTIVE)):
        if not_so:  # a giver need not have users of its own
            return Refusal(Reason.ORGANISATION_CLOSED, about=side.ref)
    found = _rights(giver, wanted)
    if isinstance(found, list) and _given_already(giver, receiver, wanted, at=at):
        return Refusal(Reason.ALREADY_EXISTS, about="mandate")
    return found


def _rights(giver: Organisation, wanted: Collection[str]) -> list[Right] | Refusal:
    """Each right locked against being taken out of the catalogue meanwhile."""
    if not wanted:
        return Refusal(Reason.INPUT_NOT_USABLE, about="mandate_rights")
    rows = catalogue.offered().filter(ref__in=wanted).order_by("pk")
    found = {each.ref: each for each in rows.select_for_update(of=("self",), no_key=True)}
    for ref in wanted:
        right = found.get(ref)
        if right is None:
            return Refusal(Reason.RIGHT_UNKNOWN, about=ref[:128])
        category, chains = Category(giver.category), right.service.accepts_chains
        if refusal := rules.right_refused(ref, right.categories, category, accepts_chains=chains):
            return refusal
    return list(found.values())


def _given_already(
    giver: Organisation, receiver: Organisation, wanted: Collection[str], *, at: datetime, but: str = ""
) -> bool:
    """Whether another mandate gives one of them: else it would go on after it was taken out of one."""
    others = queries.between(giver.ref, receiver.ref, at=at, but=but)
    return others.filter(rights__ref__in=wanted).exists() or others.filter(awaiting__ref__in=wanted).exists()


def accept(ref: str, *, seen: str, by: Actor, at: datetime) -> Mandate | Refusal:
    """The receiver takes on the mandate, or what was added to it: as it stood when it was read."""
    with held(ref, Event.MANDATE_ACCEPTED, Step.ACCEPT, by=by, at=at) as holding:
        mandate = holding.as_side("receiver")
        if isinstance(mandate, Refusal):
            return mandate
        if refusal := _not_as_read(mandate, seen, at):
            return holding.refuse(refusal)
        holding.draft.facts(
            rights=sorted(
                each.ref for each in (mandate.awaiting if mandate.accepted else mandate.rights).all()
            )
        )
        if mandate.accepted:
            mandate.rights.add(*mandate.awaiting.all())
            mandate.awaiting.clear()
            Mandate.objects.filter(pk=mandate.pk).update(word="")
        else:
            mandate.accepted, mandate.accepted_by, mandate.accepted_at = True, by.ref, at
            near = mandate.ends_at and rules.reminder(mandate.ends_at, at, settings.MANDATE_REMINDERS)
            mandate.reminded = near or None  # what is that near already needs no reminder
            mandate.save(update_fields=["accepted", "accepted_by", "accepted_at", "reminded"])
        holding.told("accepted", mandate.giver)
        return mandate


def _not_as_read(mandate: Mandate, seen: str, at: datetime) -> Refusal | None:
    """Why somebody's answer is not to this mandate: it has changed, or has run out meanwhile."""
    if seen != stamp(mandate):
        return Refusal(Reason.CHANGED_MEANWHILE, about="mandate")
    if mandate.ends_at is not None and mandate.ends_at <= at:
        return Refusal(Reason.STEP_NOT_POSSIBLE, about="mandate")
    return None


def decline(ref: str, word: str, *, by: Actor, at: datetime) -> Mandate | Refusal:
    """The receiver does not take it on; of a widened one, what was added goes and the rest stays."""
    with held(ref, Event.MANDATE_DECLINED, Step.DECLINE, by=by, at=at) as holding:
        mandate = holding.as_side("receiver")
        if isinstance(mandate, Refusal):
            return mandate
        added = mandate.accepted
        if added:
            mandate.awaiting.clear()
            Mandate.objects.filter(pk=mandate.pk).update(word=word)
            mandate.word = word
        else:
            _end(mandate, Ending.DECLINED, word, by=by.ref, at=at)
        holding.told("addition_declined" if added else "declined", mandate.giver)
        return mandate


def change(ref: str, rights: Collection[str], *, seen: str, by: Actor, at: datetime) -> Mandate | Refusal:
    """The giver takes rights out, which holds at once, or adds some, which the receiver accepts first."""
    with held(ref, Event.MANDATE_CHANGED, Step.CHANGE, by=by, at=at) as holding:
        mandate = holding.as_side("giver")
        if isinstance(mandate, Refusal):
            return mandate
        before = {each.ref: each for each in mandate.rights.all()}
        if seen != stamp(mandate):
            return holding.refuse(Refusal(Reason.CHANGED_MEANWHILE, about="mandate"))
        new = [each for each in dict.fromkeys(rights) if each not in before]
        kept = [each for name, each in before.items() if name in rights]
        added = _rights(mandate.giver, new) if new else []
        if isinstance(added, Refusal):
            return holding.refuse(added)
        if new and _given_already(mandate.giver, mandate.receiver, new, at=at, but=mandate.ref):
            return holding.refuse(Refusal(Reason.ALREADY_EXISTS, about="mandate"))
        if not kept and (mandate.accepted or not added):
            return holding.refuse(Refusal(Reason.INPUT_NOT_USABLE, about="mandate_rights"))
        waited = {each.ref for each in mandate.awaiting.all()}
        if set(rights) == before.keys() | waited:
            holding.draft.unchanged()
            return mandate
        mandate.rights.set(kept if mandate.accepted else [*kept, *added])
        mandate.awaiting.set(added if mandate.accepted else [])
        if added:
            fulfilled(mandate, at=at)
        fewer = len(kept) < len(before)
        holding.told(rules.kind_of_change(mandate.accepted, bool(added), fewer), mandate.receiver)
        return mandate


def stamp(mandate: Mandate) -> str:
    """What somebody saw of a mandate when deciding: what holds, what waits, and until when."""
    ways = (sorted(each.ref for each in way.all()) for way in (mandate.rights, mandate.awaiting))
    end = mandate.ends_at.isoformat() if mandate.ends_at else "-"
    return " | ".join([*(" ".join(way) for way in ways), end])


def renew(ref: str, until: datetime, *, by: Actor, at: datetime) -> Mandate | Refusal:
    """Move the end. What the receiver's people were assigned stays theirs, also after it had ended."""
    with held(ref, Event.MANDATE_RENEWED, Step.RENEW, by=by, at=at) as holding:
        mandate = holding.as_side("giver")
        if isinstance(mandate, Refusal):
            return mandate
        if not rules.renewable(mandate.ends_at, at):
            return holding.refuse(Refusal(Reason.EXPIRED, about="mandate"))
        if refusal := _until_refused(until, at):
            return holding.refuse(refusal)
        mandate.ends_at = until
        mandate.reminded = rules.reminder(until, at, settings.MANDATE_REMINDERS)
        mandate.save(update_fields=["ends_at", "reminded"])
        fulfilled(mandate, at=at)
        holding.told("renewed", mandate.receiver)
        return mandate


def end(ref: str, word: str, *, by: Actor, at: datetime) -> Mandate | Refusal:
    """Either side ends it at once and for good, with everything that hangs on it."""
    with held(ref, Event.MANDATE_ENDED, Step.END, by=by, at=at) as holding:
        mandate = holding.as_side("either")
        if isinstance(mandate, Refusal):
            return mandate
        by_giver = mandate.giver.ref == by.organisation
        _end(mandate, Ending.BY_GIVER if by_giver else Ending.BY_RECEIVER, word, by=by.ref, at=at)
        holding.told("ended", mandate.receiver if by_giver else mandate.giver)
        return mandate


def lapse(mandate: Mandate, *, at: datetime) -> bool:
    """End a mandate that nobody has accepted in time, and tell both sides."""
    with together():
        locked_together({mandate.giver.ref, mandate.receiver.ref})
        with deed(Event.MANDATE_LAPSED, by=PLATFORM, at=at, organisation=mandate.giver.ref) as draft:
            still = queries.lapsing(at).filter(pk=mandate.pk).first()
            if still is None:
                draft.unchanged()
                return False
            known(draft, still)
            _end(still, Ending.LAPSED, "", by=PLATFORM, at=at)
            changed(still)
            for side in (still.giver, still.receiver):
                post.tell("lapsed", still, to=side, at=at)
            return True


def _end(mandate: Mandate, ending: Ending, word: str, *, by: str, at: datetime) -> None:
    """For good: the assignments and sources that hang on it end with it."""
    revoked = {"state": RecordState.REVOKED, "revoked_at": at, "revoked_by": by}
    Mandate.objects.filter(pk=mandate.pk).update(ended_as=ending, word=word, **revoked)
    for record in (Assignment, Source):
        record._default_manager.filter(mandate_id=mandate.pk, state=RecordState.ACTIVE).update(**revoked)
    mandate.awaiting.clear()
    mandate.refresh_from_db()


def _until_refused(until: datetime, at: datetime) -> Refusal | None:
    return rules.end_refused(until, at=at, years=settings.MANDATE_YEARS)
