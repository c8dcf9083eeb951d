"""The app as the new means on the way back: user id and activation code, to be typed there (F9, B6)."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.authenticators.app.queries import newest_code, taken_by_link
from fuldmagt.onboarding.activation.queries import Walk
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.recovery import actions
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.walks import START, bound_link, walking
from fuldmagt.web.app.codes import code_shown, state_of
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.visitor import Request

PURPOSE = Purpose.RECOVERY


@by_other_proof
@never_cache
@require_http_methods(["GET", "POST"])
def app(request: Request, token: str, ref: str = "") -> HttpResponse:
    """The code, until the app has been activated with it; `ref` names the app that the new one replaces."""
    if (user := _has_taken(request, token)) is None:
        return _page(request, token, ref=ref)
    with in_language_of(request, user):
        return render(request, "recovery/done.html", {"user": user, "heading": _("Your app works")})


@by_other_proof
@never_cache
@require_safe
def state(request: Request, token: str) -> HttpResponse:
    """How far the app has come, for the page that waits for it."""
    if _has_taken(request, token) is not None:
        return JsonResponse({"state": "done"})
    return _state(request, token)


def _has_taken(request: Request, token: str) -> BusinessUser | None:
    return taken_by_link(bound_link(request, token))


@walking(purpose=PURPOSE)
def _page(request: Request, walk: Walk, token: str, ref: str) -> HttpResponse:
    anew = request.method == "POST"
    pending = actions.begin_app(walk.link, replaces=ref, anew=anew, at=request.at)
    if isinstance(pending, Refusal):
        return stopped(request, pending, token=token, start=START[PURPOSE])
    if anew:
        return redirect(request.path)
    look = reverse("recovery:app_state", args=[token])
    context = {"user": walk.user, "token": token, "look": look} | code_shown(pending)
    return render(request, "recovery/app.html", context)


@walking(purpose=PURPOSE)
def _state(request: Request, walk: Walk, token: str) -> HttpResponse:
    return JsonResponse({"state": state_of(newest_code(walk.user, at=request.at))})
