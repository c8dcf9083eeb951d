"""The organisation itself: particulars, numbers, settings, and the orders that wait (A3, A4, A5, C6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.authenticators import queries as authenticators
from fuldmagt.authenticators.sharing import queries as sharing
from fuldmagt.authenticators.sharing.actions import allow
from fuldmagt.onboarding.notifying.queries import authority_of
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.particulars import actions, queries
from fuldmagt.organisations.queries import same_person
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.frame.words import CATEGORIES
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.organisation.forms import NumberForm, ParticularsForm
from fuldmagt.web.organisation.numbers import numbers_of
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.users.tabs import shown_order
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.SEE_OVERVIEW)
@require_GET
def show(request: VisitorRequest) -> HttpResponse:
    return _page(request, NumberForm())


def _page(request: VisitorRequest, form: NumberForm) -> HttpResponse:
    organisation = request.visitor.user.organisation
    context = {
        "organisation": organisation,
        "facts": facts_of(organisation),
        "numbers": numbers_of(organisation),
        "authority": authority_of(organisation.ref),
        "form": form,
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_ORGANISATION),
    }
    return render(request, "organisation/show.html", context)


def address_of(organisation: Organisation) -> str:
    place = " ".join(part for part in (organisation.postcode, organisation.city) if part)
    return ", ".join(part for part in (organisation.address, place) if part)


def facts_of(organisation: Organisation) -> list[tuple[str, Any]]:
    joined = date_format(organisation.joined_at, "DATE_FORMAT") if organisation.joined_at else ""
    if joined and organisation.joined_by:
        joined = _("%(date)s by %(name)s") % {"date": joined, "name": organisation.joined_by}
    pairs = [
        (_("Name"), organisation.name),
        (_("Category"), CATEGORIES[Category(organisation.category)]),
        (_("Address"), address_of(organisation)),
        (_("Phone"), organisation.phone),
        (_("E-mail"), organisation.email),
        (_("Joined"), joined),
    ]
    return [(term, value) for term, value in pairs if value]


@needs(Deed.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def edit(request: VisitorRequest) -> HttpResponse:
    organisation = request.visitor.user.organisation
    now = Category(organisation.category)
    declares = queries.may_declare_category(organisation.ref)
    initial = {name: getattr(organisation, name) for name in ParticularsForm.base_fields}
    form = ParticularsForm(sent(request), initial=initial, now=now, registered=not declares)
    if request.method == "POST" and form.is_valid():
        done = actions.change(form.particulars(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("The organisation’s particulars are saved."))
            return HttpResponseRedirect(reverse("organisation:show"))
        complain(form, done)
    crumbs = [
        Crumb(_("Overview"), reverse("overview:start")),
        Crumb(_("Particulars"), reverse("organisation:show")),
        Crumb(_("Change")),
    ]
    told = [
        (_("Name"), organisation.name),
        *([] if declares else [(_("Category"), CATEGORIES[now])]),
        (_("Address"), address_of(organisation)),
    ]
    context = {"form": form, "crumbs": crumbs, "told": [(term, value) for term, value in told if value]}
    return render(request, "organisation/edit.html", context)


@needs(Deed.MANAGE_ORGANISATION)
@require_POST
def fetch(request: VisitorRequest) -> HttpResponse:
    """Take over what the company register says now."""
    done = actions.fetch(by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, _("Name, category and address are as the company register has them today."))
    return HttpResponseRedirect(reverse("organisation:show"))


@needs(Deed.MANAGE_ORGANISATION)
@require_POST
def add_number(request: VisitorRequest) -> HttpResponse:
    form = NumberForm(request.POST)
    if form.is_valid():
        done = actions.add_number(
            form.written(), name=form.cleaned_data["name"], by=request.visitor.actor, at=request.at
        )
        if not isinstance(done, Refusal):
            number = Number.of(form.written())
            messages.success(
                request, _("%(number)s is added.") % {"number": f"{number.word} {number.number}"}
            )
            return HttpResponseRedirect(reverse("organisation:show"))
        if done.reason is Reason.ALREADY_EXISTS:
            form.add_error("number", _("This number is in use already, here or by another organisation."))
        elif done.reason is Reason.ORGANISATION_NOT_IN_REGISTER:
            form.add_error("number", _("The company register does not list this number as yours."))
        else:
            complain(form, done, "number")
    return _page(request, form)


@needs(Deed.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def remove_number(request: VisitorRequest, written: str) -> HttpResponse:
    numbers = numbers_of(request.visitor.user.organisation)
    number = next((each for each in numbers if each.written == written and each.removable), None)
    if number is None:
        return missing(request, written)
    if request.method == "POST":
        done = actions.remove_number(written, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("%(number)s is removed.") % {"number": f"{number.word} {number.number}"})
        return HttpResponseRedirect(reverse("organisation:show"))
    context = {"number": number, "back": reverse("organisation:show")}
    return render(request, "organisation/remove_number.html", context)


@needs(Deed.MANAGE_ORGANISATION)
@require_GET
def settings(request: VisitorRequest) -> HttpResponse:
    organisation = request.visitor.user.organisation
    asker = queries.asks_to_turn_four_eyes_off(organisation, at=request.at)
    context = {
        "organisation": organisation,
        "asker": asker,
        "asked_by_me": asker is not None and same_person(asker, request.visitor.actor),
        "shared_count": _shared_count(organisation),
    }
    return render(request, "organisation/settings.html", context)


@needs(Deed.MANAGE_ORGANISATION)
@require_POST
def four_eyes(request: VisitorRequest) -> HttpResponse:
    """Turn it on; ask to turn it off, or as the second person turn it off."""
    on = request.POST.get("four_eyes") == "on"
    turn = actions.turn_on_four_eyes if on else actions.turn_off_four_eyes
    done = turn(by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    if not done.four_eyes:
        said = _("Sensitive changes no longer need a second person.")
    elif done.four_eyes_off_asked_by:
        said = _("Another organisation administrator must agree before it is turned off.")
    else:
        said = _("From now on sensitive changes need a second person.")
    messages.success(request, said)
    return HttpResponseRedirect(reverse("organisation:settings"))


@needs(Deed.MANAGE_ORGANISATION)
@require_POST
def lapsed_right_to_work(request: VisitorRequest) -> HttpResponse:
    chosen = request.POST.get("suspend") == "on"
    done = actions.suspend_on_lapsed_right_to_work(chosen, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(
        request,
        _("A lapsed right to work now stops a user’s rights.")
        if chosen
        else _("A lapsed right to work does not stop a user’s rights."),
    )
    return HttpResponseRedirect(reverse("organisation:settings"))


def _shared_count(organisation: Organisation) -> int:
    """How many users log in by a means that serves elsewhere too."""
    return sharing.shared_in(organisation.ref).values("user").distinct().count()


@needs(Deed.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def shared_means(request: VisitorRequest) -> HttpResponse:
    """Allow shared means; or no more, which is asked first where users share."""
    organisation = request.visitor.user.organisation
    if request.method == "GET" and organisation.shares_means:
        context = {"shared_count": _shared_count(organisation), "back": reverse("organisation:settings")}
        return render(request, "organisation/share_no_more.html", context)
    if request.method == "GET":
        return HttpResponseRedirect(reverse("organisation:settings"))
    chosen = request.POST.get("share") == "on"
    done = allow(chosen, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(
        request,
        _("A means of login may now serve a user in other organisations too.")
        if chosen
        else _("From the next login on, a means that also serves elsewhere does not count here."),
    )
    return HttpResponseRedirect(reverse("organisation:settings"))


@needs(Deed.SEE_USERS)
@require_GET
def orders(request: VisitorRequest) -> HttpResponse:
    """What has been ordered and is not in use yet."""
    waiting = authenticators.waiting_orders(organisation=request.visitor.actor.organisation)
    context = {
        "orders": [shown_order(each) for each in waiting],
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_USERS),
    }
    return render(request, "organisation/orders.html", context)
