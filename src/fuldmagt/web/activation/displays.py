"""A code display that the organisation has sent: its user, logged in by another means, takes it into use."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fuldmagt.authenticators.code import actions, queries
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.forms import PinForm
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest


@for_visitors
@never_cache
@require_http_methods(["GET", "POST"])
def take_into_use(request: VisitorRequest, ref: str) -> HttpResponse:
    user = request.visitor.user
    pending = queries.pending(ref, user=user, at=request.at)
    if pending is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = FirstUse(**form.cleaned_data)
        taken = actions.finish_enrolment(ref, typed, user=user, by=user.ref, at=request.at)
        if not isinstance(taken, Refusal):
            messages.success(request, _("The code display is in use. You can log in by it from now on."))
            return redirect("mine:show")
        complain(form, taken, "code" if taken.reason is Reason.CODE_WRONG else None)
    return render(request, "activation/sent_display.html", {"form": form, "serial": pending.serial})
