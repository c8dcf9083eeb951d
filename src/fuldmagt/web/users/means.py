"""What an administrator does to a user's means of login: each view one deed, asked first where it hurts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from fuldmagt.authenticators import actions
from fuldmagt.authenticators import queries as authenticators
from fuldmagt.authenticators.guesses import actions as guesses
from fuldmagt.authenticators.models import Authenticator, UserMeans
from fuldmagt.authenticators.orders import actions as orders
from fuldmagt.authenticators.orders.rules import ORDERED
from fuldmagt.onboarding.recovery import actions as recovery
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.users.forms import DisplayForm
from fuldmagt.web.users.header import header
from fuldmagt.web.visitor import VisitorRequest


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done to a means, as the page asks for it and as it is told when done."""

    do: Callable[..., Authenticator | Refusal]
    question: Promise
    happens: Promise
    verb: Promise
    done: Promise


WAYS: Final[Mapping[str, Way]] = {
    "remove": Way(
        actions.remove,
        gettext_lazy("Remove the means of login of %(name)s?"),
        gettext_lazy("%(name)s can no longer log in by it. To use it again it has to be set up anew."),
        gettext_lazy("Remove the means"),
        gettext_lazy("The means of login is removed."),
    ),
    "lock": Way(
        actions.lock,
        gettext_lazy("Lock the means of login of %(name)s?"),
        gettext_lazy("Nobody can log in by it until you unlock it. Other means of %(name)s still work."),
        gettext_lazy("Lock the means"),
        gettext_lazy("The means of login is locked."),
    ),
    "unlock": Way(
        actions.unlock,
        gettext_lazy("Unlock the means of login of %(name)s?"),
        gettext_lazy("Only when you are sure that nobody else has it. It works again at once."),
        gettext_lazy("Unlock the means"),
        gettext_lazy("The means of login works again."),
    ),
    "lost": Way(
        recovery.start_for_lost,
        gettext_lazy("Stop the means of login of %(name)s as lost?"),
        gettext_lazy("Nobody can log in by it any more, not even if it is found. %(name)s gets a link by "
                     "e-mail, shows the eID, and chooses another. You neither choose nor see it."),
        gettext_lazy("Stop it for good"),
        gettext_lazy("The means of login is stopped. An active user gets a link to take another."),
    ),
    "void-pin": Way(
        recovery.start_new_pin,
        gettext_lazy("Let %(name)s choose a new PIN?"),
        gettext_lazy("The present PIN stops working. %(name)s chooses a new one after showing who they are; "
                     "you never see it."),
        gettext_lazy("Make the PIN void"),
        gettext_lazy("The PIN is void. A new one is chosen by the link that was sent."),
    ),
}  # fmt: skip


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def treat(request: VisitorRequest, ref: str, means: str, word: str) -> HttpResponse:
    """Ask, and on the answer do one thing to one means."""
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    way = WAYS.get(word)
    held = _one_of(means, authenticators.held_by(user)) if user else None
    if user is None or way is None or held is None:
        return missing(request, ref)
    if request.method == "POST":
        done = way.do(ref, means, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, str(way.done))
        return HttpResponseRedirect(reverse("users:means", args=[ref]))
    name = {"name": user.name}
    context = {
        "user": user,
        "question": str(way.question) % name,
        "happens": str(way.happens) % name,
        "verb": way.verb,
        "what": f"{MEANS[Means(held.kind)]} {held.authenticator.name if held.authenticator else ''}".strip(),
        "back": reverse("users:means", args=[ref]),
    }
    return render(request, "users/treat.html", context)


def _one_of(ref: str, held: Any) -> UserMeans | None:
    return next((each for each in held if each.authenticator and each.authenticator.ref == ref), None)


@needs(Deed.MANAGE_USERS)
@require_POST
def recover(request: VisitorRequest, ref: str) -> HttpResponse:
    """Send the user a link back into the login."""
    done = recovery.start(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, _("A link was sent to %(name)s. It works for a day.") % {"name": done.name})
    return HttpResponseRedirect(reverse("users:means", args=[ref]))


@needs(Deed.MANAGE_USERS)
@require_POST
def let_on(request: VisitorRequest, ref: str) -> HttpResponse:
    """End the pause after many wrong tries."""
    done = guesses.let_on(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, _("%(name)s can try again now.") % {"name": done.name})
    return HttpResponseRedirect(reverse("users:means", args=[ref]))


@needs(Deed.MANAGE_USERS)
@require_POST
def order(request: VisitorRequest, ref: str) -> HttpResponse:
    """Order a thing for the user."""
    kind = request.POST.get("kind", Means.CODE_DISPLAY.value)
    if kind not in set(ORDERED):
        return missing(request, kind)
    done = orders.order(ref, Means(kind), by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    told = {"what": MEANS[Means(kind)], "name": done.user.name}
    messages.success(request, _("Ordered for %(name)s: %(what)s.") % told)
    return HttpResponseRedirect(reverse("users:orders", args=[ref]))


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def assign(request: VisitorRequest, ref: str) -> HttpResponse:
    """Hand out a code display that lies ready."""
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    if user is None:
        return missing(request, ref)
    form = DisplayForm(sent(request))
    if request.method == "POST" and form.is_valid():
        done = orders.assign(ref, **form.cleaned_data, by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("Hand the code display over. The user takes it into use."))
            return HttpResponseRedirect(reverse("users:orders", args=[ref]))
        complain(form, done)
    context = header(user, request.visitor, "means") | {"form": form}
    return render(request, "users/assign.html", context)


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def send(request: VisitorRequest, ref: str) -> HttpResponse:
    """Hand out the code display that was ordered."""
    waiting = authenticators.waiting_orders(organisation=request.visitor.actor.organisation)
    found = waiting.filter(ref=ref).first()
    if found is None:
        return missing(request, ref)
    form = DisplayForm(sent(request))
    if request.method == "POST" and form.is_valid():
        done = orders.send(ref, **form.cleaned_data, by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("Hand the code display over. The user takes it into use."))
            return HttpResponseRedirect(reverse("users:orders", args=[done.user.ref]))
        complain(form, done)
    context = header(found.user, request.visitor, "orders") | {"form": form}
    return render(request, "users/assign.html", context)
