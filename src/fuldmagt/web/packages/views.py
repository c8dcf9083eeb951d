"""The packages that the organisation can give, and each with what is in it and who has it (C8)."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fuldmagt.catalogue.packages import queries as packages
from fuldmagt.mandates.packages import queries
from fuldmagt.mandates.packages.queries import State
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.actions import left_out
from fuldmagt.organisations.rules import Deed
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.groups.showing import without
from fuldmagt.web.groups.views import words_in
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.packages.showing import by_service, crumbs, having, text_of
from fuldmagt.web.permission import needs
from fuldmagt.web.rights.tree import name_of, package_name
from fuldmagt.web.visitor import VisitorRequest

ROWS = 15


@needs(Deed.SEE_RIGHTS)
@require_safe
def listing(request: VisitorRequest) -> HttpResponse:
    actor = request.visitor.actor
    found = queries.listed(actor.organisation, text=words_in(request), at=request.at)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            {"package": each, "name": package_name(each), "text": text_of(each)} for each in page.object_list
        ],
        "q": words_in(request),
        "may_change": not actor.refused(Deed.MANAGE_RIGHTS),
        "news": queries.waiting(actor.organisation, at=request.at),
    }
    return render(request, "packages/list.html", context)


@needs(Deed.SEE_RIGHTS)
@require_safe
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    actor = request.visitor.actor
    package = packages.package_called(ref, organisation=actor.organisation)
    if package is None:
        return missing(request, ref)
    held = list(sources.with_package(package, organisation=actor.organisation, at=request.at))
    kept_back = left_out(held, organisation=actor.organisation, by=actor, at=request.at)
    found = queries.new_in(package, organisation=actor.organisation) if held else []
    new = [(name_of(each.right), each.right, each.state is State.DECLINED) for each in found]
    apart = {each.right.ref for each in found}
    inside = [each for each in packages.rights_in(package) if each.ref not in apart]
    context = {
        "package": package,
        "name": package_name(package),
        "text": text_of(package),
        "own": package.organisation is not None,
        "services": by_service(inside),
        "new": new,
        "having": having(held, request),
        "without": without(kept_back, organisation=actor.organisation),
        "may_change": not actor.refused(Deed.MANAGE_RIGHTS),
        "crumbs": crumbs(Crumb(package_name(package))),
    }
    return render(request, "packages/show.html", context)
