"""The last step on the way to a login by the app: user id and activation code, to be typed there (B10)."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.authenticators.app import actions, queries
from fuldmagt.onboarding.activation.queries import Walk
from fuldmagt.onboarding.activation.rules import Stage, not_chosen, offered
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.views import common
from fuldmagt.web.activation.walks import bound_user, walking
from fuldmagt.web.app.codes import code_shown, state_of
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.visitor import Request


@by_other_proof
@never_cache
@require_http_methods(["GET", "POST"])
def app(request: Request, token: str) -> HttpResponse:
    """The code, until the app has been activated with it; then the summary."""
    if bound_user(request, token) is not None:
        return redirect("activation:done", token)
    return _page(request, token)


@by_other_proof
@never_cache
@require_safe
def state(request: Request, token: str) -> HttpResponse:
    """How far the app has come, for the page that waits for it."""
    if bound_user(request, token) is not None:
        return JsonResponse({"state": "done"})
    return _state(request, token)


@walking(Stage.PHONED)
def _page(request: Request, walk: Walk, token: str) -> HttpResponse:
    if refusal := not_chosen(Means.APP, chosen=walk.user.first_means):
        return stopped(request, refusal, token=token)
    if request.method == "POST":
        actions.renew(walk.user, at=request.at)
        return redirect("activation:app", token)
    pending = actions.begin(walk.user, at=request.at)
    context = {"may_choose": len(offered(walk.user.first_means)) > 1} | code_shown(pending)
    return render(request, "activation/app.html", common(walk, token) | context)


@walking(Stage.PHONED)
def _state(request: Request, walk: Walk, token: str) -> HttpResponse:
    pending = queries.newest_code(walk.user, at=request.at)
    return JsonResponse({"state": state_of(pending)})
