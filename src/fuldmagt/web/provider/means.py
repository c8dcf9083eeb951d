"""Until when a service accepts a means: seen, set after a look at whom it concerns, taken away (F8)."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuldmagt.catalogue.ending import queries
from fuldmagt.catalogue.ending.actions import end_means, keep_means
from fuldmagt.catalogue.ending.queries import Ending
from fuldmagt.catalogue.ending.rules import End
from fuldmagt.catalogue.models import Service
from fuldmagt.catalogue.texts import in_language
from fuldmagt.organisations.rules import Deed
from fuldmagt.sign_in.endings import queries as endings
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import complain, sent
from fuldmagt.web.frame.words import MEANS
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.forms import EndForm
from fuldmagt.web.provider.places import of_service, own_service, tabs
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.rights.words import language
from fuldmagt.web.visitor import VisitorRequest


@needs(Deed.MANAGE_PROVIDER)
@require_safe
def listing(request: VisitorRequest, ref: str) -> HttpResponse:
    service = own_service(request, ref)
    if isinstance(service, Refusal):
        return refused(request, service)
    rows = [_row(service, kind, request.at) for kind in Means if kind.value in service.means]
    context = {
        "service": service,
        "tabs": tabs(service, "provider:means"),
        "crumbs": of_service(service, Crumb(_("Means of login"))),
        "rows": rows,
        "soon": [row for row in rows if row["ending"] and not row["over"]],
        "others": [str(MEANS[kind]) for kind in Means if kind.value not in service.means],
    }
    return render(request, "provider/means.html", context)


def _row(service: Service, kind: Means, at: datetime) -> dict[str, Any]:
    ending = queries.ending(service, kind)
    return {
        "kind": kind.value,
        "name": str(MEANS[kind]),
        "ending": ending,
        "day": endings.last_day(ending.at) if ending else "",
        "why": in_language(ending.reasons, language()) if ending else "",
        "over": ending is not None and ending.at <= at,
        "told": endings.told(service, kind) if ending else 0,
    }


def _found(request: VisitorRequest, ref: str, kind: str) -> tuple[Service, Means] | Refusal:
    service = own_service(request, ref)
    if isinstance(service, Refusal) or kind not in service.means:
        return Refusal(Reason.NOT_FOUND)
    return service, Means(kind)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: VisitorRequest, ref: str, kind: str) -> HttpResponse:
    """Set or move the end of a means; first it is shown whom that concerns, and when they are told."""
    found = _found(request, ref, kind)
    if isinstance(found, Refusal):
        return refused(request, found)
    service, means = found
    form = EndForm(sent(request), at=request.at, initial=EndForm.of(service, means))
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            status = 200
            if "save" in request.POST:
                said = End(means, form.end(), form.reasons())
                seen = form.cleaned_data["seen"]
                done = end_means(ref, said, seen=seen, by=request.visitor.actor, at=request.at)
                if not isinstance(done, Refusal):
                    return _set(request, done, said)
                complain(form, done, FIELDS.get(done.about))
                status = STATUS.get(done.reason, 409)
    context = _context(request, service, means) | {"form": form}
    if form.is_bound and not form.errors:
        context |= _preview(service, means, form.end(), at=request.at)
    return render(request, "provider/means_end.html", context, status=status)


FIELDS = {"end_passed": "until", "only_means": "until"}


def _set(request: VisitorRequest, service: Service, said: End) -> HttpResponse:
    text = _("{service} accepts this means until {day}: {kind}. Those who use it are told by mail.")
    named = {"service": service.name, "day": endings.last_day(said.at), "kind": MEANS[said.kind]}
    messages.success(request, text.format(**named))
    return HttpResponseRedirect(reverse("provider:means", args=[service.ref]))


def _context(request: VisitorRequest, service: Service, means: Means) -> dict[str, Any]:
    name = str(MEANS[means])
    back = reverse("provider:means", args=[service.ref])
    return {
        "service": service,
        "kind": means.value,
        "name": name,
        "ending": queries.ending(service, means),
        "back": back,
        "crumbs": of_service(service, Crumb(_("Means of login"), back), Crumb(name)),
    }


def _preview(service: Service, means: Means, until: datetime, *, at: datetime) -> dict[str, Any]:
    """Whom the end concerns, in numbers, and the days of the mails."""
    mails = [until - timedelta(days=days) for days in sorted(endings.stages(), reverse=True)]
    return {
        "preview": endings.concern(service, means, end=until, at=at),
        "day": endings.last_day(until),
        "at_once": bool(mails) and mails[0] <= at < until,
        "mails": [day for day in mails if day > at],
    }


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: VisitorRequest, ref: str, kind: str) -> HttpResponse:
    """Take the end away, after a question: those who were told are told again."""
    found = _found(request, ref, kind)
    if isinstance(found, Refusal):
        return refused(request, found)
    service, means = found
    ending: Ending | None = queries.ending(service, means)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        done = keep_means(ref, means, seen=seen, by=request.visitor.actor, at=request.at)
        if isinstance(done, Refusal):
            return refused(request, done)
        text = _("{service} goes on accepting this means: {kind}. Those who knew of the end are told.")
        messages.success(request, text.format(service=service.name, kind=MEANS[means]))
        return HttpResponseRedirect(reverse("provider:means", args=[ref]))
    context = _context(request, service, means) | {
        "seen": queries.stamp(service),
        "told": endings.told(service, means),
        "day": endings.last_day(ending.at) if ending else "",
    }
    return render(request, "provider/means_keep.html", context)
