"""A login that is approved in the app: this page shows the number and waits."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.authenticators.approvals import actions, queries
from fuldmagt.authenticators.approvals.rules import PATIENCE, State
from fuldmagt.authenticators.models import AppRequest
from fuldmagt.authenticators.proof import Proof
from fuldmagt.sign_in import browser
from fuldmagt.sign_in import queries as sign_ins
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.sign_in import cookies
from fuldmagt.web.sign_in.pending import Pending, SeeOther, of_this_browser
from fuldmagt.web.sign_in.proven import TURNED_AWAY, go_on, turned_away
from fuldmagt.web.sign_in.showing import asking
from fuldmagt.web.visitor import Request

OVER = "over"


@require_http_methods(["GET", "POST"])
@of_this_browser
def app(request: Request, pending: Pending) -> HttpResponse:
    """Asks the app, unless it has been asked; by POST once more, with a new number."""
    typed = pending.sign_in.typed_user_id
    if not typed or Means.APP not in sign_ins.means_offered(pending.demand, at=request.at):
        return SeeOther(pending.url("front"))
    asked = queries.of_login(pending.ref, typed)
    if request.method == "POST" or asked is None:
        made = _ask(request, pending)
        if request.method == "POST" and isinstance(made, AppRequest):
            return SeeOther(pending.url("app"))
        return _page(request, pending, made)
    if asked.state == State.APPROVED:
        return _approved(request, pending)
    return _page(request, pending, asked)


@require_safe
@of_this_browser
def state(request: Request, pending: Pending) -> HttpResponse:
    """Whether the page has something new to show."""
    asked = queries.of_login(pending.ref, pending.sign_in.typed_user_id)
    return JsonResponse({"state": _state(request, asked)})


def _state(request: Request, asked: AppRequest | None) -> str:
    late = asked is None or (asked.state == State.WAITING and asked.expires_at <= request.at)
    return OVER if asked is None or late else asked.state


def _ask(request: Request, pending: Pending) -> AppRequest | Refusal:
    kept = browser.pairs(request.COOKIES.get(browser.COOKIE, ""))
    own = [ref for ref, _ in kept if sign_ins.of_browser(ref, cookies.secret_for(ref, request))]
    return actions.ask(
        pending.sign_in.typed_user_id,
        bound_to=pending.ref,
        own_logins=own,
        services=pending.demand.services,
        user_agent=request.headers.get("User-Agent", ""),
        at=request.at,
    )


def _approved(request: Request, pending: Pending) -> HttpResponse:
    proof = actions.take_up(pending.ref, pending.sign_in.typed_user_id, at=request.at)
    if isinstance(proof, Proof):
        return go_on(request, pending, proof)
    if proof.reason in TURNED_AWAY:
        return turned_away(request, pending, proof)
    return _page(request, pending, queries.of_login(pending.ref, pending.sign_in.typed_user_id))


def _page(request: Request, pending: Pending, asked: AppRequest | Refusal | None) -> HttpResponse:
    before = cookies.before(request)
    known = before is not None and before.user_id == pending.sign_in.typed_user_id
    context = {"pending": pending, "asking": asking(pending.demand), "before": before if known else None}
    if isinstance(asked, Refusal):
        often = asked.reason is Reason.TOO_MANY_TRIES
        said = {"state": OVER, "too_often": often, "another_waits": not often}
        return render(request, "sign_in/app.html", context | said, status=429 if often else 409)
    said = {"state": _state(request, asked), "request_": asked, "minutes": PATIENCE.seconds // 60}
    return render(request, "sign_in/app.html", context | said)
