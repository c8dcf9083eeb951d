"""The worker's part: read what was uploaded, chunk by chunk, and clear away what is over.

A worker has an import to itself for a while. When it dies, another goes on with the next row: how far
the file has been read is written in the transaction that puts the rows aside.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from django.db.models import Q

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, drop_held, together
from fuldmagt.onboarding.imports import queries, rules
from fuldmagt.onboarding.imports.columns import Misfit
from fuldmagt.onboarding.imports.reading import Row
from fuldmagt.onboarding.imports.reading import rows as rows_of
from fuldmagt.onboarding.imports.rules import ImportState, ImportStep, after
from fuldmagt.onboarding.imports.staging import OvertakenError, reader, stage
from fuldmagt.onboarding.models import Import, ImportRow
from fuldmagt.organisations.models import BusinessUser

SOME: Final = 500  # rows cleared away in one transaction
ROUNDS: Final = 5  # of these before the worker looks at its other duties
WORKER: Final = "worker"


def read(at: datetime) -> int:
    """Go on reading the oldest import that nobody reads. Always 0: other duties come between two turns."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    waiting = Import.objects.filter(free, state=ImportState.READING).order_by("begun_at", "pk")
    for of in waiting.select_related("organisation")[:5]:
        mine = Import.objects.filter(free, pk=of.pk, state=ImportState.READING)
        if mine.update(leased_until=at + rules.LEASE) == 1:
            go_on(of, at=at)
            break
    return 0


def go_on(of: Import, *, at: datetime, most: int = rules.TURN) -> None:
    """Read the next rows of an import, at most so many, and say so when there are no more."""
    of.refresh_from_db()
    by = reader(of, at=at)
    left = _left(of)
    try:
        for _ in range(0, most, rules.CHUNK):
            chunk = list(islice(left, rules.CHUNK))
            if chunk:
                stage(chunk, by)
            if len(chunk) < rules.CHUNK:
                _end(of)
                break
    except OvertakenError:
        return
    Import.objects.filter(pk=of.pk).update(leased_until=None)


def _left(of: Import) -> Iterator[Row]:
    """The rows that have not been read: after the headings and those that were."""
    for row in islice(rows_of(queries.blocks(of), queries.form_of(of)), 1 + of.rows, None):
        assert not isinstance(row, Misfit)  # the whole file has been gone through when the import began
        yield row


def _end(of: Import) -> None:
    """The file has been read; it is not needed any more."""
    step = ImportStep.FIND_FAULTS if of.faulty else ImportStep.FIND_NONE
    with together():
        read_whole = Import.objects.filter(pk=of.pk, state=ImportState.READING, rows=of.rows)
        if read_whole.update(state=after(ImportState.READING, step)) == 1:
            of.parts.all().delete()


def tidy(at: datetime) -> int:
    """Clear away what imports that are over have left, some of it. Always 0, as above."""
    _forget_old(at)
    over = Import.objects.filter(tidied=False, state__in=[ImportState.CONFIRMED, ImportState.CANCELLED])
    of = over.order_by("pk").first()
    for _ in range(ROUNDS):
        if of is None or _is_cleared(of):
            break
    return 0


def _is_cleared(of: Import) -> bool:
    """Whether nothing was left to take away; otherwise some of it has been."""
    with together():
        some = list(ImportRow.objects.filter(of=of).values_list("pk", flat=True)[:SOME])
        gone = ImportRow.objects.filter(pk__in=some).delete()[0]
        if of.state == ImportState.CANCELLED:
            gone += drop_held(of.ref, most=SOME) + _drop_staged(of)
        if not gone:
            Import.objects.filter(pk=of.pk).update(tidied=True)
        return not gone


def _drop_staged(of: Import) -> int:
    """Take some users away who never were any: nothing can have come to hang on them."""
    some = list(BusinessUser.with_staged.filter(staged_in=of.ref).values_list("pk", flat=True)[:SOME])
    return BusinessUser.with_staged.filter(pk__in=some, staged_in=of.ref).delete()[0]


def _forget_old(at: datetime) -> None:
    """Cancel what nobody has confirmed for a week: it holds the particulars of many people."""
    old = Import.objects.filter(state__in=rules.OPEN, begun_at__lt=at - rules.KEPT)
    for of in old.select_related("organisation"):
        with deed(Event.IMPORT_CANCELLED, by=WORKER, at=at, organisation=of.organisation.ref) as entry:
            entry.about(of.ref)
            entry.facts(because="not_confirmed_in_time")
            cancelled = Import.objects.filter(pk=of.pk, state__in=rules.OPEN)
            if cancelled.update(state=ImportState.CANCELLED, ended_at=at) != 1:
                entry.unchanged()
            of.parts.all().delete()
