"""What the law reads of services, rights and sets, changed by their provider: first what it comes to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuldmagt import explanations
from fuldmagt.catalogue.changing import queries
from fuldmagt.catalogue.changing.actions import change
from fuldmagt.catalogue.changing.queries import Examined
from fuldmagt.catalogue.changing.rules import Change, Kind, found
from fuldmagt.catalogue.imports.document import Document, RightEntry, ServiceEntry
from fuldmagt.catalogue.models import Proposal, Provider
from fuldmagt.catalogue.providers.queries import provider_of
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Deed, Role
from fuldmagt.vocabulary.refusals import Reason, Refusal
from fuldmagt.web.frame.complaints import sent
from fuldmagt.web.look.parts import Crumb
from fuldmagt.web.permission import needs
from fuldmagt.web.provider.consequences import amiss, ended, opened
from fuldmagt.web.provider.law_forms import Changing, NewRight, NewService, RightLaw, ServiceLaw, named
from fuldmagt.web.provider.places import crumbs, of_service, own_right, own_service
from fuldmagt.web.refused import STATUS, refused
from fuldmagt.web.rights.tree import name_of
from fuldmagt.web.visitor import VisitorRequest


@dataclass(frozen=True, slots=True)
class Page:
    """One page that changes an entry: what it is about, its form, what it says, where it leads."""

    provider: Provider
    form: Changing
    change: Callable[[], Change]
    headline: str
    back: str
    saved: str
    crumbs: list[Crumb]
    removes: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def shown(request: VisitorRequest, page: Page) -> HttpResponse:
    """The form; what the change comes to; the change, or its proposal. What removes says so at once."""
    form, status = page.form, 200
    examined = queries.examined(page.provider, page.change()) if _is_said(page) else None
    if form.is_bound and examined:
        for problem in examined.problems:
            _complain(form, problem.kind)
        if not form.errors and "save" in request.POST:
            done = _change(request, page)
            if not isinstance(done, Refusal):
                return _done(request, page, done)
            _refused(form, done)
            status = STATUS.get(done.reason, 409)
    if form.errors:
        examined, status = None, status if status != 200 else 400
    context = page.more | {
        "page": page,
        "form": form,
        "back": page.back,
        "crumbs": page.crumbs,
        "removes": page.removes,
        "faults": [amiss(each.kind)[1] for each in examined.problems] if examined else [],
    }
    return render(request, "provider/change.html", context | _preview(request, examined), status=status)


def _is_said(page: Page) -> bool:
    """Whether it is known what is wanted."""
    return page.form.is_valid() if page.form.is_bound else page.removes


def _change(request: VisitorRequest, page: Page) -> Examined | Proposal | Refusal:
    given = page.form.cleaned_data
    return change(
        page.provider.ref,
        page.change(),
        seen=given["seen"],
        why=given["why"],
        by=request.visitor.actor,
        at=request.at,
    )


def _complain(form: Changing, kind: str) -> None:
    at, words = amiss(kind)
    form.add_error(at if at in form.fields else None, words)


def _refused(form: Changing, refusal: Refusal) -> None:
    """A refusal where it belongs: what the catalogue does not bear, as the preview says it."""
    if refusal.reason is Reason.INPUT_NOT_USABLE and refusal.about == "why":
        form.add_error("why", _("Write why it has to be so: a colleague decides by it."))
    elif refusal.reason is Reason.INPUT_NOT_USABLE:
        _complain(form, refusal.about)
    else:
        at = "ref" if refusal.about == "short_name" and "ref" in form.fields else None
        form.add_error(at, explanations.explained(refusal).sentence)


def _done(request: VisitorRequest, page: Page, done: Examined | Proposal) -> HttpResponse:
    if isinstance(done, Proposal):
        text = _("The change is proposed. It is so once a colleague has accepted it.")
        messages.success(request, text)
        return HttpResponseRedirect(reverse("provider:proposal", args=[done.ref]))
    messages.success(request, page.saved)
    return HttpResponseRedirect(page.back)


def _preview(request: VisitorRequest, examined: Examined | None) -> dict[str, Any]:
    if examined is None or examined.problems:
        return {"examined": None}
    return {
        "examined": examined,
        "opened": opened(examined),
        "ended": ended(examined, at=request.at),
        "alone": alone(request),
    }


def alone(request: VisitorRequest) -> bool:
    """Whether the organisation has nobody else who could accept what the visitor proposes."""
    organisation = request.visitor.actor.organisation
    return len(holders_of(Role.PROVIDER_ADMINISTRATOR, organisation=organisation)) < 2


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: VisitorRequest, ref: str) -> HttpResponse:
    own = own_service(request, ref)
    if isinstance(own, Refusal):
        return refused(request, own)
    entry = found(queries.standing(own.provider), Kind.SERVICE, ref)
    assert isinstance(entry, ServiceEntry)
    seen = queries.seen(own.provider, Kind.SERVICE, ref)
    form = ServiceLaw(sent(request), initial=ServiceLaw.of(entry) | {"seen": seen})
    page = Page(
        provider=own.provider,
        form=form,
        change=lambda: Change(Kind.SERVICE, ref, form.said()),
        headline=_("Change {service}").format(service=own.name),
        back=reverse("provider:service", args=[ref]),
        saved=_("{service} is changed.").format(service=own.name),
        crumbs=of_service(own, Crumb(_("Change"))),
        more={"of_means": reverse("provider:means", args=[ref])},
    )
    return shown(request, page)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_service(request: VisitorRequest, ref: str) -> HttpResponse:
    own = provider_of(ref, organisation=request.visitor.actor.organisation)
    if own is None:
        return refused(request, Refusal(Reason.NOT_FOUND))
    form = NewService(sent(request), initial={"seen": queries.seen(own, Kind.SERVICE, "")})
    page = Page(
        provider=own,
        form=form,
        change=lambda: Change(Kind.SERVICE, form.cleaned_data["ref"], form.said(), new=True),
        headline=_("Add a service"),
        back=reverse("provider:start"),
        saved=_("The service is in the catalogue."),
        crumbs=crumbs(Crumb(_("Add a service"))),
    )
    return shown(request, page)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def right(request: VisitorRequest, ref: str) -> HttpResponse:
    own = own_right(request, ref)
    if isinstance(own, Refusal):
        return refused(request, own)
    standing = queries.standing(own.service.provider)
    entry = found(standing, Kind.RIGHT, ref)
    assert isinstance(entry, RightEntry)
    beside = [each for each in _rights(standing, own.service.ref) if each.ref != ref]
    seen = queries.seen(own.service.provider, Kind.RIGHT, ref)
    form = RightLaw(sent(request), beside=beside, initial=RightLaw.of(entry) | {"seen": seen})
    back = reverse("provider:right", args=[ref])
    page = Page(
        provider=own.service.provider,
        form=form,
        change=lambda: Change(Kind.RIGHT, ref, form.said()),
        headline=_("Change what “{right}” means").format(right=named(entry)),
        back=back,
        saved=_("“{right}” is changed.").format(right=named(entry)),
        crumbs=of_service(own.service, Crumb(named(entry), back), Crumb(_("Change"))),
    )
    return shown(request, page)


def _rights(document: Document, service: str) -> list[RightEntry]:
    entry = found(document, Kind.SERVICE, service)
    return list(entry.rights) if isinstance(entry, ServiceEntry) else []


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def new_right(request: VisitorRequest, ref: str) -> HttpResponse:
    own = own_service(request, ref)
    if isinstance(own, Refusal):
        return refused(request, own)
    beside = _rights(queries.standing(own.provider), ref)
    seen = queries.seen(own.provider, Kind.RIGHT, "")
    form = NewRight(sent(request), beside=beside, initial={"seen": seen})
    page = Page(
        provider=own.provider,
        form=form,
        change=lambda: Change(Kind.RIGHT, f"{ref}:{form.cleaned_data['ref']}", form.said(), new=True),
        headline=_("Add a right to {service}").format(service=own.name),
        back=reverse("provider:service", args=[ref]),
        saved=_("The right is in the catalogue. Administrators can give it from now on."),
        crumbs=of_service(own, Crumb(_("Add a right"))),
    )
    return shown(request, page)


@needs(Deed.MANAGE_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: VisitorRequest, ref: str) -> HttpResponse:
    """Take a right out of the catalogue, after it is shown what that ends."""
    own = own_right(request, ref)
    if isinstance(own, Refusal):
        return refused(request, own)
    provider, name = own.service.provider, name_of(own)
    wanted = Change(Kind.RIGHT, ref, None)
    form = Changing(sent(request), initial={"seen": queries.seen(provider, Kind.RIGHT, ref)})
    page = Page(
        provider=provider,
        form=form,
        change=lambda: wanted,
        headline=_("Take “{right}” out of the catalogue?").format(right=name),
        back=reverse("provider:service", args=[own.service.ref]),
        saved=_("“{right}” is out of the catalogue.").format(right=name),
        crumbs=of_service(own.service, Crumb(name, reverse("provider:right", args=[ref]))),
        removes=True,
    )
    return shown(request, page)
