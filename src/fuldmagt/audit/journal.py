"""The only file that opens a transaction: what happens is written down, or does not happen.

A deed writes one pending entry for each subject in its own transaction; pending entries never wait
for one another. The sequencer (audit.tasks) numbers and chains them afterwards.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction

from fuldmagt.audit.events import Event
from fuldmagt.audit.models import PendingEntry
from fuldmagt.secrets import dice, persons
from fuldmagt.vocabulary.refusals import Refusal

DONE = "done"
ANYBODY = "anybody"
"""Who did it, where nobody knows, or where those who read it are not to be told."""


class Draft:
    """The entry of a deed while the deed is being done."""

    def __init__(self, event: Event, by: str, at: datetime, organisation: str) -> None:
        self.event, self.by, self.at, self.organisation = event, by, at, organisation
        self.outcome = DONE
        self._happened = True
        self._subjects: list[str] = []
        self._each: list[tuple[str, Mapping[str, object]]] = []
        self._facts: dict[str, object] = {}
        self._person = ""
        self._personal: dict[str, str] = {}

    def about(self, *references: str) -> None:
        """What the deed concerns: each gets an entry of its own."""
        self._subjects.extend(reference for reference in references if reference not in self._subjects)

    def each(self, reference: str, **plain: object) -> None:
        """One of many that the deed concerns: its entry has these details besides those of the deed."""
        self._each.append((reference, plain))

    def facts(self, **plain: object) -> None:
        """Details that name no person: references, states, counts."""
        self._facts.update(plain)

    def personal(self, person: str, **fields: str) -> None:
        """Details about a person, readable only as long as the person's key exists."""
        self._person = person
        self._personal.update(fields)

    def refused(self, refusal: Refusal) -> Refusal:
        """Note that the deed was refused, and hand the refusal on."""
        self.outcome = refusal.reason.value
        if refusal.about:
            self._facts["refused_about"] = refusal.about
        return refusal

    def unchanged(self) -> None:
        """Everything was so already: nothing has happened, and nothing is written."""
        self._happened = False

    def write(self) -> None:
        if not self._happened:
            return
        subjects = self._subjects or ([] if self._each else [""])
        entries = [self._entry(subject) for subject in subjects]
        entries += [self._entry(subject, **plain) for subject, plain in self._each]
        PendingEntry.objects.bulk_create(entries)

    def _entry(self, subject: str, **plain: object) -> PendingEntry:
        uid = dice.reference()
        sealed = ""
        if self._personal:
            written = json.dumps(self._personal, ensure_ascii=False, sort_keys=True)
            sealed = persons.encrypt(written, person=self._person, place=place(uid))
        return PendingEntry(
            uid=uid,
            at=self.at,
            event=self.event,
            actor=self.by,
            organisation=self.organisation,
            subject=subject,
            outcome=self.outcome,
            facts=self._facts | plain,
            person=self._person,
            personal=sealed,
        )


def place(uid: str) -> str:
    """Where the personal fields of an entry are sealed to."""
    return f"audit_entry.personal.{uid}"


class Undone:
    """What is being written and not yet for others to see; `changes` what decisions rest on, or not."""

    def __init__(self) -> None:
        self.changes = False


_under_way: ContextVar[Undone | None] = ContextVar("deed under way", default=None)


def changes_decisions() -> None:
    """Note that the deed under way changes what decisions rest on."""
    if undone := _under_way.get():
        undone.changes = True


def has_changed_decisions() -> bool:
    """Whether whoever looks now sees what others cannot see yet, and what may still be taken back."""
    undone = _under_way.get()
    return undone is not None and undone.changes


@contextmanager
def _transaction() -> Iterator[None]:
    """The outermost one is what others see as one change."""
    outer = _under_way.get()
    token = _under_way.set(outer or Undone())
    try:
        with transaction.atomic():
            yield
    finally:
        _under_way.reset(token)


@contextmanager
def deed(event: Event, *, by: str, at: datetime, organisation: str = "") -> Iterator[Draft]:
    """Do a deed and log it, both or neither. A refusal is a deed too; an exception undoes everything."""
    with _transaction():
        draft = Draft(event, by, at, organisation)
        yield draft
        draft.write()


def hold(
    event: Event,
    subjects: Iterable[tuple[str, Mapping[str, object]]],
    *,
    under: str,
    organisation: str,
    by: str,
    at: datetime,
) -> None:
    """Write entries ahead for a deed that is still to be confirmed, each a subject with its facts.

    They do not count before `release`, so that confirming a deed with very many subjects is short.
    """
    rows = [
        PendingEntry(
            uid=dice.reference(),
            at=at,
            event=event,
            actor=by,
            organisation=organisation,
            subject=subject,
            outcome=DONE,
            facts=facts,
            held=under,
        )
        for subject, facts in subjects
    ]
    PendingEntry.with_held.bulk_create(rows)


def release(under: str, *, by: str, at: datetime) -> int:
    """Let the entries held under a name count, as done now; inside the deed that they belong to."""
    return PendingEntry.with_held.filter(held=under).update(held=None, actor=by, at=at)


def drop_held(under: str, *, most: int) -> int:
    """Forget entries of a deed that was never done; they have counted for nobody. How many it were."""
    some = list(PendingEntry.with_held.filter(held=under).values_list("pk", flat=True)[:most])
    return PendingEntry.with_held.filter(pk__in=some, held=under).delete()[0]


@contextmanager
def together() -> Iterator[None]:
    """Several rows, all or none, for work that is no deed: leases, counters, the log's own numbering."""
    with _transaction():
        yield
