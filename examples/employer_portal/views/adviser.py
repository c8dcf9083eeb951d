"""The employer lets an adviser in: on a page of the platform, and back here when it is done.

The platform is told for whom over the portal's own connection; the browser carries a name alone.
"""

import logging
import secrets
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from examples.employer_portal import gate
from examples.employer_portal.configuration import CONFIGURATION as C
from examples.employer_portal.rights import SERVICE
from examples.employer_portal.views import refusals
from examples.kit.decisions import Silence
from examples.kit.frame import now
from examples.kit.granting import Asked

STATE: Final = "giving"
RESULTS: Final = {"waiting", "cancelled"}
log = logging.getLogger(__name__)


@require_GET
def adviser(request: HttpRequest) -> HttpResponse:
    """What it means, and the way. No data of anybody: so it is there for whoever is logged in."""
    if (identity := gate.visitor(request, at=now())) is None:
        return HttpResponseRedirect(f"{reverse('login')}?next={reverse('adviser')}")
    context = {
        "account": gate.account_of(request, identity),
        "contact": C.contact,
        "given_page": C.platform + refusals.GIVEN_PAGE,
        "result": request.session.pop("given", ""),
    }
    return render(request, "employer_portal/adviser.html", context)


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Off to the platform, for the employer that is acted for. An adviser gives nothing for its client."""
    at = now()
    identity = gate.visitor(request, at=at)
    if identity is None or identity.through:
        return HttpResponseRedirect(reverse("adviser"))
    state = secrets.token_urlsafe(24)
    asked = Asked(SERVICE, identity.organisation, C.url + reverse("given"), state)
    page = C.granting.page(asked, at=at)
    if isinstance(page, Silence):
        log.warning("no page to give access on: %s", page.about)
        return refusals.closed(request, gate.account_of(request, identity))
    request.session[STATE] = state
    response = HttpResponseRedirect(page)
    response.status_code = 303
    return response


@require_GET
def given(request: HttpRequest) -> HttpResponse:
    """Back from the platform. What an address says is believed only with the name that went out."""
    went_out, result = request.session.get(STATE, ""), request.GET.get("result", "")
    if went_out and secrets.compare_digest(went_out.encode(), request.GET.get("state", "").encode()):
        del request.session[STATE]
        request.session["given"] = result if result in RESULTS else ""
    return HttpResponseRedirect(reverse("adviser"))
