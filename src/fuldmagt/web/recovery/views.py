"""Back into a login (F9): by the link from the mail and the eID, to a new PIN or a new means."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.authenticators.code import queries as codes
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.onboarding.activation.queries import Walk, walk_by
from fuldmagt.onboarding.recovery import actions, queries
from fuldmagt.onboarding.recovery.queries import Held
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.activation.forms import NewPinForm
from fuldmagt.web.activation.means import shared_with
from fuldmagt.web.activation.pin import to_eid
from fuldmagt.web.activation.stopped import stopped
from fuldmagt.web.activation.walks import walking
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.language import in_language_of
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.look.parts import Choice
from fuldmagt.web.permission import by_other_proof
from fuldmagt.web.recovery.showing import PURPOSE, TYPED, at_page, ended, finished, page, way
from fuldmagt.web.visitor import Request

FORM = require_http_methods(["GET", "POST"])


@by_other_proof
@never_cache
@FORM
def start(request: Request, token: str) -> HttpResponse:
    """The page that the link opens. Looking changes nothing; the button goes to the eID."""
    walk = walk_by(token, at=request.at, purpose=PURPOSE)
    if isinstance(walk, Refusal):
        return stopped(request, walk, token=token)
    with in_language_of(request, walk.user):
        if request.method == "POST":
            return to_eid(request, walk, token, PURPOSE)
        return render(request, "recovery/start.html", {"user": walk.user})


@walking(purpose=PURPOSE)
@require_GET
def choose(request: Request, walk: Walk, token: str) -> HttpResponse:
    """What has happened: the PIN is forgotten, the thing itself is gone, or both."""
    held, kinds = queries.held(walk.user), queries.kinds(walk.user)
    context = {
        "user": walk.user,
        "token": token,
        "pins": [_new_pin(each, token) for each in held if each.has_pin and not each.stopped]
        + [_app_anew(each, token) for each in held if each.can_be_replaced],
        "ways": [way(kind, token) for kind in kinds],
        "held": [{"name": _named(each), "url": at_page("lost", token, each.ref)} for each in held],
        "shared": shared_with(walk.user, kinds),
    }
    return render(request, "recovery/choose.html", context)


def _new_pin(held: Held, token: str) -> Choice:
    return Choice(_("Choose a new PIN"), help=_named(held), icon="key", url=at_page("pin", token, held.ref))


def _app_anew(held: Held, token: str) -> Choice:
    return Choice(
        _("Set the app up anew, with a new PIN"),
        help=_("%(app)s ends when the new one is in use.") % {"app": _named(held)},
        icon="smartphone",
        url=at_page("app_anew", token, held.ref),
    )


@walking(purpose=PURPOSE)
@require_POST
def share(request: Request, walk: Walk, token: str) -> HttpResponse:
    """Use for this login too what one has already."""
    done = actions.take_shared(walk.link, request.POST.get("means", ""), at=request.at)
    if isinstance(done, Refusal):
        return ended(request, done, token)
    return finished(request, walk, _("Your means of login works here too"))


@sensitive_post_parameters("pin", "pin_again", "code")
@walking(purpose=PURPOSE)
@FORM
def pin(request: Request, walk: Walk, token: str, ref: str) -> HttpResponse:
    """A new PIN for a display that is in its holder's hand, as the code that it shows tells."""
    held = queries.one(walk.user, ref)
    if held is None or not held.has_pin:
        return redirect("recovery:choose", token)
    display = codes.display_by(ref, user=walk.user)
    form = NewPinForm(request.POST or None, count=display.generator.digits if display else 6)
    if request.method == "POST" and form.is_valid():
        typed = FirstUse(**form.cleaned_data)
        done = actions.choose_new_pin(walk.link, typed, authenticator=ref, at=request.at)
        if not isinstance(done, Refusal):
            return finished(request, walk, _("Your new PIN works"))
        if done.reason not in TYPED:
            return ended(request, done, token)
        complain(form, done, "code" if done.reason is Reason.CODE_WRONG else None)
    return page(request, "pin", walk, token, form=form, name=_named(held))


@walking(purpose=PURPOSE)
@FORM
def lost(request: Request, walk: Walk, token: str, ref: str) -> HttpResponse:
    """Ask, and stop it for good."""
    held = queries.one(walk.user, ref)
    if held is None:
        return redirect("recovery:choose", token)
    if request.method == "POST":
        done = actions.report_lost(walk.link, ref, at=request.at)
        if isinstance(done, Refusal):
            return ended(request, done, token)
        messages.success(request, _("It is stopped. Nobody can log in by it any more."))
        return redirect("recovery:choose", token)
    return page(request, "lost", walk, token, name=_named(held), back=at_page("choose", token))


def _named(held: Held) -> str:
    return f"{MEANS[Means(held.kind)]} {held.name}".strip()
