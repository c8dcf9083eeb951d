"""Asking a client for a mandate, reminding it, withdrawing; declining what one is asked for (F4).

Asking answers the same whoever has the number, and also when nobody has it: the client is looked for
and told by the worker. A wish gives nothing, so no revision is raised.
"""

from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import Draft, deed, together
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.wishes import post, queries, rules
from fuldmagt.mandates.wishes.models import Wish
from fuldmagt.mandates.wishes.rules import WishState, WishStep
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.identifiers import parse
from fuldmagt.vocabulary.refusals import Reason, Refusal

PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client is asked for."""

    client: str  # its number
    rights: tuple[str, ...]
    note: str = ""


def ask(wanted: Wanted, *, by: Actor, at: datetime) -> Wish | Refusal:
    """Ask a client, by its number, for a mandate. One wish for each client waits at a time."""
    with deed(Event.MANDATE_ASKED_FOR, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.facts(client=wanted.client[:128], rights=sorted(wanted.rights)[:50])
        if refusal := by.refused(Deed.MANAGE_MANDATES):
            return draft.refused(refusal)
        asker = locked(by.organisation)
        rights = _rights(wanted.rights)
        if isinstance(rights, Refusal):
            return draft.refused(rights)
        waits = Wish.objects.filter(asker=asker, client=wanted.client, state=WishState.WAITING)
        if parse(wanted.client) is None:
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="number"))
        if wanted.client in queries.numbers_of(asker):
            return draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="own_number"))
        if waits.exists():
            return draft.refused(Refusal(Reason.ALREADY_EXISTS, about="wish"))
        if refusal := _too_many(by, at):
            return draft.refused(refusal)
        wish = Wish.objects.create(
            ref=dice.reference(),
            asker=asker,
            client=wanted.client,
            note=wanted.note,
            asked_by=by.ref,
            asked_at=at,
            last_sent_at=at,
        )
        wish.rights.set(rights)
        draft.about(wish.ref)
        return wish


def remind(ref: str, *, by: Actor, at: datetime) -> Wish | Refusal:
    """Have the client told once more, a week after it was last told."""
    with deed(Event.MANDATE_ASKED_AGAIN, by=by.ref, at=at, organisation=by.organisation) as draft:
        wish = _own(ref, WishStep.REMIND, draft, by)
        if isinstance(wish, Refusal):
            return wish
        if wish.last_sent_at > at - rules.BETWEEN_REMINDERS:
            return draft.refused(Refusal(Reason.TOO_MANY_TRIES, about="wish"))
        if refusal := _too_many(by, at):
            return draft.refused(refusal)
        wish.last_sent_at, wish.to_tell = at, True
        wish.save(update_fields=["last_sent_at", "to_tell"])
        return wish


def withdraw(ref: str, *, by: Actor, at: datetime) -> Wish | Refusal:
    """Who asked does so no more."""
    with deed(Event.MANDATE_WISH_WITHDRAWN, by=by.ref, at=at, organisation=by.organisation) as draft:
        wish = _own(ref, WishStep.WITHDRAW, draft, by)
        if not isinstance(wish, Refusal):
            _closed(wish, WishState.WITHDRAWN, at)
        return wish


def decline(ref: str, word: str, *, by: Actor, at: datetime) -> Wish | Refusal:
    """The client does not give what it was asked for; whoever asked is told."""
    with deed(Event.MANDATE_WISH_DECLINED, by=by.ref, at=at, organisation=by.organisation) as draft:
        if refusal := by.refused(Deed.MANAGE_MANDATES):
            return draft.refused(refusal)
        client = locked(by.organisation)
        wish = queries.waiting_for(client).filter(ref=ref).first()
        if wish is None:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="wish"))
        draft.about(wish.ref)
        if not _closed(wish, WishState.DECLINED, at, word):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="wish"))
        post.tell_declined(wish, client, at=at)
        return wish


def fulfilled(mandate: Mandate, *, at: datetime) -> None:
    """What the receiver of a mandate has asked its giver for is answered by it, be it more or less.

    Called inside the deed that gives it. The receiver is told of the mandate itself.
    """
    asked = queries.waiting_for(mandate.giver).filter(asker=mandate.receiver).order_by()
    refs = list(asked.values_list("ref", flat=True))
    waits = Wish.objects.filter(ref__in=refs, state=WishState.WAITING)
    waits.update(state=WishState.GIVEN, answered_at=at, mandate=mandate, to_tell=False)


def lapse(wish: Wish, *, at: datetime) -> bool:
    """Nobody has answered: it ends, and whoever asked is told."""
    with together():
        locked(wish.asker.ref)
        with deed(Event.MANDATE_WISH_LAPSED, by=PLATFORM, at=at, organisation=wish.asker.ref) as draft:
            still = queries.lapsing(at).filter(pk=wish.pk).first()
            if still is None or not _closed(still, WishState.LAPSED, at):
                draft.unchanged()
                return False
            draft.about(wish.ref)
            post.tell_lapsed(wish, at=at)
            return True


def _own(ref: str, step: WishStep, draft: Draft, by: Actor) -> Wish | Refusal:
    """The actor's organisation's own wish, where the step can be taken."""
    if refusal := by.refused(Deed.MANAGE_MANDATES):
        return draft.refused(refusal)
    locked(by.organisation)
    rows = Wish.objects.select_for_update(of=("self",)).select_related("asker")
    wish = rows.filter(ref=ref, asker__ref=by.organisation).first()
    if wish is None:
        return draft.refused(Refusal(Reason.NOT_FOUND, about="wish"))
    draft.about(wish.ref)
    state = rules.after(WishState(wish.state), step)
    return draft.refused(state) if isinstance(state, Refusal) else wish


def _closed(wish: Wish, state: WishState, at: datetime, word: str = "") -> bool:
    """By a conditional update: the two sides are not held together here, and only one answer counts."""
    waits = Wish.objects.filter(pk=wish.pk, state=WishState.WAITING)
    done = waits.update(state=state, answered_at=at, word=word, to_tell=False)
    wish.refresh_from_db()
    return done == 1


def _too_many(by: Actor, at: datetime) -> Refusal | None:
    if queries.sent_within_a_day(by.organisation, at) >= rules.MOST_IN_A_DAY:
        return Refusal(Reason.TOO_MANY_TRIES, about="organisation")
    return None


def _rights(wanted: tuple[str, ...]) -> list[Right] | Refusal:
    if not wanted:
        return Refusal(Reason.INPUT_NOT_USABLE, about="mandate_rights")
    found = {each.ref: each for each in catalogue.offered().filter(ref__in=wanted)}
    for ref in wanted:
        if ref not in found:
            return Refusal(Reason.RIGHT_UNKNOWN, about=ref[:128])
        if not found[ref].service.accepts_chains:
            return Refusal(Reason.CHAIN_NOT_SUPPORTED, about=ref)
    return [found[ref] for ref in dict.fromkeys(wanted)]
