"""The operator opens another way of proving who one is; all who wait are told (B3)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt.onboarding.journey import actions, queries
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.journey.recording import WayForm
from fuldmagt.web.journey.showing import in_words
from fuldmagt.web.permission import needs
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.OPERATE_PLATFORM)
@require_http_methods(["GET", "HEAD", "POST"])
def ways(request: VisitorRequest) -> HttpResponse:
    """The ways that are open, with how many have been told; and the form that opens another."""
    form = WayForm(sent(request))
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            done = actions.open_way(
                form.said("name"), form.said("text"), by=request.visitor.actor, at=request.at
            )
            if not isinstance(done, Refusal):
                messages.success(request, _("The way is open. All who wait are told by mail."))
                return HttpResponseRedirect(reverse("journey:ways"))
            complain(form, done)
    rows = [(in_words(each), each.opened_at, queries.told_of(each)) for each in queries.open_ways()]
    context = {"form": form, "rows": rows, "waiting": queries.how_many_wait_anywhere()}
    return render(request, "operator/ways.html", context, status=status)
