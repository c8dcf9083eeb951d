"""The programs that act for the organisation: registered, given a new key, stopped (X5)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuldmagt.clients.systems import actions, queries
from fuldmagt.clients.systems.models import System
from fuldmagt.mandates.assignments.queries import held_by
from fuldmagt.organisations.rules import Actor, Deed, UserState
from fuldmagt.organisations.users.queries import names
from fuldmagt.secrets import signatures
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.systems.forms import SystemForm, written
from fuldmagt.web.visitor import VisitorRequest

PAGE: Final = 30
STATES: Final = {UserState.ACTIVE: "done", UserState.SUSPENDED: "stopped", UserState.CLOSED: "none"}


def _crumbs(*last: Crumb) -> list[Crumb]:
    start = Crumb(_("Overview"), reverse("overview:start"))
    return [start, Crumb(_("Programs"), reverse("systems:list")), *last]


def state_word(system: System) -> str:
    return {
        UserState.ACTIVE: _("In use"),
        UserState.SUSPENDED: _("Stopped"),
        UserState.CLOSED: _("Closed"),
    }[UserState(system.user.state)]


def _row(system: System) -> dict[str, Any]:
    state = UserState(system.user.state)
    return {"system": system, "state": STATES[state], "state_word": state_word(system)}


@needs(Deed.SEE_USERS)
@require_safe
def listing(request: VisitorRequest) -> HttpResponse:
    found = queries.systems_of(request.visitor.actor.organisation)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(each) for each in page],
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_SYSTEMS),
    }
    return render(request, "systems/list.html", context)


@needs(Deed.SEE_USERS)
@require_safe
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    system = queries.system_called(ref, organisation=organisation)
    if system is None:
        return missing(request, ref)
    held = held_by(ref, organisation=organisation, at=request.at)
    by = system.registered_by
    context = _row(system) | {
        "crumbs": _crumbs(Crumb(system.user.name)),
        "keys": [(key["kty"], signatures.thumbprint(key)) for key in system.client.jwks["keys"]],
        "rights": [(row.right.service.name, name_of(row.right)) for row in held],
        "registered_by": names([by], organisation=organisation).get(by, ""),
        "token_address": f"{settings.BASE_URL}/oidc/token",
        "audience": settings.BASE_URL,
        "details_type": f"{settings.BASE_URL}/rights",
        "may_manage": not request.visitor.actor.refused(Deed.MANAGE_SYSTEMS),
        "works": system.user.state == UserState.ACTIVE,
        "closed": system.user.state == UserState.CLOSED,
    }
    return render(request, "systems/show.html", context)


@needs(Deed.MANAGE_SYSTEMS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    form = SystemForm(sent(request), organisation=request.visitor.actor.organisation)
    if request.method == "POST" and form.is_valid():
        done = actions.register(form.described(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            said = _("%(name)s is registered. It has no rights yet: give it those that it needs.")
            messages.success(request, said % {"name": done.user.name})
            return HttpResponseRedirect(reverse("systems:show", args=[done.user.ref]))
        _complain(form, done)
    context = {"form": form, "crumbs": _crumbs(Crumb(_("Register a program")))}
    return render(request, "systems/edit.html", context, status=400 if form.errors else 200)


@needs(Deed.MANAGE_SYSTEMS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: VisitorRequest, ref: str) -> HttpResponse:
    organisation = request.visitor.actor.organisation
    system = queries.system_called(ref, organisation=organisation)
    if system is None or system.user.state == UserState.CLOSED:
        return missing(request, ref)
    initial = {"name": system.user.name, "purpose": system.purpose, "keys": written(system.client.jwks)}
    form = SystemForm(sent(request), initial=initial, organisation=organisation, system=system)
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        seen = int(version) if version.isdecimal() and len(version) < 9 else 0
        by = request.visitor.actor
        done = actions.change(ref, form.described(), version=seen, by=by, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("%(name)s is saved.") % {"name": done.user.name})
            return HttpResponseRedirect(reverse("systems:show", args=[ref]))
        _complain(form, done)
    back = Crumb(system.user.name, reverse("systems:show", args=[ref]))
    context = {"form": form, "system": system, "crumbs": _crumbs(back, Crumb(_("Change")))}
    return render(request, "systems/edit.html", context, status=400 if form.errors else 200)


def _complain(form: SystemForm, refusal: Refusal) -> None:
    fields = {Reason.INPUT_NOT_USABLE: "keys", Reason.NOT_FOUND: "works_for"}
    complain(form, refusal, fields.get(refusal.reason))


@needs(Deed.MANAGE_SYSTEMS)
@require_POST
def stop(request: VisitorRequest, ref: str) -> HttpResponse:
    return _stepped(request, ref, actions.stop, _("%(name)s is stopped: nothing works for it now."))


@needs(Deed.MANAGE_SYSTEMS)
@require_POST
def start(request: VisitorRequest, ref: str) -> HttpResponse:
    return _stepped(request, ref, actions.start, _("%(name)s works again."))


@needs(Deed.MANAGE_SYSTEMS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: VisitorRequest, ref: str) -> HttpResponse:
    if request.method == "POST":
        return _stepped(request, ref, actions.close, _("%(name)s is closed for good."))
    system = queries.system_called(ref, organisation=request.visitor.actor.organisation)
    if system is None or system.user.state == UserState.CLOSED:
        return missing(request, ref)
    context = {"system": system, "back": reverse("systems:show", args=[ref])}
    return render(request, "systems/close.html", context)


Step = Callable[..., System | Refusal]


def _stepped(request: VisitorRequest, ref: str, step: Step, said: str) -> HttpResponse:
    by: Actor = request.visitor.actor
    at: datetime = request.at
    done = step(ref, by=by, at=at)
    if isinstance(done, Refusal):
        return refused(request, done)
    messages.success(request, said % {"name": done.user.name})
    return HttpResponseRedirect(reverse("systems:show", args=[ref]))
