"""Why an organisation cannot join like this, and the way that is left."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fuldmagt import explanations
from fuldmagt.onboarding.invitations.post import address
from fuldmagt.vocabulary.refusals import Reason, Refusal, Remedy
from fuldmagt.web.activation.stopped import as_heading
from fuldmagt.web.look.parts import Action
from fuldmagt.web.look.parts import Reason as Shown
from fuldmagt.web.refused import STATUS
from fuldmagt.web.visitor import Request

AGAIN = frozenset({Remedy.TRY_AGAIN, Remedy.TRY_LATER, Remedy.USE_STRONGER_EID, Remedy.RELOAD})


def stopped(request: Request, refusal: Refusal, *, joining: str = "", notifier: bool = False) -> HttpResponse:
    """`notifier`: it is a notifier who was stopped, whom no other notifier can help."""
    told = explanations.explained(refusal)
    action = _action(refusal, "joining:notify" if notifier else "joining:describe", joining)
    context = {
        "heading": as_heading(told.sentence),
        "reasons": [Shown(heading=as_heading(told.remedy), who=told.who, action=action)],
        "notifier": refusal.reason is Reason.EID_WITHOUT_NATIONAL_NUMBER and not notifier,
        "notifier_address": address("joining:notifier"),
        "code": refusal.reason.value,
    }
    return render(request, "joining/stopped.html", context, status=STATUS.get(refusal.reason, 403))


def _action(refusal: Refusal, page: str, joining: str) -> Action | None:
    if refusal.remedy in AGAIN and joining:
        return Action(_("Try again"), reverse(page, args=[joining]))
    if refusal.remedy is Remedy.CHECK_IDENTIFIER:
        return Action(_("Write the number again"), reverse("joining:find"))
    return None
