"""The sequencer: one at a time, it numbers pending entries and chains each to the one before."""

from datetime import UTC

from fuldmagt.audit import rules
from fuldmagt.audit.journal import together
from fuldmagt.audit.models import Entry, Head, PendingEntry, Record

BATCH = 1000
COPIED = (
    "uid", "at", "event", "actor", "organisation", "subject", "outcome", "facts", "person", "personal",
)  # fmt: skip


def sequence() -> int:
    """Number the entries that wait, at most a batch; how many it were.

    The head row is locked first, so that a second sequencer waits instead of forking the chain.
    """
    Head.objects.get_or_create(pk=1)
    with together():
        head = Head.objects.select_for_update().get(pk=1)
        waiting = list(PendingEntry.objects.order_by("id")[:BATCH])
        entries = []
        for pending in waiting:
            number = head.number + 1
            digest = rules.digest(head.digest, as_written(pending, number))
            copied = {name: getattr(pending, name) for name in COPIED}
            entries.append(Entry(**copied, number=number, previous=head.digest, digest=digest))
            head.number, head.digest = number, digest
        Entry.objects.bulk_create(entries)
        PendingEntry.objects.filter(pk__in=[pending.pk for pending in waiting]).delete()
        head.save()
    return len(waiting)


def as_written(record: Record, number: int) -> dict[str, object]:
    """What is digested: every field of the entry, instants in UTC to the microsecond."""
    written = {name: getattr(record, name) for name in COPIED}
    written["at"] = record.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {**written, "number": number}


def first_break() -> int | None:
    """The number of the first entry that does not fit the one before, or None when the chain holds."""
    previous, number = rules.FIRST, 0
    for entry in Entry.objects.order_by("number").iterator():
        fits = entry.number == number + 1 and entry.previous == previous
        if not fits or rules.digest(previous, as_written(entry, entry.number)) != entry.digest:
            return number + 1
        previous, number = entry.digest, entry.number
    head = Head.objects.filter(pk=1).first()
    ends_well = head is None or (head.number, head.digest) == (number, previous)
    return None if ends_well else number + 1
