"""The last step with a thing: a code display or reader, be it an app of one's own, or a chip (B6)."""

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code import queries as codes
from fuldmagt.authenticators.code.actions import Enrolment, FirstUse
from fuldmagt.authenticators.models import PendingDisplay
from fuldmagt.authenticators.passkey import actions as passkeys
from fuldmagt.onboarding.activation import actions
from fuldmagt.onboarding.activation.queries import Walk
from fuldmagt.onboarding.activation.rules import Stage, not_chosen
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.forms import PasskeyForm, PinForm, ThingForm
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.views import common
from fuldmagt.web.activation.walks import walking
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])


@walking(Stage.PHONED)
@FORM
def reader(request: Request, walk: Walk, token: str) -> HttpResponse:
    return by_code(request, walk, token, Means.CODE_READER)


def by_code(request: Request, walk: Walk, token: str, kind: Means) -> HttpResponse:
    """What the organisation has handed out; where it has handed out nothing, an app of one's own."""
    if refusal := not_chosen(kind, chosen=walk.user.first_means):
        return stopped(request, refusal, token=token)
    pending = codes.handed_out(walk.user, kind, at=request.at)
    if pending is not None:
        return _handed_out(request, walk, token, pending)
    enrolment = displays.begin_enrolment(walk.user, kind=kind, at=request.at)
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = FirstUse(**form.cleaned_data)
        taken = actions.take_display(walk.user, enrolment.ref, typed, kind=kind, at=request.at)
        if not isinstance(taken, Refusal):
            return redirect("activation:done", token)
        complain(form, taken, "code" if taken.reason is Reason.CODE_WRONG else None)
        enrolment = displays.begin_enrolment(walk.user, kind=kind, at=request.at)
    context = common(walk, token) | {
        "form": form,
        "enrolment": enrolment,
        "picture": picture_of(enrolment),
        "spelled": spelled(enrolment.secret),
        "speaks": kind is Means.CODE_READER,
    }
    return render(request, "activation/display.html", context)


def _handed_out(request: Request, walk: Walk, token: str, pending: PendingDisplay) -> HttpResponse:
    kind = Means(pending.kind)
    form = ThingForm(request.POST or None, count=pending.digits)
    if request.method == "POST" and form.is_valid():
        typed = FirstUse(**form.cleaned_data)
        taken = actions.take_display(walk.user, pending.ref, typed, kind=kind, at=request.at)
        if not isinstance(taken, Refusal):
            return redirect("activation:done", token)
        complain(form, taken, "code" if taken.reason is Reason.CODE_WRONG else None)
    context = common(walk, token) | {"form": form, "word": MEANS[kind]}
    return render(request, "activation/thing.html", context)


@walking(Stage.PHONED)
@FORM
def chip(request: Request, walk: Walk, token: str) -> HttpResponse:
    form = PasskeyForm(request.POST or None)
    person = walk.user.person
    if refusal := not_chosen(Means.CHIP, chosen=walk.user.first_means):
        return stopped(request, refusal, token=token)
    if person is None:
        return stopped(request, Refusal(Reason.STEP_NOT_POSSIBLE), token=token)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        taken = actions.take_passkey(
            walk.user, typed["ceremony"], typed["response"], kind=Means.CHIP, at=request.at
        )
        if not isinstance(taken, Refusal):
            return redirect("activation:done", token)
        complain(form, taken)
    ceremony = passkeys.begin_registration(person, walk.user, kind=Means.CHIP, at=request.at)
    return render(request, "activation/chip.html", common(walk, token) | {"form": form, "ceremony": ceremony})


def picture_of(enrolment: Enrolment) -> str:
    """The QR code as a data address, on white in every colour scheme."""
    return str(segno.make(enrolment.uri, error="m").svg_data_uri(scale=5, border=4, light="#fff"))


def spelled(secret: str) -> list[str]:
    """In groups of four, letter by letter, as a screen reader says it."""
    return [" ".join(secret[start : start + 4]) for start in range(0, len(secret), 4)]
