"""What happens when the eID sends somebody back who is activating a login, or choosing a new PIN."""

from datetime import datetime
from typing import Final, Protocol

from django.http import HttpResponse
from django.shortcuts import redirect

from fuldmagt.onboarding.activation.queries import walk_by
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.proofing.actions import confirm
from fuldmagt.onboarding.recovery.actions import confirm_again
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.journey import page_of
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.walks import START, bind, remembered_link
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.visitor import Request

ACTIVATION: Final = Purpose.ACTIVATION.value
NEW_PIN: Final = Purpose.NEW_PIN.value
RECOVERY: Final = Purpose.RECOVERY.value
CHOOSE: Final = {Purpose.NEW_PIN: "activation:pin_choose", Purpose.RECOVERY: "recovery:choose"}


class Confirmation(Protocol):
    def __call__(
        self, link_ref: str, outcome: Identity | Refusal, /, *, at: datetime
    ) -> BusinessUser | Refusal: ...


def arrived(request: Request, link: str, outcome: Identity | Refusal) -> HttpResponse:
    return _arrived(request, link, outcome, Purpose.ACTIVATION, confirm)


def arrived_for_pin(request: Request, link: str, outcome: Identity | Refusal) -> HttpResponse:
    return _arrived(request, link, outcome, Purpose.NEW_PIN, confirm_again)


def arrived_for_recovery(request: Request, link: str, outcome: Identity | Refusal) -> HttpResponse:
    return _arrived(request, link, outcome, Purpose.RECOVERY, confirm_again)


def _arrived(
    request: Request, link: str, outcome: Identity | Refusal, purpose: Purpose, confirmation: Confirmation
) -> HttpResponse:
    """Confirmed: on to where the person is. Not confirmed: why, and the way on."""
    token = remembered_link(request)
    confirmed = confirmation(link, outcome, at=request.at)
    walk = walk_by(token, at=request.at, purpose=purpose)
    if isinstance(walk, Refusal) or walk.link.ref != link:
        refusal = confirmed if isinstance(confirmed, Refusal) else Refusal(Reason.LINK_UNKNOWN)
        return stopped(request, refusal)
    with in_language_of(request, walk.user):
        if isinstance(confirmed, Refusal):
            return stopped(request, confirmed, token=token, start=START[purpose])
        bind(request, link, token)
        if purpose in CHOOSE:
            return redirect(CHOOSE[purpose], token)
        return redirect(page_of(walk, token))
