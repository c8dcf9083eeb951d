"""All clients of an adviser after one login, and the change from one to another."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from examples.employer_portal import gate, reach
from examples.employer_portal.configuration import CONFIGURATION as C
from examples.employer_portal.participants import finding
from examples.employer_portal.views import refusals
from examples.employer_portal.views.login import begin
from examples.kit.decisions import Silence
from examples.kit.frame import now
from examples.kit.identity import Identity

ON_A_PAGE = 10
SEARCHABLE = 5  # below that, all are seen at once
LONGEST = 128


@dataclass(frozen=True, slots=True)
class Client:
    number: str
    name: str
    edits: bool
    current: bool

    @property
    def plain(self) -> str:
        """The number as it stands on an extract of the register."""
        return self.number.rpartition(":")[2]


@require_GET
def clients(request: HttpRequest) -> HttpResponse:
    """No data of any of them: so it is there for whoever is logged in, whatever has ended meanwhile."""
    at = now()
    if (identity := gate.visitor(request, at=at)) is None:
        return HttpResponseRedirect(f"{reverse('login')}?next={reverse('clients')}")
    account = gate.account_of(request, identity)
    found = reach.within(identity, at=at)
    if isinstance(found, Silence):
        return refusals.closed(request, account)
    wanted = request.GET.get("q", "").strip()[:100]
    shown = _shown(found, identity)
    chosen = [each for each in shown if all(word in _words(each) for word in wanted.casefold().split())]
    context = {
        "account": account,
        "identity": identity,
        "page": Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page")),
        "total": len(shown),
        "searchable": len(shown) > SEARCHABLE,
        "wanted": wanted,
        "contact": C.contact,
        "own_page": C.platform + refusals.OWN_PAGE,
    }
    return render(request, "employer_portal/clients.html", context)


def _shown(found: dict[str, bool], identity: Identity) -> list[Client]:
    """By name; the one acted for at the moment first."""
    names = finding.names(tuple(found))
    names.setdefault(identity.organisation, identity.organisation_name)
    made = [
        Client(number, names.get(number, number), edits, number == identity.organisation)
        for number, edits in found.items()
    ]
    return sorted(made, key=lambda each: (not each.current, each.name.casefold(), each.number))


def _words(client: Client) -> str:
    return f"{client.name} {client.number}".casefold()


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Go on for another: a login for the one named, in which the platform asks nothing that it knows.

    By POST with a token of this page, so that no other site changes for whom somebody acts.
    """
    organisation = request.POST.get("organisation", "")[:LONGEST]
    if gate.visitor(request, at=now()) is None or not organisation:
        return HttpResponseRedirect(reverse("clients"))
    return begin(request, onwards=reverse("welcome"), wishes={}, organisation=organisation)
