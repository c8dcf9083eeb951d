"""Reviews that repeat: the list of plans, making one, changing and stopping it (C9)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.mandates.recertification.beginning import services_held
from fuldmagt.mandates.review_plans import actions, queries
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.review_plans.rules import PlanState
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.recertification.campaigns import crumbs
from fuldmagt.web.recertification.plan_forms import PlanForm, months
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.visitor import VisitorRequest

ROWS = 25


def _crumbs(*last: Crumb) -> list[Crumb]:
    return crumbs(Crumb(_("Plans"), reverse("recertification:plans")), *last)


@needs(Deed.SEE_RIGHTS)
@require_safe
def listing(request: VisitorRequest) -> HttpResponse:
    found = queries.plans(request.visitor.actor.organisation)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    rows = [
        {"plan": each, "months": months(each.months), "running": each.state == PlanState.RUNNING}
        for each in page.object_list
    ]
    runs = not request.visitor.actor.refused(Deed.RUN_REVIEWS)
    context = {"page": page, "rows": rows, "runs": runs, "crumbs": crumbs(Crumb(_("Plans")))}
    return render(request, "recertification/plans.html", context)


@needs(Deed.RUN_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        done = actions.make(form.intended(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            return _saved(request, done)
        _complain(form, done)
    title = _("Plan reviews that repeat")
    context = {"form": form, "title": title, "crumbs": _crumbs(Crumb(title))}
    return render(request, "recertification/plan.html", context)


@needs(Deed.RUN_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: VisitorRequest, ref: str) -> HttpResponse:
    plan = queries.plan(ref, organisation=request.visitor.actor.organisation)
    if plan is None:
        return missing(request, ref)
    if request.method != "POST" and plan.state != PlanState.RUNNING:
        return refused(request, Refusal(Reason.STEP_NOT_POSSIBLE, about="review_plan"))
    form, status = _form(request, plan), 200
    if request.method == "POST" and form.is_valid():
        seen, actor = _seen(request), request.visitor.actor
        done = actions.change(ref, form.intended(), seen=seen, by=actor, at=request.at)
        if not isinstance(done, Refusal):
            return _saved(request, done)
        _complain(form, done)
        status = STATUS.get(done.reason, 409)
    context = {"form": form, "plan": plan, "title": plan.name, "crumbs": _crumbs(Crumb(plan.name))}
    return render(request, "recertification/plan.html", context, status=status)


@needs(Deed.RUN_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: VisitorRequest, ref: str) -> HttpResponse:
    plan = queries.plan(ref, organisation=request.visitor.actor.organisation)
    if plan is None:
        return missing(request, ref)
    if request.method != "POST" and plan.state != PlanState.RUNNING:
        return refused(request, Refusal(Reason.STEP_NOT_POSSIBLE, about="review_plan"))
    if request.method == "POST":
        done = actions.stop(ref, seen=_seen(request), by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("“{name}” begins no reviews any more.").format(name=done.name))
        return HttpResponseRedirect(reverse("recertification:plans"))
    context = {"plan": plan, "back": reverse("recertification:plan", args=[ref])}
    return render(request, "recertification/plan_stop.html", context)


def _form(request: VisitorRequest, plan: Plan | None = None) -> PlanForm:
    organisation = request.visitor.actor.organisation
    return PlanForm(
        sent(request),
        at=request.at,
        plan=plan,
        departments=departments.open_ones(organisation),
        services=services_held(organisation, at=request.at),
    )


def _seen(request: VisitorRequest) -> int:
    seen = request.POST.get("seen", "")[:9]
    return int(seen) if seen.isdecimal() else 0


def _complain(form: PlanForm, refusal: Refusal) -> None:
    fields: dict[Any, str] = {Reason.ALREADY_EXISTS: "name"}
    about = {"plan_too_close": "months", "first_day": "first_day"}
    complain(form, refusal, fields.get(refusal.reason) or about.get(refusal.about))


def _saved(request: VisitorRequest, plan: Plan) -> HttpResponse:
    said = _("“{name}” is saved. The next review begins on {day}.")
    day = date_format(plan.next_day, "DATE_FORMAT")
    messages.success(request, said.format(name=plan.name, day=day))
    return HttpResponseRedirect(reverse("recertification:plans"))
