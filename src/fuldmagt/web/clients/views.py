"""Client administration: many clients and many employees in one screen, one save (F4)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.mandates.clientele import actions, queries
from fuldmagt.mandates.clientele.actions import Wanted
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.clients import showing
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import STATUS
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

CLIENTS, PEOPLE = 20, 6


@needs(Deed.SEE_MANDATES, saves=Deed.MANAGE_MANDATES)
@require_http_methods(["GET", "HEAD", "POST"])
def administer(request: VisitorRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    wanted = Wanted(
        service=request.POST.get("service", "")[:128],
        mandates=tuple(dict.fromkeys(request.POST.getlist("client"))),
        users=tuple(dict.fromkeys(request.POST.getlist("user"))),
        right=request.POST.get("right", "")[:128],
        groups=tuple(dict.fromkeys(request.POST.getlist("group"))),
    )
    by, at = request.visitor.actor, request.at
    if "seen" not in request.POST:
        planned = actions.plan(wanted, by=by, at=at)
        return (
            _page(request, wanted, planned)
            if isinstance(planned, Refusal)
            else _preview(request, wanted, planned)
        )
    done = actions.save(wanted, seen=request.POST["seen"], by=by, at=at)
    if isinstance(done, Refusal):
        return _page(request, wanted, done)
    number = done.number
    said = ngettext("%(number)s cell is changed.", "%(number)s cells are changed.", number)
    messages.success(request, said % {"number": number})
    return HttpResponseRedirect(request.get_full_path())


def _preview(request: VisitorRequest, wanted: Wanted, planned: actions.Plan) -> HttpResponse:
    lines = showing.told(planned)
    context = {
        "wanted": wanted, "seen": planned.stamp, "number": planned.number,
        "changing": [each for each in lines if each["changes"]],
        "staying": [each for each in lines if each["why"]],
    }  # fmt: skip
    return render(request, "clients/preview.html", context)


def _page(
    request: VisitorRequest, wanted: Wanted | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    own, at = request.visitor.actor.organisation, request.at
    services = queries.services(own)
    refs = [each.ref for each in services]
    asked = request.GET.get("service", "")
    service = asked if asked in refs else next(iter(refs), "")
    words, who = (request.GET.get(name, "").strip()[:100] for name in ("find", "who"))
    clients = Paginator(queries.clients(own, service=service, words=words, at=at), CLIENTS)
    columns_there = showing.Columns(list(queries.groups(own, who)), queries.people(own, who))
    people = Paginator(columns_there, PEOPLE)
    page, columns = clients.get_page(request.GET.get("page")), people.get_page(request.GET.get("people"))
    chosen = (*wanted.users, *wanted.groups) if wanted else ()
    may_manage = not request.visitor.actor.refused(Deed.MANAGE_MANDATES)
    context = {
        "services": services, "service": service, "find": words, "who": who,
        "page": page, "columns": columns, "may_manage": may_manage,
        "rows": showing.rows(page, list(columns), service, at=at),
        "rights": [(each.ref, name_of(each)) for each in queries.rights_of(service)],
        "wanted": wanted, "chosen": chosen,
        "said": explanations.explained(refusal).sentence if refusal else "",
    }  # fmt: skip
    status = STATUS.get(refusal.reason, 409) if refusal else 200
    return render(request, "clients/grid.html", context, status=status)
