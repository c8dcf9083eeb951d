"""A login that was refused, and the way back to the service."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fuldmagt.sign_in import actions
from fuldmagt.sign_in.rules import Stage
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.language import in_language_of_the_platform
from fuldmagt.web.sign_in import cookies
from fuldmagt.web.sign_in.pending import Pending, SeeOther, even_out_of_time, not_possible, of_this_browser
from fuldmagt.web.sign_in.refusal import told
from fuldmagt.web.visitor import Request


@require_safe
@of_this_browser
def refused(request: Request, pending: Pending) -> HttpResponse:
    """Why not, who can mend it, and what still works (F6)."""
    if pending.sign_in.stage != Stage.REFUSED:
        return SeeOther(pending.url("front"))
    with in_language_of_the_platform():
        return render(request, "sign_in/refused.html", told(pending, at=request.at), status=403)


@require_POST
@of_this_browser
@even_out_of_time
def cancel(request: Request, pending: Pending) -> HttpResponse:
    """Back to where the person came from; the service is told that nobody logged in."""
    done = actions.cancel(pending.ref, browser=pending.browser, at=request.at)
    if isinstance(done, Refusal):
        return not_possible(request, pending, done)
    if pending.demand.own:
        return cookies.drop(SeeOther(reverse("sign_in:cancelled")), request, pending.ref)
    return SeeOther(reverse(pending.demand.door, args=[pending.ref]))
