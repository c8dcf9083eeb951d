"""Changes that give more power than there was: proposed by one person, accepted by another."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuldmagt.catalogue.changing import queries
from fuldmagt.catalogue.changing.actions import accept, decline
from fuldmagt.catalogue.changing.rules import ProposalState
from fuldmagt.catalogue.models import Proposal
from fuldmagt.organisations.queries import same_person, user_of
from fuldmagt.organisations.rules import Deed
from fuldmagt.organisations.users.queries import names
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.changing import alone
from fuldmagt.web.provider.consequences import amiss, ended, opened
from fuldmagt.web.provider.law_forms import names_in
from fuldmagt.web.provider.places import crumbs, own_provider
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

PAGE = 15
BADGES = {
    ProposalState.WAITS: "waits",
    ProposalState.ACCEPTED: "done",
    ProposalState.DECLINED: "stopped",
    ProposalState.TAKEN_BACK: "none",
}


def state_word(state: str) -> str:
    return {
        ProposalState.WAITS: _("Waits for a colleague"),
        ProposalState.ACCEPTED: _("Accepted"),
        ProposalState.DECLINED: _("Declined"),
        ProposalState.TAKEN_BACK: _("Taken back"),
    }[ProposalState(state)]


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def listing(request: VisitorRequest, ref: str) -> HttpResponse:
    provider = own_provider(request, ref)
    if isinstance(provider, Refusal):
        return refused(request, provider)
    page = Paginator(queries.proposals_of(provider), PAGE).get_page(request.GET.get("page"))
    who = names({each.proposed_by for each in page}, organisation=request.visitor.actor.organisation)
    called = names_in(queries.standing(provider))
    rows = [
        {
            "proposal": each,
            "subject": _subject(each, called),
            "by": who.get(each.proposed_by, ""),
            "badge": BADGES[ProposalState(each.state)],
            "word": state_word(each.state),
        }
        for each in page
    ]
    context = {
        "provider": provider,
        "page": page,
        "rows": rows,
        "waiting": queries.waiting(provider).count(),
        "crumbs": crumbs(Crumb(_("Proposed changes"))),
    }
    return render(request, "provider/proposals.html", context)


def _subject(proposal: Proposal, called: Any) -> str:
    if proposal.kind == "set":
        return _("Rights that exclude one another")
    return str(called.get(proposal.subject, proposal.subject))


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    """What is proposed, and what it comes to; a colleague of its proposer accepts it here."""
    proposal = queries.proposal_of(ref, organisation=request.visitor.actor.organisation)
    if proposal is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        done = accept(ref, seen=seen, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The change is accepted, and works at once."))
        return HttpResponseRedirect(reverse("provider:proposals", args=[proposal.provider.ref]))
    return render(request, "provider/proposal.html", _context(request, proposal))


def _context(request: VisitorRequest, proposal: Proposal) -> dict[str, Any]:
    organisation = request.visitor.actor.organisation
    proposer = user_of(proposal.proposed_by, organisation=organisation)
    back = reverse("provider:proposals", args=[proposal.provider.ref])
    who = names([proposal.proposed_by, proposal.decided_by], organisation=organisation)
    called = names_in(queries.standing(proposal.provider))
    context = {
        "proposal": proposal,
        "subject": _subject(proposal, called),
        "by": who.get(proposal.proposed_by, ""),
        "decided_by": who.get(proposal.decided_by, ""),
        "badge": BADGES[ProposalState(proposal.state)],
        "word": state_word(proposal.state),
        "waits": proposal.state == ProposalState.WAITS,
        "own": proposer is not None and same_person(proposer, request.visitor.actor),
        "alone": alone(request),
        "crumbs": crumbs(Crumb(_("Proposed changes"), back), Crumb(_("Proposal"))),
    }
    return context | (_comes_to(request, proposal) if context["waits"] else {})


def _comes_to(request: VisitorRequest, proposal: Proposal) -> dict[str, Any]:
    examined = queries.examined(proposal.provider, queries.change_of(proposal))
    return {
        "opened": opened(examined),
        "ended": ended(examined, at=request.at) if not examined.problems else [],
        "seen": examined.stamp,
        "faults": [amiss(each.kind)[1] for each in examined.problems],
        "stale": queries.seen_of(examined) != proposal.seen,
    }


@needs(Deed.MANAGE_PROVIDER)
@require_POST
def turn_down(request: VisitorRequest, ref: str) -> HttpResponse:
    done = decline(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    taken_back = done.state == ProposalState.TAKEN_BACK
    text = _("The proposal is taken back.") if taken_back else _("The proposal is declined.")
    messages.success(request, text)
    return HttpResponseRedirect(reverse("provider:proposals", args=[done.provider.ref]))
