"""The customers of a service: for whom people can act there at all, where the service keeps a list (F7)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.catalogue.customers import queries
from fuldmagt.catalogue.customers.actions import add_customers, keep_list, look_up, remove_customer
from fuldmagt.catalogue.customers.rules import Line, Looked, Verdict, lines
from fuldmagt.catalogue.models import Service
from fuldmagt.catalogue.providers.queries import rights_of
from fuldmagt.mandates.queries import acted_for
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import sent
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.forms import CustomerForm, CustomersForm
from fuldmagt.web.provider.places import of_service, own_service, tabs
from fuldmagt.web.provider.verdicts import shown
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

PAGE = 15


def _context(service: Service, *last: Crumb) -> dict[str, Any]:
    back = reverse("provider:customers", args=[service.ref])
    return {
        "service": service,
        "back": back,
        "crumbs": of_service(service, Crumb(_("Customers"), back if last else ""), *last),
    }


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def listing(request: VisitorRequest, ref: str) -> HttpResponse:
    service = own_service(request, ref)
    if isinstance(service, Refusal):
        return refused(request, service)
    words = request.GET.get("q", "")[:100]
    page = Paginator(queries.customers_of(service, words), PAGE).get_page(request.GET.get("page"))
    context = _context(service) | {"page": page, "words": words, "tabs": tabs(service, "provider:customers")}
    return render(request, "provider/customers.html", context)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: VisitorRequest, ref: str) -> HttpResponse:
    """One customer by its number; the name of the register is shown before it is added."""
    service = own_service(request, ref)
    if isinstance(service, Refusal):
        return refused(request, service)
    form = CustomerForm(sent(request))
    found: Looked | None = None
    if form.is_bound and form.is_valid():
        line = Line(1, form.cleaned_data["number"], form.cleaned_data["number"])
        if "save" in request.POST:
            done = add_customers(ref, [line], by=request.visitor.actor, at=request.at)
            if isinstance(done, Refusal):
                return refused(request, done)
            found = done[0]
            if found.verdict is Verdict.NEW:
                return _added(request, service, done)
        else:
            found = look_up(service, [line])[0][0]
        if found.verdict is not Verdict.NEW:
            form.add_error("number", shown(found).says)
    context = _context(service, Crumb(_("Add a customer"))) | {"form": form, "found": found}
    return render(request, "provider/customer_add.html", context, status=400 if form.errors else 200)


def _added(request: VisitorRequest, service: Service, looked: list[Looked]) -> HttpResponse:
    new = [each for each in looked if each.verdict is Verdict.NEW]
    if len(new) == 1:
        text = _("{name} is a customer of {service} now.").format(name=new[0].name, service=service.name)
    else:
        text = ngettext(
            "{count} customer was added to {service}.", "{count} customers were added to {service}.", len(new)
        ).format(count=len(new), service=service.name)
    messages.success(request, text)
    return HttpResponseRedirect(reverse("provider:customers", args=[service.ref]))


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: VisitorRequest, ref: str) -> HttpResponse:
    """Many at once, pasted or from a file: first what would become of each line, then those that can be."""
    service = own_service(request, ref)
    if isinstance(service, Refusal):
        return refused(request, service)
    form = CustomersForm(sent(request), request.FILES if request.method == "POST" else None)
    looked: list[Looked] = []
    if form.is_bound and form.is_valid():
        wanted = lines(form.text())
        if "save" in request.POST:
            done = add_customers(ref, wanted, by=request.visitor.actor, at=request.at)
            if isinstance(done, Refusal):
                return refused(request, done)
            return _added(request, service, done)
        looked = look_up(service, wanted)[0]
        form = CustomersForm(initial={"numbers": form.text()})
    context = _context(service, Crumb(_("Add many"))) | {
        "form": form,
        "looked": [shown(each) for each in looked],
        "new": sum(each.verdict is Verdict.NEW for each in looked),
    }
    return render(request, "provider/customers_many.html", context, status=400 if form.errors else 200)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: VisitorRequest, ref: str, customer: str) -> HttpResponse:
    """Take a customer off the list, after it is shown what ends."""
    service = own_service(request, ref)
    if isinstance(service, Refusal):
        return refused(request, service)
    found = queries.customer_of(service, customer)
    if found is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    if request.method == "POST":
        done = remove_customer(ref, customer, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        text = _("{name} is not a customer of {service} any more.")
        messages.success(request, text.format(name=found.name, service=service.name))
        return HttpResponseRedirect(reverse("provider:customers", args=[ref]))
    people, _organisations = acted_for(_rights(service), at=request.at, organisation=found.ref)
    context = _context(service, Crumb(found.name)) | {"customer": found, "people": people}
    return render(request, "provider/customer_remove.html", context)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: VisitorRequest, ref: str) -> HttpResponse:
    """Let the list count, or no more; after it is shown whom that shuts out or lets in."""
    service = own_service(request, ref)
    if isinstance(service, Refusal):
        return refused(request, service)
    if request.method == "POST":
        keeps = request.POST.get("keeps") == "yes"
        done = keep_list(ref, keeps=keeps, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        yes = _("{service} is for its customers alone now.")
        no = _("{service} is open to every organisation now; the list is kept, and does not count.")
        messages.success(request, (yes if keeps else no).format(service=service.name))
        return HttpResponseRedirect(reverse("provider:customers", args=[ref]))
    _people, organisations = acted_for(_rights(service), at=request.at)
    listed = queries.already(service, organisations)
    context = _context(service, Crumb(_("Who is let in"))) | {"outside": len(organisations - listed)}
    return render(request, "provider/customers_turn.html", context)


def _rights(service: Service) -> list[str]:
    return [right.ref for right in rights_of(service)]
