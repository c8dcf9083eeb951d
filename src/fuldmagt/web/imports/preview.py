"""The file as we read it: rows with their cells, and what is wrong in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from fuldmagt.explanations.imports import column_name, fault_sentence
from fuldmagt.onboarding.imports import queries
from fuldmagt.onboarding.imports.columns import Column, Layout
from fuldmagt.onboarding.imports.judging import notes
from fuldmagt.onboarding.models import Import, ImportRow

HIDDEN: Final = "••••••"
"""A national number is never shown."""
SHOWN: Final = 20  # faults listed above the preview


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with what is wrong in it, or what may surprise."""

    text: str
    column: str
    faults: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def id(self) -> str:
        return self.column.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    name: Cell
    cells: Sequence[Cell]
    faults: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One fault: where, what stands there, and what is wrong with it."""

    row: int
    column: str
    id: str
    text: str
    sentence: str


def columns(layout: Layout) -> list[str]:
    """The columns of the preview, in the order of the file; a name in two columns is one."""
    ordered = sorted(layout.places, key=lambda column: layout.places[column])
    parts = (Column.GIVEN_NAMES, Column.SURNAME)
    others = [column.value for column in ordered if column not in (Column.NAME, *parts)]
    return [Column.NAME.value, *others]


def lines(rows: Sequence[ImportRow], of: Import, layout: Layout) -> list[Line]:
    return [_line(row, of, layout) for row in rows]


def _line(row: ImportRow, of: Import, layout: Layout) -> Line:
    cells, faults = queries.cells_of(row, of.ref), queries.faults_of(row)
    made = [
        Cell(
            text=_shown(cells, layout, column),
            column=column,
            faults=[fault_sentence(fault) for fault in faults if _shown_in(fault.column, layout) == column],
            notes=[fault_sentence(note) for note in notes(queries.cell(cells, layout, column))]
            if column == Column.NAME and not any(fault.column == column for fault in faults)
            else [],
        )
        for column in columns(layout)
    ]
    of_row = [fault_sentence(fault) for fault in faults if not fault.column]
    return Line(row.number, made[0], made[1:], of_row)


def _shown_in(column: str, layout: Layout) -> str:
    """Where a fault is shown: in its own column, or, where the file has none, beside the name."""
    return column if not column or column in columns(layout) else Column.NAME.value


def _shown(cells: list[str], layout: Layout, column: str) -> str:
    text = queries.cell(cells, layout, column).strip()
    return HIDDEN if text and column == Column.NATIONAL_NUMBER else text


def told(rows: Iterator[ImportRow], of: Import, layout: Layout) -> Iterator[Told]:
    """Every fault of some rows, in the order of the file."""
    for row in rows:
        cells = queries.cells_of(row, of.ref)
        for fault in queries.faults_of(row):
            column = _shown_in(fault.column, layout)
            yield Told(
                row=row.number,
                column=column_name(fault.column),
                id=column.replace("_", "-") or "row",
                text=_shown(cells, layout, column) if column else "",
                sentence=fault_sentence(fault),
            )


def as_lines(of: Import, layout: Layout) -> Iterator[list[str]]:
    """The faults for a spreadsheet."""
    yield [_("Row"), _("Column"), _("What stands there"), _("What is wrong")]
    rows = queries.rows(of, faulty=True).iterator(chunk_size=500)
    for fault in told(rows, of, layout):
        yield [str(fault.row), fault.column, fault.text, fault.sentence]
