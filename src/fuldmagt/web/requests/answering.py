"""Approving, refusing, taking back: each tells the asker, and a second administrator what the first did."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fuldmagt.mandates.requests import actions, queries
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.permission import for_visitors, needs
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.requests import showing
from fuldmagt.web.requests.forms import ApproveForm, RefuseForm
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.MANAGE_RIGHTS)
@require_POST
def approve(request: VisitorRequest, ref: str) -> HttpResponse:
    row = showing.found(request, ref)
    if row is None:
        return missing(request, ref)
    form = ApproveForm(request.POST, at=request.at, branches=queries.branches_of(row.organisation))
    if not form.is_valid():
        return showing.page(request, row, approve=form, status=400)
    done = actions.approve(
        ref,
        until=form.end(),
        branches=form.chosen(),
        note=form.cleaned_data["note"],
        by=request.visitor.actor,
        at=request.at,
    )
    if isinstance(done, Refusal):
        return _not_done(request, ref, done, approve=form)
    said = _("{who} has “{right}” now, and is told by mail.")
    messages.success(request, said.format(who=done.user.name, right=name_of(done.right)))
    return _back(request, done)


@needs(Deed.MANAGE_RIGHTS)
@require_POST
def refuse(request: VisitorRequest, ref: str) -> HttpResponse:
    row = showing.found(request, ref)
    if row is None:
        return missing(request, ref)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return showing.page(request, row, refuse=form, status=400)
    done = actions.refuse(ref, form.cleaned_data["answer"], by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return _not_done(request, ref, done, refuse=form)
    messages.success(request, _("The request of {who} is refused.").format(who=done.user.name))
    return _back(request, done)


def _back(request: VisitorRequest, row: RightRequest) -> HttpResponse:
    """To the next one that waits: the list; the last one stays before the reader."""
    if queries.waiting(row.organisation.ref, at=request.at).exists():
        return HttpResponseRedirect(reverse("requests:list"))
    return HttpResponseRedirect(reverse("requests:show", args=[row.ref]))


def _not_done(
    request: VisitorRequest,
    ref: str,
    refusal: Refusal,
    *,
    approve: ApproveForm | None = None,
    refuse: RefuseForm | None = None,
) -> HttpResponse:
    """The page as it is now, with what stood in the way; what was typed stays."""
    row = showing.found(request, ref)
    if row is None:
        return missing(request, ref)
    status = STATUS.get(refusal.reason, 409)
    return showing.page(request, row, approve=approve, refuse=refuse, refusal=refusal, status=status)


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: VisitorRequest, ref: str) -> HttpResponse:
    row = queries.one(ref, by=request.visitor.actor, sees_all=False)
    if row is None:
        return missing(request, ref)
    if request.method == "POST":
        done = actions.take_back(ref, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The request is taken back."))
        return HttpResponseRedirect(reverse("requests:mine"))
    context = {"right": name_of(row.right), "back": reverse("requests:show", args=[ref])}
    return render(request, "requests/take_back.html", context)
