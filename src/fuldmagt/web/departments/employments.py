"""Employments: recorded in a department, corrected, ended (A6)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.employments import actions
from fuldmagt.organisations.employments import queries as employments
from fuldmagt.organisations.models import Employment
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.departments.forms import EmploymentForm, EndForm
from fuldmagt.web.departments.views import crumbs
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def of_department(request: VisitorRequest, ref: str) -> HttpResponse:
    """Record that somebody is employed here who may have no business user."""
    organisation = request.visitor.actor.organisation
    department = departments.one(ref, organisation=organisation)
    if department is None or department.closed_at:
        return missing(request, ref)
    initial = {"department": department.ref, "start": request.at.date()}
    return _begin(request, initial, user="", back=_department(department.ref, department.name))


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def of_user(request: VisitorRequest, ref: str) -> HttpResponse:
    """Record the employment of somebody who has a business user."""
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return missing(request, ref)
    here = user.department.ref if user.department else ""
    initial = {"name": user.name, "department": here, "start": request.at.date()}
    return _begin(request, initial, user=ref, back=Crumb(user.name, reverse("users:show", args=[ref])))


def _begin(request: VisitorRequest, initial: dict[str, Any], *, user: str, back: Crumb) -> HttpResponse:
    form = EmploymentForm(sent(request), initial=initial, organisation=request.visitor.actor.organisation)
    if request.method == "POST" and form.is_valid():
        done = actions.begin(form.particulars(), user=user, by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("The employment of %(name)s is recorded.") % {"name": done.name})
            return HttpResponseRedirect(back.url)
        complain(form, done)
    context = {"form": form, "crumbs": crumbs(back, Crumb(_("New employment"))), "back": back.url}
    return render(request, "departments/employment.html", context)


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def edit(request: VisitorRequest, ref: str) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    employment = employments.one(ref, organisation=organisation)
    if employment is None:
        return missing(request, ref)
    back = _back(employment)
    initial = {
        "name": employment.name,
        "department": employment.department.ref if employment.department else "",
        "start": employment.start,
        "end": employment.end,
        "payroll_number": employment.payroll_number,
    }
    form = EmploymentForm(sent(request), initial=initial, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        done = actions.change(ref, form.particulars(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("The employment of %(name)s is saved.") % {"name": done.name})
            return HttpResponseRedirect(back.url)
        complain(form, done)
    context = {
        "form": form,
        "employment": employment,
        "crumbs": crumbs(back, Crumb(employment.name)),
        "back": back.url,
    }
    return render(request, "departments/employment.html", context)


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def end(request: VisitorRequest, ref: str) -> HttpResponse:
    employment = employments.one(ref, organisation=request.visitor.actor.organisation)
    if employment is None:
        return missing(request, ref)
    back = _back(employment)
    form = EndForm(sent(request), initial={"end": request.at.date()})
    if request.method == "POST" and form.is_valid():
        last_day: date = form.cleaned_data["end"]
        done = actions.end(ref, last_day=last_day, by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("The last day of %(name)s is recorded.") % {"name": done.name})
            return HttpResponseRedirect(back.url)
        complain(form, done)
    return render(request, "departments/end.html", {"form": form, "employment": employment, "back": back.url})


def _back(employment: Employment) -> Crumb:
    if employment.department is None:
        return Crumb(_("Departments"), reverse("departments:list"))
    return _department(employment.department.ref, employment.department.name)


def _department(ref: str, name: str) -> Crumb:
    return Crumb(name, reverse("departments:show", args=[ref]))
