"""The last step: a passkey or a code display. With it the login works (B6, B10)."""

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code.actions import Enrolment, FirstUse
from fuldmagt.authenticators.passkey import actions as passkeys
from fuldmagt.onboarding.activation import actions, queries
from fuldmagt.onboarding.activation.queries import Walk
from fuldmagt.onboarding.activation.rules import Stage, not_chosen, offered
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.forms import PasskeyForm, PinForm
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.views import common
from fuldmagt.web.activation.walks import walking
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.look.parts import Choice
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])


@walking(Stage.PHONED)
@require_GET
def choose(request: Request, walk: Walk, token: str) -> HttpResponse:
    """One of few ways. Somebody whose means was kept but who was interrupted only has to finish."""
    ways = {
        Means.APP: Choice(
            _("The app on your phone"),
            help=_("You choose a PIN for it. When you log in, you approve on the phone."),
            icon="smartphone",
            url=reverse("activation:app", args=[token]),
        ),
        Means.PASSKEY: Choice(
            _("A passkey on this device"),
            help=_("You log in with the fingerprint, the face or the PIN that opens this device."),
            icon="laptop",
            url=reverse("activation:passkey", args=[token]),
        ),
        Means.CODE_DISPLAY: Choice(
            _("A code display"),
            help=_(
                "A small device, or an app on your phone, that shows six digits. You choose a PIN for it."
            ),
            icon="key",
            url=reverse("activation:own_display", args=[token]),
        ),
    }
    open_ways = [ways[means] for means in offered(walk.user.first_means)]
    context = common(walk, token) | {"ways": open_ways, "had": queries.means_had(walk.user)}
    return render(request, "activation/means.html", context)


@walking(Stage.PHONED)
@FORM
def passkey(request: Request, walk: Walk, token: str) -> HttpResponse:
    form = PasskeyForm(request.POST or None)
    person = walk.user.person
    if refusal := not_chosen(Means.PASSKEY, chosen=walk.user.first_means):
        return stopped(request, refusal, token=token)
    if person is None:
        return stopped(request, Refusal(Reason.STEP_NOT_POSSIBLE), token=token)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        taken = actions.take_passkey(walk.user, typed["ceremony"], typed["response"], at=request.at)
        if not isinstance(taken, Refusal):
            return redirect("activation:done", token)
        complain(form, taken)
    ceremony = passkeys.begin_registration(person, walk.user, at=request.at)
    context = common(walk, token) | {"form": form, "ceremony": ceremony}
    return render(request, "activation/passkey.html", context)


@walking(Stage.PHONED)
@FORM
def display(request: Request, walk: Walk, token: str) -> HttpResponse:
    """The secret as a picture and as text, a PIN, and a first code as proof that the device works."""
    if refusal := not_chosen(Means.CODE_DISPLAY, chosen=walk.user.first_means):
        return stopped(request, refusal, token=token)
    enrolment = displays.begin_enrolment(walk.user, at=request.at)
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = FirstUse(**form.cleaned_data)
        taken = actions.take_display(walk.user, enrolment.ref, typed, at=request.at)
        if not isinstance(taken, Refusal):
            return redirect("activation:done", token)
        complain(form, taken, "code" if taken.reason is Reason.CODE_WRONG else None)
        enrolment = displays.begin_enrolment(walk.user, at=request.at)
    context = common(walk, token) | {"form": form, "enrolment": enrolment, "picture": picture_of(enrolment)}
    return render(request, "activation/display.html", context)


@walking(Stage.PHONED)
@require_POST
def finish(request: Request, walk: Walk, token: str) -> HttpResponse:
    """For somebody who was interrupted between the means and the end."""
    finished = actions.activate(walk.user, at=request.at)
    if isinstance(finished, Refusal):
        return stopped(request, finished, token=token)
    return redirect("activation:done", token)


def picture_of(enrolment: Enrolment) -> str:
    """The QR code as a data address, on white in every colour scheme."""
    return str(segno.make(enrolment.uri, error="m").svg_data_uri(scale=5, border=4, light="#fff"))
