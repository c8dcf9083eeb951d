"""Whom people reach about a provider's services, and how that reads to somebody who is refused (F7)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.catalogue.describing.actions import Contact, change_contact
from fuldmagt.catalogue.models import Provider
from fuldmagt.explanations.names import Names
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Reason as Why
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.look.parts import Crumb, Reason
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.forms import ContactForm
from fuldmagt.web.provider.places import crumbs, own_provider
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

AT_THE_PROVIDER = (Why.ORGANISATION_NOT_CUSTOMER, Why.ADVISER_NOT_RECOGNISED)
"""What a provider mends, so that the refused person reads whom to reach there."""


def reached(provider: Provider) -> str:
    """Name, telephone and e-mail address, as one line."""
    parts = (provider.contact_name, provider.contact_phone, provider.contact_email)
    return ", ".join(part for part in parts if part)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: VisitorRequest, ref: str) -> HttpResponse:
    """The contact, beside what the refused read of it; it can be looked at before it is saved."""
    provider = own_provider(request, ref)
    if isinstance(provider, Refusal):
        return refused(request, provider)
    now = Contact(provider.contact_name, provider.contact_phone, provider.contact_email)
    initial = {"name": now.name, "phone": now.phone, "email": now.email}
    form = ContactForm(sent(request), initial=initial)
    if form.is_bound and form.is_valid():
        now = form.contact()
        if "look" not in request.POST:
            done = change_contact(ref, now, by=request.visitor.actor, at=request.at)
            if not isinstance(done, Refusal):
                messages.success(request, _("People now reach {contact}.").format(contact=reached(done)))
                return HttpResponseRedirect(reverse("provider:start"))
            complain(form, done)
    context = {
        "provider": provider,
        "form": form,
        "read": [] if form.errors else _read(provider, now),
        "mail": now.email,
        "crumbs": crumbs(Crumb(_("Contact"))),
    }
    return render(request, "provider/contact.html", context, status=400 if form.errors else 200)


def _read(provider: Provider, contact: Contact) -> list[Reason]:
    """What somebody reads who is refused, were this the contact."""
    names = Names({"provider": provider.name, "contact": contact.name, "phone": contact.phone})
    told = (explanations.explained(Refusal(why), names=names) for why in AT_THE_PROVIDER)
    role = provider.name if contact.name else ""
    return [
        Reason(heading=each.sentence, text=each.remedy, who=contact.name or provider.name, role=role)
        for each in told
    ]
