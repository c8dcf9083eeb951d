"""Importing users from a file: begun, confirmed in one step, cancelled (B5).

Nothing of a file counts before it is confirmed. What the worker has put aside by then becomes true in
one short transaction, however many rows there are (decision 0020).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed, release
from fuldmagt.onboarding.imports import queries, rules
from fuldmagt.onboarding.imports.columns import Layout, Misfit, laid_out
from fuldmagt.onboarding.imports.reading import Form, form_of, rows
from fuldmagt.onboarding.imports.rules import ImportState, ImportStep, after
from fuldmagt.onboarding.imports.staging import clashes
from fuldmagt.onboarding.models import Import, ImportPart, ImportRow
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice, fields
from fuldmagt.vocabulary.refusals import Reason, Refusal

Blocks = Callable[[], Iterable[bytes]]
"""The file from its beginning, each time it is called."""

MOST_CLASHES: Final = 200  # named when a confirmation is refused; the rest shows when these are mended


@dataclass(frozen=True, slots=True)
class Looked:
    """What a first look at a file finds: how it is written, its columns, how many rows it has."""

    form: Form
    headings: list[str]
    layout: Layout
    total: int


def look(file: Blocks, *, size: int) -> Looked | Misfit:
    """Whether the file can be read at all: all of it is gone through once, nothing is kept."""
    if size > rules.MOST_BYTES:
        return Misfit("too_large", 0, str(rules.MOST_BYTES // 1024 // 1024))
    if not size:
        return Misfit("empty")
    form = form_of(file())
    if isinstance(form, Misfit):
        return form
    told = rows(file(), form)
    first = next(told, Misfit("empty"))
    if isinstance(first, Misfit):
        return first
    layout = laid_out(first[1], most=rules.MOST_COLUMNS)
    if isinstance(layout, Misfit):
        return layout
    total = 0
    for row in told:
        if isinstance(row, Misfit):
            return row
        total += 1
        if total > rules.MOST_ROWS:
            return Misfit("too_many_rows", row[0], str(rules.MOST_ROWS))
    return Looked(form, first[1], layout, total) if total else Misfit("no_rows", 1)


def begin(
    file: Blocks, looked: Looked, *, file_name: str, language: str, by: Actor, at: datetime
) -> Import | Refusal:
    """Keep the file, sealed, for the worker to read. Nothing of it counts yet."""
    with deed(Event.IMPORT_BEGUN, by=by.ref, at=at, organisation=by.organisation) as entry:
        if refusal := by.refused(Deed.MANAGE_USERS):
            return entry.refused(refusal)
        organisation = locked(by.organisation)
        if queries.under_way(by.organisation).count() >= rules.MOST_OPEN:
            return entry.refused(Refusal(Reason.TOO_MANY_TRIES, about="imports"))
        begun = Import.objects.create(
            ref=dice.reference(),
            organisation=organisation,
            file_name=file_name[:200],
            encoding=looked.form.encoding,
            separator=looked.form.separator,
            headings=looked.headings,
            language=language,
            total=looked.total,
            begun_by=by.ref,
            begun_at=at,
        )
        entry.about(begun.ref)
        entry.facts(rows=looked.total)
        for number, part in enumerate(_parts(file())):
            sealed = fields.encrypt_bytes(part, place=queries.part_place(begun.ref, number))
            ImportPart.objects.create(of=begun, number=number, sealed=sealed)
        return begun


def _parts(blocks: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for block in blocks:
        held += block
        while len(held) >= rules.PART:
            yield bytes(held[: rules.PART])
            del held[: rules.PART]
    if held:
        yield bytes(held)


def confirm(ref: str, *, by: Actor, at: datetime) -> Import | Refusal:
    """Make every row of the file count, in one step: all of them or none."""
    with deed(Event.IMPORT_CONFIRMED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(ref)
        held = _held(ref, ImportStep.CONFIRM, by)
        if isinstance(held, Refusal):
            return entry.refused(held)
        if _clashed(held):
            return entry.refused(Refusal(Reason.CHANGED_MEANWHILE, about="import"))
        staged = BusinessUser.with_staged.filter(staged_in=ref)
        entry.facts(rows=staged.update(staged_in=None, created_at=at, changed_at=at))
        release(ref, by=by.ref, at=at)
        held.state, held.ended_at = ImportState.CONFIRMED.value, at
        held.save(update_fields=["state", "ended_at"])
        return held


def cancel(ref: str, *, by: Actor, at: datetime) -> Import | Refusal:
    """Forget a file that has not been confirmed. The worker clears away what was put aside of it."""
    with deed(Event.IMPORT_CANCELLED, by=by.ref, at=at, organisation=by.organisation) as entry:
        entry.about(ref)
        held = _held(ref, ImportStep.CANCEL, by)
        if isinstance(held, Refusal):
            return entry.refused(held)
        entry.facts(rows=held.rows)
        held.parts.all().delete()
        held.state, held.ended_at = ImportState.CANCELLED.value, at
        held.save(update_fields=["state", "ended_at"])
        return held


def _held(ref: str, step: ImportStep, by: Actor) -> Import | Refusal:
    """The import, for whom others wait until the deed is done, if the step can be taken."""
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    organisation = locked(by.organisation)
    held = Import.objects.select_for_update().filter(ref=ref, organisation=organisation).first()
    if held is None:
        return Refusal(Reason.NOT_FOUND, about="import")
    state = after(ImportState(held.state), step)
    return state if isinstance(state, Refusal) else held


def _clashed(held: Import) -> bool:
    """Whether the organisation has changed so that rows do not fit any more; these are marked."""
    marked: dict[str, list[object]] = {}
    for ref, fault in clashes(held):
        marked.setdefault(ref, [fault])
        if len(marked) == MOST_CLASHES:
            break
    for row in ImportRow.objects.filter(of=held, user__in=marked):
        row.faults, row.is_faulty = [*row.faults, *marked[row.user]], True
        row.save(update_fields=["faults", "is_faulty"])
    if marked:
        held.state = after(ImportState(held.state), ImportStep.FIND_FAULTS)  # type: ignore[assignment]  # READY has the step
        held.faulty, held.faults = len(marked), len(marked)
        held.save(update_fields=["state", "faulty", "faults"])
    return bool(marked)
