"""The steps of a user's life that administrators take: each asks first, then does one deed (B15)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from fuldmagt.mandates.belonging.actions import close
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import user_of
from fuldmagt.organisations.rules import Deed, UserState, UserStep, after
from fuldmagt.organisations.users import actions
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.users.forms import ReasonForm
from fuldmagt.web.visitor import VisitorRequest


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the page asks for it and as it is told when done."""

    do: Callable[..., BusinessUser | Refusal]
    question: Promise
    happens: Promise
    verb: Promise
    done: Promise


STEPS: Final[Mapping[UserStep, Step]] = {
    UserStep.SUSPEND: Step(
        actions.suspend,
        _("Suspend %(name)s?"),
        _("%(name)s is logged out everywhere at once and can use nothing until you let them go on."),
        _("Suspend the user"),
        _("%(name)s is suspended."),
    ),
    UserStep.RESUME: Step(
        actions.resume,
        _("Let %(name)s go on?"),
        _("Rights and means of login are as they were, and work again at once."),
        _("Let the user go on"),
        _("%(name)s can go on."),
    ),
    UserStep.LOCK: Step(
        actions.lock,
        _("Lock %(name)s at once?"),
        _("For when somebody else may have their means of login. They are logged out everywhere at once."),
        _("Lock the user"),
        _("%(name)s is locked."),
    ),
    UserStep.UNLOCK: Step(
        actions.unlock,
        _("Unlock %(name)s?"),
        _("Only when you are sure that nobody else has their means of login. It all works again at once."),
        _("Unlock the user"),
        _("%(name)s is unlocked."),
    ),
    UserStep.CLOSE: Step(
        close,
        _("Close the user %(name)s?"),
        _("%(name)s is logged out at once and cannot come back: a closed user is never opened again, and "
          "the user id is never given to anybody else. Administrator roles are withdrawn. What happened "
          "stays on record."),
        _("Close the user"),
        _("The user %(name)s is closed."),
    ),
}  # fmt: skip


@needs(Deed.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def step(request: VisitorRequest, ref: str, word: str) -> HttpResponse:
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    asked = STEPS.get(UserStep(word)) if word in set(UserStep) else None
    if user is None or asked is None:
        return missing(request, ref)
    possible = after(UserState(user.state), UserStep(word))
    if isinstance(possible, Refusal) and request.method == "GET":
        return refused(request, possible)
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        done = asked.do(ref, reason=form.cleaned_data["reason"], by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, str(asked.done) % {"name": done.name})
            return HttpResponseRedirect(reverse("users:show", args=[ref]))
        if done.reason is not Reason.LAST_ADMINISTRATOR:
            return refused(request, done)
        complain(form, done)
    return _ask(request, user, asked, form, UserStep(word))


def _ask(
    request: VisitorRequest, user: BusinessUser, asked: Step, form: ReasonForm, word: UserStep
) -> HttpResponse:
    may_suspend = not isinstance(after(UserState(user.state), UserStep.SUSPEND), Refusal)
    name = {"name": user.name}
    context = {
        "user": user,
        "form": form,
        "question": str(asked.question) % name,
        "happens": str(asked.happens) % name,
        "verb": asked.verb,
        "back": reverse("users:show", args=[user.ref]),
        "milder": word is UserStep.CLOSE and may_suspend,
    }
    return render(request, "users/step.html", context)
