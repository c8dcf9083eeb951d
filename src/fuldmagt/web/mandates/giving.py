"""Giving a chain mandate: to whom, what, until when; read once more; given (F4)."""

from collections.abc import Iterable, Set
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.catalogue.packages import queries as packages
from fuldmagt.mandates.chains import actions, queries
from fuldmagt.mandates.chains.actions import Terms
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.costs.offers import before_giving_a_mandate
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.joined.actions import too_often
from fuldmagt.web.joined.views import NumberForm, address_of
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.mandates import showing
from fuldmagt.web.mandates.forms import TermsForm, UntilForm
from fuldmagt.web.mandates.views import crumbs
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import package_name
from fuldmagt.web.visitor import VisitorRequest

FOUND: Final = "mandates.found"
"""The number that was found last: to go on about it, step by step, is no further question."""


@needs(Deed.MANAGE_MANDATES)
@require_http_methods(["GET", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    """Whom first, by number; then what and until when; then the same once more in plain words."""
    number = str(request.GET.get("receiver", ""))[:128]
    if not number:
        return _whom(request)
    asks = request.session.get(FOUND) != number
    if asks and (refusal := too_often(address=address_of(request), at=request.at)):
        return refused(request, refusal)
    receiver = actions.receiver_called(number, by=request.visitor.actor)
    if isinstance(receiver, Refusal):
        return _whom(request, receiver)
    if asks:
        request.session[FOUND] = number
    if request.method == "GET":
        form = TermsForm(at=request.at)
        ticked = [*request.GET.getlist("right")[:50], *_in_package(request)]
        return _terms(request, receiver, form, ticked)
    return _posted(request, receiver)


def _whom(request: VisitorRequest, refusal: Refusal | None = None) -> HttpResponse:
    asked = request.POST if request.method == "POST" and refusal is None else None
    scheme = "nl:kvk" if request.visitor.user.organisation.country == "NL" else "dk:cvr"
    begun, _colon, number = request.GET.get("receiver", "").rpartition(":")
    form = NumberForm(asked, initial={"scheme": begun or scheme, "number": number})
    if asked is not None and form.is_valid():
        query = urlencode({"receiver": form.written()})
        return HttpResponseRedirect(f"{reverse('mandates:new')}?{query}")
    said = explanations.explained(refusal).sentence if refusal else ""
    context = {"form": form, "said": said, "crumbs": crumbs(Crumb(_("Give a mandate")))}
    return render(request, "mandates/whom.html", context, status=400 if said or form.errors else 200)


def _posted(request: VisitorRequest, receiver: Organisation) -> HttpResponse:
    form, ticked = TermsForm(request.POST, at=request.at), request.POST.getlist("right")
    if not form.is_valid():
        return _terms(request, receiver, form, ticked, status=400)
    if not ticked:
        form.add_error(None, _("Tick at least one right."))
        return _terms(request, receiver, form, ticked, status=400)
    step = request.POST.get("step")
    if step == "back":
        return _terms(request, receiver, form, ticked)
    if step != "give":
        return _review(request, receiver, form, ticked)
    terms = Terms(receiver.ref, tuple(dict.fromkeys(ticked)), form.ends_at(), form.cleaned_data["note"])
    done = actions.give(terms, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        complain(form, done)
        return _terms(request, receiver, form, ticked, status=409)
    said = _("The mandate is given. It holds as soon as %(receiver)s has accepted it; they have been told.")
    messages.success(request, said % {"receiver": receiver.name})
    return HttpResponseRedirect(reverse("mandates:show", args=[done.ref]))


def _terms(
    request: VisitorRequest,
    receiver: Organisation,
    form: TermsForm,
    ticked: Iterable[str],
    *,
    status: int = 200,
) -> HttpResponse:
    rights = queries.rights_to_give(request.visitor.user.organisation)
    context = {
        "receiver": receiver, "number": Number.of(receiver.ref), "form": form,
        "tree": showing.tree(rights, ticked),
        "packages": _packages(request, receiver, {each.ref for each in rights}),
        "crumbs": crumbs(Crumb(_("Give a mandate"))),
    }  # fmt: skip
    return render(request, "mandates/new.html", context, status=status)


def _packages(request: VisitorRequest, receiver: Organisation, able: Set[str]) -> list[tuple[str, str]]:
    """Packages to begin with, as far as they hold anything that can be given. The mandate names rights:
    what comes into a package later is not in it (0041)."""
    found = packages.packages_for(request.visitor.actor.organisation).prefetch_related("rights")
    return [
        (package_name(each), f"?{urlencode({'receiver': receiver.ref, 'package': each.ref})}")
        for each in found
        if able & {right.ref for right in each.rights.all()}
    ]


def _in_package(request: VisitorRequest) -> list[str]:
    wanted = request.GET.get("package", "")[:64].replace("\x00", "")
    found = packages.package_called(wanted, organisation=request.visitor.actor.organisation)
    return [each.ref for each in packages.rights_in(found)] if found else []


def _review(
    request: VisitorRequest, receiver: Organisation, form: TermsForm, ticked: list[str]
) -> HttpResponse:
    context = {
        "receiver": receiver, "form": form, "rights": showing.named(ticked),
        "until": form.cleaned_data["until"], "giver": request.visitor.user.organisation,
        "offers": before_giving_a_mandate(request.at),
        "crumbs": crumbs(Crumb(_("Give a mandate"))),
    }  # fmt: skip
    return render(request, "mandates/review.html", context)


@needs(Deed.MANAGE_MANDATES)
@require_http_methods(["GET", "POST"])
def change(request: VisitorRequest, ref: str) -> HttpResponse:
    """What the mandate gives: narrower at once, wider when the other side has accepted."""
    mandate = _given(request, ref)
    if mandate is None:
        return missing(request, ref)
    held = [each.ref for way in (mandate.rights, mandate.awaiting) for each in way.all()]
    ticked, said = held, ""
    if request.method == "POST":
        ticked = request.POST.getlist("right")
        done = actions.change(
            ref, ticked, seen=request.POST.get("seen", ""), by=request.visitor.actor, at=request.at
        )
        if not isinstance(done, Refusal):
            messages.success(request, _("What the mandate gives is changed."))
            return HttpResponseRedirect(reverse("mandates:show", args=[ref]))
        said = explanations.explained(done).sentence
    rights = queries.rights_to_give(mandate.giver)
    context = {
        "mandate": mandate, "tree": showing.tree(rights, ticked), "seen": actions.stamp(mandate),
        "said": said,
        "crumbs": crumbs(Crumb(mandate.receiver.name, reverse("mandates:show", args=[ref]))),
    }  # fmt: skip
    return render(request, "mandates/change.html", context, status=409 if said else 200)


@needs(Deed.MANAGE_MANDATES)
@require_http_methods(["GET", "POST"])
def renew(request: VisitorRequest, ref: str) -> HttpResponse:
    mandate = _given(request, ref)
    if mandate is None:
        return missing(request, ref)
    form = UntilForm(sent(request), at=request.at)
    if request.method == "POST" and form.is_valid():
        done = actions.renew(ref, form.ends_at(), by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The mandate is renewed. What was assigned stays assigned."))
        return HttpResponseRedirect(reverse("mandates:show", args=[ref]))
    back = reverse("mandates:show", args=[ref])
    context = {
        "mandate": mandate, "form": form, "last_day": showing.last_day(mandate), "back": back,
        "offers": before_giving_a_mandate(request.at),
    }  # fmt: skip
    return render(request, "mandates/renew.html", context, status=400 if form.errors else 200)


def _given(request: VisitorRequest, ref: str) -> Mandate | None:
    """A mandate that the visitor's own organisation has given."""
    own = request.visitor.actor.organisation
    mandate = queries.one(ref, organisation=own)
    return mandate if mandate is not None and mandate.giver.ref == own else None
