"""Somebody who may sign for an organisation without users shows the eID, and sees its mandates (F4)."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.mandates.chains import queries as chains
from fuldmagt.mandates.wishes import actions as wishes
from fuldmagt.mandates.wishes.queries import waiting_for
from fuldmagt.onboarding.instructions import queries as instructions
from fuldmagt.onboarding.instructions.carrying import POWERS
from fuldmagt.onboarding.models import Visit
from fuldmagt.onboarding.representing import actions, queries
from fuldmagt.organisations.rules import Actor
from fuldmagt.registers.eid import actions as eid
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.eid import browser
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.words import CATEGORIES
from fuldmagt.web.joined.actions import too_often
from fuldmagt.web.joined.views import address_of
from fuldmagt.web.joining.forms import FindForm
from fuldmagt.web.look.forms import Form
from fuldmagt.web.mandates import showing, wished
from fuldmagt.web.mandates.forms import WordForm
from fuldmagt.web.permission import by_other_proof, for_everybody
from fuldmagt.web.representing.arrival import VISITING
from fuldmagt.web.representing.showing import told
from fuldmagt.web.representing.visits import for_signers, new_secret, stopped, visit_of
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])
MOST = 200  # mandates on the one page that there is


class AddressForm(Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        help_text=gettext_lazy("Answers, and reminders before a mandate ends, go there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Write your e-mail address.")},
    )


def language_of() -> str:
    return get_language() or settings.LANGUAGE_CODE


@for_everybody
@never_cache
@FORM
def find(request: Request) -> HttpResponse:
    """For which organisation."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = too_often(address=address_of(request), at=request.at) or actions.begin(
            form.cleaned_data["written"],
            browser=new_secret(request),
            language=language_of(),
            at=request.at,
        )
        if not isinstance(begun, Refusal):
            return redirect("represent:prove")
        if begun.reason is not Reason.INPUT_NOT_USABLE:
            return stopped(request, begun)
        complain(form, begun, "number")
    return render(request, "represent/find.html", {"form": form}, status=400 if form.errors else 200)


@by_other_proof
@never_cache
@FORM
def prove(request: Request) -> HttpResponse:
    """What the register says, where answers go, and on to the eID."""
    visit = visit_of(request, proven=False)
    if isinstance(visit, Refusal):
        return stopped(request, visit)
    if visit.person is not None:
        return redirect("represent:mandates")
    refusal = too_often(address=address_of(request), at=request.at)
    company = refusal or queries.company_of(visit.organisation)
    if isinstance(company, Refusal):
        return stopped(request, company)
    form = AddressForm(request.POST or None, initial={"email": visit.email})
    if request.method == "POST" and form.is_valid():
        described = actions.describe(visit, form.cleaned_data["email"], at=request.at)
        if not isinstance(described, Refusal):
            return _to_eid(request, visit)
        complain(form, described, "email")
    category = CATEGORIES[company.category] if company.category else ""
    context = {"company": company, "form": form, "category": category}
    return render(request, "represent/prove.html", context, status=400 if form.errors else 200)


def _to_eid(request: Request, visit: Visit) -> HttpResponse:
    secret = browser.new_secret()
    url = eid.begin(VISITING, visit.ref, browser=secret, language=language_of(), at=request.at)
    return stopped(request, url) if isinstance(url, Refusal) else browser.sent(url, secret)


@for_signers
@require_GET
def mandates(request: Request, visit: Visit) -> HttpResponse:
    """What the organisation has given, what others ask it for, and what waits for those who sign too."""
    return _mandates(request, visit, WordForm())


def _mandates(request: Request, visit: Visit, form: WordForm, status: int = 200) -> HttpResponse:
    own = queries.organisation_of(visit)
    given = chains.given(own.ref)[:MOST]
    context = {
        "visit": visit, "form": form,
        "lines": [showing.line(each, each.receiver, at=request.at) for each in given],
        "waiting": [told(each) for each in instructions.waiting(own.ref, at=request.at)],
        "wishes": [wished.line(each, at=request.at) for each in waiting_for(own)[:MOST]],
    }  # fmt: skip
    return render(request, "represent/mandates.html", context, status=status)


@for_signers
@require_POST
def decline(request: Request, visit: Visit, ref: str) -> HttpResponse:
    """What an adviser asked for is not given. Whoever may sign can say so alone: nothing is given by it."""
    form = WordForm(request.POST)
    if not form.is_valid():
        return _mandates(request, visit, form, status=400)
    assert visit.person is not None
    by = Actor(visit.person.ref, visit.organisation, POWERS)
    done = wishes.decline(ref, form.cleaned_data["word"], by=by, at=request.at)
    if isinstance(done, Refusal):
        return stopped(request, done)
    said = _("You have declined. %(asker)s has been told.") % {"asker": done.asker.name}
    messages.success(request, said)
    return redirect("represent:mandates")


@for_signers
@require_POST
def leave(request: Request, visit: Visit) -> HttpResponse:
    actions.leave(visit, at=request.at)
    request.session.flush()
    return render(request, "represent/left.html", {"visit": visit})
