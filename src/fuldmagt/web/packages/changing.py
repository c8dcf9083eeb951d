"""An organisation's own packages: made, changed after a look at whom it concerns, and taken away (C8)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Package
from fuldmagt.catalogue.packages import queries as packages
from fuldmagt.mandates.packages import actions
from fuldmagt.mandates.packages.actions import Changed
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.packages.forms import PackageForm
from fuldmagt.web.packages.showing import crumbs, crumbs_of, outcome, text_of
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

AT_RIGHTS = frozenset({"package_empty", "package_long", "package_excludes"})


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    form = PackageForm(sent(request))
    if request.method == "POST" and form.is_valid():
        done = actions.create(form.described(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            said = _("The package %(name)s is there. Nobody has it yet.") % {"name": done.name}
            messages.success(request, said)
            return HttpResponseRedirect(reverse("packages:show", args=[done.ref]))
        _complain(form, done)
    context = {"form": form, "crumbs": crumbs(Crumb(_("New package")))}
    return render(request, "packages/edit.html", context, status=400 if form.errors else 200)


def _own(request: VisitorRequest, ref: str) -> Package | None:
    package = packages.package_called(ref, organisation=request.visitor.actor.organisation)
    return package if package is not None and package.organisation is not None else None


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def change(request: VisitorRequest, ref: str) -> HttpResponse:
    """Written, looked at with whom it gives and takes what, and only then so."""
    package = _own(request, ref)
    if package is None:
        return missing(request, ref)
    initial = {
        "name": package.name,
        "text": text_of(package),
        "right": [each.ref for each in packages.rights_in(package)],
    }
    form = PackageForm(sent(request), initial=initial)
    preview = None
    if request.method == "POST" and form.is_valid():
        said, by = form.described(), request.visitor.actor
        confirmed = request.POST.get("step") == "save"
        seen = form.cleaned_data["seen"]
        done = actions.change(ref, said, seen=seen, by=by, at=request.at, write=confirmed)
        if isinstance(done, Refusal):
            _complain(form, done)
        elif confirmed:
            messages.success(request, _("The package %(name)s is saved.") % {"name": done.package.name})
            return HttpResponseRedirect(reverse("packages:show", args=[ref]))
        elif request.POST.get("step") == "look":
            preview = _preview(done, request)
    context = {
        "form": form,
        "package": package,
        "preview": preview,
        "crumbs": crumbs_of(package, Crumb(_("Change"))),
    }
    return render(request, "packages/edit.html", context, status=400 if form.errors else 200)


def _preview(done: Changed, request: VisitorRequest) -> dict[str, object]:
    asked = ("name", "text", "right")
    rights = catalogue.rights_called(done.rights)
    return {
        **outcome(done.followed, rights, request),
        "stamp": done.stamp,
        "sent": [(name, value) for name in asked for value in request.POST.getlist(name)],
    }


def _complain(form: PackageForm, refusal: Refusal) -> None:
    if refusal.reason is Reason.ALREADY_EXISTS:
        return complain(form, refusal, "name")
    at_rights = refusal.about in AT_RIGHTS or refusal.reason is Reason.RIGHT_UNKNOWN
    return complain(form, refusal, "right" if at_rights else None)


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def retire(request: VisitorRequest, ref: str) -> HttpResponse:
    package = _own(request, ref)
    if package is None:
        return missing(request, ref)
    actor = request.visitor.actor
    if request.method == "POST":
        done = actions.retire(ref, by=actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The package %(name)s is gone.") % {"name": package.name})
        return HttpResponseRedirect(reverse("packages:list"))
    held = sources.with_package(package, organisation=actor.organisation, at=request.at)
    context = {
        "name": package.name,
        "people": sources.holders_of(held, at=request.at),
        "back": reverse("packages:show", args=[ref]),
    }
    return render(request, "packages/retire.html", context)
