"""Welcome: how things stand, and the way to what is done most."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from examples.employer_portal.configuration import CONFIGURATION as C
from examples.employer_portal.gate import Visit, viewing
from examples.employer_portal.participants import finding
from examples.employer_portal.views.words import field_names


@require_GET
@viewing
def welcome(request: HttpRequest, visit: Visit) -> HttpResponse:
    context = {
        "account": visit.account,
        "identity": visit.identity,
        "employer": finding.employer(visit.identity.organisation),
        "state": finding.state(visit.identity.organisation, at=visit.at),
        "may_edit": visit.may_edit,
        "fields": field_names(),
        "contact": C.contact,
    }
    return render(request, "employer_portal/welcome.html", context)
