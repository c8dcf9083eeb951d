"""Where several sign together: who has confirmed and who has not, and what another is asked to confirm."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fuldmagt.onboarding.instructions import actions, queries
from fuldmagt.onboarding.instructions.rules import InstructionState
from fuldmagt.onboarding.models import Instruction, Visit
from fuldmagt.onboarding.representing.queries import company_of
from fuldmagt.registers.company import Company
from fuldmagt.registers.eid import actions as eid
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.eid import browser
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.joined.actions import too_often
from fuldmagt.web.joined.views import address_of
from fuldmagt.web.joining.forms import AskForm
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.representing.arrival import CONSENTING
from fuldmagt.web.representing.showing import told
from fuldmagt.web.representing.visits import for_signers, stopped
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])


def _company(request: Request, organisation: str) -> Company | Refusal:
    return too_often(address=address_of(request), at=request.at) or company_of(organisation)


@for_signers
@FORM
def others(request: Request, visit: Visit, ref: str) -> HttpResponse:
    """Each of the others can be asked by mail."""
    instruction = queries.one(ref, organisation=visit.organisation)
    if instruction is None:
        return stopped(request, Refusal(Reason.NOT_FOUND, about="instruction"))
    company = _company(request, visit.organisation)
    if isinstance(company, Refusal):
        return stopped(request, company)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asked = actions.ask(ref, said["signatory"], said["email"], visit=visit, at=request.at)
        if not isinstance(asked, Refusal):
            return redirect("represent:others", ref)
        complain(form, asked, "email")
    context = _context(instruction, company) | {
        "visit": visit,
        "form": form,
        "about": form["signatory"].value() if form.is_bound else "",
        "joined": instruction.state != InstructionState.WAITING,
    }
    return render(request, "represent/others.html", context, status=400 if form.errors else 200)


def _context(instruction: Instruction, company: Company) -> dict[str, object]:
    signings = queries.signings(instruction, company)
    signed = len(queries.counting(instruction, company))
    missing = max(0, company.signatures_needed - signed)
    return {"told": told(instruction), "signings": signings, "missing": missing}


@by_other_proof
@never_cache
@FORM
def consent(request: Request, token: str) -> HttpResponse:
    """What another who signs is asked to confirm, and on to the eID."""
    instruction = queries.asked_by(token, at=request.at)
    if isinstance(instruction, Refusal):
        return stopped(request, instruction)
    company = _company(request, instruction.organisation)
    if isinstance(company, Refusal):
        return stopped(request, company)
    if request.method == "POST":
        secret, language = browser.new_secret(), get_language() or settings.LANGUAGE_CODE
        url = eid.begin(CONSENTING, instruction.ref, browser=secret, language=language, at=request.at)
        return stopped(request, url) if isinstance(url, Refusal) else browser.sent(url, secret)
    return render(request, "represent/consent.html", _context(instruction, company))
