"""The advisers that a provider recognises: found, taken in by number and licence, renewed, ended (F7)."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.catalogue.models import Provider
from fuldmagt.catalogue.providers.queries import provider_of
from fuldmagt.mandates.advisers import actions, queries
from fuldmagt.mandates.advisers.rules import is_near
from fuldmagt.mandates.grants.models import Adviser
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.adviser_forms import AdviserForm, RecognitionForm
from fuldmagt.web.provider.places import crumbs
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.visitor import VisitorRequest

PAGE = 15
FIELDS = {"end_passed": "until", "adviser": "number"}


def _context(provider: Provider, *last: Crumb) -> dict[str, Any]:
    back = reverse("provider:advisers", args=[provider.ref])
    return {
        "provider": provider,
        "back": back,
        "crumbs": crumbs(Crumb(_("Recognised advisers"), back if last else ""), *last),
    }


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def listing(request: VisitorRequest, ref: str) -> HttpResponse:
    provider = provider_of(ref, organisation=request.visitor.actor.organisation)
    if provider is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    words = request.GET.get("q", "")[:100]
    page = Paginator(queries.of_provider(provider, words), PAGE).get_page(request.GET.get("page"))
    context = _context(provider) | {
        "page": page,
        "words": words,
        "rows": [_row(each, request.at) for each in page],
    }
    return render(request, "provider/advisers.html", context)


def _row(adviser: Adviser, at: datetime) -> dict[str, Any]:
    revoked = adviser.state != RecordState.ACTIVE
    over = adviser.ends_at is not None and adviser.ends_at <= at
    if revoked:
        badge = ("stopped", _("Ended"))
    elif over:
        badge = ("stopped", _("Run out"))
    elif is_near(adviser.ends_at, at=at):
        badge = ("waits", _("Ends soon"))
    else:
        badge = ("done", _("Recognised"))
    last = adviser.ends_at - timedelta(microseconds=1) if adviser.ends_at else None
    return {
        "adviser": adviser,
        "badge": badge[0],
        "word": badge[1],
        "last_day": last,
        "revoked": revoked,
    }


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: VisitorRequest, ref: str) -> HttpResponse:
    """By number, with the name from the register before it is recognised."""
    provider = provider_of(ref, organisation=request.visitor.actor.organisation)
    if provider is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    form = AdviserForm(sent(request), at=request.at, initial={"checked_by": request.visitor.user.name})
    name, status = "", 200
    if form.is_bound and form.is_valid():
        number = form.cleaned_data["number"]
        saves = "save" in request.POST
        done = _recognised(request, ref, number, form) if saves else actions.look_up(number)
        if isinstance(done, Adviser):
            text = _("{adviser} is recognised as adviser now.")
            messages.success(request, text.format(adviser=done.organisation.name))
            return HttpResponseRedirect(reverse("provider:advisers", args=[ref]))
        if isinstance(done, Refusal):
            complain(form, done, FIELDS.get(done.about, "number"))
            status = STATUS.get(done.reason, 409)
        else:
            name = done[1]
    elif form.is_bound:
        status = 400
    context = _context(provider, Crumb(_("Recognise an adviser"))) | {"form": form, "name": name}
    return render(request, "provider/adviser_add.html", context, status=status)


def _recognised(request: VisitorRequest, ref: str, number: str, form: AdviserForm) -> Adviser | Refusal:
    return actions.recognise(ref, number, form.said(), by=request.visitor.actor, at=request.at)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: VisitorRequest, ref: str) -> HttpResponse:
    """Renew a recognition after the licence was looked up again, or mend what it says."""
    adviser = queries.adviser_of(ref, organisation=request.visitor.actor.organisation)
    if adviser is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    if adviser.state != RecordState.ACTIVE:
        return refused(request, Refusal(Reason.STEP_NOT_POSSIBLE, about="adviser_ended"))
    form = RecognitionForm(sent(request), at=request.at, initial=RecognitionForm.of(adviser))
    status = 400 if form.errors else 200
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen"]
        done = actions.change(ref, form.said(), seen=seen, by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            text = _("The recognition of {adviser} is changed.")
            messages.success(request, text.format(adviser=done.organisation.name))
            return HttpResponseRedirect(reverse("provider:advisers", args=[done.provider.ref]))
        complain(form, done, FIELDS.get(done.about))
        status = STATUS.get(done.reason, 409)
    context = _context(adviser.provider, Crumb(adviser.organisation.name)) | {
        "adviser": adviser,
        "form": form,
    }
    return render(request, "provider/adviser.html", context, status=status)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: VisitorRequest, ref: str) -> HttpResponse:
    """End a recognition, after it is shown for how many customers that ends what the adviser can do."""
    adviser = queries.adviser_of(ref, organisation=request.visitor.actor.organisation)
    if adviser is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    if request.method == "POST":
        done = actions.end(ref, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        text = _("{adviser} is not recognised any more.")
        messages.success(request, text.format(adviser=adviser.organisation.name))
        return HttpResponseRedirect(reverse("provider:advisers", args=[adviser.provider.ref]))
    context = _context(adviser.provider, Crumb(adviser.organisation.name)) | {
        "adviser": adviser,
        "clients": queries.clients_of(adviser, at=request.at),
    }
    return render(request, "provider/adviser_end.html", context)
