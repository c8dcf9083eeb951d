"""In and out: the front page, the way to the platform and back, and the goodbye."""

import logging
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from examples.kit.frame import now, preferred, remember
from examples.kit.keys import public
from examples.kit.login.failed import Failed, Reason
from examples.kit.login.relying_party import Begun
from examples.se_sag import gate
from examples.se_sag.configuration import CONFIGURATION as C
from examples.se_sag.identity import LEAST, LOA, identity_of, level_of

UNDER_WAY: Final = "logins"
MOST: Final = 5  # logins that one browser may have begun and not finished
PROMPTS: Final = {"login", "select_account"}
log = logging.getLogger(__name__)


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    if gate.visitor(request, at=now()):
        return HttpResponseRedirect(reverse("cases"))
    return render(request, "se_sag/front.html", {"goodbye": request.session.pop("goodbye", False)})


@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """Send the browser to the platform; keep what its answer must fit."""
    onwards = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onwards, allowed_hosts=None):
        onwards = reverse("cases")
    wishes = {
        "acr_values": wished if level_of(wished := request.GET.get("acr", "")) else f"{LOA}{LEAST}",
        "prompt": prompt if (prompt := request.GET.get("prompt", "")) in PROMPTS else "",
        "ui_locales": get_language() or "",
        "login_hint": request.GET.get("login_hint", "")[:100],
    }
    begun = C.party.begin(at=now(), onwards=onwards, wishes=wishes)
    if isinstance(begun, Failed):
        return failed(request, begun)
    address, login = begun
    waiting = request.session.get(UNDER_WAY, {})
    request.session[UNDER_WAY] = {**dict(list(waiting.items())[-MOST + 1 :]), login.state: login.kept()}
    return HttpResponseRedirect(address)


@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """The platform's answer. Each login is answered once, and the session changes its name."""
    at = now()
    waiting = request.session.get(UNDER_WAY, {})
    kept = waiting.pop(request.GET.get("state", ""), None)
    request.session[UNDER_WAY] = waiting
    finished = C.party.finish(request.GET.dict(), Begun(**kept) if kept else None, at=at)
    if isinstance(finished, Failed):
        return failed(request, finished)
    identity = identity_of(finished.claims)
    if isinstance(identity, Failed):
        return failed(request, identity)
    request.session.flush()
    request.session["identity"] = identity.kept()
    request.session["id_token"] = finished.id_token
    request.session["since"] = at.timestamp()
    response = HttpResponseRedirect(finished.onwards)
    if "locale" in finished.claims and (code := preferred(str(finished.claims["locale"]))):
        remember(response, code)
    return response


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Forget the person here, then at the platform."""
    token = request.session.get("id_token", "")
    request.session.flush()
    request.session["goodbye"] = True
    back = f"{C.url}{reverse('front')}"
    response = HttpResponseRedirect(C.party.goodbye(token, back=back, at=now()) if token else back)
    response.status_code = 303
    return response


@require_GET
def jwks(request: HttpRequest) -> JsonResponse:
    """Se Sag's public key, for the platform to check its signatures with."""
    return JsonResponse(public(C.key))


STATUS: Final = {Reason.PROVIDER_SILENT: 503, Reason.PROVIDER_ODD: 502}


def failed(request: HttpRequest, failure: Failed) -> HttpResponse:
    log.warning("login came to nothing: %s, %s", failure.reason, failure.about)
    shown = {"reason": failure.reason.value, "cancelled": failure.about == "access_denied", "at": now()}
    return render(request, "se_sag/failed.html", shown, status=STATUS.get(failure.reason, 403))
