"""The pages: who are you, is this you, and what this is."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from examples.kit.frame import now
from examples.kit.parts import Knot
from examples.national_eid import tokens
from examples.national_eid.authorization import Demand
from examples.national_eid.configuration import CONFIGURATION as C
from examples.national_eid.people import Person
from examples.national_eid.views.protocol import answer, demand_of

ON_A_PAGE = 12


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "national_eid/front.html", {"count": len(C.people), "clients": C.clients.values()})


@require_GET
def people(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose who you are: found by name or birth date."""
    if (demand := demand_of(request, reference)) is None:
        return over(request)
    wanted = request.GET.get("q", "").strip()
    page = Paginator(found(wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "wanted": wanted, "reference": reference, "client": C.clients[demand.client]}
    return render(request, "national_eid/people.html", shown)


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """Show what will be told to whom; approving sends the person back to the service."""
    if (demand := demand_of(request, reference)) is None:
        return over(request)
    if (chosen := C.people.get(person)) is None:
        raise Http404
    if request.method == "POST":
        return approved(demand, chosen, reference)
    client = C.clients[demand.client]
    shown = {
        "person": chosen,
        "reference": reference,
        "client": client,
        "enough": chosen.reaches(demand.least),
        "wanted": chosen.reaches(demand.wished),
        "tells_number": "ssn" in demand.scopes and chosen.national_number is not None,
        "level_words": level_words(chosen),
        "thread": [Knot("person", chosen.name), Knot("service", client.name)],
    }
    return render(request, "national_eid/approve.html", shown)


def approved(demand: Demand, person: Person, reference: str) -> HttpResponse:
    C.shelf.take("login", reference, at=now())
    if not person.reaches(demand.least):
        # OpenID Connect Core Error Code unmet_authentication_requirements 1.0
        return back_to(demand, error="unmet_authentication_requirements")
    return back_to(demand, code=tokens.code_for(demand, person, C.shelf, at=now()))


@require_http_methods(["POST"])
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    if (demand := demand_of(request, reference)) is None:
        return over(request)
    C.shelf.take("login", reference, at=now())
    return back_to(demand, error="access_denied", error_description="the person cancelled")


def back_to(demand: Demand, **told: str) -> HttpResponse:
    response = HttpResponseRedirect(answer(demand.redirect_uri, demand.state, **told))
    response.status_code = 303
    return response


def over(request: HttpRequest) -> HttpResponse:
    return render(request, "national_eid/over.html", status=410)


def found(wanted: str) -> list[Person]:
    """The people whose name holds every wanted word, or whose birth date is wanted."""
    words = wanted.casefold().split()
    return [
        person
        for person in C.people.values()
        if all(word in f"{person.name} {person.birth_date:%Y-%m-%d %d-%m-%Y}".casefold() for word in words)
    ]


def level_words(person: Person) -> str:
    return {"low": _("low"), "substantial": _("substantial"), "high": _("high")}[person.level]
