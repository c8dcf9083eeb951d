"""The preparation before an activation: read, ticked off, and the waiting list (B1, B3).

The link alone opens these pages. Nothing on them is secret, and whatever is ticked can be unticked.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.journey import actions, queries
from fuldmagt.onboarding.models import Invitation
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.journey.forms import TickForm, WaitForm
from fuldmagt.web.journey.showing import in_words, the_way
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.visitor import Request

Page = Callable[[Request, Invitation, str], HttpResponse]


def by_link(page: Page) -> Callable[..., HttpResponse]:
    """A page for whoever has the link of a candidate or of an invitation, in the employee's language."""

    @by_other_proof
    @never_cache
    @wraps(page)
    def guarded(request: Request, token: str) -> HttpResponse:
        link = queries.link_by(token, at=request.at)
        if isinstance(link, Refusal):
            return stopped(request, link, token=token)
        with in_language_of(request, link.user):
            return page(request, link, token)

    return guarded


def back(link: Invitation, token: str) -> HttpResponse:
    """To the page of the link: a candidate's own, or that of the invitation."""
    return redirect("journey:show" if link.purpose == Purpose.JOURNEY else "activation:start", token)


@by_link
@require_safe
def show(request: Request, link: Invitation, token: str) -> HttpResponse:
    return the_way(request, link, token) if link.purpose == Purpose.JOURNEY else back(link, token)


@by_link
@require_POST
def tick(request: Request, link: Invitation, token: str) -> HttpResponse:
    """These parts are done."""
    form = TickForm(request.POST)
    if form.is_valid():
        done = actions.tick(link.user, form.parts(), until=form.cleaned_data["until"], at=request.at)
        if not isinstance(done, Refusal):
            return back(link, token)
        if done.reason is Reason.STEP_NOT_POSSIBLE:
            return stopped(request, done, token=token)
        complain(form, done, "until")
    return the_way(request, link, token, form=form)


@by_link
@require_POST
def untick(request: Request, link: Invitation, token: str) -> HttpResponse:
    """These parts are not done after all."""
    form = TickForm(request.POST)
    if form.is_valid():
        done = actions.untick(link.user, form.parts(), at=request.at)
        if isinstance(done, Refusal):
            return stopped(request, done, token=token)
    return back(link, token)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def wait(request: Request, link: Invitation, token: str) -> HttpResponse:
    """Why the document cannot be scanned; from then on the employee is on the list, and told."""
    form = WaitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = actions.wait(link.user, form.reason(), at=request.at)
        if isinstance(done, Refusal):
            return stopped(request, done, token=token)
        said = _("You are on the waiting list. We write to %(email)s when another way opens.")
        messages.success(request, said % {"email": link.user.email})
        return back(link, token)
    page = "journey:show" if link.purpose == Purpose.JOURNEY else "activation:start"
    context = {
        "user": link.user,
        "form": form,
        "token": token,
        "page": page,
        "ways": [in_words(each) for each in queries.open_ways()],
    }
    return render(request, "journey/wait.html", context)


@by_link
@require_POST
def leave(request: Request, link: Invitation, token: str) -> HttpResponse:
    """The document can be scanned after all."""
    done = actions.leave(link.user, at=request.at)
    return stopped(request, done, token=token) if isinstance(done, Refusal) else back(link, token)
