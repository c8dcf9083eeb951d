"""The page behind the link in the employer's e-mail: what is confirmed, and one press (F5).

No login is needed: whoever reads the employer's mail answers for the employer. Opening the page does
nothing, so that a program that looks into mail confirms nothing.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.mandates.grants import links
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.grants.showing import described, last_day
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.visitor import Request

GONE = frozenset({Reason.LINK_EXPIRED, Reason.LINK_USED, Reason.CHANGED_MEANWHILE, Reason.REVOKED})


@sensitive_variables("token")
@by_other_proof
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: Request, token: str) -> HttpResponse:
    if request.method == "POST":
        return _pressed(request, token)
    link = links.judge(token, at=request.at)
    if isinstance(link, Refusal):
        return _no(request, link)
    context = {
        "grant": link.grant, "right": described(link.right), "last_day": last_day(link.ends_at),
        "number": Number.of(link.grant.receiver.ref), "widened": link.grant.confirmed,
        "before": described(link.grant.right),
    }  # fmt: skip
    return render(request, "grants/confirm.html", context)


def _pressed(request: Request, token: str) -> HttpResponse:
    confirms = request.POST.get("answer") == "confirm"
    press = links.confirm if confirms else links.deny
    done = press(token, at=request.at)
    if isinstance(done, Refusal):
        return _no(request, done)
    context = {"grant": done, "confirms": confirms, "right": described(done.right)}
    return render(request, "grants/confirmed.html", context)


def _no(request: Request, refusal: Refusal) -> HttpResponse:
    told = explanations.explained(refusal)
    used = refusal.reason is Reason.LINK_USED
    context = {
        "heading": told.sentence.removesuffix("."),
        "then": _("There is nothing more to do, unless somebody else pressed it: then end the access.")
        if used
        else _("Whoever manages your mandates can send a new link, under “Advisers’ access”."),
    }
    status = 410 if refusal.reason in GONE else 404
    return render(request, "grants/link_no.html", context, status=status)
