"""Counting guesses, before they are judged, so that guesses side by side cannot exceed a limit.

Each counter is changed by one statement on its own columns alone. Who was right gets the own guess back
and no more: a right login resets nobody else's count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import F, QuerySet

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators.guesses import queries
from fuldmagt.authenticators.guesses.models import Tries
from fuldmagt.authenticators.guesses.rules import Kind, Limits
from fuldmagt.authenticators.telling import tell_many_tries, tell_paused
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.queries import holders_of, locked, user_of
from fuldmagt.organisations.rules import Actor, Deed, Role
from fuldmagt.vocabulary.refusals import Reason, Refusal

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Guess:
    """Who guesses at what: a user id as typed, from an address, and whose user it is, if anybody's."""

    user_id: str = ""
    address: str = ""
    user: BusinessUser | None = None

    def counted_at(self) -> Iterator[tuple[Kind, str]]:
        words = {
            Kind.ADDRESS: self.address,
            Kind.ACCOUNT: self.user_id,
            Kind.ORGANISATION: self.user.organisation.ref if self.user else "",
        }
        return ((kind, queries.key_of(kind, word)) for kind, word in words.items() if word)


def limits() -> Limits:
    return Limits(
        settings.TRIES_PER_ACCOUNT,
        settings.TRIES_PER_ADDRESS,
        settings.TRIES_PER_ORGANISATION,
        timedelta(minutes=settings.TRIES_MINUTES),
    )


def spend(guess: Guess, *, at: datetime) -> Kind | None:
    """Count the guess. The first limit that it is beyond, for then it must not be judged; else None."""
    for kind, key in guess.counted_at():
        if not _counted(kind, key, limits(), at):
            if _paused(kind, key, limits(), at):
                _tell(kind, guess, limits(), at)
            return kind
    return None


def give_back(guess: Guess) -> None:
    """It was no guess: take it out of the counts again."""
    for kind, key in guess.counted_at():
        Tries.objects.filter(kind=kind, key=key, count__gt=0).update(count=F("count") - 1)


def let_on(user_ref: str, *, by: Actor, at: datetime) -> BusinessUser | Refusal:
    """Judge the user's PIN and codes again from now on: the administrator knows who it was."""
    with journal.deed(Event.TRIES_LET_ON, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.about(user_ref)
        if refusal := by.refused(Deed.MANAGE_USERS):
            return draft.refused(refusal)
        locked(by.organisation)
        user = user_of(user_ref, organisation=by.organisation)
        if user is None:
            return draft.refused(Refusal(Reason.NOT_FOUND, about="user"))
        counters = Tries.objects.filter(kind=Kind.ACCOUNT, key__in=queries.keys_of_account(user))
        if not counters.filter(paused_until__gt=at).update(count=0, since=at, paused_until=None):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="not_paused"))
        return user


def _counted(kind: Kind, key: str, most: Limits, at: datetime) -> bool:
    rows = Tries.objects.filter(kind=kind, key=key)
    if _added(rows, kind, most, at):
        return True
    Tries.objects.bulk_create([Tries(kind=kind, key=key, since=at)], ignore_conflicts=True)
    rows.filter(paused_until__lte=at).update(count=0, since=at, paused_until=None)
    rows.filter(paused_until__isnull=True, since__lte=at - most.window).update(count=0, since=at)
    return _added(rows, kind, most, at)


def _added(rows: "QuerySet[Tries]", kind: Kind, most: Limits, at: datetime) -> bool:
    open_ = rows.filter(paused_until__isnull=True, since__gt=at - most.window, count__lt=most.of(kind))
    return open_.update(count=F("count") + 1) == 1


def _paused(kind: Kind, key: str, most: Limits, at: datetime) -> bool:
    """Whether it was this guess that began the pause."""
    rows = Tries.objects.filter(kind=kind, key=key, paused_until__isnull=True)
    return rows.update(paused_until=at + most.window) == 1


def _tell(kind: Kind, guess: Guess, most: Limits, at: datetime) -> None:
    """The user hears of it, the administrators where it is the whole organisation; nobody's is in no log."""
    user = guess.user
    if user is None or kind is Kind.ADDRESS:
        log.warning("guesses are not judged for a while", kind=kind.value)
        return
    until = at + most.window
    home = user.organisation
    with journal.deed(Event.TRIES_PAUSED, by=journal.ANYBODY, at=at, organisation=home.ref) as draft:
        draft.about(user.ref if kind is Kind.ACCOUNT else home.ref)
        draft.facts(kind=kind.value, until=until.isoformat())
        if kind is Kind.ACCOUNT:
            tell_paused(user, until=until, at=at)
        else:
            tell_many_tries(_administrators(home), until=until, at=at)


def _administrators(organisation: Organisation) -> list[BusinessUser]:
    roles = (Role.USER_ADMINISTRATOR, Role.ORGANISATION_ADMINISTRATOR)
    found = {user.pk: user for role in roles for user in holders_of(role, organisation=organisation.ref)}
    return list(found.values())
