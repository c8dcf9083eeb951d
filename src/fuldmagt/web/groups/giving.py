"""What a group gets, shown before it is given, and what is taken from it (C5)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.mandates.groups import queries
from fuldmagt.mandates.sources import giving
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.giving import Given
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.groups.forms import GivingForm
from fuldmagt.web.groups.showing import crumbs_of, limits, without
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

WRITTEN = ("right", "since", "until", "branches", "note")


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def give(request: VisitorRequest, ref: str) -> HttpResponse:
    """Chosen, looked at, and only then given."""
    group = queries.group_called(ref, organisation=request.visitor.actor.organisation)
    if group is None:
        return missing(request, ref)
    form = GivingForm(sent(request), at=request.at, organisation=group.organisation)
    preview = None
    if request.method == "POST" and form.is_valid():
        confirmed = request.POST.get("step") == "give"
        done = giving.give(
            ref,
            form.wish(),
            by=request.visitor.actor,
            at=request.at,
            write=confirmed,
            seen=request.POST.get("seen"),
        )
        if isinstance(done, Refusal):
            complain(form, done, "right")
        elif confirmed:
            messages.success(request, _("The group has the right now."))
            return HttpResponseRedirect(reverse("groups:show", args=[ref]))
        elif request.POST.get("step") == "look":
            preview = preview_of(done, request)
    context = {
        "group": group,
        "form": form,
        "preview": preview,
        "crumbs": crumbs_of(group, Crumb(_("Give the group a right"))),
    }
    return render(request, "groups/give.html", context, status=400 if form.errors else 200)


def preview_of(done: Given, request: VisitorRequest) -> dict[str, object]:
    """Whom it would reach, and whom not."""
    own = [each for each in done.followed.left_out if each.share.source == done.source.ref]
    right = done.source.right
    return {
        "right": name_of(right) if right else "",
        "service": right.service.name if right else "",
        "gets": len(done.reached),
        "stamp": done.stamp,
        "without": without(own, organisation=request.visitor.actor.organisation),
        "limits": limits(done.source, at=request.at),
        "sent": [(name, value) for name in WRITTEN for value in request.POST.getlist(name)],
    }


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def end(request: VisitorRequest, ref: str, source: str) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    group = queries.group_called(ref, organisation=organisation)
    found = sources.source_called(source, organisation=organisation, at=request.at)
    if group is None or found is None or found.group != group or found.right is None:
        return missing(request, source if group else ref)
    if request.method == "POST":
        done = giving.end(source, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The group no longer has the right, nor have its members through it."))
        return HttpResponseRedirect(reverse("groups:show", args=[ref]))
    context = {
        "group": group,
        "right": name_of(found.right),
        "people": sources.holders(found, at=request.at),
        "back": reverse("groups:show", args=[ref]),
    }
    return render(request, "groups/end.html", context)
