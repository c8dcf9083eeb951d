"""The operator's pages: admitting providers by two persons, and what is on the platform (A7)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt import explanations
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Provider
from fuldmagt.catalogue.providers import queries
from fuldmagt.catalogue.providers.actions import decide, propose
from fuldmagt.catalogue.providers.rules import ProviderState, ProviderStep
from fuldmagt.clients import queries as clients
from fuldmagt.onboarding.notifying.queries import joined_by_notifiers
from fuldmagt.organisations.joined import queries as organisations
from fuldmagt.organisations.queries import same_person, user_of
from fuldmagt.organisations.rules import Deed
from fuldmagt.registers.companies import register
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.operator.forms import DecisionForm, ProposalForm
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.rights.tree import sector_name
from fuldmagt.web.visitor import VisitorRequest

PAGE = 30
COMMAND_LINE = "command-line"  # who proposes what a catalogue file brings
STATES = {
    ProviderState.PROPOSED: "waits",
    ProviderState.ADMITTED: "done",
    ProviderState.REFUSED: "stopped",
}


@needs(Deed.OPERATE_PLATFORM)
@require_safe
def providers(request: VisitorRequest) -> HttpResponse:
    sectors = catalogue.sectors()
    rows = [
        {
            "provider": each,
            "sector": sector_name(each.sector, sectors),
            "state": STATES[ProviderState(each.state)],
            "state_word": state_word(each),
        }
        for each in queries.all_of_them()
    ]
    return render(request, "operator/providers.html", {"rows": rows})


def state_word(provider: Provider) -> str:
    if provider.state == ProviderState.PROPOSED and provider.approved_by:
        return _("Waits for a second operator")
    return {
        ProviderState.PROPOSED: _("Waits for a decision"),
        ProviderState.ADMITTED: _("Admitted"),
        ProviderState.REFUSED: _("Refused"),
    }[ProviderState(provider.state)]


@needs(Deed.OPERATE_PLATFORM)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    sectors = catalogue.sectors()
    named = sorted(((ref, sector_name(ref, sectors)) for ref in sectors), key=lambda pair: pair[1])
    form = ProposalForm(request.POST or None, sectors=named)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            done = propose(form.proposal(), by=request.visitor.actor, at=request.at)
            if not isinstance(done, Refusal):
                text = _("{provider} is proposed. Another operator decides about it.").format(
                    provider=done.name
                )
                messages.success(request, text)
                return HttpResponseRedirect(reverse("operator:provider", args=[done.ref]))
            complain(form, done, _field(done))
            status = STATUS.get(done.reason, 409)
    crumbs = [*_crumbs(), Crumb(_("Propose a provider"))]
    return render(request, "operator/new.html", {"form": form, "crumbs": crumbs}, status=status)


def _field(refusal: Refusal) -> str | None:
    """Where a refusal of the register is shown: at the number."""
    about_the_number = {
        Reason.ORGANISATION_NOT_IN_REGISTER,
        Reason.REGISTER_UNAVAILABLE,
        Reason.ORGANISATION_DISSOLVED,
    }
    return "number" if refusal.reason in about_the_number else None


@needs(Deed.OPERATE_PLATFORM)
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: VisitorRequest, ref: str) -> HttpResponse:
    found = queries.called(ref)
    if found is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    form = DecisionForm(request.POST or None, has_number=bool(found.number))
    if request.method == "POST":
        return _decide(request, found, form)
    return _page(request, found, form)


def _decide(request: VisitorRequest, found: Provider, form: DecisionForm) -> HttpResponse:
    step = ProviderStep.ADMIT if request.POST.get("step") == ProviderStep.ADMIT else ProviderStep.REFUSE
    if not form.is_valid():
        return _page(request, found, form, status=400)
    done = decide(
        found.ref,
        step,
        reason=form.cleaned_data["reason"],
        number=form.cleaned_data.get("number", ""),
        by=request.visitor.actor,
        at=request.at,
    )
    if isinstance(done, Refusal):
        return _page(request, found, form, refusal=done, status=STATUS.get(done.reason, 409))
    if done.state == ProviderState.PROPOSED:
        text = _("You have approved {provider}. It waits for a second operator, who admits it.")
    elif step is ProviderStep.ADMIT:
        text = _("{provider} is admitted. Its services are in the rights tree now.")
    else:
        text = _("{provider} is refused. Its services stay out of the rights tree.")
    messages.success(request, text.format(provider=done.name))
    return HttpResponseRedirect(reverse("operator:provider", args=[done.ref]))


def _page(
    request: VisitorRequest,
    found: Provider,
    form: DecisionForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    waits = found.state == ProviderState.PROPOSED
    voices = queries.spoken_for(found, operator=request.visitor.actor.organisation)
    context = {
        "provider": found,
        "state": STATES[ProviderState(found.state)],
        "state_word": state_word(found),
        "facts": _facts(found, request.visitor.actor.organisation),
        "waits": waits,
        "own": any(same_person(voice, request.visitor.actor) for voice in voices),
        "first": not voices,
        "looked_up": _looked_up(found) if waits and found.number else None,
        "services": [(each, queries.rights_of(each).count()) for each in queries.services_of(found)],
        "form": form,
        "refusal": explanations.explained(refusal) if refusal else None,
        "crumbs": [*_crumbs(), Crumb(found.name)],
    }
    return render(request, "operator/provider.html", context, status=status)


def _looked_up(found: Provider) -> dict[str, Any]:
    """What the register says of the provider's number at this moment."""
    company = register().find(found.number)
    if isinstance(company, Refusal):
        return {"refusal": explanations.explained(company)}
    return {"company": company}


def _facts(found: Provider, operator: str) -> list[tuple[str, str]]:
    contact = ", ".join(
        part for part in (found.contact_name, found.contact_phone, found.contact_email) if part
    )
    rows = [
        (_("Short name"), found.ref),
        (_("Sector"), sector_name(found.sector, catalogue.sectors())),
        (_("Number"), found.number),
        (_("Name in the register"), found.registered_name),
        (_("Joined as organisation"), found.organisation.name if found.organisation else _("Not yet")),
        (_("Contact"), contact),
        (_("Proposed by"), _name(found.proposed_by, operator)),
        (_("Approved by"), _name(found.approved_by, operator)),
        (_("Decided by"), _name(found.decided_by, operator)),
        (_("What was checked, and why"), found.decision_reason),
    ]
    return [(term, value) for term, value in rows if value]


def _name(ref: str, operator: str) -> str:
    if ref == COMMAND_LINE:
        return _("the command line")
    user = user_of(ref, organisation=operator) if ref else None
    return user.name if user else ref


@needs(Deed.OPERATE_PLATFORM)
@require_safe
def joined(request: VisitorRequest) -> HttpResponse:
    words = request.GET.get("find", "")[:100]
    page = Paginator(organisations.everyone(words), PAGE).get_page(request.GET.get("page"))
    by_notifiers = joined_by_notifiers(each.ref for each in page)
    context = {"page": page, "find": words, "by_notifiers": by_notifiers}
    return render(request, "operator/organisations.html", context)


@needs(Deed.OPERATE_PLATFORM)
@require_safe
def applications(request: VisitorRequest) -> HttpResponse:
    page = Paginator(clients.everyone(), PAGE).get_page(request.GET.get("page"))
    rows = [(client, ", ".join(service.name for service in client.services.all())) for client in page]
    return render(request, "operator/clients.html", {"page": page, "rows": rows})


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Providers"), reverse("operator:providers"))]
