"""Closing a review, or giving it up with a reason: from then on it changes no more."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.mandates.recertification import actions, queries
from fuldmagt.mandates.recertification.rules import CampaignState
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.permission import needs
from fuldmagt.web.recertification.forms import CancelForm
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.RUN_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: VisitorRequest, ref: str) -> HttpResponse:
    campaign = queries.campaign(ref, organisation=request.visitor.actor.organisation)
    if campaign is None:
        return missing(request, ref)
    if request.method != "POST" and campaign.state != CampaignState.RUNNING:
        return refused(request, Refusal(Reason.STEP_NOT_POSSIBLE, about="review"))
    here = reverse("recertification:show", args=[ref])
    if request.method == "POST":
        done = actions.close(ref, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("“{name}” is closed.").format(name=done.name))
        return HttpResponseRedirect(here)
    total = queries.totals(campaign, at=request.at)
    return render(request, "recertification/close.html", {"campaign": campaign, "total": total, "back": here})


@needs(Deed.RUN_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: VisitorRequest, ref: str) -> HttpResponse:
    campaign = queries.campaign(ref, organisation=request.visitor.actor.organisation)
    if campaign is None:
        return missing(request, ref)
    if request.method != "POST" and campaign.state != CampaignState.RUNNING:
        return refused(request, Refusal(Reason.STEP_NOT_POSSIBLE, about="review"))
    here, form = reverse("recertification:show", args=[ref]), CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = actions.cancel(ref, form.cleaned_data["reason"], by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("“{name}” is cancelled.").format(name=done.name))
        return HttpResponseRedirect(here)
    context = {"campaign": campaign, "form": form, "back": here}
    status = 400 if form.errors else 200
    return render(request, "recertification/cancel.html", context, status=status)
