"""Reading the log: an organisation reads its own entries, a subject's entries within it."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q, QuerySet

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import DONE, place
from fuldmagt.audit.models import Entry, PendingEntry, Record
from fuldmagt.secrets import persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries are looked for; what is left empty does not matter."""

    subject: str = ""
    actors: frozenset[str] = frozenset()
    events: frozenset[Event] = frozenset()
    refused: bool = False
    done: bool = False
    since: datetime | None = None
    until: datetime | None = None

    def __call__(self) -> Q:
        conditions = Q()
        if self.subject:
            conditions &= Q(subject=self.subject)
        if self.actors:
            conditions &= Q(actor__in=self.actors)
        if self.events:
            conditions &= Q(event__in=self.events)
        if self.refused:
            conditions &= ~Q(outcome=DONE)
        if self.done:
            conditions &= Q(outcome=DONE)
        if self.since:
            conditions &= Q(at__gte=self.since)
        if self.until:
            conditions &= Q(at__lt=self.until)
        return conditions


def of_subject(subject: str, *, organisation: str, limit: int = 50, before: str = "") -> list[Record]:
    """The newest entries about one thing first, those still waiting for their number included."""
    return newest(Wanted(subject=subject), organisation=organisation, limit=limit, before=before)


def of_organisation(
    organisation: str, *, limit: int = 50, before: str = "", event: str = "", outcome: str = ""
) -> list[Record]:
    """The newest entries of an organisation first; `before` is the uid of the last one seen."""
    scope = Q(event=event) if event else Q()
    if outcome:
        scope &= Q(outcome=outcome)
    return _newest(scope & Q(organisation=organisation), limit, before)


def newest(wanted: Wanted, *, organisation: str, limit: int = 50, before: str = "") -> list[Record]:
    """The entries looked for, the newest first; `before` is the uid of the last one seen."""
    return _newest(wanted() & Q(organisation=organisation), limit, before)


def how_many(wanted: Wanted, *, organisation: str) -> int:
    """How many deeds there were, each counted once however many subjects it had."""
    scope = wanted() & Q(organisation=organisation)
    deeds = [
        table.objects.filter(scope).values("event", "actor", "at", "outcome").distinct().count()
        for table in (PendingEntry, Entry)
    ]
    return sum(deeds)


def _newest(scope: Q, limit: int, before: str) -> list[Record]:
    """By the uid of the last entry seen, which may have been numbered since, or be waiting still."""
    numbered: QuerySet[Entry] = Entry.objects.filter(scope).order_by("-number")
    waiting: QuerySet[PendingEntry] = PendingEntry.objects.filter(scope).order_by("-id")
    if before:
        last = PendingEntry.objects.filter(scope, uid=before).first()
        waiting = waiting.filter(pk__lt=last.pk) if last else waiting.none()
        found = _with_the_numbered(waiting, numbered, limit)
        # Read after the others: the sequencer may have numbered it between the readings.
        seen = Entry.objects.filter(scope, uid=before).first()
        if seen is not None:
            return list(numbered.filter(number__lt=seen.number)[:limit])
        return found if last else []
    return _with_the_numbered(waiting, numbered, limit)


def _with_the_numbered(
    pending: QuerySet[PendingEntry], numbered: QuerySet[Entry], limit: int
) -> list[Record]:
    waiting = list(pending[:limit])
    known = {entry.uid for entry in waiting}
    # The sequencer may have numbered an entry between the two readings.
    rest = (entry for entry in numbered[: limit + len(known)] if entry.uid not in known)
    return [*waiting, *islice(rest, limit - len(waiting))]


def personal(entry: Record) -> dict[str, str]:
    """The personal fields of an entry; empty when there are none or the person has been erased."""
    if not entry.personal:
        return {}
    opened = persons.decrypt(entry.personal, person=entry.person, place=place(entry.uid))
    return {} if opened is None else dict(json.loads(opened))


def count() -> int:
    """How many entries have a number."""
    return Entry.objects.count()
