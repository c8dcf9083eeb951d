"""What ends in the year ahead: as a picture, as a list by month, and as a file (X6)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby
from typing import Final

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fuldmagt.mandates.actions import take_list
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.acting.ending import LINES, Ending, endings
from fuldmagt.web.acting.tabs import tabs
from fuldmagt.web.acting.year import SOON, drawn
from fuldmagt.web.frame.spreadsheets import spreadsheet
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

SIZE: Final = 50


@needs(Deed.SEE_MANDATES)
@require_GET
def show(request: VisitorRequest) -> HttpResponse:
    """Everything at once in the picture; the list in pages."""
    every, today = _every(request), localdate(request.at)
    page: Page[Ending] = Paginator(every, SIZE).get_page(request.GET.get("page"))
    seen = [line for line in LINES if any(each.line == line for each in every)]
    year = drawn(((each.line, each.day, each.count) for each in every), seen, today)
    context = {
        "tabs": tabs(request.visitor, "endings"),
        "page": page,
        "months": [(month, list(lines)) for month, lines in groupby(page.object_list, _month)],
        "year": year,
        "lines": [(LINES[line], year.lines[line]) for line in seen],
        "soon": sum(each.day - today <= SOON for each in every),
        "soon_before": today + SOON + timedelta(days=1),
        "total": len(every),
        "organisation": request.visitor.user.organisation,
    }
    return render(request, "acting/endings.html", context)


@needs(Deed.SEE_MANDATES)
@require_GET
def download(request: VisitorRequest) -> HttpResponse:
    every, actor = _every(request), request.visitor.actor
    if refusal := take_list("endings", len(every), needing=Deed.SEE_MANDATES, by=actor, at=request.at):
        return refused(request, refusal)
    return spreadsheet(f"endings-{request.at:%Y-%m-%d}.csv", _cells(every))


def _every(request: VisitorRequest) -> list[Ending]:
    actor = request.visitor.actor
    return endings(actor.organisation, with_rights=not actor.refused(Deed.SEE_RIGHTS), at=request.at)


def _month(ending: Ending) -> object:
    return ending.day.replace(day=1)


def _cells(told: Iterable[Ending]) -> Iterator[list[str]]:
    yield [_("Last day"), _("Kind"), _("What ends"), _("For whom"), _("How many")]
    for each in told:
        yield [each.day.isoformat(), each.line_word, each.what, each.who, str(each.count)]
