"""Whom the organisation has given access in services' portals, who has let it in, and each grant (F5)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fuldmagt.mandates.grants import actions, links, queries
from fuldmagt.mandates.grants.models import Grant
from fuldmagt.mandates.rules import RecordState
from fuldmagt.organisations.rules import Deed
from fuldmagt.vocabulary.refusals import Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.missing import missing
from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.grants import showing
from fuldmagt.web.grants.forms import GivesForm
from fuldmagt.web.grants.giving import back_to
from fuldmagt.web.look.parts import Crumb, Tab
from fuldmagt.web.permission import needs
from fuldmagt.web.refused import refused
from fuldmagt.web.visitor import VisitorRequest

ROWS = 20


@needs(Deed.SEE_MANDATES)
@require_GET
def given(request: VisitorRequest) -> HttpResponse:
    return _listing(request, "given")


@needs(Deed.SEE_MANDATES)
@require_GET
def received(request: VisitorRequest) -> HttpResponse:
    return _listing(request, "received")


def _listing(request: VisitorRequest, side: str) -> HttpResponse:
    own = request.visitor.actor.organisation
    words, gives = request.GET.get("find", "").strip()[:100], side == "given"
    found = queries.given(own, words) if gives else queries.received(own, words)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    waits = queries.waiting(own, at=request.at)
    tabs = [
        Tab(_("Given"), reverse("grants:list"), current=gives, count=waits or None),
        Tab(_("Received"), reverse("grants:received"), current=not gives),
    ]
    lines = [showing.line(each, each.receiver if gives else each.giver, at=request.at) for each in page]
    context = {
        "page": page, "lines": lines, "tabs": tabs, "find": words, "side": side, "waits": waits,
        "may_give": bool(queries.grantable(request.visitor.user.organisation))
        and not request.visitor.actor.refused(Deed.MANAGE_MANDATES),
    }  # fmt: skip
    return render(request, "grants/list.html", context)


@needs(Deed.SEE_MANDATES)
@require_GET
def show(request: VisitorRequest, ref: str) -> HttpResponse:
    grant = queries.given_one(ref, organisation=request.visitor.actor.organisation)
    if grant is None:
        return missing(request, ref)
    badge, state = showing.state_of(grant, at=request.at)
    manages = not request.visitor.actor.refused(Deed.MANAGE_MANDATES)
    stands = grant.state == RecordState.ACTIVE and not links.over(grant, request.at)
    waits = stands and (not grant.confirmed or grant.awaiting is not None)
    context = {
        "grant": grant, "badge": badge, "state": state, "waits": waits,
        "right": showing.described(grant.right),
        "awaiting": showing.described(grant.awaiting) if grant.awaiting else None,
        "awaiting_last_day": showing.last_day(grant.awaiting_ends_at),
        "last_day": showing.last_day(grant.ends_at),
        "number": Number.of(grant.receiver.ref),
        "link": queries.newest_link(grant) if waits else None,
        "story": showing.story(grant), "may_manage": manages and stands,
        "crumbs": _crumbs(Crumb(grant.receiver.name)),
    }  # fmt: skip
    return render(request, "grants/show.html", context)


def _crumbs(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("Advisers’ access"), reverse("grants:list")), *last]


@needs(Deed.MANAGE_MANDATES)
@require_http_methods(["GET", "POST"])
def change(request: VisitorRequest, ref: str) -> HttpResponse:
    """Narrower at once; wider when the link in the mail is pressed."""
    grant = queries.given_one(ref, organisation=request.visitor.actor.organisation)
    if grant is None:
        return missing(request, ref)
    rights = [each for each in queries.grantable(grant.giver) if each.service.pk == grant.right.service.pk]
    form = GivesForm(sent(request), rights=rights, at=request.at, initial=_as_it_is(grant))
    if request.method == "POST" and form.is_valid():
        done = actions.change(
            ref, form.cleaned_data["right"], form.ends_at(),
            seen=request.POST.get("seen", ""), by=request.visitor.actor, at=request.at,
        )  # fmt: skip
        if not isinstance(done, Refusal):
            waits = done.awaiting is not None or not done.confirmed
            messages.success(
                request,
                _("The change is written down. It holds when the link in the mail is pressed.")
                if waits
                else _("The change holds at once."),
            )
            return back_to(ref)
        complain(form, done)
    context = {
        "grant": grant, "form": form, "seen": actions.stamp(grant),
        "crumbs": _crumbs(Crumb(grant.receiver.name, reverse("grants:show", args=[ref]))),
    }  # fmt: skip
    return render(request, "grants/change.html", context, status=409 if form.errors else 200)


def _as_it_is(grant: Grant) -> dict[str, object]:
    day = showing.last_day(grant.ends_at)
    return {"right": grant.right.ref, "until": localtime(day).date() if day else None}


@needs(Deed.MANAGE_MANDATES)
@require_POST
def remind(request: VisitorRequest, ref: str) -> HttpResponse:
    done = links.send_again(ref, by=request.visitor.actor, at=request.at)
    if isinstance(done, Refusal):
        return refused(request, done)
    said = _("A new link has gone to %(addresses)s. The older one confirms nothing any more.")
    messages.success(request, said % {"addresses": ", ".join(done.sent_to)})
    return back_to(ref)


@needs(Deed.MANAGE_MANDATES)
@require_http_methods(["GET", "POST"])
def end(request: VisitorRequest, ref: str) -> HttpResponse:
    grant = queries.given_one(ref, organisation=request.visitor.actor.organisation)
    if grant is None:
        return missing(request, ref)
    if request.method == "POST":
        done = actions.end(ref, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        messages.success(request, _("The access has ended."))
        return back_to(ref)
    return render(request, "grants/end.html", {"grant": grant, "back": reverse("grants:show", args=[ref])})
