"""The last step: a means of login. With it the login works (B6, B10)."""

from collections.abc import Collection, Mapping
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.authenticators.passkey import actions as passkeys
from fuldmagt.authenticators.sharing import queries as sharing
from fuldmagt.onboarding.activation import actions, queries
from fuldmagt.onboarding.activation.queries import Walk
from fuldmagt.onboarding.activation.rules import Stage, not_chosen, offered
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation import things
from fuldmagt.web.activation.forms import PasskeyForm
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.views import common
from fuldmagt.web.activation.walks import walking
from fuldmagt.web.activation.ways import choice
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.look.parts import Choice
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])
PAGES: Final[Mapping[Means, str]] = {
    Means.APP: "app",
    Means.PASSKEY: "passkey",
    Means.CODE_DISPLAY: "own_display",
    Means.CODE_READER: "reader",
    Means.CHIP: "chip",
}
"""Where each kind is taken into use."""


@walking(Stage.PHONED)
@require_GET
def choose(request: Request, walk: Walk, token: str) -> HttpResponse:
    """One of few ways. Somebody whose means was kept but who was interrupted only has to finish."""
    open_ways = [
        choice(kind, reverse(f"activation:{PAGES[kind]}", args=[token]))
        for kind in offered(walk.user.first_means)
    ]
    context = common(walk, token) | {
        "ways": open_ways,
        "had": queries.means_had(walk.user),
        "shared": shared_with(walk.user, offered(walk.user.first_means)),
    }
    return render(request, "activation/means.html", context)


def shared_with(user: BusinessUser, kinds: Collection[Means]) -> list[Choice]:
    """What the person has for another work login, where both organisations let it serve both (B14)."""
    return [
        Choice(
            str(MEANS[Means(each.kind)]),
            help=each.name,
            icon="link",
            name="means",
            value=each.ref,
        )
        for each in sharing.offered(user)
        if Means(each.kind) in kinds
    ]


@walking(Stage.PHONED)
@require_POST
def share(request: Request, walk: Walk, token: str) -> HttpResponse:
    """Use for this login too what one has already."""
    taken = actions.take_shared(walk.user, request.POST.get("means", ""), at=request.at)
    if isinstance(taken, Refusal):
        return stopped(request, taken, token=token)
    return redirect("activation:done", token)


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
    return things.by_code(request, walk, token, Means.CODE_DISPLAY)


@walking(Stage.PHONED)
@require_POST
def finish(request: Request, walk: Walk, token: str) -> HttpResponse:
    """For somebody who was interrupted between the means and the end."""
    finished = actions.activate(walk.user, at=request.at)
    if isinstance(finished, Refusal):
        return stopped(request, finished, token=token)
    return redirect("activation:done", token)
