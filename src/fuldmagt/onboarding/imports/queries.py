"""Questions about imports. Each takes the organisation that asks."""

import json
from collections.abc import Iterator

from django.db.models import QuerySet

from fuldmagt.onboarding.imports.columns import Column, Layout, laid_out
from fuldmagt.onboarding.imports.judging import Fault
from fuldmagt.onboarding.imports.reading import Form
from fuldmagt.onboarding.imports.rules import MOST_COLUMNS, OPEN
from fuldmagt.onboarding.models import Import, ImportRow
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.rules import UserState
from fuldmagt.organisations.users.queries import Search, search
from fuldmagt.secrets import fields


def one(ref: str, *, organisation: str) -> Import | None:
    """An import of this organisation; None for another's, exactly as for one that does not exist."""
    return Import.objects.filter(ref=ref, organisation__ref=organisation).first()


def under_way(organisation: str) -> QuerySet[Import]:
    """The imports that are neither confirmed nor cancelled, the newest first."""
    return Import.objects.filter(organisation__ref=organisation, state__in=OPEN).order_by("-begun_at")


def waiting(organisation: str, *, words: str = "") -> QuerySet[BusinessUser]:
    """The imported users that nobody has activated yet."""
    wanted = Search(text=words, states=frozenset({UserState.IMPORTED}))
    return search(wanted, organisation=organisation)


def layout_of(of: Import) -> Layout:
    found = laid_out(of.headings, most=MOST_COLUMNS)
    assert isinstance(found, Layout)  # it was one when the import began
    return found


def form_of(of: Import) -> Form:
    return Form(of.encoding, of.separator)


def part_place(ref: str, number: int) -> str:
    """Where a piece of a file is sealed to."""
    return f"onboarding_importpart.sealed.{ref}.{number}"


def row_place(ref: str, number: int) -> str:
    return f"onboarding_importrow.cells.{ref}.{number}"


def blocks(of: Import) -> Iterator[bytes]:
    """The file, piece by piece: one piece is in memory at a time."""
    for number, sealed in of.parts.order_by("number").values_list("number", "sealed").iterator(chunk_size=4):
        yield fields.decrypt_bytes(bytes(sealed), place=part_place(of.ref, number))


def cells_of(row: ImportRow, ref: str) -> list[str]:
    """What stands in the row."""
    return list(json.loads(fields.decrypt(row.cells, place=row_place(ref, row.number))))


def faults_of(row: ImportRow) -> list[Fault]:
    return [Fault(*fault) for fault in row.faults]


def rows(of: Import, *, faulty: bool = False) -> QuerySet[ImportRow]:
    """The rows as they were read, in the order of the file."""
    found = of.read_rows.order_by("number")
    return found.filter(is_faulty=True) if faulty else found


def cell(cells: list[str], layout: Layout, column: str) -> str:
    """What a row has in a column. A name in two columns is read as one."""
    places = layout.places
    if column == Column.NAME and Column.NAME not in places:
        return " ".join(cell(cells, layout, part) for part in (Column.GIVEN_NAMES, Column.SURNAME)).strip()
    at = places.get(Column(column)) if column else None
    return cells[at] if at is not None and at < len(cells) else ""
