"""The notifier's way: for an organisation whose representative's eID carries no national number (A2)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from fuldmagt.onboarding.joining import actions, queries
from fuldmagt.onboarding.joining.rules import JoiningState
from fuldmagt.onboarding.models import Joining
from fuldmagt.onboarding.notifying import actions as notifying
from fuldmagt.registers.company import Company
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.words import CATEGORIES
from fuldmagt.web.joining.arrival import NOTIFYING
from fuldmagt.web.joining.begun import secret_of
from fuldmagt.web.joining.forms import AuthorityForm, DescribeForm
from fuldmagt.web.joining.stopped import stopped
from fuldmagt.web.joining.views import FORM, TO_BE_DONE_FIRST, begun_by_number, looked_up, to_eid
from fuldmagt.web.permission import by_other_proof, for_everybody
from fuldmagt.web.visitor import Request


@for_everybody
@never_cache
@FORM
def find(request: Request) -> HttpResponse:
    """What a notifier needs and does, and which organisation it is for."""
    return begun_by_number(request, "joining/notifier.html", "joining:notify", notifier=True)


@by_other_proof
@never_cache
@FORM
def describe(request: Request, ref: str) -> HttpResponse:
    """What the register says, where the notifier gets mail, and on to the eID."""
    found = _at(JoiningState.NOTIFYING, request, ref)
    if isinstance(found, HttpResponse):
        return found
    joining, company = found
    initial = {"category": joining.category, "email": joining.email}
    form = DescribeForm(request.POST or None, initial=initial, registered=company.category)
    if request.method == "POST" and form.is_valid():
        described = actions.describe(ref, form.declared(), form.cleaned_data["email"], at=request.at)
        if not isinstance(described, Refusal):
            return to_eid(request, NOTIFYING, joining)
        complain(form, described)
    category = CATEGORIES[company.category] if company.category else ""
    context = {"joining": joining, "company": company, "form": form, "category": category}
    return render(request, "joining/describe.html", context | {"notifies": True})


@by_other_proof
@never_cache
@FORM
def authority(request: Request, ref: str) -> HttpResponse:
    """The file that the representative has signed."""
    found = _at(JoiningState.NOTIFIED, request, ref)
    if isinstance(found, HttpResponse):
        return found
    joining, company = found
    posted = sent(request)
    form = AuthorityForm() if posted is None else AuthorityForm(posted, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        done = notifying.hand_in(ref, file.chunks, file.name or "", at=request.at)
        if not isinstance(done, Refusal):
            return redirect("joining:others", ref)
        complain(form, done, "file")
    context = {"joining": joining, "company": company, "form": form}
    return render(request, "joining/authority.html", context)


def _at(state: JoiningState, request: Request, ref: str) -> tuple[Joining, Company] | HttpResponse:
    """The joining that this browser began, where it is at this state; else the page to go on at."""
    joining = queries.joining_of(ref, browser=secret_of(request), at=request.at)
    if isinstance(joining, Refusal):
        return stopped(request, joining)
    company = looked_up(request, joining)
    if isinstance(company, Refusal):
        return stopped(request, company)
    if joining.state != state:
        return redirect(TO_BE_DONE_FIRST.get(JoiningState(joining.state), "joining:others"), ref)
    return joining, company
