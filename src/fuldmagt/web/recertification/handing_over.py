"""Handing a list to a colleague, and taking it back: for whoever answers for it (C9)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.mandates.recertification import handing, queries
from fuldmagt.mandates.recertification.rules import CampaignState
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.look.forms import Form
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.visitor import VisitorRequest


class HandForm(Form):
    to = forms.ChoiceField(
        label=gettext_lazy("To whom?"),
        help_text=gettext_lazy("Leaders, administrators and your own people"),
        error_messages={"required": gettext_lazy("Choose to whom you hand the list.")},
    )

    def __init__(self, *args: Any, people: Iterable[BusinessUser], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a colleague")), *((each.ref, _called(each)) for each in people)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField


def _called(user: BusinessUser) -> str:
    return f"{user.name}, {user.department.name}" if user.department else user.name


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: VisitorRequest, ref: str) -> HttpResponse:
    actor = request.visitor.actor
    review = queries.list_for(ref, by=actor, at=request.at)
    if review is None or not queries.answers_first(review, actor):
        return missing(request, ref)
    if request.method != "POST" and review.campaign.state != CampaignState.RUNNING:
        return refused(request, Refusal(Reason.STEP_NOT_POSSIBLE, about="review"))
    people = handing.colleagues(review, by=actor, at=request.at)
    back, refusal = reverse("recertification:review", args=[ref]), None
    form = HandForm(sent(request), people=people)
    if request.method == "POST" and form.is_valid():
        done = handing.hand(ref, form.cleaned_data["to"], by=actor, at=request.at)
        if not isinstance(done, Refusal):
            said = _("{who} is told by mail, and can answer for this list too.")
            messages.success(request, said.format(who=done.to_name))
            return HttpResponseRedirect(back)
        refusal = done
    context = {
        "review": review,
        "form": form,
        "some": bool(people),
        "refusal": explanations.explained(refusal) if refusal else None,
        "back": back,
    }
    status = STATUS.get(refusal.reason, 409) if refusal else 400 if form.errors else 200
    return render(request, "recertification/hand.html", context, status=status)


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: VisitorRequest, ref: str) -> HttpResponse:
    actor = request.visitor.actor
    review = queries.list_for(ref, by=actor, at=request.at)
    if review is None:
        return missing(request, ref)
    handed, first = handing.current(review), queries.answers_first(review, actor)
    back = reverse("recertification:review", args=[ref])
    if request.method == "POST":
        done = handing.take_back(ref, by=actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The list is in one hand again."))
        return HttpResponseRedirect(back if first else reverse("recertification:mine"))
    if handed is None:
        return refused(request, Refusal(Reason.STEP_NOT_POSSIBLE, about="handover"))
    context = {"review": review, "handed": handed, "first": first, "back": back}
    return render(request, "recertification/take_back.html", context)
