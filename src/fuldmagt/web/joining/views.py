"""An organisation joins: found by its number, described, confirmed with the eID (A1, A3, A4)."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fuldmagt.onboarding.joining import actions, queries
from fuldmagt.onboarding.joining.rules import JoiningState
from fuldmagt.onboarding.models import Joining
from fuldmagt.onboarding.notifying.queries import authority_in
from fuldmagt.registers.company import Company
from fuldmagt.registers.eid import actions as eid
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.eid.browser import new_secret, sent
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.words import CATEGORIES
from fuldmagt.web.joined.actions import too_often
from fuldmagt.web.joined.views import address_of
from fuldmagt.web.joining.arrival import JOINING, NOTIFYING, SIGNING
from fuldmagt.web.joining.begun import secret_of
from fuldmagt.web.joining.forms import AskForm, DescribeForm, FindForm
from fuldmagt.web.joining.stopped import stopped
from fuldmagt.web.permission import by_other_proof, for_everybody
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])
TO_BE_DONE_FIRST: Final = {
    JoiningState.BEGUN: "joining:describe",
    JoiningState.NOTIFYING: "joining:notify",
    JoiningState.NOTIFIED: "joining:authority",
}
"""Where somebody goes on who is not yet where others are asked."""


def language_of(request: Request) -> str:
    return get_language() or settings.LANGUAGE_CODE


def looked_up(request: Request, joining: Joining) -> Company | Refusal:
    """The company as the register has it now. Pages that ask the register count like the first question."""
    return too_often(address=address_of(request), at=request.at) or queries.company_of(joining)


def begun_by_number(request: Request, template: str, then: str, *, notifier: bool = False) -> HttpResponse:
    """A number typed, and the organisation looked up in the company register, so often and no oftener."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = too_often(address=address_of(request), at=request.at) or actions.begin(
            form.cleaned_data["written"],
            browser=secret_of(request),
            language=language_of(request),
            notifier=notifier,
            at=request.at,
        )
        if not isinstance(begun, Refusal):
            return redirect(then, begun.ref)
        if begun.reason is not Reason.INPUT_NOT_USABLE:
            return stopped(request, begun)
        complain(form, begun, "number")
    return render(request, template, {"form": form})


@for_everybody
@never_cache
@FORM
def find(request: Request) -> HttpResponse:
    """Which organisation."""
    return begun_by_number(request, "joining/find.html", "joining:describe")


@by_other_proof
@never_cache
@FORM
def describe(request: Request, ref: str) -> HttpResponse:
    """What the register says, what the representative adds, and on to the eID."""
    joining = queries.joining_of(ref, browser=secret_of(request), at=request.at)
    company = joining if isinstance(joining, Refusal) else looked_up(request, joining)
    if isinstance(joining, Refusal) or isinstance(company, Refusal):
        return stopped(request, company if isinstance(company, Refusal) else Refusal(Reason.LINK_UNKNOWN))
    if joining.state != JoiningState.BEGUN:
        return redirect(TO_BE_DONE_FIRST.get(JoiningState(joining.state), "joining:others"), ref)
    initial = {"category": joining.category, "email": joining.email}
    form = DescribeForm(request.POST or None, initial=initial, registered=company.category)
    if request.method == "POST" and form.is_valid():
        described = actions.describe(ref, form.declared(), form.cleaned_data["email"], at=request.at)
        if not isinstance(described, Refusal):
            return to_eid(request, JOINING, joining)
        complain(form, described)
    category = CATEGORIES[company.category] if company.category else ""
    context = {"joining": joining, "company": company, "form": form, "category": category}
    return render(request, "joining/describe.html", context)


@by_other_proof
@never_cache
@FORM
def others(request: Request, ref: str) -> HttpResponse:
    """Who has confirmed and who has not; each of the others can be asked by mail."""
    joining = queries.joining_of(ref, browser=secret_of(request), at=request.at)
    company = joining if isinstance(joining, Refusal) else looked_up(request, joining)
    if isinstance(joining, Refusal) or isinstance(company, Refusal):
        return stopped(request, company if isinstance(company, Refusal) else Refusal(Reason.LINK_UNKNOWN))
    if joining.state in TO_BE_DONE_FIRST:
        return redirect(TO_BE_DONE_FIRST[JoiningState(joining.state)], ref)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = actions.ask(ref, form.cleaned_data["signatory"], form.cleaned_data["email"], at=request.at)
        if not isinstance(asked, Refusal):
            return redirect("joining:others", ref)
        complain(form, asked, "email")
    return render(request, "joining/others.html", _others(joining, company, form))


def _others(joining: Joining, company: Company, form: AskForm) -> dict[str, object]:
    signings = queries.signings(joining, company)
    signed = sum(signing.signed_at is not None for signing in signings)
    return {
        "notifier": joining.notifier,
        "authority": authority_in(joining),
        "joining": joining,
        "signings": signings,
        "signed": signed,
        "missing": max(0, joining.signatures_needed - signed),
        "joined": joining.state == JoiningState.JOINED,
        "form": form,
        "about": form["signatory"].value() if form.is_bound else "",
    }


@by_other_proof
@never_cache
@FORM
def sign(request: Request, token: str) -> HttpResponse:
    """What another signatory is asked to confirm, and on to the eID."""
    joining = queries.joining_by(token, at=request.at)
    company = joining if isinstance(joining, Refusal) else looked_up(request, joining)
    if isinstance(joining, Refusal) or isinstance(company, Refusal):
        return stopped(request, company if isinstance(company, Refusal) else Refusal(Reason.LINK_UNKNOWN))
    if joining.state == JoiningState.JOINED:
        return stopped(request, Refusal(Reason.LINK_USED))
    if request.method == "POST":
        return to_eid(request, SIGNING, joining)
    return render(request, "joining/sign.html", _others(joining, company, AskForm()))


def to_eid(request: Request, purpose: str, joining: Joining) -> HttpResponse:
    secret = new_secret()
    url = eid.begin(purpose, joining.ref, browser=secret, language=language_of(request), at=request.at)
    if isinstance(url, Refusal):
        own = joining.ref if purpose != SIGNING else ""
        return stopped(request, url, joining=own, notifier=purpose == NOTIFYING)
    return sent(url, secret)
