"""An employer gives an adviser access in a service: by number, read once more, then the mail (F5, F7)."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.catalogue.customers.queries import known
from fuldmagt.catalogue.models import Right
from fuldmagt.decisions import ask
from fuldmagt.decisions.question import Context
from fuldmagt.mandates.grants import actions, beginnings, queries
from fuldmagt.mandates.grants.actions import Wanted
from fuldmagt.mandates.grants.models import Beginning
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.grants.forms import GrantForm
from fuldmagt.web.grants.showing import described
from fuldmagt.web.joined.actions import too_often
from fuldmagt.web.joined.views import address_of
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest


@for_visitors
@require_http_methods(["GET", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    """For whoever may do the thing themselves, as the law judges it now, and for mandate managers."""
    begun = beginnings.called(request.GET.get("ask", "")[:100], at=request.at)
    if elsewhere := misplaced(request, begun):
        return elsewhere
    held = held_by(request)
    rights = to_give(request, held, begun)
    if request.method == "GET" or not rights:
        form = GrantForm(rights=rights, at=request.at, initial={"scheme": _scheme(request)})
        return _form(request, form)
    form = GrantForm(request.POST, rights=rights, at=request.at)
    if not form.is_valid():
        return _form(request, form, status=400)
    if request.POST.get("step") == "back":
        return _form(request, form)
    if refusal := too_often(address=address_of(request), at=request.at):
        return refused(request, refusal)
    if request.POST.get("step") != "give":
        return _review(request, form)
    wanted = Wanted(form.written(), form.cleaned_data["right"], form.ends_at())
    done = actions.give(wanted, held=held, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return _no(request, form, done)
    if begun:
        beginnings.use(begun, at=request.at)
    link = queries.newest_link(done)
    context = {
        "grant": done, "sent_to": link.sent_to if link else [], "sees": _sees(request),
        "service": begun.service if begun else None,
        "back": beginnings.back(begun, "waiting") if begun else "",
    }  # fmt: skip
    return render(request, "grants/sent.html", context)


def misplaced(request: VisitorRequest, begun: Beginning | None) -> HttpResponse | None:
    """What a portal began for another organisation than the one of this login, or too long ago."""
    if "ask" not in request.GET:
        return None
    if begun is None:
        return render(request, "grants/too_late.html", status=410)
    own = request.visitor.user.organisation
    asked_for = known([begun.organisation]).get(begun.organisation)
    if asked_for is not None and asked_for.pk == own.pk:
        return None
    context = {
        "service": begun.service, "number": Number.of(begun.organisation), "own": own,
        "back": beginnings.back(begun, "cancelled"),
    }  # fmt: skip
    return render(request, "grants/other_organisation.html", context, status=403)


def held_by(request: VisitorRequest) -> frozenset[str]:
    """What the visitor may do for the own organisation in this login."""
    visitor = request.visitor
    context = Context(request.at, request.at, assurance=visitor.level, means=visitor.means)
    return frozenset(ask.rights(visitor.user.ref, visitor.actor.organisation, context))


def to_give(request: VisitorRequest, held: frozenset[str], begun: Beginning | None = None) -> list[Right]:
    manages = not request.visitor.actor.refused(Deed.MANAGE_MANDATES)
    wanted = begun.service.ref if begun else request.GET.get("service", "")
    return [
        each
        for each in queries.grantable(request.visitor.user.organisation)
        if (manages or each.ref in held) and wanted in {"", each.service.ref}
    ]


def _back(request: VisitorRequest) -> str:
    """Where whoever gives no access goes: to the portal that sent them, or to the front page."""
    begun = beginnings.called(request.GET.get("ask", "")[:100], at=request.at)
    return (beginnings.back(begun, "cancelled") if begun else "") or "/"


def _scheme(request: VisitorRequest) -> str:
    return "nl:kvk" if request.visitor.user.organisation.country == "NL" else "dk:cvr"


def _sees(request: VisitorRequest) -> bool:
    return not request.visitor.actor.refused(Deed.SEE_MANDATES)


def _form(request: VisitorRequest, form: GrantForm, *, status: int = 200) -> HttpResponse:
    crumbs = [Crumb(_("Advisers’ access"), reverse("grants:list")), Crumb(_("Give access"))]
    context = {
        "form": form,
        "offers": form.offers,
        "giver": request.visitor.user.organisation,
        "number": Number.of(request.visitor.actor.organisation),
        "back": _back(request),
        "crumbs": crumbs if _sees(request) else [],
    }
    return render(request, "grants/new.html", context, status=status)


def _review(request: VisitorRequest, form: GrantForm) -> HttpResponse:
    right = next(
        each for each in to_give(request, held_by(request)) if each.ref == form.cleaned_data["right"]
    )
    receiver = queries.recognised(form.written(), right.service.provider, at=request.at)
    if receiver is None:
        return _no(request, form, Refusal(Reason.ADVISER_NOT_RECOGNISED, about=right.service.provider.ref))
    if receiver.ref == request.visitor.actor.organisation:
        return _no(request, form, Refusal(Reason.INPUT_NOT_USABLE, about="grant_number"))
    context = {
        "form": form, "receiver": receiver, "number": Number.of(receiver.ref),
        "right": described(right), "until": form.cleaned_data["until"],
        "giver": request.visitor.user.organisation,
    }  # fmt: skip
    return render(request, "grants/review.html", context)


def _no(request: VisitorRequest, form: GrantForm, refusal: Refusal) -> HttpResponse:
    """Nothing that was typed is lost; a number that is no adviser's is the provider's to mend (F7)."""
    if refusal.reason is Reason.ADVISER_NOT_RECOGNISED:
        right = next(
            (each for each in queries.grantable(request.visitor.user.organisation)
             if each.ref == form.cleaned_data["right"]), None
        )  # fmt: skip
        context = {"provider": right.service.provider if right else None, "form": form}
        return render(request, "grants/not_recognised.html", context, status=409)
    complain(form, refusal)
    return _form(request, form, status=409)


def said(refusal: Refusal) -> str:
    return explanations.explained(refusal).sentence


def back_to(ref: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("grants:show", args=[ref]))
