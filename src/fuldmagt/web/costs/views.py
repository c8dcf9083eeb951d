"""The price list, for everybody; and what an organisation's means and mandates cost in a year (F11)."""

from typing import Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuldmagt.costs.prices.queries import the_list
from fuldmagt.costs.statements.queries import Statement, statement
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.costs.lines import Line, by_department, by_kind, lines, whole
from fuldmagt.web.costs.listing import rows
from fuldmagt.web.costs.money import money, signed
from fuldmagt.web.costs.saving import savings
from fuldmagt.web.costs.words import why_different
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.spreadsheets import spreadsheet
from fuldmagt.web.look.parts import Crumb, Tab
from fuldmagt.web.permission import for_everybody, needs
from fuldmagt.web.visitor import Request, VisitorRequest

PAGE: Final = 30
TABS: Final = 6  # years beside one another; older ones are behind the last


@for_everybody
@require_safe
def prices(request: Request) -> HttpResponse:
    listed = the_list()
    if not listed:
        raise Http404
    current, over = rows(listed, localtime(request.at).date())
    mandate = any(row.offer.kind == "chain_mandate" for row in current)
    return render(request, "costs/prices.html", {"rows": current, "over": over, "mandate": mandate})


@needs(Deed.SEE_COSTS)
@require_safe
def now(request: VisitorRequest) -> HttpResponse:
    return _shown(request, None)


@needs(Deed.SEE_COSTS)
@require_safe
def of_year(request: VisitorRequest, year: int) -> HttpResponse:
    return _shown(request, year)


def _found(request: VisitorRequest, year: int | None) -> Statement | None:
    today = localtime(request.at).date()
    home = request.visitor.actor.organisation
    return statement(home, year, today=today, zone=get_current_timezone())


def _lines(request: VisitorRequest, found: Statement) -> list[Line]:
    names = not request.visitor.actor.refused(Deed.SEE_USERS)
    return lines(found, request.visitor.user.organisation, names=names)


def _shown(request: VisitorRequest, year: int | None) -> HttpResponse:
    found = _found(request, year)
    if found is None:
        return missing(request, str(year or "costs"))
    wanted = request.GET.get("q", "").strip()
    told = [line for line in _lines(request, found) if line.mentions(wanted)]
    page = Paginator(told, PAGE).get_page(request.GET.get("page"))
    names = not request.visitor.actor.refused(Deed.SEE_USERS)
    context = _about(found) | {
        "tabs": [_tab(each, found) for each in found.years[:TABS]],
        "earlier": [_tab(each, found) for each in found.years[TABS:]],
        "page": page,
        "lines": list(page),
        "wanted": wanted,
        "savings": savings(request.visitor.user.organisation, names=names, at=request.at),
        "crumbs": [Crumb(_("Overview"), reverse("overview:start")), Crumb(_("Costs"))],
    }
    return render(request, "costs/year.html", context)


def _tab(year: int, found: Statement) -> Tab:
    return Tab(str(year), reverse("costs:year", args=[year]), current=year == found.year)


def _about(found: Statement) -> dict[str, Any]:
    """The year in figures and sentences."""
    so_far, all_of_it, before, next_year = found.totals
    currency = found.listed.currency
    return {
        "year": found.year,
        "year_before": found.year - 1,
        "year_after": found.today.year + 1,
        "is_over": found.is_over,
        "today": found.today,
        "so_far": money(so_far.gross, currency),
        "whole": money(all_of_it.gross, currency),
        "nothing": all_of_it.count == 0,
        "before": money(before.gross, currency),
        "difference": signed(all_of_it.gross - before.gross, currency),
        "causes": [(why_different(each), signed(each.gross, currency)) for each in found.differences],
        "next_year": money(next_year.gross, currency),
        "next_count": next_year.count,
        "kinds": by_kind(found),
        "departments": by_department(found),
        "total": whole(found),
        "has_mandates": any(each.kind == "chain_mandate" for each in found.listed.prices),
        "help_email": settings.HELP_EMAIL,
        "help_phone": settings.HELP_PHONE,
    }


@needs(Deed.SEE_COSTS)
@require_safe
def download(request: VisitorRequest, year: int) -> HttpResponse:
    found = _found(request, year)
    if found is None:
        return missing(request, str(year))
    head = (
        _("What"),
        _("For whom"),
        _("Department"),
        _("Since"),
        _("Why it is here"),
        _("Why this amount"),
        _("Without VAT"),
        _("VAT"),
        _("With VAT"),
    )
    told = [
        [
            str(line.what),
            line.whom,
            line.department,
            line.since,
            line.here,
            line.much,
            line.net,
            line.tax,
            line.gross,
        ]
        for line in _lines(request, found)
    ]
    return spreadsheet(f"{_('costs')}-{year}.csv", [head, *told])


@needs(Deed.SEE_COSTS)
@require_safe
def printed(request: VisitorRequest, year: int) -> HttpResponse:
    found = _found(request, year)
    if found is None:
        return missing(request, str(year))
    context = _about(found) | {
        "organisation": request.visitor.user.organisation,
        "lines": _lines(request, found),
        "at": request.at,
    }
    return render(request, "costs/print.html", context)
