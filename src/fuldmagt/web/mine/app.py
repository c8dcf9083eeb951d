"""A person adds the app to their own means, or has a new phone take the place of the old one (B6, B11)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt import explanations
from fuldmagt.authenticators.app.queries import is_taken, newest_code
from fuldmagt.authenticators.own import actions, queries
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.app.codes import code_shown, state_of
from fuldmagt.web.look.forms import Form, Radios
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.mine.fresh import after_a_fresh_login, again
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.visitor import VisitorRequest

KEEPS = "none"


class AppForm(Form):
    """Whether the app comes beside those that the person has, or in the place of one."""

    replaces = forms.ChoiceField(
        label=gettext_lazy("What about the app that you have?"),
        help_text=gettext_lazy(
            "When an app ends you are logged out everywhere, and log in with the new one."
        ),
        widget=Radios,
        error_messages={
            "required": gettext_lazy("Say whether you keep the app that you have."),
            "invalid_choice": gettext_lazy("Say whether you keep the app that you have."),
        },
    )

    def __init__(self, *args: Any, user: BusinessUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [own.means for own in queries.of_person(user) if own.means.kind == Means.APP]
        if not held:
            del self.fields["replaces"]
            return
        offered = [(means.ref, _ends(means.name)) for means in held] + [(KEEPS, _("I keep it, and have two"))]
        self.fields["replaces"].choices = offered  # type: ignore[attr-defined]  # it is a ChoiceField


def _ends(name: str) -> str:
    if name:
        return _("“%(name)s” ends when the new one is in use") % {"name": name}
    return _("It ends when the new one is in use")


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
@after_a_fresh_login
def add(request: VisitorRequest) -> HttpResponse:
    """Asks what becomes of the app that is there; on the answer an activation code."""
    visitor, status = request.visitor, 200
    form = AppForm(request.POST if request.method == "POST" else None, user=visitor.user)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            replaces = form.cleaned_data.get("replaces", KEEPS)
            done = actions.begin_app(
                visitor.user,
                replaces="" if replaces == KEEPS else replaces,
                level=visitor.level,
                since=visitor.since,
                at=request.at,
            )
            if not isinstance(done, Refusal):
                return HttpResponseRedirect(reverse("mine:app_code", args=[done.ref]))
            if done.reason is Reason.LOGIN_NEEDED:
                return again(request)
            form.add_error(None, explanations.explained(done).sentence)
            status = STATUS.get(done.reason, 409)
    context = {"form": form, "crumbs": _crumbs()}
    return render(request, "mine/app.html", context, status=status)


@for_visitors
@never_cache
@require_safe
@after_a_fresh_login
def code(request: VisitorRequest, ref: str) -> HttpResponse:
    """The code, until an app has been taken into use with it."""
    user = request.visitor.user
    if is_taken(user, ref):
        messages.success(request, _("The app is added. You can log in with it now."))
        return HttpResponseRedirect(reverse("mine:show"))
    pending = newest_code(user, at=request.at)
    if pending is None or pending.ref != ref:
        return refused(request, Refusal(Reason.NOT_FOUND))
    context = {"user": user, "pending": pending, "crumbs": _crumbs()} | code_shown(pending)
    return render(request, "mine/app_code.html", context)


@for_visitors
@never_cache
@require_safe
def state(request: VisitorRequest, ref: str) -> HttpResponse:
    """How far the app has come, for the page that waits for it."""
    user = request.visitor.user
    pending = newest_code(user, at=request.at)
    open_ = pending is not None and pending.ref == ref
    return JsonResponse({"state": "done" if is_taken(user, ref) else state_of(pending if open_ else None)})


def _crumbs() -> list[Crumb]:
    return [Crumb(_("My rights and means"), reverse("mine:show")), Crumb(_("Add the app"))]
