"""What a department has, what it gets, shown before it is given, and what is taken from it (C5)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.mandates.sources import giving
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.actions import left_out
from fuldmagt.mandates.sources.rules import Kind
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.models import Department
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.groups.forms import GivingForm
from fuldmagt.web.groups.giving import preview_of
from fuldmagt.web.groups.showing import line, without
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest


def having(department: Department, request: VisitorRequest) -> dict[str, Any]:
    """What the department has, whom that does not reach and why, for those who may see rights."""
    actor = request.visitor.actor
    if actor.refused(Deed.SEE_RIGHTS):
        return {"may_see_rights": False}
    found = list(sources.of_department(department, at=request.at))
    kept_back = left_out(found, organisation=actor.organisation, by=actor, at=request.at)
    return {
        "may_see_rights": True,
        "may_give": not actor.refused(Deed.MANAGE_RIGHTS) and department.closed_at is None,
        "having": [line(each, at=request.at) for each in found],
        "without": without(kept_back, organisation=actor.organisation),
        "newcomers": sources.newcomers(actor.organisation, at=request.at, department=department).count(),
    }


def _crumbs(department: Department, *last: Crumb) -> list[Crumb]:
    start = Crumb(_("Departments"), reverse("departments:list"))
    return [start, Crumb(department.name, reverse("departments:show", args=[department.ref])), *last]


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def give(request: VisitorRequest, ref: str) -> HttpResponse:
    """Chosen, looked at, and only then given."""
    department = departments.one(ref, organisation=request.visitor.actor.organisation)
    if department is None or department.closed_at:
        return missing(request, ref)
    form = GivingForm(sent(request), at=request.at, organisation=department.organisation)
    preview = None
    if request.method == "POST" and form.is_valid():
        confirmed = request.POST.get("step") == "give"
        done = giving.give(
            ref,
            form.wish(),
            kind=Kind.DEPARTMENT,
            by=request.visitor.actor,
            at=request.at,
            write=confirmed,
            seen=request.POST.get("seen"),
        )
        if isinstance(done, Refusal):
            complain(form, done, "right")
        elif confirmed:
            messages.success(request, _("The department has the right now."))
            return HttpResponseRedirect(reverse("departments:show", args=[ref]))
        elif request.POST.get("step") == "look":
            preview = preview_of(done, request)
    context = {
        "department": department,
        "form": form,
        "preview": preview,
        "crumbs": _crumbs(department, Crumb(_("Give the department a right"))),
    }
    return render(request, "departments/give.html", context, status=400 if form.errors else 200)


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def end(request: VisitorRequest, ref: str, source: str) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    department = departments.one(ref, organisation=organisation)
    found = sources.source_called(source, organisation=organisation, at=request.at)
    if department is None or found is None or found.department != department or found.right is None:
        return missing(request, source if department else ref)
    if request.method == "POST":
        done = giving.end(source, kind=Kind.DEPARTMENT, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(
            request, _("The department no longer has the right, nor have its people through it.")
        )
        return HttpResponseRedirect(reverse("departments:show", args=[ref]))
    context = {
        "department": department,
        "right": name_of(found.right),
        "people": sources.holders(found, at=request.at),
        "back": reverse("departments:show", args=[ref]),
    }
    return render(request, "departments/end_right.html", context)
