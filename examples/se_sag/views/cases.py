"""The cases: a list to search, a case with its course, a document."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from examples.kit.parts import Knot
from examples.kit.templatetags.kit import changed
from examples.se_sag.cases import finding, shown
from examples.se_sag.cases.shown import Shown
from examples.se_sag.gate import Visit, decided
from examples.se_sag.rights import View

ON_A_PAGE = 15
FIRST = "next"


@require_GET
@decided
def cases(request: HttpRequest, visit: Visit) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    selection = request.GET.get("show", "all")
    if selection not in finding.SELECTIONS:
        selection = "all"
    sort = request.GET.get("sort", FIRST)
    mine = shown.of(visit.identity.organisation, visit.view, today=visit.today)
    found = finding.matching(mine, wanted)
    chosen = [case for case in found if finding.SELECTIONS[selection](case, visit.today)]
    page = Paginator(finding.ordered(chosen, sort), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "se_sag/cases.html",
        {
            "account": visit.account,
            "municipal": visit.view is View.MUNICIPAL,
            "page": page,
            "wanted": wanted,
            "sort": sort,
            "total": len(mine),
            "soon": sum(finding.is_soon(case, visit.today) for case in mine),
            "tabs": tabs(request, found, selection, visit),
            "kept": {name: request.GET[name] for name in ("show", "sort") if name in request.GET},
            "today": visit.today,
        },
    )


def tabs(request: HttpRequest, found: list[Shown], selection: str, visit: Visit) -> list[dict[str, object]]:
    titles = {"all": _("All"), "soon": _("Due within 14 days"), "open": _("Open"), "closed": _("Decided")}
    return [
        {
            "title": title,
            "count": sum(finding.SELECTIONS[name](case, visit.today) for case in found),
            "url": changed(request.GET, show=name, page=None),
            "current": name == selection,
        }
        for name, title in titles.items()
    ]


@require_GET
@decided
def case(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    found = _case(visit, number)
    return render(
        request,
        "se_sag/case.html",
        {
            "account": visit.account,
            "case": found,
            "thread": [
                Knot("person", visit.identity.name),
                Knot("organisation", visit.identity.organisation_name),
                Knot("service", "Se Sag"),
            ],
        },
    )


@require_GET
@decided
def document(request: HttpRequest, visit: Visit, number: str, ref: str) -> HttpResponse:
    found = _case(visit, number)
    if (paper := found.paper(ref)) is None:
        raise Http404
    return render(request, "se_sag/document.html", {"account": visit.account, "case": found, "paper": paper})


def _case(visit: Visit, number: str) -> Shown:
    mine = shown.of(visit.identity.organisation, visit.view, today=visit.today)
    found = next((case for case in mine if case.number == number), None)
    if found is None:
        raise Http404
    return found
