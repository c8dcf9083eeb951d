"""What has come into packages that people here have: looked at, accepted or declined (C8)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.catalogue.texts import in_language
from fuldmagt.mandates.packages import accepting, queries
from fuldmagt.mandates.packages.queries import New, State
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.packages.showing import crumbs, outcome
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import name_of, package_name
from fuldmagt.web.rights.words import language
from fuldmagt.web.visitor import VisitorRequest

ROWS = 10


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def listing(request: VisitorRequest) -> HttpResponse:
    if request.method == "POST":
        return _answered(request)
    actor = request.visitor.actor
    found = sorted(
        queries.news(actor.organisation, at=request.at), key=lambda each: each.state is State.DECLINED
    )
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(each, request) for each in page.object_list],
        "waiting": sum(each.state is not State.DECLINED for each in found),
        "crumbs": crumbs(Crumb(_("New in packages"))),
    }
    return render(request, "packages/news.html", context)


def _row(new: New, request: VisitorRequest) -> dict[str, object]:
    """With whom it would reach now, which the answer carries as a stamp."""
    found = accepting.foreseen(new.package, new.right, by=request.visitor.actor, at=request.at)
    return {
        **outcome(found.followed, {new.right.ref: new.right}, request),
        "package": new.package,
        "package_name": package_name(new.package),
        "right": new.right,
        "name": name_of(new.right),
        "text": in_language(new.right.texts, language()),
        "declined": new.state is State.DECLINED,
        "stamp": found.stamp,
    }


def _answered(request: VisitorRequest) -> HttpResponse:
    package, right = request.POST.get("package", "")[:64], request.POST.get("right", "")[:128]
    by, at = request.visitor.actor, request.at
    if request.POST.get("answer") == "accept":
        done: object = accepting.accept(package, right, seen=request.POST.get("seen", ""), by=by, at=at)
        said = _("It has been accepted, and reaches whoever has the package.")
    else:
        done = accepting.decline(package, right, by=by, at=at)
        said = _("It has been declined. It can be accepted later.")
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("packages:news"))
