"""Confirming, withdrawing and opening again: each press is a deed, and the list is where it was."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from fuldmagt import explanations
from fuldmagt.mandates.recertification import actions, queries
from fuldmagt.mandates.recertification.models import Entry
from fuldmagt.mandates.recertification.rules import Answer, Step
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.recertification import reviewing
from fuldmagt.web.recertification.forms import RemarkForm
from fuldmagt.web.recertification.words import why
from fuldmagt.web.refused import STATUS
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

PRESSED = {"confirm": Step.CONFIRM, "reopen": Step.REOPEN}


@for_visitors
@require_POST
def answer(request: VisitorRequest, ref: str, line: str) -> HttpResponse:
    """Confirm a line, or open it again."""
    step, form = PRESSED.get(request.POST.get("step", "")), RemarkForm(request.POST)
    if step is None or _line(request, ref, line) is None:
        return missing(request, line)
    remark = form.cleaned_data["remark"] if form.is_valid() else request.POST.get("remark", "")[:500]
    seen = request.POST.get("seen", "")
    done = actions.answer(line, step, seen=seen, remark=remark, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return _not_done(request, ref, done)
    return HttpResponseRedirect(reviewing.back(request, ref, done.user.ref))


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: VisitorRequest, ref: str, line: str) -> HttpResponse:
    """Ask what withdrawing does, then do it."""
    entry = _line(request, ref, line)
    if entry is None:
        return missing(request, line)
    form, refusal = RemarkForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        seen, remark = request.POST.get("seen", ""), form.cleaned_data["remark"]
        done = actions.answer(
            line, Step.WITHDRAW, seen=seen, remark=remark, by=request.visitor.actor, at=request.at
        )
        if not isinstance(done, Refusal):
            _tell(request, done)
            return HttpResponseRedirect(reviewing.back(request, ref, done.user.ref))
        refusal = done
    context = {
        "entry": entry,
        "right": name_of(entry.right),
        "why": why(entry),
        "form": form,
        "refusal": explanations.explained(refusal) if refusal else None,
        "back": reviewing.back(request, ref, entry.user.ref),
    }
    status = STATUS.get(refusal.reason, 409) if refusal else 400 if form.errors else 200
    return render(request, "recertification/withdraw.html", context, status=status)


def _tell(request: VisitorRequest, entry: Entry) -> None:
    if entry.answer == Answer.WITHDRAWN:
        said = _("{who} does not have “{right}” any more.")
    else:
        said = _("The rights administrators are to end “{right}” of {who}.")
    messages.success(request, said.format(who=entry.user_name, right=name_of(entry.right)))


@for_visitors
@require_POST
def person(request: VisitorRequest, ref: str, user: str) -> HttpResponse:
    """Confirm whatever of one person waits."""
    seen = request.POST.get("seen", "")
    done = actions.confirm_all(ref, user, seen=seen, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return _not_done(request, ref, done)
    said = ngettext("{number} right is confirmed.", "{number} rights are confirmed.", done)
    messages.success(request, said.format(number=done))
    return HttpResponseRedirect(reviewing.back(request, ref, user))


def _line(request: VisitorRequest, ref: str, line: str) -> Entry | None:
    entry = queries.line(line, by=request.visitor.actor)
    return entry if entry and entry.review.ref == ref else None


def _not_done(request: VisitorRequest, ref: str, refusal: Refusal) -> HttpResponse:
    """The list as it is now, with what stood in the way."""
    review = queries.list_for(ref, by=request.visitor.actor, at=request.at)
    if review is None:
        return missing(request, ref)
    return reviewing.page(request, review, refusal=refusal, status=STATUS.get(refusal.reason, 409))
