"""The chain mandates that the organisation has given and received, and each by itself (F4)."""

from collections.abc import Callable
from typing import Literal

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.mandates.chains import actions, queries
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.chains.rules import Stage
from fuldmagt.mandates.wishes import queries as wishes
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.costs.offers import before_giving_a_mandate
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.look.parts import Crumb, Knot, Tab
from fuldmagt.web.mandates import showing
from fuldmagt.web.mandates.forms import EndingForm, WordForm
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

ROWS = 20


@needs(Deed.SEE_MANDATES)
@require_GET
def given(request: VisitorRequest) -> HttpResponse:
    return _listing(request, queries.given, "given")


@needs(Deed.SEE_MANDATES)
@require_GET
def received(request: VisitorRequest) -> HttpResponse:
    return _listing(request, queries.received, "received")


def _listing(
    request: VisitorRequest, ask: Callable[[str, str], QuerySet[Mandate]], side: str
) -> HttpResponse:
    own = request.visitor.actor.organisation
    words = request.GET.get("find", "").strip()[:100]
    page = Paginator(ask(own, words), ROWS).get_page(request.GET.get("page"))
    waits = queries.waiting(own).count()
    lines = [
        showing.line(each, each.receiver if side == "given" else each.giver, at=request.at) for each in page
    ]
    context = {
        "page": page, "lines": lines, "tabs": tabs(request, side), "find": words, "side": side,
        "waits": waits,
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_MANDATES),
    }  # fmt: skip
    return render(request, "mandates/list.html", context)


def tabs(request: VisitorRequest, current: str) -> list[Tab]:
    """What was given and received, and what is asked for, by others and by us."""
    own = request.visitor.user.organisation
    named = (
        ("given", _("Given"), 0),
        ("received", _("Received"), queries.waiting(own.ref).count()),
        ("asked", _("Asked of you"), wishes.waiting_for(own).count()),
        ("asking", _("You ask for"), 0),
    )
    return [
        Tab(word, reverse(f"mandates:{name}"), current=name == current, count=count or None)
        for name, word, count in named
    ]


def crumbs(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("Chain mandates"), reverse("mandates:given")), *last]


@needs(Deed.SEE_MANDATES)
@require_GET
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    own = request.visitor.actor.organisation
    mandate = queries.one(ref, organisation=own)
    if mandate is None:
        return missing(request, ref)
    return render(request, "mandates/show.html", _shown(request, mandate) | {"form": WordForm()})


def _shown(request: VisitorRequest, mandate: Mandate) -> dict[str, object]:
    stage = queries.stage(mandate)
    gives = mandate.giver.ref == request.visitor.actor.organisation
    badge, state = showing.state_of(mandate, at=request.at)
    may_manage = not request.visitor.actor.refused(Deed.MANAGE_MANDATES)
    runs = mandate.ends_at is None or mandate.ends_at > request.at
    other = mandate.receiver if gives else mandate.giver
    services = sorted({each.service.name for each in mandate.rights.select_related("service")})
    return {
        "mandate": mandate, "other": other, "gives": gives, "badge": badge, "state": state,
        "seen": actions.stamp(mandate),
        "last_day": showing.last_day(mandate),
        "giver_number": Number.of(mandate.giver.ref), "receiver_number": Number.of(mandate.receiver.ref),
        "rights": [showing.told(each) for each in mandate.rights.select_related("service")],
        "awaiting": [showing.told(each) for each in mandate.awaiting.select_related("service")],
        "story": showing.story(mandate),
        "thread": [
            Knot("organisation", mandate.receiver.name, link=_line(mandate, badge), says=state),
            Knot("organisation", mandate.giver.name),
            Knot("service", ", ".join(services)),
        ],
        "may_answer": may_manage and not gives and runs and stage in {Stage.OFFERED, Stage.WIDENED},
        "may_change": may_manage and gives and stage is not Stage.OVER,
        "may_renew": may_manage and gives and showing.may_renew(mandate, request.at),
        "may_end": may_manage and stage is not Stage.OVER,
        "offers": before_giving_a_mandate(request.at) if not mandate.accepted and not gives else [],
        "is_over": stage is Stage.OVER,
        "assigns": may_manage and not gives and runs and mandate.accepted and stage is not Stage.OVER,
        "crumbs": crumbs(Crumb(other.name)),
    }  # fmt: skip


def _line(mandate: Mandate, badge: str) -> Literal["holds", "waits", "broken"]:
    """The line of the thread between receiver and giver."""
    if badge == "stopped":
        return "broken"
    return "holds" if mandate.accepted else "waits"


@needs(Deed.MANAGE_MANDATES)
@require_POST
def answer(request: VisitorRequest, ref: str) -> HttpResponse:
    """Accept, or decline with a word."""
    mandate = queries.one(ref, organisation=request.visitor.actor.organisation)
    if mandate is None:
        return missing(request, ref)
    form = WordForm(request.POST)
    if not form.is_valid():
        return render(request, "mandates/show.html", _shown(request, mandate) | {"form": form}, status=400)
    by, at = request.visitor.actor, request.at
    if request.POST.get("answer") not in {"accept", "decline"}:
        return render(request, "mandates/show.html", _shown(request, mandate) | {"form": form}, status=400)
    accepts = request.POST["answer"] == "accept"
    done = (
        actions.accept(ref, seen=request.POST.get("seen", ""), by=by, at=at)
        if accepts
        else actions.decline(ref, form.cleaned_data["word"], by=by, at=at)
    )
    if isinstance(done, Refusal):
        return refused(request, done)
    said = (
        _("You have accepted. Now choose who works for %(giver)s.")
        if accepts
        else _("You have declined. %(giver)s has been told.")
    )
    messages.success(request, said % {"giver": done.giver.name})
    return HttpResponseRedirect(reverse("mandates:show", args=[ref]))


@needs(Deed.MANAGE_MANDATES)
@require_http_methods(["GET", "POST"])
def end(request: VisitorRequest, ref: str) -> HttpResponse:
    mandate = queries.one(ref, organisation=request.visitor.actor.organisation)
    if mandate is None:
        return missing(request, ref)
    form = EndingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = actions.end(ref, form.cleaned_data["word"], by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The mandate has ended. Nobody can act by it any more."))
        return HttpResponseRedirect(reverse("mandates:show", args=[ref]))
    context = {"mandate": mandate, "form": form, "back": reverse("mandates:show", args=[ref])}
    return render(request, "mandates/end.html", context, status=400 if form.errors else 200)
