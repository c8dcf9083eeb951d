"""Taking a supplier's file of devices into the stock: read, looked at, then all of it or nothing (B6)."""

import json
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError

from fuldmagt.audit import journal
from fuldmagt.audit.events import Event
from fuldmagt.authenticators.code.queries import place as secret_place
from fuldmagt.authenticators.models import Device, StockFile
from fuldmagt.authenticators.stock import pskc, queries
from fuldmagt.authenticators.stock.rules import (
    KINDS,
    MOST_OPEN,
    FileState,
    FileStep,
    Flaw,
    Found,
    Misfit,
    Read,
    after,
)
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.queries import locked
from fuldmagt.organisations.rules import Actor, Deed
from fuldmagt.secrets import dice, fields
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal


def read(
    data: bytes, *, key: str, kind: Means, file_name: str, by: Actor, at: datetime
) -> StockFile | Misfit | Refusal:
    """Read a file; what it holds waits, sealed, for the administrator who has looked at it."""
    refusal = by.refused(Deed.MANAGE_USERS) or _not_of_the_stock(kind)
    read = Misfit.EMPTY if refusal else pskc.read(data, key=key, at=at)
    with journal.deed(Event.STOCK_READ, by=by.ref, at=at, organisation=by.organisation) as draft:
        draft.facts(kind=kind.value)
        if refusal:
            return draft.refused(refusal)
        if isinstance(read, Misfit):
            draft.facts(misfit=read.value)
            draft.refused(Refusal(Reason.INPUT_NOT_USABLE, about="stock"))
            return read
        home = locked(by.organisation)
        if queries.files(organisation=by.organisation).count() >= MOST_OPEN:
            return draft.refused(Refusal(Reason.TOO_MANY_TRIES, about="stock"))
        made = _kept(read, home, kind, file_name, by, at)
        draft.about(made.ref)
        draft.facts(devices=made.total, faults=len(made.faults))
        return made


def confirm(ref: str, *, by: Actor, at: datetime) -> StockFile | Refusal:
    """Every device of the file is in the stock, or none."""
    with journal.deed(Event.STOCK_IMPORTED, by=by.ref, at=at, organisation=by.organisation) as draft:
        file = _file(ref, FileStep.IMPORT, by)
        if isinstance(file, Refusal):
            return draft.refused(file)
        draft.about(file.ref)
        found = queries.found_in(file)
        if queries.known({each.serial for each in found}):
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about="stock"))
        if not _in_the_stock(file, found, at):
            return draft.refused(Refusal(Reason.CHANGED_MEANWHILE, about="stock"))
        if not _answered(file, FileState.IMPORTED, at):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="stock"))
        draft.facts(devices=len(found), kind=file.kind)
        return file


def _in_the_stock(file: StockFile, found: list[Found], at: datetime) -> bool:
    """Add all of them; none where another organisation has one of these numbers by now."""
    devices = [
        Device(
            ref=dice.reference(),
            organisation=file.organisation,
            kind=file.kind,
            added_at=at,
            changed_at=at,
            **asdict(each) | {"secret": fields.encrypt(each.secret, place=secret_place(each.serial))},
        )
        for each in found
    ]
    try:
        with journal.together():
            Device.objects.bulk_create(devices)
    except IntegrityError:
        return False
    return True


def discard(ref: str, *, by: Actor, at: datetime) -> StockFile | Refusal:
    """Nothing of the file is kept."""
    with journal.deed(Event.STOCK_DISCARDED, by=by.ref, at=at, organisation=by.organisation) as draft:
        file = _file(ref, FileStep.DISCARD, by)
        if isinstance(file, Refusal):
            return draft.refused(file)
        draft.about(file.ref)
        if not _answered(file, FileState.DISCARDED, at):
            return draft.refused(Refusal(Reason.STEP_NOT_POSSIBLE, about="stock"))
        return file


def _not_of_the_stock(kind: Means) -> Refusal | None:
    return None if kind in KINDS else Refusal(Reason.INPUT_NOT_USABLE, about="kind")


def _kept(read: Read, home: Organisation, kind: Means, file_name: str, by: Actor, at: datetime) -> StockFile:
    ref = dice.reference()
    known = queries.known({each.serial for each in read.found})
    faults = [*read.faults, *((serial, Flaw.KNOWN) for serial in sorted(known))]
    written = json.dumps([asdict(each) for each in read.found]).encode()
    return StockFile.objects.create(
        ref=ref,
        organisation=home,
        kind=kind,
        state=FileState.FAULTY if faults else FileState.READY,
        file_name=file_name[:200],
        total=len(read.found) + len(read.faults),
        devices=fields.encrypt_bytes(written, place=queries.place(ref)),
        faults=[[serial, flaw.value] for serial, flaw in faults],
        read_by=by.ref,
        read_at=at,
    )


def _file(ref: str, step: FileStep, by: Actor) -> StockFile | Refusal:
    if refusal := by.refused(Deed.MANAGE_USERS):
        return refusal
    locked(by.organisation)
    file = queries.file(ref, organisation=by.organisation)
    if file is None:
        return Refusal(Reason.NOT_FOUND, about="stock")
    state = after(FileState(file.state), step)
    return state if isinstance(state, Refusal) else file


def _answered(file: StockFile, state: FileState, at: datetime) -> bool:
    """Answer the file, once; its sealed devices are gone with the answer."""
    waiting = StockFile.objects.filter(pk=file.pk, state=file.state)
    if waiting.update(state=state, ended_at=at, devices=b"") != 1:
        return False
    file.state = state.value
    return True
