"""A package is given, after a look at whom it reaches, and taken away (C8)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.mandates.packages import giving
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.giving import Given
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.groups.showing import limits, without
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.packages.forms import GivingForm
from fuldmagt.web.packages.showing import crumbs, holder
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import name_of, package_name
from fuldmagt.web.visitor import VisitorRequest

WRITTEN = ("package", "holder", "person", "since", "until", "branches", "note")


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def give(request: VisitorRequest) -> HttpResponse:
    """Chosen, looked at, and only then given."""
    organisation = request.visitor.user.organisation
    initial = {name: request.GET.get(name, "")[:64] for name in ("package", "holder", "person")}
    form = GivingForm(sent(request), at=request.at, organisation=organisation, initial=initial)
    preview = None
    if request.method == "POST" and form.is_valid() and form.chosen:
        confirmed = request.POST.get("step") == "give"
        kind, ref = form.chosen
        done = giving.give(
            form.cleaned_data["package"],
            ref,
            kind,
            form.wish(),
            by=request.visitor.actor,
            at=request.at,
            write=confirmed,
            seen=request.POST.get("seen", ""),
        )
        if isinstance(done, Refusal):
            complain(form, done)
        elif confirmed:
            said = _("%(who)s has the package now.") % {"who": holder(done.source)["name"]}
            messages.success(request, said)
            return HttpResponseRedirect(holder(done.source)["url"])
        elif request.POST.get("step") == "look":
            preview = preview_of(done, request)
    context = {"form": form, "preview": preview, "crumbs": crumbs(Crumb(_("Give a package")))}
    return render(request, "packages/give.html", context, status=400 if form.errors else 200)


def preview_of(done: Given, request: VisitorRequest) -> dict[str, object]:
    """How many get which rights of it, and who does not."""
    own = [each for each in done.followed.left_out if each.share.source == done.source.ref]
    package = done.source.package
    assert package is not None
    rights = catalogue.rights_called({each.right for each in done.reached})
    return {
        "package": package_name(package),
        "holder": holder(done.source),
        "people": len({each.user for each in done.reached}),
        "rights": sorted(f"{name_of(each)} ({each.service.name})" for each in rights.values()),
        "stamp": done.stamp,
        "without": without(own, organisation=request.visitor.actor.organisation),
        "limits": limits(done.source, at=request.at),
        "sent": [(name, value) for name in WRITTEN for value in request.POST.getlist(name)],
    }


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def end(request: VisitorRequest, ref: str) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    found = sources.source_called(ref, organisation=organisation, at=request.at)
    if found is None or found.package is None:
        return missing(request, ref)
    back = reverse("packages:show", args=[found.package.ref])
    if request.method == "POST":
        done = giving.end(ref, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        said = _("%(who)s no longer has the package, and what came with it has ended.")
        messages.success(request, said % {"who": holder(found)["name"]})
        return HttpResponseRedirect(back)
    context = {
        "package": package_name(found.package),
        "holder": holder(found),
        "people": sources.holders(found, at=request.at),
        "back": back,
    }
    return render(request, "packages/end.html", context)
