"""Choosing a new PIN: by the link from the mail, with the eID, and the code display in hand."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fuldmagt.authenticators.code import queries as codes
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.onboarding.activation.queries import Walk, walk_by
from fuldmagt.onboarding.invitations.rules import Purpose
from fuldmagt.onboarding.proofing import actions as proofing
from fuldmagt.onboarding.recovery import actions
from fuldmagt.registers.eid import actions as eid
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.forms import NewPinForm
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.walks import START, remember_link, walking
from fuldmagt.web.eid.browser import new_secret, sent
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.context import NOBODY
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])


@by_other_proof
@never_cache
@FORM
def start(request: Request, token: str) -> HttpResponse:
    walk = walk_by(token, at=request.at, purpose=Purpose.NEW_PIN)
    if isinstance(walk, Refusal):
        return stopped(request, walk, token=token)
    with in_language_of(request, walk.user):
        if request.method == "GET":
            return render(request, "activation/pin_start.html", {**NOBODY, "user": walk.user})
        return to_eid(request, walk, token, Purpose.NEW_PIN)


def to_eid(request: Request, walk: Walk, token: str, purpose: Purpose) -> HttpResponse:
    """To the eID once more, by a link that was sent to somebody who has been there before."""
    secret = new_secret()
    language = get_language() or settings.LANGUAGE_CODE
    url = eid.begin(purpose.value, walk.link.ref, browser=secret, language=language, at=request.at)
    opened = proofing.open_link(walk.link, url, at=request.at)
    if isinstance(opened, Refusal):
        return stopped(request, opened, token=token, start=START[purpose])
    remember_link(request, token)
    return sent(opened, secret)


@walking(purpose=Purpose.NEW_PIN)
@FORM
def choose(request: Request, walk: Walk, token: str) -> HttpResponse:
    display = codes.display_by(walk.link.about, user=walk.user)
    form = NewPinForm(request.POST or None, count=display.generator.digits if display else 6)
    if request.method == "POST" and form.is_valid():
        chosen = actions.choose_new_pin(walk.link, FirstUse(**form.cleaned_data), at=request.at)
        if not isinstance(chosen, Refusal):
            return render(request, "activation/pin_done.html", {**NOBODY, "user": walk.user})
        if chosen.reason is Reason.MEANS_LOCKED:
            return stopped(request, chosen, token=token)
        complain(form, chosen, "code" if chosen.reason is Reason.CODE_WRONG else None)
    return render(request, "activation/pin.html", {**NOBODY, "form": form, "user": walk.user})
