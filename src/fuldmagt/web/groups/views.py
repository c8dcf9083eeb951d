"""The groups of the organisation, and each with its members and what it has (C5)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.mandates.groups import actions, queries
from fuldmagt.mandates.sources import queries as sources
from fuldmagt.mandates.sources.actions import outstanding
from fuldmagt.organisations.rules import Deed, UserState
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.words import STATES
from fuldmagt.web.groups.forms import GroupForm
from fuldmagt.web.groups.showing import all_that, crumbs, crumbs_of, line, without
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest

ROWS = 15


def words_in(request: VisitorRequest) -> str:
    """What is sought for, as somebody typed it."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:100]


@needs(Deed.SEE_RIGHTS)
@require_safe
def listing(request: VisitorRequest) -> HttpResponse:
    found = queries.listed(request.visitor.actor.organisation, text=words_in(request))
    context = {
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "q": words_in(request),
        "may_change": not request.visitor.actor.refused(Deed.MANAGE_RIGHTS),
    }
    return render(request, "groups/list.html", context)


@needs(Deed.SEE_RIGHTS)
@require_safe
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    actor = request.visitor.actor
    group = queries.group_called(ref, organisation=actor.organisation)
    if group is None:
        return missing(request, ref)
    having = list(sources.of_group(group, at=request.at))
    found = queries.members(group, text=words_in(request))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    for_clients = list(sources.for_clients(group, at=request.at))
    waiting = outstanding([*having, *for_clients], organisation=actor.organisation, by=actor, at=request.at)
    context = {
        "group": group,
        "crumbs": crumbs(Crumb(group.name)),
        "having": [line(each, at=request.at) for each in having],
        "for_clients": [
            {"client": each.acted_for.name, "mandate": each.mandate, "right": name_of(each.right)}
            for each in for_clients
            if each.right
        ],
        "without": without(waiting.left_out, organisation=actor.organisation),
        "waiting": len({each.user for each in waiting.given}),
        "page": page,
        "people": [{"user": each, "state": STATES[UserState(each.state)]} for each in page.object_list],
        "q": words_in(request),
        "may_change": not actor.refused(Deed.MANAGE_RIGHTS),
    }
    return render(request, "groups/show.html", context)


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    form = GroupForm(sent(request))
    if request.method == "POST" and form.is_valid():
        done = actions.create(form.particulars(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(
                request, _("The group %(name)s is there. Nobody is in it yet.") % {"name": done.name}
            )
            return HttpResponseRedirect(reverse("groups:show", args=[done.ref]))
        _complain(form, done)
    context = {"form": form, "crumbs": crumbs(Crumb(_("New group")))}
    return render(request, "groups/edit.html", context)


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def edit(request: VisitorRequest, ref: str) -> HttpResponse:
    group = queries.group_called(ref, organisation=request.visitor.actor.organisation)
    if group is None:
        return missing(request, ref)
    form = GroupForm(sent(request), initial={"name": group.name, "description": group.description})
    if request.method == "POST" and form.is_valid():
        done = actions.change(ref, form.particulars(), by=request.visitor.actor, at=request.at)
        if not isinstance(done, Refusal):
            messages.success(request, _("The group %(name)s is saved.") % {"name": done.name})
            return HttpResponseRedirect(reverse("groups:show", args=[ref]))
        _complain(form, done)
    context = {"form": form, "group": group, "crumbs": crumbs_of(group, Crumb(_("Change")))}
    return render(request, "groups/edit.html", context)


@needs(Deed.MANAGE_RIGHTS)
@require_http_methods(["GET", "POST"])
def close(request: VisitorRequest, ref: str) -> HttpResponse:
    group = queries.group_called(ref, organisation=request.visitor.actor.organisation)
    if group is None:
        return missing(request, ref)
    if request.method == "POST":
        done = actions.close(ref, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The group %(name)s is closed.") % {"name": group.name})
        return HttpResponseRedirect(reverse("groups:list"))
    context = {
        "group": group,
        "rights": all_that(group, at=request.at),
        "people": queries.members(group).count(),
        "back": reverse("groups:show", args=[ref]),
    }
    return render(request, "groups/close.html", context)


def _complain(form: GroupForm, refusal: Refusal) -> None:
    complain(form, refusal, "name" if refusal.reason is Reason.ALREADY_EXISTS else None)
