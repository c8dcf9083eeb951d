"""The participants: a list to search, one to look at, a change."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from examples.employer_portal.gate import Visit, editing, viewing
from examples.employer_portal.participants import changing, finding
from examples.employer_portal.participants.models import Participant
from examples.employer_portal.views import refusals
from examples.employer_portal.views.forms import ChangeForm, as_it_is, over_what_is_new
from examples.employer_portal.views.words import field_names
from examples.kit.decisions import No
from examples.kit.parts import Knot

ON_A_PAGE = 15


@require_GET
@viewing
def participants(request: HttpRequest, visit: Visit) -> HttpResponse:
    wanted = request.GET.get("q", "").replace("\0", "").strip()[:100]
    sort = request.GET.get("sort", finding.FIRST)
    found = finding.matching(visit.identity.organisation, wanted, sort)
    context = {
        "account": visit.account,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "sort": sort,
        "kept": {"sort": sort} if "sort" in request.GET else {},
        "may_edit": visit.may_edit,
    }
    return render(request, "employer_portal/participants.html", context)


@require_GET
@viewing
def participant(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    found = _one(visit, number)
    context = {
        "account": visit.account,
        "participant": found,
        "changes": finding.changes(found),
        "fields": field_names(),
        "may_edit": visit.may_edit,
        "saved": request.session.pop("saved", []),
        "why_not": refusals.mendings(visit.editing, visit.identity) if isinstance(visit.editing, No) else [],
        "thread": _thread(visit),
    }
    return render(request, "employer_portal/participant.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@editing
def edit(request: HttpRequest, visit: Visit, number: str) -> HttpResponse:
    found = _one(visit, number)
    if request.method != "POST":
        return _form(
            request, visit, found, ChangeForm(initial=as_it_is(found) | {"effective_on": visit.today})
        )
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _form(request, visit, found, form, status=400)
    return _changed(request, visit, found, form)


def _changed(request: HttpRequest, visit: Visit, found: Participant, form: ChangeForm) -> HttpResponse:
    told: dict[str, Any] = form.cleaned_data
    found.version = told["version"]
    done = changing.change(
        found,
        told,
        effective_on=told["effective_on"],
        by=changing.Reporter(visit.identity.name, visit.identity.through),
        at=visit.at,
    )
    if done is None:
        fresh = _one(visit, found.number)
        return _form(request, visit, fresh, over_what_is_new(form, fresh), overtaken=True, status=409)
    request.session["saved"] = done or ["nothing"]
    response = HttpResponseRedirect(reverse("participant", args=[found.number]))
    response.status_code = 303
    return response


def _form(
    request: HttpRequest,
    visit: Visit,
    found: Participant,
    form: ChangeForm,
    *,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "account": visit.account,
        "participant": found,
        "form": form,
        "overtaken": overtaken,
        "latest": finding.changes(found, 1)[0] if overtaken else None,
        "fields": field_names(),
    }
    return render(request, "employer_portal/edit.html", context, status=status)


def _one(visit: Visit, number: str) -> Participant:
    found = finding.one(number.replace("\0", ""), employer=visit.identity.organisation)
    if found is None:
        raise Http404
    return found


def _thread(visit: Visit) -> list[Knot]:
    return refusals.knots(visit.account)
