"""The departments of the organisation, and each with its leader and people (A4, A6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fuldmagt.mandates.belonging.actions import close_department
from fuldmagt.organisations.departments import actions
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.employments import queries as employments
from fuldmagt.organisations.employments.rules import state_of
from fuldmagt.organisations.models import Department
from fuldmagt.organisations.queries import roles_of
from fuldmagt.organisations.rules import Deed, Role, UserState
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.departments.forms import DepartmentForm
from fuldmagt.web.departments.rights import having
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import CATEGORIES, EMPLOYMENTS, STATES
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest


def crumbs(*last: Crumb) -> list[Crumb]:
    start = Crumb(_("Overview"), reverse("overview:start"))
    return [start, Crumb(_("Departments"), reverse("departments:list")), *last]


@needs(Deed.SEE_USERS)
@require_GET
def listing(request: VisitorRequest) -> HttpResponse:
    own = request.visitor.user.organisation
    rows = [
        {"department": each, "category": CATEGORIES[Category(each.category)] if each.category else ""}
        for each in departments.open_ones(own.ref)
    ]
    context = {
        "rows": rows,
        "organisation_category": CATEGORIES[Category(own.category)],
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_ORGANISATION),
    }
    return render(request, "departments/list.html", context)


@needs(Deed.SEE_DEPARTMENT)
@require_GET
def mine(request: VisitorRequest) -> HttpResponse:
    """A leader's own departments and the people in them, and no others."""
    led = [_people(each, request) for each in departments.led_by(request.visitor.user)]
    return render(request, "departments/mine.html", {"led": led})


@needs(Deed.SEE_USERS)
@require_GET
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    department = departments.one(ref, organisation=request.visitor.actor.organisation)
    if department is None:
        return missing(request, ref)
    leader = department.leader
    context = (
        _people(department, request)
        | having(department, request)
        | {
            "crumbs": crumbs(Crumb(department.name)),
            "category": CATEGORIES[Category(department.category)] if department.category else "",
            "leader_without_role": leader is not None and Role.DEPARTMENT_LEADER not in roles_of(leader),
            "may_manage": not request.visitor.actor.refused(Deed.MANAGE_ORGANISATION),
            "may_employ": not request.visitor.actor.refused(Deed.MANAGE_USERS),
            "empty": departments.is_empty(department, on=request.at.date()),
        }
    )
    return render(request, "departments/show.html", context)


def _people(department: Department, request: VisitorRequest) -> dict[str, Any]:
    today = request.at.date()
    return {
        "department": department,
        "users": [
            {"user": user, "state": STATES[UserState(user.state)]}
            for user in departments.users_in(department)
        ],
        "employments": [
            {"employment": each, "state": EMPLOYMENTS[state_of(each.start, each.end, on=today)]}
            for each in employments.of_department(department)
        ],
    }


@needs(Deed.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    form = DepartmentForm(sent(request), organisation=request.visitor.user.organisation)
    if request.method == "POST" and form.is_valid():
        done = actions.create(form.particulars(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("The department %(name)s is created.") % {"name": done.name})
            return HttpResponseRedirect(reverse("departments:show", args=[done.ref]))
        _complain(form, done)
    context = {"form": form, "crumbs": crumbs(Crumb(_("New department")))}
    return render(request, "departments/edit.html", context)


@needs(Deed.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def edit(request: VisitorRequest, ref: str) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    department = departments.one(ref, organisation=organisation)
    if department is None or department.closed_at:
        return missing(request, ref)
    initial = {
        "name": department.name,
        "category": department.category,
        "mailbox": department.mailbox,
        "leader": department.leader.email if department.leader else "",
    }
    form = DepartmentForm(sent(request), initial=initial, organisation=request.visitor.user.organisation)
    if request.method == "POST" and form.is_valid():
        done = actions.change(ref, form.particulars(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("The department %(name)s is saved.") % {"name": done.name})
            return HttpResponseRedirect(reverse("departments:show", args=[ref]))
        _complain(form, done)
    back = Crumb(department.name, reverse("departments:show", args=[ref]))
    context = {"form": form, "department": department, "crumbs": crumbs(back, Crumb(_("Change")))}
    return render(request, "departments/edit.html", context)


@needs(Deed.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def close(request: VisitorRequest, ref: str) -> HttpResponse:
    department = departments.one(ref, organisation=request.visitor.actor.organisation)
    if department is None or department.closed_at:
        return missing(request, ref)
    if request.method == "POST":
        done = close_department(ref, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The department %(name)s is closed.") % {"name": done.name})
        return HttpResponseRedirect(reverse("departments:list"))
    context = {"department": department, "back": reverse("departments:show", args=[ref])}
    return render(request, "departments/close.html", context)


def _complain(form: DepartmentForm, refusal: Refusal) -> None:
    if refusal.reason is Reason.ALREADY_EXISTS:
        form.add_error("name", _("There is a department with this name already."))
    else:
        fields = {Reason.NOT_FOUND: "leader", Reason.INPUT_NOT_USABLE: "category"}
        complain(form, refusal, fields.get(refusal.reason))
