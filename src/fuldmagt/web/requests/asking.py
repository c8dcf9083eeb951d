"""Asking for a right: found in the tree, then why, for how long, for which branches (C7)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt import explanations
from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.explanations.names import InLanguages
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.requests import actions, queries
from fuldmagt.mandates.requests.models import RightRequest
from fuldmagt.mandates.requests.post import deciders
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.organisations.queries import user_of
from fuldmagt.vocabulary.period import Period
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import sent
from fuldmagt.web.look.parts import Crumb, Knot
from fuldmagt.web.permission import for_visitors
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.requests.forms import AskForm
from fuldmagt.web.requests.words import known
from fuldmagt.web.rights.showing import shown
from fuldmagt.web.rights.tree import Leaf, found, grown, leaf_of, name_of
from fuldmagt.web.rights.words import data, first_name, listed
from fuldmagt.web.visitor import VisitorRequest

NAMED = 3  # so many who decide are named, no more


@for_visitors
@require_safe
def choose(request: VisitorRequest) -> HttpResponse:
    """Every right on offer, with its text and why it cannot be had."""
    user = _for_whom(request)
    if user is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    leaves, sectors = _leaves(user, request), catalogue.sectors()
    words = request.GET.get("find", "").strip()[:100].replace("\x00", "")
    fitting = found(leaves, words, sectors) if words else leaves
    context = {
        "who": "" if user == request.visitor.user else first_name(user.name),
        "for": "" if user == request.visitor.user else user.ref,
        "tree": grown(fitting, sectors, unfolded=bool(words)),
        "find": words,
        "number": len(fitting),
        "more": _query(request, user),
        "crumbs": _crumbs(),
    }
    return render(request, "requests/choose.html", context)


def _leaves(user: BusinessUser, request: VisitorRequest) -> list[Leaf]:
    """A right that is asked for leads to its own page; one that cannot be had says why instead."""
    return [leaf for leaf in shown(user, at=request.at, may_change=True).leaves if not leaf.right.retired_at]


@for_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: VisitorRequest) -> HttpResponse:
    """The request itself; without a right first the tree."""
    user, ref = _for_whom(request), request.GET.get("right", "")[:128].replace("\x00", "")
    if user is None or _elsewhere(request, user):
        return refused(request, Refusal(Reason.NOT_FOUND))
    if not ref:
        return HttpResponseRedirect(f"{reverse('requests:choose')}?{_query(request, user)}")
    right = catalogue.right_called(ref)
    if right is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    before = queries.waits_for(user, right.ref)
    if before is not None and queries.stands(before, at=request.at):
        return _there_already(request, before)
    form = AskForm(sent(request), at=request.at, branches=queries.branches_of(user.organisation))
    refusal = None
    if request.method == "POST" and form.is_valid():
        wish = form.wish(right.ref)
        done = actions.ask(user.ref, wish, form.cleaned_data["why"], by=request.visitor.actor, at=request.at)
        if isinstance(done, actions.Asked):
            return _asked(request, done)
        refusal = done
    return _page(request, user, right, form, refusal)


def _asked(request: VisitorRequest, done: actions.Asked) -> HttpResponse:
    if done.before:
        return _there_already(request, done.request)
    messages.success(request, _("The request is sent. You get a mail as soon as it is answered."))
    return HttpResponseRedirect(reverse("requests:show", args=[done.request.ref]))


def _there_already(request: VisitorRequest, row: RightRequest) -> HttpResponse:
    messages.info(request, _("This request waits already; nothing new was sent."))
    return HttpResponseRedirect(reverse("requests:show", args=[row.ref]))


def _page(
    request: VisitorRequest, user: BusinessUser, right: Right, form: AskForm, refusal: Refusal | None
) -> HttpResponse:
    stands = queries.preview(user, right, Wish(right.ref, Period(request.at)), at=request.at)
    names = {right.ref: InLanguages(right.names, right.name)}
    against = refusal or (None if form.is_bound else stands.hindrance)
    leaf = leaf_of(right)
    me = user == request.visitor.user
    context: dict[str, Any] = {
        "form": form,
        "right": leaf,
        "service": right.service,
        "data": data(right.service.data_class),
        "person": user,
        "who": "" if me else first_name(user.name),
        "against": explanations.explained(against, names=known(user, against, names)) if against else None,
        "why_not": _why_not(user, right, request) if against else [],
        "deciders": _deciders(user, right),
        "includes": _named(stands.comes_along),
        "thread": _thread(user, right, me=me),
        "choose": f"{reverse('requests:choose')}?{_query(request, user)}",
        "crumbs": _crumbs(Crumb(leaf.name)),
    }
    status = 400 if form.errors else STATUS.get(refusal.reason, 409) if refusal else 200
    return render(request, "requests/new.html", context, status=status)


def _why_not(user: BusinessUser, right: Right, request: VisitorRequest) -> list[str]:
    """The sentences of the tree about this right: which department, which other right."""
    leaves = shown(user, at=request.at, may_change=True).leaves
    leaf = next((each for each in leaves if each.ref == right.ref), None)
    return leaf.why if leaf else []


def _deciders(user: BusinessUser, right: Right) -> str:
    row = RightRequest(user=user, organisation=user.organisation, right=right)
    people = [each.name for each in deciders(row)[:NAMED]]
    return listed(people) if people else ""


def _named(refs: frozenset[str]) -> list[str]:
    return sorted(name_of(right) for right in catalogue.rights_called(refs).values())


def _thread(user: BusinessUser, right: Right, *, me: bool) -> list[Knot]:
    name = _("You, {name}").format(name=user.name) if me else user.name
    return [
        Knot("person", name, user.department.name if user.department else "", "waits", _("asks")),
        Knot("organisation", user.organisation.name),
        Knot("service", right.service.name, name_of(right)),
    ]


def _for_whom(request: VisitorRequest) -> BusinessUser | None:
    """Whoever asks, or somebody whose leader asks for them. Anybody else is not found."""
    ref, me = request.GET.get("for", "")[:64].replace("\x00", ""), request.visitor.user
    if ref in {"", me.ref}:
        return me
    user = user_of(ref, organisation=request.visitor.actor.organisation)
    return user if user is not None and queries.leads(me.ref, user) else None


def _elsewhere(request: VisitorRequest, user: BusinessUser) -> bool:
    """Whether a right for another organisation than the user's own is meant."""
    return request.GET.get("organisation", "") not in {"", user.organisation.ref}


def _query(request: VisitorRequest, user: BusinessUser) -> str:
    return urlencode({} if user == request.visitor.user else {"for": user.ref})


def _crumbs(*last: Crumb) -> list[Crumb]:
    start = Crumb(_("My requests"), reverse("requests:mine"))
    ask = Crumb(_("Ask for a right"), reverse("requests:choose") if last else "")
    return [start, ask, *last]
