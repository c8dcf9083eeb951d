"""The reviews of an organisation: beginning one, and seeing how far it is (C9)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.mandates.recertification import actions, handing, queries
from fuldmagt.mandates.recertification.beginning import foresee, services_held
from fuldmagt.mandates.recertification.models import Campaign, Review
from fuldmagt.mandates.recertification.rules import By, CampaignState, Way
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.recertification.foreseen import foreseen
from fuldmagt.web.recertification.forms import BeginForm
from fuldmagt.web.recertification.words import CAMPAIGNS, facts, handed, reminders, to_do
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

ROWS = 25


def crumbs(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("Reviews of rights"), reverse("recertification:list")), *last]


@needs(Deed.SEE_RIGHTS)
@require_safe
def listing(request: VisitorRequest) -> HttpResponse:
    found = queries.campaigns(request.visitor.actor.organisation, at=request.at)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    rows = [
        {
            "campaign": each,
            "state": CAMPAIGNS[CampaignState(each.state)],
            "said": each.lines - each.waiting,  # type: ignore[attr-defined]  # counted by the query
        }
        for each in page.object_list
    ]
    runs = not request.visitor.actor.refused(Deed.RUN_REVIEWS)
    return render(request, "recertification/list.html", {"page": page, "rows": rows, "runs": runs})


@needs(Deed.RUN_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    organisation, preview = request.visitor.actor.organisation, None
    here, services = departments.open_ones(organisation), services_held(organisation, at=request.at)
    form = BeginForm(_with_a_way(request), at=request.at, departments=here, services=services)
    if request.method == "POST" and form.is_valid() and "preview" in request.POST:
        preview = foreseen(foresee(organisation, form.scope(), at=request.at))
    elif request.method == "POST" and form.is_valid():
        done = actions.begin(form.wanted(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            said = _("“{name}” has begun, and those who go through rights are told by mail.")
            messages.success(request, said.format(name=done.name))
            return HttpResponseRedirect(reverse("recertification:show", args=[done.ref]))
        fields = {Reason.ALREADY_EXISTS: "name", Reason.INPUT_NOT_USABLE: "last_day"}
        complain(form, done, fields.get(done.reason))
    context = {"form": form, "preview": preview, "crumbs": crumbs(Crumb(_("Begin a review")))}
    return render(request, "recertification/new.html", context)


def _with_a_way(request: VisitorRequest) -> QueryDict | None:
    """What was sent; whoever does not say who goes through the rights means the leaders."""
    given = sent(request)
    if given is not None and "by" not in given:
        given = given.copy()
        given["by"] = By.DEPARTMENT.value
    return given


@needs(Deed.SEE_RIGHTS)
@require_safe
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    campaign = queries.campaign(ref, organisation=organisation)
    if campaign is None:
        return missing(request, ref)
    page = Paginator(queries.lists(campaign, at=request.at), ROWS).get_page(request.GET.get("page"))
    late = campaign.due_at <= request.at
    tasks = _tasks(request, campaign)
    total = queries.totals(campaign, at=request.at)
    context: dict[str, Any] = {
        "campaign": campaign,
        "state": CAMPAIGNS[CampaignState(campaign.state)],
        "running": campaign.state == CampaignState.RUNNING,
        "late": late,
        "total": total,
        "page": page,
        "rows": _rows(list(page.object_list), late=late),
        "tasks": tasks[:ROWS],
        "more_tasks": max(0, len(tasks) - ROWS),
        "runs": not request.visitor.actor.refused(Deed.RUN_REVIEWS),
        "facts": facts(campaign),
        "crumbs": crumbs(Crumb(campaign.name)),
    }
    return render(request, "recertification/show.html", context)


def _rows(reviews: list[Review], *, late: bool) -> list[dict[str, Any]]:
    told, handovers = queries.told(reviews), handing.of(reviews)
    return [
        {**_row(each, late=late), "told": [*handed(handovers[each.pk]), *reminders(told[each.pk])]}
        for each in reviews
    ]


def _row(review: Review, *, late: bool) -> dict[str, Any]:
    waiting, lines = review.waiting, review.lines  # type: ignore[attr-defined]  # counted by the query
    if not waiting:
        state = ("done", _("Gone through"))
    elif late:
        state = ("stopped", _("Late"))
    elif waiting == lines:
        state = ("none", _("Not begun"))
    else:
        state = ("waits", _("Under way"))
    return {"review": review, "said": lines - waiting, "state": state}


def _tasks(request: VisitorRequest, campaign: Campaign) -> list[dict[str, Any]]:
    """What of this review waits for an administrator, each with where it is done."""
    found = queries.tasks(campaign.organisation.ref, at=request.at).filter(campaign=campaign)
    return [
        {
            "entry": each,
            "right": name_of(each.right),
            "what": to_do(each),
            "url": _where(each),
        }
        for each in found
    ]


def _where(entry: Any) -> str:
    source = entry.assignment.source
    if entry.way == Way.GROUP and source and source.group:
        return reverse("groups:show", args=[source.group.ref])
    return reverse("rights:user", args=[entry.user.ref])
