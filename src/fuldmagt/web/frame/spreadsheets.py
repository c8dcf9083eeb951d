"""Files for spreadsheets: every cell is text, and none can be taken for a formula (OWASP ASVS V1.2.10)."""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpResponse

# What a spreadsheet takes for a formula, after signs that it skips; and what would begin a new cell.
FORMULA: Final = re.compile(r"[\s\x00-\x1f\u200b-\u200f\ufeff]*[=+@＝＋＠−－-]|[\t\r\n]")


def harmless(cell: str) -> str:
    """The cell as text, which a spreadsheet would otherwise take for a formula by its first sign."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def spreadsheet(name: str, lines: Iterable[Sequence[str]]) -> HttpResponse:
    """A download for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response.write("\ufeff")  # spreadsheets read UTF-8 only when the file says so
    told = csv.writer(response, delimiter=";")
    told.writerows([harmless(cell) for cell in line] for line in lines)
    return response
