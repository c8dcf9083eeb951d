"""Where a provider is among its own pages: the tabs of a service, and the way back."""

from django.urls import reverse
from django.utils.translation import gettext as _

from fuldmagt.catalogue.models import Provider, Right, Service
from fuldmagt.catalogue.providers import queries
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.look.parts import Crumb, Tab
from fuldmagt.web.visitor import VisitorRequest


def crumbs(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("Services and texts"), reverse("provider:start")), *last]


def own_service(request: VisitorRequest, ref: str) -> Service | Refusal:
    """A service of the visitor's own; another's is as unknown as none at all."""
    found = queries.service_of(ref, organisation=request.visitor.actor.organisation)
    return found or Refusal(Reason.NOT_FOUND)


def own_right(request: VisitorRequest, ref: str) -> Right | Refusal:
    found = queries.right_of(ref, organisation=request.visitor.actor.organisation)
    return found or Refusal(Reason.NOT_FOUND)


def own_provider(request: VisitorRequest, ref: str) -> Provider | Refusal:
    found = queries.provider_of(ref, organisation=request.visitor.actor.organisation)
    return found or Refusal(Reason.NOT_FOUND)


def of_service(service: Service, *last: Crumb) -> list[Crumb]:
    return crumbs(Crumb(service.name, reverse("provider:service", args=[service.ref])), *last)


def of_clients(provider: Provider, *last: Crumb) -> list[Crumb]:
    back = reverse("provider:clients", args=[provider.ref]) if last else ""
    return crumbs(Crumb(_("Your applications"), back), *last)


def tabs(service: Service, current: str) -> list[Tab]:
    """The pages about a service; `current` is the name of the one that is open."""
    pages = [
        (_("Rights and texts"), "provider:service"),
        (_("Means of login"), "provider:means"),
        (_("Customers"), "provider:customers"),
        (_("Usage"), "provider:usage"),
    ]
    return [Tab(title, reverse(page, args=[service.ref]), current=page == current) for title, page in pages]
