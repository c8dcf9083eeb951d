"""What happens when the eID sends a signatory back."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fuldmagt.onboarding.activation.queries import walk_by
from fuldmagt.onboarding.joining import actions
from fuldmagt.onboarding.joining.actions import Signed
from fuldmagt.onboarding.notifying import actions as notifying
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.activation.walks import bind
from fuldmagt.web.joining.stopped import stopped
from fuldmagt.web.visitor import Request

JOINING: Final = "joining"
SIGNING: Final = "signing"
NOTIFYING: Final = "notifying"


def arrived(request: Request, joining: str, outcome: Identity | Refusal) -> HttpResponse:
    """The one who began: on to the others, or, when nobody else has to sign, to the own login."""
    signed = actions.sign(joining, outcome, at=request.at)
    if isinstance(signed, Refusal):
        return stopped(request, signed, joining=joining)
    if signed.user is None:
        return redirect("joining:others", joining)
    return _on_to_the_own_login(request, signed)


def arrived_by_mail(request: Request, joining: str, outcome: Identity | Refusal) -> HttpResponse:
    """One who was asked by mail: thanks, and what is still missing."""
    signed = actions.sign(joining, outcome, at=request.at)
    if isinstance(signed, Refusal):
        return stopped(request, signed)
    context = {"joining": signed.joining, "joined": signed.user is not None, "missing": signed.missing}
    return render(request, "joining/signed.html", context)


def arrived_as_notifier(request: Request, joining: str, outcome: Identity | Refusal) -> HttpResponse:
    """The notifier is known: on to the signed authority."""
    known = notifying.identify(joining, outcome, at=request.at)
    if isinstance(known, Refusal):
        return stopped(request, known, joining=joining, notifier=True)
    return redirect("joining:authority", joining)


def _on_to_the_own_login(request: Request, signed: Signed) -> HttpResponse:
    walk = walk_by(signed.token, at=request.at)
    if isinstance(walk, Refusal):
        return stopped(request, walk)
    bind(request, walk.link.ref, signed.token)
    messages.success(
        request,
        _(
            "%(organisation)s has joined. You are its organisation administrator, and administer its "
            "users and rights until you give these tasks to somebody else. Make your own login ready now."
        )
        % {"organisation": signed.joining.name},
    )
    return redirect("activation:user_id", signed.token)
