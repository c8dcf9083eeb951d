"""Reading the log: an organisation reads its own entries, a subject's entries within it."""

import json
from itertools import islice

from django.db.models import QuerySet

from fuldmagt.audit.journal import place
from fuldmagt.audit.models import Entry, PendingEntry, Record
from fuldmagt.secrets import persons


def of_subject(
    subject: str, *, organisation: str, limit: int = 50, before: int | None = None
) -> list[Record]:
    """The newest entries about one thing first, those still waiting for their number included."""
    return _newest({"subject": subject, "organisation": organisation}, limit, before)


def of_organisation(
    organisation: str, *, limit: int = 50, before: int | None = None, event: str = "", outcome: str = ""
) -> list[Record]:
    """The newest entries of an organisation first; `before` is the number of the last one seen."""
    scope = {"organisation": organisation}
    if event:
        scope["event"] = event
    if outcome:
        scope["outcome"] = outcome
    return _newest(scope, limit, before)


def _newest(scope: dict[str, str], limit: int, before: int | None) -> list[Record]:
    numbered: QuerySet[Entry] = Entry.objects.filter(**scope).order_by("-number")
    if before is not None:
        return list(numbered.filter(number__lt=before)[:limit])
    waiting = list(PendingEntry.objects.filter(**scope).order_by("-id")[:limit])
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
