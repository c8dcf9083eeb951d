"""Imported users who wait: found, activated alone or many at a time, taken off the list (B5, B8)."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from fuldmagt.onboarding.bulk import actions
from fuldmagt.onboarding.bulk import queries as bulk
from fuldmagt.onboarding.imports import queries
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

SIZES: Final = (15, 50, 100)


@needs(Deed.MANAGE_USERS)
@require_GET
@never_cache
def listing(request: VisitorRequest) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    words, size = request.GET.get("q", "").strip()[:200], request.GET.get("size", "")
    shown = int(size) if size.isdecimal() and int(size) in SIZES else SIZES[0]
    found = queries.waiting(organisation, words=words).order_by("name", "ref")
    context = {
        "words": words,
        "page": Paginator(found, shown).get_page(request.GET.get("page")),
        "waiting": queries.waiting(organisation).count(),
        "running": bulk.running(organisation),
        "codes": bulk.codes(organisation).count(),
        "under_way": list(queries.under_way(organisation)),
    }
    return render(request, "imports/list.html", context)


@needs(Deed.MANAGE_USERS)
@require_POST
def chosen(request: VisitorRequest) -> HttpResponse:
    """Activate those ticked, or everyone; or take those ticked off the list."""
    ticked, everyone = request.POST.getlist("user"), request.POST.get("do") == "activate-all"
    if not ticked and not everyone:
        messages.warning(request, _("Tick the users first."))
        return HttpResponseRedirect(reverse("imports:list"))
    if request.POST.get("do") == "remove":
        removed = actions.remove(ticked, by=request.visitor.actor, at=request.at)
        if isinstance(removed, Refusal):
            return _no(request, removed)
        said = ngettext("%(count)s user is off the list.", "%(count)s users are off the list.", removed)
        messages.success(request, said % {"count": removed})
        return HttpResponseRedirect(reverse("imports:list"))
    begun = actions.begin(ticked, everyone=everyone, by=request.visitor.actor, at=request.at)
    return (
        _no(request, begun) if isinstance(begun, Refusal) else HttpResponseRedirect(reverse("imports:list"))
    )


@needs(Deed.MANAGE_USERS)
@require_POST
def stop(request: VisitorRequest, ref: str) -> HttpResponse:
    if bulk.one(ref, organisation=request.visitor.actor.organisation) is None:
        return missing(request, ref)
    stopped = actions.stop(ref, by=request.visitor.actor, at=request.at)
    if isinstance(stopped, Refusal):
        return refused(request, stopped)
    messages.success(request, _("Nobody more is activated. Those who have been stay so."))
    return HttpResponseRedirect(reverse("imports:list"))


def _no(request: VisitorRequest, refusal: Refusal) -> HttpResponse:
    """Nobody of those ticked waits any more: somebody else was quicker."""
    if refusal.reason is not Reason.NOT_FOUND:
        return refused(request, refusal)
    messages.warning(request, _("Those users do not wait here any more."))
    return HttpResponseRedirect(reverse("imports:list"))
