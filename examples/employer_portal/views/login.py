"""In and out: the front page, the way to the platform and back, and the goodbye."""

import json
import logging
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from examples.employer_portal import gate, reach
from examples.employer_portal.configuration import CONFIGURATION as C
from examples.employer_portal.rights import LEAST, RIGHTS, SERVICE
from examples.kit.frame import now, preferred, remember
from examples.kit.identity import LOA, Identity, identity_of, level_of
from examples.kit.keys import public
from examples.kit.login.failed import Failed, Reason
from examples.kit.login.relying_party import Begun

UNDER_WAY: Final = "logins"
MOST: Final = 5  # logins that one browser may have begun and not finished
PROMPTS: Final = {"login", "select_account"}
log = logging.getLogger(__name__)


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    if gate.visitor(request, at=now()):
        return HttpResponseRedirect(reverse("welcome"))
    shown = {"goodbye": request.session.pop("goodbye", False), "contact": C.contact}
    return render(request, "employer_portal/front.html", shown)


@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """Send the browser to the platform, where the person chooses for whom."""
    onwards = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onwards, allowed_hosts=None):
        onwards = reverse("welcome")
    wishes = {
        "acr_values": wished if level_of(wished := request.GET.get("acr", "")) else f"{LOA}{LEAST}",
        "prompt": prompt if (prompt := request.GET.get("prompt", "")) in PROMPTS else "",
        "login_hint": request.GET.get("login_hint", "")[:100],
    }
    return begin(request, onwards=onwards, wishes=wishes)


def begin(
    request: HttpRequest, *, onwards: str, wishes: dict[str, str], organisation: str = ""
) -> HttpResponse:
    """Send the browser to the platform; keep what its answer must fit, the organisation too."""
    asked = {"ui_locales": get_language() or "", **wishes}
    if organisation:
        detail = {
            "type": f"{C.party.provider.issuer}/rights",
            "service": SERVICE,
            "organisation": organisation,
        }
        asked["authorization_details"] = json.dumps([detail])
    begun = C.party.begin(at=now(), onwards=onwards, wishes=asked)
    if isinstance(begun, Failed):
        return failed(request, begun)
    address, login = begun
    waiting = request.session.get(UNDER_WAY, {})
    kept = {"login": login.kept(), "organisation": organisation}
    request.session[UNDER_WAY] = {**dict(list(waiting.items())[-MOST + 1 :]), login.state: kept}
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """The platform's answer. Each login is answered once, and the session changes its name."""
    at = now()
    waiting = request.session.get(UNDER_WAY, {})
    kept = waiting.pop(request.GET.get("state", ""), None)
    request.session[UNDER_WAY] = waiting
    finished = C.party.finish(request.GET.dict(), Begun(**kept["login"]) if kept else None, at=at)
    if isinstance(finished, Failed):
        return failed(request, finished)
    identity = identity_of(finished.claims, rights=RIGHTS, least=LEAST)
    if isinstance(identity, Failed):
        return failed(request, identity)
    if kept and kept["organisation"] not in ("", identity.organisation):
        return failed(
            request, Failed(Reason.TOKEN_WRONG, "it is for another organisation than was asked for")
        )
    several = _has_several(identity)
    request.session.flush()
    request.session["identity"] = identity.kept()
    request.session["several"] = several
    request.session["id_token"] = finished.id_token
    request.session["since"] = at.timestamp()
    response = HttpResponseRedirect(finished.onwards)
    if "locale" in finished.claims and (code := preferred(str(finished.claims["locale"]))):
        remember(response, code)
    return response


def _has_several(identity: Identity) -> bool:
    """Whether there is anything to change to: always for an adviser, who may get more while logged in."""
    found = None if identity.through else reach.within(identity, at=now())
    return bool(identity.through) or (isinstance(found, dict) and len(found) > 1)


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
    """The portal's public key, for the platform to check its signatures with."""
    return JsonResponse(public(C.key))


STATUS: Final = {Reason.PROVIDER_SILENT: 503, Reason.PROVIDER_ODD: 502}


def failed(request: HttpRequest, failure: Failed) -> HttpResponse:
    """Whoever was logged in before still is, for the one they acted for."""
    at = now()
    log.warning("login came to nothing: %s, %s", failure.reason, failure.about)
    identity = gate.visitor(request, at=at)
    shown = {
        "reason": failure.reason.value,
        "cancelled": failure.about == "access_denied",
        "at": at,
        "account": gate.account_of(request, identity) if identity else None,
        "contact": C.contact,
    }
    return render(request, "employer_portal/failed.html", shown, status=STATUS.get(failure.reason, 403))
