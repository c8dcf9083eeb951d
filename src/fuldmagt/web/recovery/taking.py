"""Taking a new means on the way back into a login (F9): a passkey, a chip, a code display or reader."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code import queries as codes
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.authenticators.models import Authenticator, PendingDisplay
from fuldmagt.authenticators.passkey import actions as passkeys
from fuldmagt.onboarding.activation.queries import Walk
from fuldmagt.onboarding.recovery import actions
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.forms import PasskeyForm, PinForm, ThingForm
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.things import picture_of, spelled
from fuldmagt.web.activation.walks import walking
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.recovery.showing import PURPOSE, TYPED, ended, finished, page
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])


@walking(purpose=PURPOSE)
@FORM
def passkey(request: Request, walk: Walk, token: str) -> HttpResponse:
    return _key(request, walk, token, Means.PASSKEY)


@walking(purpose=PURPOSE)
@FORM
def chip(request: Request, walk: Walk, token: str) -> HttpResponse:
    return _key(request, walk, token, Means.CHIP)


def _key(request: Request, walk: Walk, token: str, kind: Means) -> HttpResponse:
    form = PasskeyForm(request.POST or None)
    person = walk.user.person
    if person is None:
        return stopped(request, Refusal(Reason.STEP_NOT_POSSIBLE), token=token)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        done = actions.take_passkey(walk.link, typed["ceremony"], typed["response"], kind=kind, at=request.at)
        if isinstance(done, Authenticator):
            works = _("Your new chip works") if kind is Means.CHIP else _("Your new passkey works")
            return finished(request, walk, works)
        if done.reason not in TYPED:
            return ended(request, done, token)
        complain(form, done)
    ceremony = passkeys.begin_registration(person, walk.user, kind=kind, at=request.at)
    return page(request, kind.value, walk, token, form=form, ceremony=ceremony)


@sensitive_post_parameters("pin", "pin_again", "code")
@walking(purpose=PURPOSE)
@FORM
def display(request: Request, walk: Walk, token: str) -> HttpResponse:
    return _by_code(request, walk, token, Means.CODE_DISPLAY)


@sensitive_post_parameters("pin", "pin_again", "code")
@walking(purpose=PURPOSE)
@FORM
def reader(request: Request, walk: Walk, token: str) -> HttpResponse:
    return _by_code(request, walk, token, Means.CODE_READER)


def _by_code(request: Request, walk: Walk, token: str, kind: Means) -> HttpResponse:
    """What the organisation has handed out; where it has handed out nothing, an app of one's own."""
    pending = codes.handed_out(walk.user, kind, at=request.at)
    if pending is not None:
        return _handed_out(request, walk, token, pending)
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shown = displays.begin_enrolment(walk.user, kind=kind, at=request.at).ref
        if answer := _taken(request, walk, token, form, shown, kind):
            return answer
    enrolment = displays.begin_enrolment(walk.user, kind=kind, at=request.at)
    more = {"picture": picture_of(enrolment), "spelled": spelled(enrolment.secret)}
    speaks = kind is Means.CODE_READER
    return page(request, "display", walk, token, form=form, enrolment=enrolment, speaks=speaks, **more)


def _handed_out(request: Request, walk: Walk, token: str, pending: PendingDisplay) -> HttpResponse:
    kind = Means(pending.kind)
    form = ThingForm(request.POST or None, count=pending.digits)
    typed = request.method == "POST" and form.is_valid()
    if typed and (answer := _taken(request, walk, token, form, pending.ref, kind)):
        return answer
    return page(request, "thing", walk, token, form=form, word=MEANS[kind])


def _taken(
    request: Request, walk: Walk, token: str, form: PinForm, ref: str, kind: Means
) -> HttpResponse | None:
    """The page that says so, or why the link has ended; None where the form says what is to be mended."""
    typed = FirstUse(**form.cleaned_data)
    done = actions.take_display(walk.link, ref, typed, kind=kind, at=request.at)
    if isinstance(done, Authenticator):
        reads = kind is Means.CODE_READER
        return finished(
            request, walk, _("Your new code reader works") if reads else _("Your new code display works")
        )
    if done.reason not in TYPED:
        return ended(request, done, token)
    complain(form, done, "code" if done.reason is Reason.CODE_WRONG else None)
    return None
