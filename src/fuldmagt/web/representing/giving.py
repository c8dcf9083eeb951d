"""Giving a chain mandate for an organisation without users, and what becomes of those given (F4)."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fuldmagt import explanations
from fuldmagt.mandates.chains import actions as chains
from fuldmagt.mandates.chains import queries
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.chains.rules import Stage
from fuldmagt.onboarding.instructions.actions import instruct
from fuldmagt.onboarding.instructions.carrying import POWERS
from fuldmagt.onboarding.instructions.rules import Kind, What
from fuldmagt.onboarding.models import Instruction, Visit
from fuldmagt.onboarding.representing.queries import organisation_of
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import Actor
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.joined.actions import too_often
from fuldmagt.web.joined.views import NumberForm, address_of
from fuldmagt.web.mandates import showing
from fuldmagt.web.mandates.forms import EndingForm, TermsForm, UntilForm
from fuldmagt.web.representing.visits import for_signers, stopped
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])
FOUND: Final = "represent.found"
"""The number that was found last: to go on about it, step by step, is no further question."""


@for_signers
@FORM
def new(request: Request, visit: Visit) -> HttpResponse:
    """Whom first, by number; then what and until when; then the same once more in plain words."""
    number = str(request.GET.get("receiver", ""))[:128]
    if not number:
        return _whom(request, visit)
    asks = request.session.get(FOUND) != number
    if asks and (refusal := too_often(address=address_of(request), at=request.at)):
        return stopped(request, refusal)
    by = Actor(visit.ref, visit.organisation, POWERS)
    receiver = chains.receiver_called(number, by=by)
    if isinstance(receiver, Refusal):
        return _whom(request, visit, receiver)
    if asks:
        request.session[FOUND] = number
    if request.method == "GET":
        return _terms(request, visit, receiver, TermsForm(at=request.at), request.GET.getlist("right")[:50])
    return _posted(request, visit, receiver)


def _whom(request: Request, visit: Visit, refusal: Refusal | None = None) -> HttpResponse:
    asked = request.POST if request.method == "POST" and refusal is None else None
    scheme = visit.organisation.rpartition(":")[0]
    begun, _colon, number = request.GET.get("receiver", "").rpartition(":")
    form = NumberForm(asked, initial={"scheme": begun or scheme, "number": number})
    if asked is not None and form.is_valid():
        query = urlencode({"receiver": form.written()})
        return HttpResponseRedirect(f"{reverse('represent:new')}?{query}")
    said = explanations.explained(refusal).sentence if refusal else ""
    context = {"form": form, "said": said, "visit": visit}
    return render(request, "represent/whom.html", context, status=400 if said or form.errors else 200)


def _posted(request: Request, visit: Visit, receiver: Organisation) -> HttpResponse:
    form, ticked = TermsForm(request.POST, at=request.at), request.POST.getlist("right")[:500]
    if form.is_valid() and not ticked:
        form.add_error(None, _("Tick at least one right."))
    step = request.POST.get("step")
    if form.errors or step == "back":
        return _terms(request, visit, receiver, form, ticked, status=400 if form.errors else 200)
    if step != "give":
        return _review(request, visit, receiver, form, ticked)
    what = What(
        Kind.GIVE,
        receiver=receiver.ref,
        rights=tuple(dict.fromkeys(ticked)),
        until=form.ends_at(),
        words=form.cleaned_data["note"],
    )
    done = instruct(visit, what, at=request.at)
    if isinstance(done, Refusal):
        complain(form, done)
        return _terms(request, visit, receiver, form, ticked, status=409)
    said = _("The mandate is given. It holds as soon as %(receiver)s has accepted it; they have been told.")
    return _on(request, done, said % {"receiver": receiver.name})


def _on(request: Request, done: Mandate | Instruction, said: str) -> HttpResponse:
    """To the mandate, or to the others who sign."""
    if isinstance(done, Instruction):
        return redirect("represent:others", done.ref)
    messages.success(request, said)
    return redirect("represent:show", done.ref)


def _terms(
    request: Request,
    visit: Visit,
    receiver: Organisation,
    form: TermsForm,
    ticked: list[str],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "visit": visit, "receiver": receiver, "number": Number.of(receiver.ref), "form": form,
        "tree": showing.tree(queries.rights_to_give(organisation_of(visit)), ticked),
    }  # fmt: skip
    return render(request, "represent/new.html", context, status=status)


def _review(
    request: Request, visit: Visit, receiver: Organisation, form: TermsForm, ticked: list[str]
) -> HttpResponse:
    context = {
        "visit": visit, "receiver": receiver, "form": form, "rights": showing.named(ticked),
        "until": form.cleaned_data["until"],
    }  # fmt: skip
    return render(request, "represent/review.html", context)


def _mandate(visit: Visit, ref: str) -> Mandate | Refusal:
    """One that the organisation has given."""
    found = queries.one(ref, organisation=visit.organisation)
    given = found is not None and found.giver.ref == visit.organisation
    return found if found is not None and given else Refusal(Reason.NOT_FOUND, about="mandate")


@for_signers
@require_GET
def show(request: Request, visit: Visit, ref: str) -> HttpResponse:
    mandate = _mandate(visit, ref)
    if isinstance(mandate, Refusal):
        return stopped(request, mandate)
    badge, state = showing.state_of(mandate, at=request.at)
    over = queries.stage(mandate) is Stage.OVER
    context = {
        "visit": visit, "mandate": mandate, "badge": badge, "state": state, "over": over,
        "receiver_number": Number.of(mandate.receiver.ref), "last_day": showing.last_day(mandate),
        "rights": [showing.told(each) for each in mandate.rights.select_related("service")],
        "awaiting": [showing.told(each) for each in mandate.awaiting.select_related("service")],
        "story": showing.story(mandate), "may_renew": showing.may_renew(mandate, request.at),
    }  # fmt: skip
    return render(request, "represent/show.html", context)


@for_signers
@FORM
def change(request: Request, visit: Visit, ref: str) -> HttpResponse:
    """What the mandate gives: narrower at once, wider when the other side has accepted."""
    mandate = _mandate(visit, ref)
    if isinstance(mandate, Refusal):
        return stopped(request, mandate)
    ticked, said = [each.ref for way in (mandate.rights, mandate.awaiting) for each in way.all()], ""
    if request.method == "POST":
        ticked = request.POST.getlist("right")[:500]
        what = What(Kind.CHANGE, mandate=ref, rights=tuple(ticked), seen=request.POST.get("seen", "")[:9999])
        done = instruct(visit, what, at=request.at)
        if not isinstance(done, Refusal):
            return _on(request, done, _("What the mandate gives is changed."))
        said = explanations.explained(done).sentence
    context = {
        "visit": visit, "mandate": mandate, "said": said, "seen": chains.stamp(mandate),
        "tree": showing.tree(queries.rights_to_give(mandate.giver), ticked),
    }  # fmt: skip
    return render(request, "represent/change.html", context, status=409 if said else 200)


@for_signers
@FORM
def renew(request: Request, visit: Visit, ref: str) -> HttpResponse:
    mandate = _mandate(visit, ref)
    if isinstance(mandate, Refusal):
        return stopped(request, mandate)
    form = UntilForm(sent(request), at=request.at)
    if request.method == "POST" and form.is_valid():
        done = instruct(visit, What(Kind.RENEW, mandate=ref, until=form.ends_at()), at=request.at)
        if not isinstance(done, Refusal):
            return _on(request, done, _("The mandate is renewed. What was assigned stays assigned."))
        complain(form, done)
    back = reverse("represent:show", args=[ref])
    context = {"mandate": mandate, "form": form, "last_day": showing.last_day(mandate), "back": back}
    return render(request, "mandates/renew.html", context, status=400 if form.errors else 200)


@for_signers
@FORM
def end(request: Request, visit: Visit, ref: str) -> HttpResponse:
    mandate = _mandate(visit, ref)
    if isinstance(mandate, Refusal):
        return stopped(request, mandate)
    form = EndingForm(sent(request))
    if request.method == "POST" and form.is_valid():
        what = What(Kind.END, mandate=ref, words=form.cleaned_data["word"])
        done = instruct(visit, what, at=request.at)
        if not isinstance(done, Refusal):
            return _on(request, done, _("The mandate has ended. Nobody can act by it any more."))
        complain(form, done)
    context = {"mandate": mandate, "form": form, "back": reverse("represent:show", args=[ref])}
    return render(request, "mandates/end.html", context, status=400 if form.errors else 200)
