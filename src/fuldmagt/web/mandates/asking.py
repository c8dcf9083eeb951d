"""Asking a client for a chain mandate, and answering what one is asked for (F4).

What is shown of a client that is asked is its number alone, until it has answered: so asking tells
nobody who is here.
"""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.wishes import actions, queries
from fuldmagt.mandates.wishes.actions import Wanted
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.mandates import showing, wished
from fuldmagt.web.mandates.forms import AskingForm, WordForm
from fuldmagt.web.mandates.views import crumbs, tabs
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

ROWS = 20


@needs(Deed.SEE_MANDATES)
@require_GET
def asking(request: VisitorRequest) -> HttpResponse:
    """What the organisation asks others for."""
    words = request.GET.get("find", "").strip()[:100]
    found = queries.asked_by(request.visitor.actor.organisation, words.replace(" ", ""))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    may_manage = not request.visitor.actor.refused(Deed.MANAGE_MANDATES)
    context = {
        "page": page, "lines": [wished.line(each, at=request.at) for each in page], "find": words,
        "tabs": tabs(request, "asking"), "may_manage": may_manage,
    }  # fmt: skip
    return render(request, "mandates/asking.html", context)


@needs(Deed.MANAGE_MANDATES)
@require_http_methods(["GET", "POST"])
def ask(request: VisitorRequest) -> HttpResponse:
    """A client's number and the rights; the answer is the same whoever has the number."""
    country = request.visitor.user.organisation.country
    scheme, _colon, number = request.GET.get("organisation", "")[:128].rpartition(":")
    begun = {"scheme": scheme or ("nl:kvk" if country == "NL" else "dk:cvr"), "number": number}
    form = AskingForm(sent(request), initial=begun)
    ticked = (request.POST if request.method == "POST" else request.GET).getlist("right")[:50]
    status = 200
    if request.method == "POST" and form.is_valid():
        wanted = Wanted(form.written(), tuple(dict.fromkeys(ticked)), form.cleaned_data["note"])
        done = actions.ask(wanted, by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("Your request is on its way. The client decides what it gives."))
            return HttpResponseRedirect(reverse("mandates:asking"))
        complain(form, done)
        status = 409
    context = {
        "form": form, "tree": showing.tree(queries.rights_to_ask_for(), ticked),
        "crumbs": crumbs(Crumb(_("You ask for"), reverse("mandates:asking"))),
    }  # fmt: skip
    return render(
        request, "mandates/ask.html", context, status=400 if form.errors and status == 200 else status
    )


@needs(Deed.MANAGE_MANDATES)
@require_POST
def remind(request: VisitorRequest, ref: str) -> HttpResponse:
    done = actions.remind(ref, by=request.visitor.actor, at=request.at)
    return _back(request, done, ref, _("A reminder is on its way."))


@needs(Deed.MANAGE_MANDATES)
@require_POST
def withdraw(request: VisitorRequest, ref: str) -> HttpResponse:
    done = actions.withdraw(ref, by=request.visitor.actor, at=request.at)
    return _back(request, done, ref, _("You do not ask for it any more."))


def _back(request: VisitorRequest, done: object, ref: str, said: str) -> HttpResponse:
    if isinstance(done, Refusal):
        return missing(request, ref) if done.about == "wish" and _unknown(done) else refused(request, done)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("mandates:asking"))


def _unknown(refusal: Refusal) -> bool:
    return refusal.reason.value == "not_found"


@needs(Deed.SEE_MANDATES)
@require_GET
def asked(request: VisitorRequest) -> HttpResponse:
    """What others ask the organisation for, with the buttons that answer it."""
    return _asked(request, WordForm())


def _asked(request: VisitorRequest, form: WordForm, status: int = 200) -> HttpResponse:
    found = queries.waiting_for(request.visitor.user.organisation)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    lines = [wished.line(each, at=request.at, give=_give(each.asker.ref, each.rights.all())) for each in page]
    context = {
        "page": page, "lines": lines, "form": form, "tabs": tabs(request, "asked"),
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_MANDATES),
    }  # fmt: skip
    return render(request, "mandates/asked.html", context, status=status)


def _give(asker: str, rights: Iterable[Right]) -> str:
    """Giving, with what was asked for ticked already."""
    chosen = [each.ref for each in rights]
    return f"{reverse('mandates:new')}?{urlencode({'receiver': asker, 'right': chosen}, doseq=True)}"


@needs(Deed.MANAGE_MANDATES)
@require_POST
def decline(request: VisitorRequest, ref: str) -> HttpResponse:
    form = WordForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, status=400)
    done = actions.decline(ref, form.cleaned_data["word"], by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return missing(request, ref) if _unknown(done) else refused(request, done)
    said = _("You have declined. %(asker)s has been told.") % {"asker": done.asker.name}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("mandates:asked"))
