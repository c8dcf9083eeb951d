"""A person's own page: for whom they may act, their means, their users, what happened (F1, F3)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt import explanations
from fuldmagt.audit.queries import of_subject
from fuldmagt.authenticators.own import actions, queries
from fuldmagt.authenticators.own.queries import Own
from fuldmagt.authenticators.passkey.actions import begin_registration
from fuldmagt.authenticators.queries import ordered_for
from fuldmagt.organisations.own.queries import users_of
from fuldmagt.organisations.rules import UserState
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.events.telling import told
from fuldmagt.web.frame.complaints import complain
from fuldmagt.web.frame.words import MEANS, STATES
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.mine.forms import NameForm, PasskeyForm
from fuldmagt.web.mine.fresh import after_a_fresh_login, again
from fuldmagt.web.mine.powers import held, helpers, shown, without
from fuldmagt.web.mine.things import shown_thing
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.visitor import VisitorRequest

EVENTS = 15
COMPANIES = 10  # on a page


@for_visitors
@require_safe
def show(request: VisitorRequest) -> HttpResponse:
    user = request.visitor.user
    users = list(users_of(user))
    organisation = user.organisation.ref
    page = Paginator(held(users, at=request.at), COMPANIES).get_page(request.GET.get("page"))
    context = {
        "user": user,
        "page": page,
        "companies": shown(page.object_list),
        "without": None if page.object_list else without(users),
        "helpers": helpers(organisation),
        "means": [_means(each) for each in queries.of_person(user)],
        "orders": [shown_thing(each, user) for each in ordered_for(users)],
        "users": [(each, *STATES[UserState(each.state)]) for each in users],
        "events": told(
            of_subject(user.ref, organisation=organisation, limit=EVENTS), organisation=organisation
        ),
    }
    return render(request, "mine/show.html", context)


def _means(own: Own) -> dict[str, Any]:
    means = own.means
    return {
        "ref": means.ref,
        "word": MEANS[Means(means.kind)],
        "name": means.name,
        "since": means.created_at,
        "used_at": means.used_at,
        "locked": means.state == means.State.LOCKED,
        "serves": sorted({each.organisation.name for each in own.users}),
        "last": queries.would_be_left_without(own.users, means),
    }


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
@after_a_fresh_login
def rename(request: VisitorRequest, ref: str) -> HttpResponse:
    own = queries.one(request.visitor.user, ref)
    if own is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    form = NameForm(request.POST or None, initial={"name": own.means.name})
    if request.method == "POST" and form.is_valid():
        visitor, name = request.visitor, form.cleaned_data["name"]
        done = actions.rename(visitor.user, ref, name, since=visitor.since, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("The means is called “{name}” now.").format(name=done.name))
            return HttpResponseRedirect(reverse("mine:show"))
        if done.reason is Reason.LOGIN_NEEDED:
            return again(request)
        complain(form, done)
    context = {"form": form, "word": MEANS[Means(own.means.kind)], "crumbs": _crumbs(_("Change the name"))}
    return render(request, "mine/rename.html", context, status=400 if form.errors else 200)


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
@after_a_fresh_login
def remove(request: VisitorRequest, ref: str) -> HttpResponse:
    own = queries.one(request.visitor.user, ref)
    if own is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    if request.method == "POST":
        done = actions.remove(request.visitor.user, ref, since=request.visitor.since, at=request.at)
        if isinstance(done, Refusal) and done.reason is Reason.LOGIN_NEEDED:
            return again(request)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The means is removed. Nobody can log in with it any more."))
        return HttpResponseRedirect(reverse("mine:show"))
    context = _means(own) | {"back": reverse("mine:show")}
    return render(request, "mine/remove.html", context)


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
@after_a_fresh_login
def passkey(request: VisitorRequest) -> HttpResponse:
    added = _("The passkey is added. You can log in with it now.")
    return _added(request, Means.PASSKEY, "mine/passkey.html", _("Add a passkey"), added)


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
@after_a_fresh_login
def chip(request: VisitorRequest) -> HttpResponse:
    added = _("The chip is in use. You can log in with it now.")
    return _added(request, Means.CHIP, "mine/chip.html", _("Take a chip into use"), added)


def _added(request: VisitorRequest, kind: Means, template: str, title: str, added: str) -> HttpResponse:
    """The device makes the passkey; each look at the page is a question of its own."""
    user = request.visitor.user
    if user.person is None:
        return refused(request, Refusal(Reason.STEP_NOT_POSSIBLE))
    form, status = PasskeyForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            visitor = request.visitor
            done = actions.add_passkey(
                user, kind=kind, level=visitor.level, since=visitor.since, at=request.at, **form.cleaned_data
            )
            if not isinstance(done, Refusal):
                messages.success(request, added)
                return HttpResponseRedirect(reverse("mine:show"))
            if done.reason is Reason.LOGIN_NEEDED:
                return again(request)
            form.add_error(None, explanations.explained(done).sentence)
            status = STATUS.get(done.reason, 409)
    ceremony = begin_registration(user.person, user, kind=kind, at=request.at)
    context = {"form": form, "ceremony": ceremony, "crumbs": _crumbs(title)}
    return render(request, template, context, status=status)


def _crumbs(title: str) -> list[Crumb]:
    return [Crumb(_("My rights and means"), reverse("mine:show")), Crumb(title)]
